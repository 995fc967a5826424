#include "parsers/mail/header.h"
#include "parsers/mail/parameter.h"
#include "parsers/text/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
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

static void check(const char *raw, const char *expected)
{
	assert_string_equal(header_decode(raw, strlen(raw), arena), expected);
}

static void words_in_every_form(void **state)
{
	(void)state;
	check(" =?gb2312?B?0MKxsb3WtcA=?=\r\n", "新北街道");
	check("=?GB18030?Q?=D0=C2=B1=B1?= ok", "新北 ok");
	check("=?utf-8*zh?B?5bel5Lya?=", "工会");
	check("=?us-ascii?q?a_b?=", "a b");
	check("=?utf-8?B?not closed", "=?utf-8?B?not closed");
}

static void padded_word_does_not_end_the_field(void **state)
{
	(void)state;
	check("=?gbk?B?yc/TsA==?= =?gbk?B?x+u1wA==?=", "上影请道");
	check("=?gbk?B?yc/TsA==?= plain =?gbk?B?x+u1wA==?= end", "上影 plain 请道 end");
}

static void words_cut_inside_a_character(void **state)
{
	(void)state;
	check("=?gb2312?B?0MKx?=\r\n =?gb2312?B?sb3WtcA=?=", "新北街道");
	check("=?utf-8?Q?=E5=B7?= =?utf-8?Q?=A5=E4=BC=9A?=", "工会");
	check("=?utf-8?B?5bc=?= =?utf-8?B?peS8mg==?=", "工会");
}

static void raw_bytes_and_folds(void **state)
{
	(void)state;
	check(" \xd0\xc2\xb1\xb1 photo\r\n", "新北 photo");
	check("工会\r\n\t二\x01 三", "工会 二  三");
	check("=?utf-8?B?5belDQrkvJo=?=", "工 会");
}

static void mailboxes(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *name, *address, *written; /* written: NULL where as the address */
	} cases[] = {
	        {"=?gbk?B?1cXOsA==?= <zw@qq.com>", "张伟", "zw@qq.com"},
	        {"\"=?gbk?B?1cXOsA==?=\" <zw@qq.com>, b@c.cn", "张伟", "zw@qq.com"},
	        {"\"\xd5\xc5\\\"\xce\xb0\" <zw@qq.com>", "张\"伟", "zw@qq.com"},
	        {"zw@qq.com (\xd5\xc5\xce\xb0)", "张伟", "zw@qq.com"},
	        {"zw@qq.com", "", "zw@qq.com"},
	        {"\"zw@qq.com\" <zw@qq.com>", "", "zw@qq.com"},
	        {"Li, Si <ls@163.com>", "Li, Si", "ls@163.com"},
	        {"=?utf-8?B?5byg5LyfIDx6d0BxcS5jb20+?=", "张伟", "zw@qq.com"},
	        {"Mail Delivery System", "Mail Delivery System", ""},
	        {"x <a\r\nRCPT TO:<b@c.cn>", "x", "", "a"},
	        {"x <MAILER-DAEMON>", "x", "", "MAILER-DAEMON"},
	        {"x <a b>", "x", "", "a"},
	        {"<>", "", ""},
	        {"", "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mailbox m = header_first_mailbox(cases[i].raw, arena);
		assert_string_equal(m.name, cases[i].name);
		assert_string_equal(m.address, cases[i].address);
		assert_string_equal(m.written, cases[i].written ? cases[i].written : cases[i].address);
	}
}

static void unsound_addresses(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "a", "@b", "a@", "a b@c.cn", "a@b\r\nRSET", "a<b@c.cn",
	        "工会@qq.com", "a@b@c", "a@-b", "a@b..c", "-f@b.cn", "a@b.cn."};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(header_address_is_sound(bad[i]));
	assert_true(header_address_is_sound("zhang.wei+1@vip.163.com"));
}

static void check_name(const char *raw, const char *expected)
{
	assert_string_equal(parameter_decode(raw, "filename", arena), expected);
}

static void parameters_of_rfc_2231(void **state)
{
	(void)state;
	check_name("attachment; filename*=UTF-8''%E5%B7%A5%E4%BC%9A.jpg", "工会.jpg");
	check_name("attachment;\r\n filename*1*=%B1.jpg;\r\n filename*0*=gb2312''%D0%C2%B1", "新北.jpg");
	check_name("attachment; filename*0=\"one \"; filename*1=\"two\"", "one two");
	check_name("attachment; filename=\"x.jpg\"; filename*=gbk'zh'%B9%A4.jpg", "工.jpg");
	check_name("attachment; filename*=iso-8859-1''%B9%A4%BB%E1%D5%D5%C6%AC.jpg", "工会照片.jpg");
	check_name("attachment; filename*=%E5%B7%A5.jpg", "工.jpg");
	check_name("attachment; filename*0*=utf-8''%E5%B7%A5; filename*2*=%E4%BC%9A", "工");
}

static void parameters_as_clients_write_them(void **state)
{
	(void)state;
	check_name("attachment; filename=\"=?gb2312?B?0MKx?=\r\n =?gb2312?B?sS5qcGc=?=\"", "新北.jpg");
	check_name("attachment; filename==?utf-8?Q?=E5=B7=A5.jpg?=", "工.jpg");
	check_name("attachment; filename=\"\xd0\xc2\xb1\xb1.jpg\"", "新北.jpg");
	check_name("attachment; filename=新 北.jpg ; size=3", "新 北.jpg");
	check_name("attachment; filename=\"《a\"b》.jpg\"; size=3", "《ab》.jpg");
	check_name("attachment; filename=\"a;b.jpg\"", "a;b.jpg");
	check_name("attachment; filename=\"never closed.jpg", "never closed.jpg");
	check_name("attachment; myfilename=x", "");
	check_name("attachment", "");
}

static void backslash_inside_a_double_byte(void **state)
{
	(void)state;
	/* 誠's second byte is a backslash in GBK, and a quote follows. */
	check_name("attachment; filename=\"\xd5\x5c\xcd\xb6.jpg\"", "誠投.jpg");
}

static void long_fields_are_capped(void **state)
{
	(void)state;
	size_t len = 5u << 20;
	char *raw = malloc(len + 1);
	assert_non_null(raw);
	memset(raw, '=', len);
	raw[len] = '\0';
	assert_true(strlen(header_decode(raw, len, arena)) < len);
	free(raw);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(words_in_every_form),
	        cmocka_unit_test(padded_word_does_not_end_the_field),
	        cmocka_unit_test(words_cut_inside_a_character),
	        cmocka_unit_test(raw_bytes_and_folds),
	        cmocka_unit_test(mailboxes),
	        cmocka_unit_test(unsound_addresses),
	        cmocka_unit_test(parameters_of_rfc_2231),
	        cmocka_unit_test(parameters_as_clients_write_them),
	        cmocka_unit_test(backslash_inside_a_double_byte),
	        cmocka_unit_test(long_fields_are_capped),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
