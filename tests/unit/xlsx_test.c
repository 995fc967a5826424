#include "parsers/office/odf.h"
#include "parsers/office/ole.h"
#include "parsers/pdf/pdf.h"
#include "parsers/sheet/xlsx.h"
#include "parsers/text/html.h"
#include "parsers/word/docx.h"
#include "tests/unit/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int open_all(void **state)
{
	(void)state;
	html_preload();
	return 0;
}

static const char form[] = "[报名表\n"
                           "|“网聚职工正能量”作品报名表|<|<|<|\n"
                           "|申 报 单 位|新北街道总工会|<|<|\n"
                           "|作者姓名|张三|<|<|\n"
                           "|联系方式|13802012345|<|<|\n"
                           "|作品名称|《春到海滨》|<|<|\n"
                           "|完成日期|2022年8月3日|2022/8/3 9:30||\n"
                           "|参加率|12.5%|120|TRUE|\n"
                           "|编号|0007|||\n"
                           "[报名表 hidden\n"
                           "|“网聚职工正能量”作品报名表|<|<|<|\n"
                           "|申 报 单 位|新北街道总工会|<|<|\n"
                           "|作者姓名|张三|<|<|\n"
                           "|联系方式|13802012345|<|<|\n"
                           "|作品名称|《春到海滨》|<|<|\n"
                           "|完成日期|2022年8月3日|2022/8/3 9:30||\n"
                           "|参加率|12.5%|120|TRUE|\n"
                           "|编号|0007|||\n"
                           "|简介\n第二行||||\n"
                           "[隐藏的表 hidden\n"
                           "|||\n"
                           "||草稿|\n";

static void test_form(void **state)
{
	static const char *const files[] = {
	        "xlsx/form.xlsx", "xlsx/form-1904.xlsx", "xlsx/libreoffice.xlsx", "xlsx/lying.xlsx"};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct fixture f;
		fixture_read(&f, files[i], xlsx_read);
		assert_int_equal(f.outcome, DONE);
		assert_string_equal(fixture_show(&f), form);
		assert_false(f.text.partial);
		fixture_close(&f);
	}
}

/* What is shown comes first; the merged unit stays though its first row is not. */
static void test_hidden(void **state)
{
	static const char shown[] = "[统计表\n"
	                            "|填报单位|活动名称|人数|\n"
	                            "|新北街道总工会|网安讲座|64|\n"
	                            "|^|好网民故事会|35|\n"
	                            "[统计表 hidden\n"
	                            "|填报单位|活动名称|去年人数|人数|\n"
	                            "|新北街道总工会|去年的讲座|300|0|\n"
	                            "|^|网安讲座|80|64|\n"
	                            "|^|好网民故事会|90|35|\n";
	static const struct {
		const char *path;
		fixture_reader *reader;
	} files[] = {
	        {"xlsx/hidden.xlsx", xlsx_read}, {"ods/hidden.ods", ods_read}, {"xls/hidden.xls", ole_read}};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct fixture f;
		fixture_read(&f, files[i].path, files[i].reader);
		assert_int_equal(f.outcome, DONE);
		assert_string_equal(fixture_show(&f), shown);
		assert_true(f.text.hides);
		fixture_close(&f);
	}
}

/* What is shown for a link and where it leads, in reading order. */
static void test_links(void **state)
{
	static const struct {
		const char *path;
		fixture_reader *reader;
	} files[] = {{"xlsx/links.xlsx", xlsx_read}, {"ods/links.ods", ods_read}, {"xls/links.xls", ole_read},
	        {"docx/links.docx", docx_read}, {"odt/links.odt", odf_read}, {"pdf/links.pdf", pdf_read}};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct fixture f;
		fixture_read(&f, files[i].path, files[i].reader);
		assert_int_equal(f.outcome, DONE);
		if (f.text.links.n != 2)
			fail_msg("%s: %zu links", files[i].path, f.text.links.n);
		assert_string_equal(f.text.links.v[0].text, "点击查看");
		assert_string_equal(f.text.links.v[0].url, "https://pan.baidu.com/s/1aaaabbbb");
		assert_string_equal(f.text.links.v[1].url, "https://pan.quark.cn/s/0123456789ab");
		fixture_close(&f);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		const char *path;
		enum unread unread;
	} cases[] = {
	        {"xlsx/truncated.xlsx", UNREAD_BROKEN},
	        {"xlsx/encrypted.xlsx", UNREAD_PROTECTED},
	        {"xlsx/dtd.xlsx", UNREAD_BROKEN},
	        {"xlsx/deep.xlsx", UNREAD_TOO_DEEP},
	        {"xlsx/bomb.xlsx", UNREAD_TOO_LARGE},
	        {"csv/gb18030.csv", UNREAD_BROKEN},
	        {"docx/form.docx", UNREAD_NOT},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture f;
		fixture_read(&f, cases[i].path, xlsx_read);
		assert_int_equal(f.text.unread, cases[i].unread);
		assert_int_equal(f.outcome, cases[i].unread ? REFUSED : DONE);
		assert_true(f.outcome == DONE || f.why.text[0]);
		fixture_close(&f);
	}
}

static void test_encrypted_container(void **state)
{
	(void)state;
	struct fixture f;
	char ole[600] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	fixture_read_bytes(&f, ole, sizeof ole, xlsx_read);
	assert_int_equal(f.outcome, REFUSED);
	assert_int_equal(f.text.unread, UNREAD_PROTECTED);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_form),
	        cmocka_unit_test(test_hidden),
	        cmocka_unit_test(test_links),
	        cmocka_unit_test(test_refusals),
	        cmocka_unit_test(test_encrypted_container),
	};
	return cmocka_run_group_tests(tests, open_all, NULL);
}
