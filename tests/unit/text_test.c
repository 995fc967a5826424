#include "parsers/text/charset.h"
#include "parsers/text/text.h"

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
	arena = arena_new(64u << 20);
	return charset_preload(NULL) == DONE ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static struct text read_plain(const char *bytes, bool flowed, bool delete_blank)
{
	struct content c = {.bytes = bytes,
	        .len = strlen(bytes),
	        .charset = "utf-8",
	        .fd = -1,
	        .flowed = flowed,
	        .delete_blank = delete_blank};
	struct text text = {0};
	assert_int_equal(text_read(&c, arena, &text, NULL), DONE);
	return text;
}

static void check_line(const struct text *t, size_t i, uint32_t quote, const char *line)
{
	assert_true(i < t->blocks.n);
	assert_string_equal(t->blocks.v[i].line, line);
	assert_int_equal(t->blocks.v[i].quote, quote);
}

static void every_line_end_and_wide_blanks(void **state)
{
	(void)state;
	struct text t = read_plain("　单位：工会　\r\n姓名：张　伟\n\r\xc2\xa0电话\r", false, false);
	assert_int_equal(t.blocks.n, 4);
	check_line(&t, 0, 0, "单位：工会");
	check_line(&t, 1, 0, "姓名：张　伟");
	check_line(&t, 2, 0, "");
	check_line(&t, 3, 0, "电话");
}

static void quote_marks(void **state)
{
	(void)state;
	struct text t = read_plain("新\n> 旧\n>> 更旧\n> > 也是\n", false, false);
	check_line(&t, 0, 0, "新");
	check_line(&t, 1, 1, "旧");
	check_line(&t, 2, 2, "更旧");
	check_line(&t, 3, 2, "也是");
}

static void flowed_lines_are_joined(void **state)
{
	(void)state;
	struct text t = read_plain("滨海新区 \n总工会\n> 引 \n> 文\n 　缩进\n-- \n署名", true, false);
	check_line(&t, 0, 0, "滨海新区 总工会");
	check_line(&t, 1, 1, "引 文");
	check_line(&t, 2, 0, "缩进");
	check_line(&t, 3, 0, "--");
	check_line(&t, 4, 0, "署名");
	t = read_plain("滨海新区 \n总工会", true, true);
	check_line(&t, 0, 0, "滨海新区总工会");
}

static void separators_open_a_quote(void **state)
{
	(void)state;
	struct text t = read_plain(
	        "补充\n-----原始邮件-----\n发件人: a\n发送时间: b\n收件人: c\n\n单位：工会\n", false, false);
	check_line(&t, 0, 0, "补充");
	check_line(&t, 2, 1, "发件人: a");
	check_line(&t, 6, 1, "单位：工会");
	t = read_plain("新\n发件人： a\n发送时间： b\n收件人： c\n旧\n", false, false);
	check_line(&t, 0, 0, "新");
	check_line(&t, 4, 1, "旧");
	t = read_plain("发件人：张伟\n单位：工会\n原始邮件已收到\n", false, false);
	check_line(&t, 2, 0, "原始邮件已收到");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_line_end_and_wide_blanks),
	        cmocka_unit_test(quote_marks),
	        cmocka_unit_test(flowed_lines_are_joined),
	        cmocka_unit_test(separators_open_a_quote),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
