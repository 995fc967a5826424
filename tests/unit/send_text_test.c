#include "daemon/send/smtp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_addresses(void **state)
{
	(void)state;
	assert_true(smtp_address_is_safe("a.b+c@example.org"));
	assert_true(smtp_address_is_safe("")); /* the null sender */
	assert_false(smtp_address_is_safe("a@b>\r\nRCPT TO:<c@d"));
	assert_false(smtp_address_is_safe("a@b\nQUIT"));
	assert_false(smtp_address_is_safe("a b@c"));
	assert_false(smtp_address_is_safe("<a@b>"));
	assert_false(smtp_address_is_safe("a@b> SIZE=1"));
	assert_false(smtp_address_is_safe("张三@b.cn"));
	char longer[LIMIT_ADDRESS_BYTES + 2];
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_false(smtp_address_is_safe(longer));
}

static void safe(const char *bytes, size_t size, const char *want)
{
	char text[64];
	smtp_make_safe(bytes, strlen(bytes), text, size);
	assert_string_equal(text, want);
}

static void test_reply_text(void **state)
{
	(void)state;
	safe("2.0.0 Ok", 64, "2.0.0 Ok");
	safe("用户不存在", 64, "用户不存在");
	safe("\xd3\xc3\xbb\xa7", 64, "????"); /* GBK */
	safe("a\x1b[1mb\rc\x7f", 64, "a?[1mb?c?");
	safe("用户", 6, "用"); /* never a piece of a character */
	safe("\xc0\x80\xed\xa0\x80", 64, "?????");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_addresses), cmocka_unit_test(test_reply_text)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
