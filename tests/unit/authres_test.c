/* What a server's word on the sender comes to. */
#include "parsers/mail/authres.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *value, *id;
	enum authentication result;
} fields[] = {
        {"", "", AUTHENTICATION_NONE},
        {"; spf=pass", "", AUTHENTICATION_NONE},
        {"mx.test; none", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test 1; none", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test; dmarc=fail header.from=unit.test", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; DMARC/1 = Fail (p=reject)", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=pass smtp.mailfrom=a@unit.test; dmarc=fail", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=fail smtp.mailfrom=a@unit.test", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=softfail smtp.mailfrom=a@unit.test", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test; spf=pass smtp.mailfrom=a@unit.test", "mx.test", AUTHENTICATION_PASSED},
        {"mx.test; spf=pass smtp.mailfrom=bounce.unit.test", "mx.test", AUTHENTICATION_PASSED},
        {"mx.test; spf=pass smtp.mailfrom=a@elsewhere.test", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test; spf=pass smtp.mailfrom=a@evilunit.test", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test; spf=pass smtp.mailfrom=test", "mx.test", AUTHENTICATION_NEUTRAL},
        {"mx.test; spf=fail smtp.mailfrom=list.test; dkim=pass header.d=unit.test", "mx.test",
                AUTHENTICATION_PASSED},
        {"mx.test; spf=fail; dkim=pass header.i=@elsewhere.test", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=fail smtp.mailfrom=a@unit.test; dmarc=pass", "mx.test", AUTHENTICATION_PASSED},
        {"mx.test; spf=none; dmarc=pass header.from=unit.test", "mx.test", AUTHENTICATION_PASSED},
        {"mx.test; spf=none; dmarc=pass header.from=elsewhere.test", "mx.test", AUTHENTICATION_NEUTRAL},
        /* Sina's way: several results without semicolons between them */
        {"sina.com; spf=none dkim=none", "sina.com", AUTHENTICATION_NEUTRAL},
        /* what a stranger may write into a comment, a quoted string or a local part is no syntax */
        {"mx.test (; dmarc=pass); spf=fail", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=fail reason=\"x; dmarc=pass\"", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=fail smtp.mailfrom=\"; dmarc=pass \"@unit.test", "mx.test", AUTHENTICATION_FAILED},
        {"mx.test; spf=fail (a (b) ; dkim=pass header.d=unit.test", "mx.test", AUTHENTICATION_FAILED},
        {"\"mx.test\"; dmarc=fail", "mx.test", AUTHENTICATION_FAILED},
};

static void test_fields(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *id;
		enum authentication found = authres_read(fields[i].value, "author@unit.test", a, &id);
		if (found != fields[i].result || strcmp(id, fields[i].id) != 0)
			fail_msg("%s: \"%s\", %s", fields[i].value, id, authentication_name(found));
	}
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
