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
		understand_mail(understanding_new(sample_campaign(a), SAMPLE_OWN, a), d, a);
		const char *found = d->claims->command ? command_name(d->claims->command) : "";
		for (size_t k = 0; k < d->claims->receipts.n; k++)
			found = arena_printf(a, "%s %s", found, d->claims->receipts.v[k]);
		if (strcmp(found, mails[i].command) != 0)
			fail_msg("%s / %s: \"%s\", not \"%s\"", mails[i].sample.subject,
			        mails[i].sample.lines, found, mails[i].command);
		arena_close(&a);
	}
}

/* What the staff order: "verb target argument=value" each, "?" for a line that begins like one. */
static const struct {
	const char *text, *orders;
} orders[] = {
        {"更正 22-0137-4 作品名称：晨光里的守护者", "set 22-0137-4 作品名称=晨光里的守护者;"},
        {"　更正编号２２－０１３７－４　联系方式: 13802012345", "set 22-0137-4 联系方式=13802012345;"},
        {"更正并告知 22-0137-4 姓名：张伟、李娜", "set! 22-0137-4 姓名=张伟、李娜;"},
        {"更正 22-0137-4 作品名称：去吧！", "set 22-0137-4 作品名称=去吧！;"},
        {"更正 22-0137-4 联系方式：", "set 22-0137-4 联系方式=;"},
        {"改类 22-0137-4 摄影", "refile 22-0137-4 摄影=;"},
        {"通过 #12\n忽略 邮件13\n重发 14。\n重读＃15",
                "accept 12 =;ignore 13 =;send-again 14 =;reprocess 15 =;"},
        {"合并 22-0137-4 22-0138-2", "merge 22-0137-4 22-0138-2=;"},
        {"拆分 #12 夜班 地铁.jpg\n已下载 #12\n已下载 22-0137-4 海风.mp4",
                "split 12 夜班 地铁.jpg=;fetched 12 =;fetched 22-0137-4 海风.mp4=;"},
        {"您好：\n\n不采用 22-0137-4\n恢复 22-0138-2\n\n于国锋", "reject 22-0137-4 =;accept 22-0138-2 =;"},
        /* begins like an order */
        {"通过那件摄影作品\n撤回\n更正 22-0137-4 张伟\n合并 22-0137-4\n通过 #12 和 #13", "?;?;?;?;?;"},
        /* is none, or not the writer's */
        {"请通过 22-0137-4\n1. 通过 22-0137-4\n> 通过 22-0137-4", ""},
        {"收到\n\n—— 请在本行上方填写回复 ——　回执码 K7Q2M-9XDTB\n通过 22-0137-4", ""},
        {"收到\n\n------------------ 原始邮件 ------------------\n发件人: \"宣网部\" "
         "<xuanwangbu@sina.com>\n\n通过 #12",
                ""},
        {"收到\n> 谢谢\n通过 #12", ""},
};

static void test_orders(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct arena *a = arena_new(64u << 20);
		struct document *d =
		        sample_document(a, &(struct sample){"回复：每日汇总", "工会", orders[i].text});
		understand_mail(understanding_new(sample_campaign(a), SAMPLE_OWN, a), d, a);
		const char *found = "";
		for (size_t k = 0; k < d->claims->orders.n; k++) {
			const struct order_claim *o = &d->claims->orders.v[k];
			found = *o->verb ? arena_printf(a, "%s%s%s %s %s=%s;", found, o->verb,
			                           o->tell ? "!" : "", o->target, o->argument, o->value)
			                 : arena_printf(a, "%s?;", found);
		}
		if (strcmp(found, orders[i].orders) != 0)
			fail_msg("%s: \"%s\"", orders[i].text, found);
		arena_close(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_mails), cmocka_unit_test(test_orders)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
