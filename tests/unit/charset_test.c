#include "parsers/text/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int preload(void **state)
{
	(void)state;
	return charset_preload(NULL) == DONE ? 0 : -1;
}

static void check(const char *declared, const char *bytes, size_t len, const char *expected)
{
	struct buf out = BUF_INIT(4096);
	charset_to_utf8(declared, bytes, len, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

#define CHECK(declared, bytes, expected) check(declared, bytes, sizeof(bytes) - 1, expected)

static void gb2312_is_read_as_gb18030(void **state)
{
	(void)state;
	CHECK("gb2312", "\xe9\x46\xb3\xc7", "镕城");
	CHECK("GB_2312-80", "\xb3\xc2\x88\xd2", "陈堃");
	CHECK("x-gbk", "\x95\x32\x82\x36\xd0\xc2", "𠀀新");
	CHECK("euc-cn", "\xb9\xa4\xbb\xe1", "工会");
}

static void wrong_label_is_seen_through(void **state)
{
	(void)state;
	CHECK("iso-8859-1", "\xb5\xa5\xce\xbb\xa3\xba\xb9\xa4\xbb\xe1", "单位：工会");
	CHECK("us-ascii", "\xb9\xa4\xbb\xe1", "工会");
	CHECK("utf-8", "\xb9\xa4\xbb\xe1", "工会");
	CHECK("gbk", "\xe5\xb7\xa5\xe4\xbc\x9a\xe7\xbd\x91\xe7\xbb\x9c", "工会网络");
	CHECK("no-such-charset", "\xb9\xa4\xbb\xe1", "工会");
	CHECK("iso-8859-1", "caf\xe9 M\xfcller", "café Müller");
}

static void no_label_is_guessed(void **state)
{
	(void)state;
	CHECK(NULL, "\xe5\xb7\xa5\xe4\xbc\x9a", "工会");
	CHECK("", "\xd0\xc2\xb1\xb1\xbd\xd6\xb5\xc0", "新北街道");
	CHECK(NULL, "\xef\xbb\xbf\xe5\xb7\xa5", "工");
	CHECK(NULL, "\xff\xfe\xe5\x5d", "工");
	CHECK("gbk", "\xfe\xff\x5d\xe5", "工");
	CHECK(NULL, "Fr\xf6sche", "Frösche");
	CHECK(NULL, "plain", "plain");
}

static void other_charsets(void **state)
{
	(void)state;
	CHECK("big5", "\xa4\x75\xb7\x7c", "工會");
	CHECK("utf-16", "\xe5\x5d\x31\x00", "工1");
	CHECK("utf-16", "\x5d\xe5\x00\x31", "工1");
	CHECK("hz-gb-2312", "~{9$;a~} ~~1", "工会 ~1");
}

static void broken_bytes_leave_marks_and_no_nul(void **state)
{
	(void)state;
	CHECK("utf-8", "滨海新区总工会宣教\xe5\xb7", "滨海新区总工会宣教\xef\xbf\xbd\xef\xbf\xbd");
	CHECK("utf-8", "a\0b", "ab");
	CHECK("gbk", "\xd0\xc2\xb1\xb1\xbd\xd6\xff", "新北街\xef\xbf\xbd");
}

static void cut_splits_no_character(void **state)
{
	(void)state;
	assert_int_equal(charset_cut_utf8("工会", 6), 6);
	assert_int_equal(charset_cut_utf8("工会", 5), 3);
	assert_int_equal(charset_cut_utf8("工会", 4), 3);
	assert_int_equal(charset_cut_utf8("ab", 2), 2);
	assert_int_equal(charset_cut_utf8("工", 1), 0);
}

static void utf8_is_strict(void **state)
{
	(void)state;
	assert_true(charset_is_utf8("工会\xf0\xa0\x80\x80", 10));
	assert_false(charset_is_utf8("\xc0\x80", 2));
	assert_false(charset_is_utf8("\xed\xa0\x80", 3));
	assert_false(charset_is_utf8("\xf4\x90\x80\x80", 4));
	assert_true(charset_is_text("\xb9\xa4\xbb\xe1\xb9", 5));
	assert_false(charset_is_text("MZ\x90\0\3", 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(gb2312_is_read_as_gb18030),
	        cmocka_unit_test(wrong_label_is_seen_through),
	        cmocka_unit_test(no_label_is_guessed),
	        cmocka_unit_test(other_charsets),
	        cmocka_unit_test(broken_bytes_leave_marks_and_no_nul),
	        cmocka_unit_test(cut_splits_no_character),
	        cmocka_unit_test(utf8_is_strict),
	};
	return cmocka_run_group_tests(tests, preload, NULL);
}
