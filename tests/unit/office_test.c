#include "parsers/office/odf.h"
#include "parsers/sheet/csv.h"
#include "parsers/sheet/xlsx.h"
#include "parsers/slide/pptx.h"
#include "parsers/text/charset.h"
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
	return charset_preload(NULL) == DONE ? 0 : -1;
}

static void assert_shows(const char *path, fixture_reader *reader, const char *shown)
{
	struct fixture f;
	fixture_read(&f, path, reader);
	assert_int_equal(f.outcome, DONE);
	assert_string_equal(fixture_show(&f), shown);
	fixture_close(&f);
}

#define HEADER "滨海新区总工会\n"
#define FORM                                                                                                        \
	"[\n|申 报 单 位|新北街道总工会|<|<|\n|姓名|李四||照片|\n|联系电话|13802012345||^|\n|" \
	"作品名称|《海河谣》||^|\n"

static void test_docx(void **state)
{
	(void)state;
	assert_shows(
	        "docx/form.docx", docx_read, HEADER "作品报送表\n" FORM "\n[\n|嵌套||\n\n外层\n谢谢。\n");
	assert_shows("docx/hidden.docx", docx_read,
	        "参赛作品：《晒盐人》\n作者：段鹏飞\n仅供打印不显示可见尾句\n并非隐藏\n");
	assert_shows("docx/revised.docx", docx_read,
	        HEADER "文本框\n正文加入\t1尾\n作品报送表\n" FORM "\n[\n|嵌套||\n\n外层\n谢谢。\n");
}

/* LibreOffice makes one table of two that touch: the nested one then stands in a form. */
static void test_nested_table(void **state)
{
	static const char shown[] =
	        HEADER "正文加入1尾\n作品报送表\n" FORM "||<|外层|<|\n[\n|嵌套||\n谢谢。\n";
	(void)state;
	assert_shows("docx/libreoffice.docx", docx_read, shown);
	assert_shows("odt/form.odt", odf_read, shown);
}

/* A field's code is not shown, but tells where its result leads. */
static void test_fields(void **state)
{
	(void)state;
	assert_shows("docx/fields.docx", docx_read,
	        "作品链接：百度网盘，提取码：x7k2\n邮箱：gulin_gh@163."
	        "com\n姓名：祁连山\n填报日期：2022年8月19日\n"
	        "《潮声》\n页码3共1页\n是否同意：同意公开展示\n");
	struct fixture f;
	fixture_read(&f, "docx/fields.docx", docx_read);
	assert_int_equal(f.text.links.n, 1);
	assert_string_equal(f.text.links.v[0].text, "百度网盘");
	assert_string_equal(f.text.links.v[0].url, "https://pan.baidu.com/s/1AbCdEfG");
	fixture_close(&f);
}

#define ODS_FORM                                                                                             \
	"|“网聚职工正能量”作品报名表|<|<|<|\n|申 报 单 位|新北街道总工会|<|<|\n"  \
	"|作者姓名|张三|<|<|\n|联系方式|13802012345|<|<|\n|作品名称|《春到海滨》|<|<|\n" \
	"|完成日期|2022年8月3日|8/3/2022 9:30||\n|参加率|12.5%|120|TRUE|\n|编号|0007|||\n"

/* Documents in one XML file: as an office system fills them in, as Word saves them, and LibreOffice's. */
static void test_flat_files(void **state)
{
	(void)state;
	assert_shows("flat/word2003.doc", docx_read,
	        "系统导出登记表\n[\n|推荐单位|高新区总工会|\n|作者|百里守约|\n");
	assert_shows("flat/opc.doc", docx_read, "单一文件包：作者公孙离\n[\n|手机|13912013440|\n");
	assert_shows("flat/excel2003.xls", xlsx_read,
	        "[作品表\n|作品登记|<|<|D列|\n|||||\n|||||\n|太平镇总工会||42|2022-07-15|\n"
	        "|^|富文本|84||\n");
	assert_shows("flat/form.fods", ods_read,
	        "[报名表\n" ODS_FORM "[报名表 hidden\n" ODS_FORM
	        "|简介\n第二行||||\n[隐藏的表 hidden\n|||\n||草稿|\n");
}

static void test_slides(void **state)
{
	(void)state;
	assert_shows("pptx/slides.pptx", pptx_read, "创新活动申报\n单位：新北街道总工会\n第二页\n");
}

/* The last row is not shown. */
static void test_ods(void **state)
{
	(void)state;
	assert_shows("ods/form.ods", ods_read,
	        "[报名表\n" ODS_FORM "[报名表 hidden\n" ODS_FORM
	        "|简介\n第二行||||\n[隐藏的表 hidden\n|||\n||草稿|\n");
	struct fixture f;
	fixture_read(&f, "ods/repeated.ods", ods_read);
	assert_int_equal(f.outcome, DONE);
	assert_true(f.text.partial);
	fixture_close(&f);
}

static void test_csv(void **state)
{
	static const char rows[] =
	        "[\n|序号|申报单位|作品名称\n（全称）|电话|\n|1|新北街道总工会|《春，到\"海滨\"》|"
	        "13802012345|\n|2|大港街道总工会||022-63300000|\n";
	(void)state;
	assert_shows("csv/gb18030.csv", csv_read, rows);
	assert_shows("csv/utf8-bom.csv", csv_read, rows);
	assert_shows("csv/utf16-tabs.csv", csv_read, "[\n|单位|姓名|\n|新北街道|张三|\n");
	assert_shows("csv/semicolons.csv", csv_read, "[\n|单位|姓名|\n|新北街道|张三,李四|\n");
}

static void test_refusals(void **state)
{
	(void)state;
	fixture_reader *const readers[] = {docx_read, pptx_read, odf_read, ods_read};
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		struct fixture f;
		fixture_read(&f, "xlsx/truncated.xlsx", readers[i]);
		assert_int_equal(f.outcome, REFUSED);
		assert_int_equal(f.text.unread, UNREAD_BROKEN);
		fixture_close(&f);
		fixture_read(&f, "xlsx/encrypted.xlsx", readers[i]);
		assert_int_equal(f.outcome, REFUSED);
		fixture_close(&f);
	}
}

static void test_depth(void **state)
{
	(void)state;
	struct fixture f;
	fixture_read(&f, "docx/deep.docx", docx_read);
	assert_int_equal(f.outcome, REFUSED);
	assert_int_equal(f.text.unread, UNREAD_TOO_DEEP);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_docx),
	        cmocka_unit_test(test_nested_table),
	        cmocka_unit_test(test_fields),
	        cmocka_unit_test(test_flat_files),
	        cmocka_unit_test(test_slides),
	        cmocka_unit_test(test_ods),
	        cmocka_unit_test(test_csv),
	        cmocka_unit_test(test_refusals),
	        cmocka_unit_test(test_depth),
	};
	return cmocka_run_group_tests(tests, open_all, NULL);
}
