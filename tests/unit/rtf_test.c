/* Rich text: charsets and escapes by hand, tables by a file of LibreOffice. */
#include "parsers/text/charset.h"
#include "parsers/word/rtf.h"
#include "tests/unit/sample_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct reason why;

static void reads_as(const char *rtf, const char *first, const char *second)
{
	struct sample_file f;
	sample_file_set(&f, rtf, strlen(rtf));
	assert_int_equal(rtf_read(&f.content, f.arena, &f.text, &why), DONE);
	assert_string_equal(sample_file_line(&f, 0), first);
	assert_string_equal(sample_file_line(&f, 1), second);
	sample_file_close(&f);
}

static void tables_keep_their_cells(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "rtf/form.rtf");
	assert_int_equal(rtf_read(&f.content, f.arena, &f.text, &why), DONE);
	const struct table *t = sample_file_table(&f, 0);
	assert_non_null(t);
	assert_int_equal(t->columns, 4);
	assert_string_equal(table_cell(t, 1, 1)->text, "张伟");
	assert_string_equal(table_cell(t, 3, 1)->text, "雪夜清障𠮷");
	assert_int_equal(table_cell(t, 3, 0)->merged_row, 2);
	assert_int_equal(table_cell(t, 0, 2)->merged_column, 1);
	sample_file_close(&f);
}

static void bytes_are_in_the_charset_of_their_font(void **state)
{
	(void)state;
	reads_as("{\\rtf1\\ansi\\ansicpg936 \\'c4\\'e3\\'ba\\'c3\\par \\'81\\'5c}", "你好", "乗");
	reads_as("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f1\\fcharset134 SimSun;}}\\f1 "
	         "\\'c4\\'e3\\'ba\\'c3\\par ok}",
	        "你好", "ok");
}

static void unicode_replaces_what_stands_behind_it(void **state)
{
	(void)state;
	reads_as("{\\rtf1\\ansi\\ansicpg936\\uc2\\u20320\\'c4\\'e3\\u22909\\'ba\\'c3\\par\\uc1\\u-10179?\\u-"
	         "8704?x}",
	        "你好", "😀x");
	reads_as("{\\rtf1\\uc1\\u20320?{\\uc0\\u22909}?\\par end}", "你好?", "end");
}

static void destinations_and_hidden_text_are_left_out(void **state)
{
	(void)state;
	reads_as("{\\rtf1{\\*\\generator X}{\\info{\\title T}}{\\stylesheet{\\s0 Normal;}}a{\\v "
	         "hidden}{\\deleted gone}b"
	         "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt c}}{\\pict\\bin3 }}}}d\\line e}",
	        "abcd", "e");
}

static void broken_ones_end_in_order(void **state)
{
	(void)state;
	struct sample_file f, whole;
	sample_file_set(&f, "{\\rt", 4);
	assert_int_equal(rtf_read(&f.content, f.arena, &f.text, &why), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_BROKEN);
	sample_file_close(&f);
	sample_file_open(&whole, "rtf/form.rtf");
	for (size_t len = 5; len < whole.content.len; len += 97) {
		sample_file_set(&f, whole.bytes, len);
		assert_int_equal(rtf_read(&f.content, f.arena, &f.text, &why), DONE);
		assert_true(f.text.partial);
		sample_file_close(&f);
	}
	sample_file_close(&whole);
}

static void deep_groups_are_capped(void **state)
{
	(void)state;
	static char deep[200000];
	struct sample_file f;
	memset(deep, '{', sizeof deep);
	memcpy(deep, "{\\rtf1 a\\par ", 13);
	sample_file_set(&f, deep, sizeof deep);
	assert_int_equal(rtf_read(&f.content, f.arena, &f.text, &why), DONE);
	assert_string_equal(sample_file_line(&f, 0), "a");
	assert_true(f.text.partial);
	sample_file_close(&f);
}

int main(void)
{
	if (charset_preload(&why) != DONE)
		return 1;
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(tables_keep_their_cells),
	        cmocka_unit_test(bytes_are_in_the_charset_of_their_font),
	        cmocka_unit_test(unicode_replaces_what_stands_behind_it),
	        cmocka_unit_test(destinations_and_hidden_text_are_left_out),
	        cmocka_unit_test(broken_ones_end_in_order),
	        cmocka_unit_test(deep_groups_are_capped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
