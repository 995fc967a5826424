#include "daemon/fetch/mailbox_name.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void check(const char *utf8, const char *want)
{
	struct buf name = BUF_INIT(100);
	assert_int_equal(mailbox_name_encode(utf8, &name, NULL), want ? DONE : REFUSED);
	if (want)
		assert_string_equal(buf_str(&name), want);
	buf_free(&name);
}

static void test_names(void **state)
{
	(void)state;
	check("INBOX", "INBOX");
	check("A&B", "A&-B");
	check("台北", "&U,BTFw-"); /* RFC 3501's own examples */
	check("日本語", "&ZeVnLIqe-");
	check("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
	check("已处理2", "&XfJZBHQG-2");
	check("𠮷", "&2ELftw-"); /* outside the first plane: two UTF-16 units */
}

static void test_refused(void **state)
{
	(void)state;
	check("", NULL);
	check("a\r\nb", NULL);
	check("\xff", NULL);
	check("\xc0\x80", NULL);
	check("\xed\xa0\x80", NULL);
	check("\xe5\x8f", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_refused)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
