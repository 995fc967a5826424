/* Word's, Excel's and PowerPoint's binary formats, by files of real programs and by damage done to them. */
#include "parsers/office/ole.h"
#include "parsers/text/charset.h"
#include "tests/unit/sample_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct reason why;

static void assert_cell(const struct table *t, uint32_t row, uint32_t column, const char *text)
{
	assert_non_null(t);
	assert_true(row < t->rows && column < t->columns);
	assert_string_equal(table_cell(t, row, column)->text, text);
}

static void assert_merged(
        const struct table *t, uint32_t row, uint32_t column, uint32_t into_row, uint32_t into_column)
{
	assert_int_equal(table_cell(t, row, column)->merged_row, into_row);
	assert_int_equal(table_cell(t, row, column)->merged_column, into_column);
}

static void doc_gives_lines_and_merged_cells(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "doc/form.doc");
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), DONE);
	const struct table *t = sample_file_table(&f, 0);
	assert_string_equal(sample_file_line(&f, 0), "滨海新区网聚职工正能量作品报名表");
	assert_cell(t, 0, 0, "申 报 单 位");
	assert_cell(t, 0, 1, "新北街道总工会");
	assert_merged(t, 0, 3, 0, 1);
	assert_cell(t, 1, 3, "13802012345");
	assert_merged(t, 3, 0, 2, 0);
	assert_cell(t, 3, 1, "雪夜清障𠮷");
	assert_string_equal(sample_file_line(&f, 2), "第二行，参与职工2300人次。");
	assert_int_equal(f.text.unread, UNREAD_NOT);
	assert_false(f.text.macros);
	sample_file_close(&f);
}

static void doc_leaves_deleted_and_hidden_text_out(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "doc/changed.doc");
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), DONE);
	assert_string_equal(sample_file_line(&f, 0), "联系电话：13802012345");
	assert_string_equal(sample_file_line(&f, 1), "完");
	sample_file_close(&f);
}

/* The bytes of a stream lie where its first ones are found: short streams are in one piece in these files. */
static uint8_t *find(struct sample_file *f, const char *bytes, size_t len)
{
	uint8_t *at = memmem(f->bytes, f->content.len, bytes, len);
	assert_non_null(at);
	return at;
}

static void doc_with_password_is_said(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "doc/form.doc");
	find(&f, "\xec\xa5\x01\x01", 4)[0x0b] |= 1;
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_PROTECTED);
	sample_file_close(&f);
}

static void xls_gives_values_as_shown(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "xls/statistics.xls");
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), DONE);
	const struct table *t = sample_file_table(&f, 0);
	assert_string_equal(t->name, "统计表");
	assert_cell(t, 0, 0, "线下活动统计表");
	assert_merged(t, 0, 3, 0, 0);
	assert_merged(t, 3, 0, 2, 0);
	assert_cell(t, 2, 2, "2022年7月25日");
	assert_cell(t, 3, 3, "39.5");
	assert_cell(t, 5, 3, "12.5%");
	assert_cell(t, 6, 0, "TRUE");
	sample_file_close(&f);
}

static void xls_strings_go_on_in_further_records(void **state)
{
	(void)state;
	struct sample_file f;
	char text[128];
	sample_file_open(&f, "xls/statistics.xls");
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), DONE);
	const struct table *t = sample_file_table(&f, 1);
	assert_string_equal(t->name, "名单");
	assert_int_equal(t->rows, 200);
	for (uint32_t i = 0; i < t->rows; i++) {
		snprintf(text, sizeof text,
		        "参加职工第%u号，姓名由所在工会核对，备注文字足够长以跨越记录边界", i);
		assert_cell(t, i, 0, text);
		snprintf(text, sizeof text, "emoji😀%u", i);
		assert_cell(t, i, 1, text);
	}
	sample_file_close(&f);
}

/* The record of the code page becomes the one that says how the rest is encrypted. */
static void xls_with_password_is_said(void **state)
{
	(void)state;
	struct sample_file f;
	sample_file_open(&f, "xls/statistics.xls");
	find(&f, "\x42\x00\x02\x00", 4)[0] = 0x2f;
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), REFUSED);
	assert_int_equal(f.text.unread, UNREAD_PROTECTED);
	sample_file_close(&f);
}

static void ppt_gives_slides_in_order(void **state)
{
	(void)state;
	static const char *const lines[] = {"创新活动申报", "单位：新北街道总工会", "第二页", ""};
	struct sample_file f;
	sample_file_open(&f, "ppt/slides.ppt");
	assert_int_equal(ole_read(&f.content, f.arena, &f.text, &why), DONE);
	for (unsigned i = 0; i < 4; i++)
		assert_string_equal(sample_file_line(&f, i), lines[i]);
	sample_file_close(&f);
}

/* The stream "Current User" says that the slides are encrypted; or it is of no use, then all slides are read. */
static void ppt_without_its_user(void **state)
{
	(void)state;
	for (unsigned spoilt = 0; spoilt < 2; spoilt++) {
		struct sample_file f;
		sample_file_open(&f, "ppt/slides.ppt");
		uint8_t *atom = find(&f, "\x5f\xc0\x91\xe3", 4);
		memcpy(atom, spoilt ? "\x5f\xc0\x91\xe3\xff\xff\xff\xff" : "\xdf\xc4\xd1\xf3\x00\x00\x00\x00",
		        8);
		enum outcome o = ole_read(&f.content, f.arena, &f.text, &why);
		assert_int_equal(o, spoilt ? DONE : REFUSED);
		assert_int_equal(f.text.unread, spoilt ? UNREAD_NOT : UNREAD_PROTECTED);
		assert_string_equal(sample_file_line(&f, 0), spoilt ? "创新活动申报" : "");
		sample_file_close(&f);
	}
}

static void cut_short_files_end_in_order(void **state)
{
	(void)state;
	static const char *const paths[] = {"doc/form.doc", "xls/statistics.xls", "ppt/slides.ppt"};
	for (size_t i = 0; i < 3; i++) {
		struct sample_file whole, f;
		sample_file_open(&whole, paths[i]);
		for (size_t len = 0; len < whole.content.len; len += 509) {
			sample_file_set(&f, whole.bytes, len);
			enum outcome o = ole_read(&f.content, f.arena, &f.text, &why);
			assert_true(o == DONE || (o == REFUSED && f.text.unread != UNREAD_NOT));
			sample_file_close(&f);
		}
		sample_file_close(&whole);
	}
}

/* libgsf complains of what is damaged; the parser's own program does not let it either. */
static void be_silent(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data)
{
	(void)domain, (void)level, (void)text, (void)data;
}

int main(void)
{
	g_log_set_default_handler(be_silent, NULL);
	if (charset_preload(&why) != DONE)
		return 1;
	ole_preload();
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(doc_gives_lines_and_merged_cells),
	        cmocka_unit_test(doc_leaves_deleted_and_hidden_text_out),
	        cmocka_unit_test(doc_with_password_is_said),
	        cmocka_unit_test(xls_gives_values_as_shown),
	        cmocka_unit_test(xls_strings_go_on_in_further_records),
	        cmocka_unit_test(xls_with_password_is_said),
	        cmocka_unit_test(ppt_gives_slides_in_order),
	        cmocka_unit_test(ppt_without_its_user),
	        cmocka_unit_test(cut_short_files_end_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
