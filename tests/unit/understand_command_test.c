/* What is a command by mail, and what only looks like one. */
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	struct sample sample;
	const char *command; /* "query 22-0001-6", "" for none */
} mails[] = {
        {{"查询 22-0001-6", "北塘街道总工会", ""}, "query 22-0001-6"},
        {{"查询编号：22-0001-6、22-0002-1", "北塘街道总工会", "谢谢！"}, "query 22-0001-6 22-0002-1"},
        {{"您好", "北塘街道总工会", "老师好\n请帮我查询一下作品22-0001-6的状态，谢谢"}, "query 22-0001-6"},
        {{"撤回", "北塘街道总工会", "撤回２２－０００１－６"}, "withdraw 22-0001-6"},
        {{"回复：【已收到 编号22-0001-6】Re: 报送作品", "北塘街道总工会", "撤回"}, "withdraw 22-0001-6"},
        {{"回复：【已收到 编号22-0001-6】Re: 报送作品", "北塘街道总工会",
                 "申请撤回作品。\n\n------------------ 原始邮件 ------------------\n发件人: \"宣网部\" "
                 "<xuanwangbu@sina.com>\n主题: 【已收到 编号22-0001-6】\n\n■ 作品　编号 22-0001-6"},
                "withdraw 22-0001-6"},
        /* said in running text, of something else, or both at once: a person reads it */
        {{"关于作品", "北塘街道总工会", "王主席说要不把22-0001-6撤回，等他下周回来再定"}, ""},
        {{"撤回 22-0001-6", "北塘街道总工会", "不是撤回，是查询 22-0001-6"}, ""},
        {{"查询 22-0001-6", "北塘街道总工会", "撤回 22-0002-1"}, ""},
        {{"查询", "北塘街道总工会", "查询 13802012345"}, ""},
        {{"报送微视频 22-0001-6", "北塘街道总工会", "见附件"}, ""},
        /* a mail that brings something is a submission, whatever else it says */
        {{"撤回 22-0001-6", "北塘街道总工会", "", "夜班.mp4"}, ""},
};

static void test_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		struct arena *a = arena_new(64u << 20);
		struct document *d = sample_document(a, &mails[i].sample);
		understand_mail(d, sample_campaign(a), SAMPLE_OWN, a);
		const char *found = d->claims->command ? command_name(d->claims->command) : "";
		for (size_t k = 0; k < d->claims->receipts.n; k++)
			found = arena_printf(a, "%s %s", found, d->claims->receipts.v[k]);
		if (strcmp(found, mails[i].command) != 0)
			fail_msg("%s / %s: \"%s\", not \"%s\"", mails[i].sample.subject,
			        mails[i].sample.lines, found, mails[i].command);
		arena_close(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_mails)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
