#include "parsers/text/charset.h"
#include "parsers/text/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int open_all(void **state)
{
	(void)state;
	arena = arena_new(128u << 20);
	html_preload();
	return charset_preload(NULL) == DONE ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static struct text read_bytes(const char *bytes, size_t len, const char *charset)
{
	struct content c = {.bytes = bytes, .len = len, .charset = charset, .fd = -1};
	struct text text = {0};
	assert_int_equal(html_read(&c, arena, &text, NULL), DONE);
	return text;
}

static struct text read_html(const char *html)
{
	return read_bytes(html, strlen(html), "utf-8");
}

static void check_line(const struct text *t, size_t i, uint32_t quote, const char *line)
{
	assert_true(i < t->blocks.n);
	assert_int_equal(t->blocks.v[i].kind, BLOCK_LINE);
	assert_string_equal(t->blocks.v[i].line, line);
	assert_int_equal(t->blocks.v[i].quote, quote);
}

static const struct table *table_at(const struct text *t, size_t i)
{
	assert_true(i < t->blocks.n);
	assert_int_equal(t->blocks.v[i].kind, BLOCK_TABLE);
	return t->blocks.v[i].table;
}

static void check_cell(const struct table *t, uint32_t row, uint32_t column, const char *text)
{
	assert_true(row < t->rows && column < t->columns);
	assert_string_equal(table_cell(t, row, column)->text, text);
}

static void lines_as_a_reader_sees_them(void **state)
{
	(void)state;
	struct text t = read_html(
	        "<head><title>x</title><style>p{}</style></head><body><p>单位：<b>新北</b>街道\n "
	        "工会<br>姓名：张伟</p>"
	        "<div style='display: none'>看不见</div><script>1</script><div>&nbsp;电话&nbsp;</div>"
	        "<ol><li>甲<li>乙</ol><ul><li>丙</ul>");
	assert_int_equal(t.blocks.n, 6);
	check_line(&t, 0, 0, "单位：新北街道 工会");
	check_line(&t, 1, 0, "姓名：张伟");
	check_line(&t, 2, 0, "电话");
	check_line(&t, 3, 0, "1. 甲");
	check_line(&t, 4, 0, "2. 乙");
	check_line(&t, 5, 0, "丙");
}

static void spans_are_resolved(void **state)
{
	(void)state;
	struct text t = read_html("<table><tr><td rowspan=2>新北街道<td>张伟<td>一<tr><td "
	                          "colspan=2>李<br>强<tr><td>末</table>");
	const struct table *table = table_at(&t, 0);
	assert_int_equal(table->rows, 3);
	assert_int_equal(table->columns, 3);
	check_cell(table, 0, 0, "新北街道");
	check_cell(table, 1, 0, "");
	assert_int_equal(table_cell(table, 1, 0)->merged_row, 0);
	check_cell(table, 1, 1, "李\n强");
	check_cell(table, 1, 2, "");
	assert_int_equal(table_cell(table, 1, 2)->merged_column, 1);
	check_cell(table, 2, 0, "末");
	check_cell(table, 2, 2, "");
	assert_int_equal(table_cell(table, 2, 2)->merged_column, 2);
}

static void layout_tables_become_lines(void **state)
{
	(void)state;
	struct text t = read_html("<table><tr><td>左<td><table><tr><td>姓名<td>张伟</table></"
	                          "table><table><tr><td>独<tr><td>列</table>");
	check_line(&t, 0, 0, "左");
	check_cell(table_at(&t, 1), 0, 1, "张伟");
	check_line(&t, 2, 0, "独");
	check_line(&t, 3, 0, "列");
}

static void definition_lists_are_tables(void **state)
{
	(void)state;
	struct text t = read_html("<DL><DT>单位<DD>工会<DT>姓名<DD>张伟</DL>");
	check_cell(table_at(&t, 0), 1, 0, "姓名");
	check_cell(table_at(&t, 0), 1, 1, "张伟");
}

static void quotes_raise_the_depth(void **state)
{
	(void)state;
	struct text t =
	        read_html("<p>新</p><blockquote>旧<blockquote>更旧</blockquote></blockquote><p>又新</p>"
	                  "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><p>原文</p>");
	check_line(&t, 0, 0, "新");
	check_line(&t, 1, 1, "旧");
	check_line(&t, 2, 2, "更旧");
	check_line(&t, 3, 0, "又新");
	assert_int_equal(t.blocks.v[4].quote, 1);
	check_line(&t, 5, 1, "原文");
}

static void pictures_and_links(void **state)
{
	(void)state;
	struct text t = read_html("<img src='cid:a@x'><img src='cid:b@x' width=60><a "
	                          "href='https://pan.baidu.com/s/1'> 作品 .mp4</a>"
	                          "<a href='javascript:x'>y</a><hr><img src='CID:c@x'>");
	assert_int_equal(t.pictures.n, 3);
	assert_string_equal(t.pictures.v[0].cid, "a@x");
	assert_false(t.pictures.v[0].as_ornament);
	assert_true(t.pictures.v[1].as_ornament);
	assert_true(t.pictures.v[2].as_ornament);
	assert_int_equal(t.links.n, 1);
	assert_string_equal(t.links.v[0].text, "作品 .mp4");
	assert_string_equal(t.links.v[0].url, "https://pan.baidu.com/s/1");
}

static void charset_of_the_meta_counts_without_a_label(void **state)
{
	(void)state;
	static const char html[] =
	        "<meta http-equiv=Content-Type content='text/html; charset=big5'><p>\xa4\x75\xb7\x7c</p>";
	struct text t = read_bytes(html, sizeof html - 1, "");
	check_line(&t, 0, 0, "工會");
	static const char wrong[] = "<meta charset=utf-8><p>\xb9\xa4\xbb\xe1</p>";
	t = read_bytes(wrong, sizeof wrong - 1, "gbk");
	check_line(&t, 0, 0, "工会");
}

static void hostile_depth_and_spans(void **state)
{
	(void)state;
	struct buf html = BUF_INIT(1u << 20);
	for (int i = 0; i < 5000; i++)
		buf_puts(&html, "<div><table><tr><td colspan=99999 rowspan=99999>");
	buf_puts(&html, "底");
	struct text t = read_html(buf_str(&html));
	assert_true(t.partial);
	buf_free(&html);
	t = read_html(
	        "<table><tr><td rowspan=0 colspan=0>甲<td rowspan=-5>乙</tr></td></td></table></table></p>");
	check_cell(table_at(&t, 0), 0, 1, "乙");
	t = read_html("");
	assert_int_equal(t.blocks.n, 0);
	t = read_html("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;<td>散</td>");
	assert_true(t.blocks.n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_as_a_reader_sees_them),
	        cmocka_unit_test(spans_are_resolved),
	        cmocka_unit_test(layout_tables_become_lines),
	        cmocka_unit_test(definition_lists_are_tables),
	        cmocka_unit_test(quotes_raise_the_depth),
	        cmocka_unit_test(pictures_and_links),
	        cmocka_unit_test(charset_of_the_meta_counts_without_a_label),
	        cmocka_unit_test(hostile_depth_and_spans),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
