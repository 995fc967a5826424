/* PDF: lines, tables by position, and each way in which one cannot be read. */
#include "parsers/pdf/pdf.h"
#include "parsers/text/charset.h"
#include "tests/unit/sample_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct reason why;

static enum outcome read_sample(struct sample_file *f, const char *path)
{
	sample_file_open(f, path);
	return pdf_read(&f->content, f->arena, &f->text, &why);
}

static void columns_become_a_table(void **state)
{
	(void)state;
	struct sample_file f;
	assert_int_equal(read_sample(&f, "pdf/form.pdf"), DONE);
	const struct table *t = sample_file_table(&f, 0);
	assert_string_equal(sample_file_line(&f, 0), "滨海新区网聚职工正能量作品报名表");
	assert_non_null(t);
	assert_int_equal(t->columns, 4);
	assert_string_equal(table_cell(t, 0, 0)->text, "申 报 单 位");
	assert_string_equal(table_cell(t, 0, 1)->text, "新北街道总工会");
	assert_string_equal(table_cell(t, 1, 2)->text, "联系方式");
	assert_string_equal(table_cell(t, 1, 3)->text, "13802012345");
	assert_string_equal(sample_file_line(&f, 1), "作品简介：第一行");
	sample_file_close(&f);
}

static void chinese_without_a_map_to_unicode_is_read(void **state)
{
	(void)state;
	struct sample_file f;
	assert_int_equal(read_sample(&f, "pdf/gbk-euc-h.pdf"), DONE);
	assert_string_equal(sample_file_line(&f, 0), "单位：古林街道总工会");
	sample_file_close(&f);
}

static void assert_lines(const char *path, const char *const *lines, size_t n)
{
	struct sample_file f;
	assert_int_equal(read_sample(&f, path), DONE);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(sample_file_line(&f, i), lines[i]);
	sample_file_close(&f);
}

static void what_was_typed_into_fields_stands_in_its_place(void **state)
{
	static const char *const lines[] = {
	        "网络达人报名表", "姓名： 濮阳晴", "单位： 开发区总工会", "手机： 13812013430"};
	(void)state;
	assert_lines("pdf/fields.pdf", lines, sizeof lines / sizeof *lines);
}

static void a_turned_page_is_turned_back(void **state)
{
	static const char *const lines[] = {
	        "横排统计表：填报单位胡家园街道总工会", "参与人数 356", "竖转文字：联系人卓文"};
	(void)state;
	assert_lines("pdf/turned.pdf", lines, sizeof lines / sizeof *lines);
}

static void what_cannot_be_read_is_said(void **state)
{
	(void)state;
	struct sample_file f, whole;
	assert_int_equal(read_sample(&f, "pdf/locked.pdf"), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_PROTECTED);
	sample_file_close(&f);
	assert_int_equal(read_sample(&f, "pdf/scan.pdf"), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_NO_TEXT);
	sample_file_close(&f);
	sample_file_open(&whole, "pdf/form.pdf");
	sample_file_set(&f, whole.bytes, 400);
	assert_int_equal(pdf_read(&f.content, f.arena, &f.text, &why), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_BROKEN);
	sample_file_close(&f);
	sample_file_close(&whole);
}

int main(void)
{
	if (charset_preload(&why) != DONE || pdf_preload(&why) != DONE)
		return 1;
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(columns_become_a_table),
	        cmocka_unit_test(chinese_without_a_map_to_unicode_is_read),
	        cmocka_unit_test(what_was_typed_into_fields_stands_in_its_place),
	        cmocka_unit_test(a_turned_page_is_turned_back),
	        cmocka_unit_test(what_cannot_be_read_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
