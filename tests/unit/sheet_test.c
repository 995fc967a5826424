#include "parsers/sheet/numfmt.h"
#include "parsers/sheet/sheet.h"
#include "schema/limits.h"
#include "tests/unit/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_shown(const char *code, const char *raw, const char *shown)
{
	struct number_format f = numfmt_by_code(code);
	struct buf out = BUF_INIT(200);
	numfmt_put(&f, raw, false, &out);
	assert_string_equal(buf_str(&out), shown);
	buf_free(&out);
}

static void test_numbers(void **state)
{
	(void)state;
	assert_shown("General", "120", "120");
	assert_shown("General", "120.0", "120");
	assert_shown("General", "1.3802012345E10", "13802012345");
	assert_shown("General", "0.10000000000000001", "0.1");
	assert_shown("General", "1E-5", "0.00001");
	assert_shown("General", "-0", "0");
	assert_shown("General", "不是数", "不是数");
	assert_shown("G/通用格式", "12", "12");
	assert_shown("#,##0.00", "1234.5", "1234.5");
	assert_shown("0.00%", "0.125", "12.50%");
	assert_shown("00000", "7", "00007");
	assert_shown("0.00E+00", "12", "12");
}

static void test_dates(void **state)
{
	(void)state;
	assert_shown("yyyy\"年\"m\"月\"d\"日\"", "44776", "2022年8月3日");
	assert_shown("yyyy/m/d;@", "44776", "2022/8/3");
	assert_shown("[$-804]yyyy-mm-dd\\ hh:mm", "44776.3958333", "2022-08-03 09:30");
	assert_shown("m/d/yy", "44776", "2022/8/3");
	assert_shown("d-mmm-yy", "44776", "2022/8/3");
	assert_shown("上午/下午h\"时\"mm\"分\"", "44776.75", "下午6时00分");
	assert_shown("aaaa", "44776", "星期三");
	assert_shown("[h]:mm", "1.25", "30:00");
	assert_shown("yyyy/m/d", "59", "1900/2/28");
	assert_shown("yyyy/m/d", "60", "1900/2/29");
	assert_shown("yyyy/m/d", "61", "1900/3/1");
	assert_shown("yyyy/m/d", "1", "1900/1/1");
	assert_shown("yyyy/m/d", "-1", "-1");
	assert_shown("yyyy/m/d", "1e300", "1e+300");
	struct buf out = BUF_INIT(100);
	numfmt_put_date("yyyy/m/d", 0, true, &out);
	assert_string_equal(buf_str(&out), "1904/1/1");
	buf_free(&out);
}

static void test_references(void **state)
{
	uint32_t row, column;
	(void)state;
	assert_string_equal(sheet_read_reference("BC12:D3", &row, &column), ":D3");
	assert_int_equal(row, 11);
	assert_int_equal(column, 54);
	assert_null(sheet_read_reference("12", &row, &column));
	assert_null(sheet_read_reference("A0", &row, &column));
	assert_null(sheet_read_reference("ZZZZ1", &row, &column));
	assert_null(sheet_read_reference("A99999999999", &row, &column));
}

static SHEET_READER(far_cells)
{
	(void)c, (void)text, (void)why;
	assert_true(sink->begin_sheet(sink->context, "远", false));
	assert_true(sink->cell(sink->context, 0, 0, "左上"));
	assert_true(sink->cell(sink->context, 1048575, 16383, "右下"));
	assert_true(sink->cell(sink->context, 5, 16383, "  "));
	sink->merge(sink->context, 0, 0, 1048575, 3);
	sink->end_sheet(sink->context);
	return DONE;
}

static enum outcome read_far(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(far_cells, c, a, text, why);
}

static SHEET_READER(many_cells)
{
	uint32_t row = 0;
	(void)c, (void)text, (void)why;
	for (unsigned sheet = 0; sheet < 3; sheet++) {
		if (!sink->begin_sheet(sink->context, "多", false))
			continue;
		while (sink->cell(sink->context, row / 12, row % 12, "1"))
			row++;
		sink->end_sheet(sink->context);
	}
	assert_in_range(row, LIMIT_SHEET_CELLS, LIMIT_SHEET_CELLS + 12); /* a table ends with a whole row */
	return DONE;
}

static enum outcome read_many(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(many_cells, c, a, text, why);
}

static SHEET_READER(one_column)
{
	(void)c, (void)text, (void)why;
	assert_true(sink->begin_sheet(sink->context, "说明", false));
	assert_true(sink->cell(sink->context, 0, 0, "单位：新北街道\n姓名：张三"));
	sink->end_sheet(sink->context);
	return DONE;
}

static enum outcome read_column(
        const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(one_column, c, a, text, why);
}

static void test_builder(void **state)
{
	(void)state;
	struct fixture f;
	fixture_read_bytes(&f, "", 0, read_far);
	assert_string_equal(fixture_show(&f), "[远\n|左上||\n|^|右下|\n");
	fixture_close(&f);
	fixture_read_bytes(&f, "", 0, read_many);
	assert_true(f.text.partial);
	assert_int_equal(f.text.blocks.v[0].table->rows, LIMIT_SHEET_CELLS / 12);
	fixture_close(&f);
	fixture_read_bytes(&f, "", 0, read_column);
	assert_string_equal(fixture_show(&f), "单位：新北街道\n姓名：张三\n");
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_numbers),
	        cmocka_unit_test(test_dates),
	        cmocka_unit_test(test_references),
	        cmocka_unit_test(test_builder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
