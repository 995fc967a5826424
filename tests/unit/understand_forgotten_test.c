/* Which sentences say that a file comes with the mail, and which only sound like it: under labels that leave nothing out, and
 * without any file. */
#include "tests/unit/understand_sample.h"

#include "schema/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LABELS "作品：早市\n作者：贺兰芝\n单位：新港街道总工会\n电话：13602110045\n"
#define WORK "\nphoto|新港街道总工会|贺兰芝|13602110045|早市||"

static const char *const forgotten[] = {
        "附件是我单位的作品，请查收。",
        "作品见附件",
        "原图随信附上，请老师审阅！",
        "现将作品附上。",
        "请查收附件。",
        "照片发给您了，见附件",
        "照片在附件里，麻烦您了",
        "附件：早市.jpg",
        "附件：1.作品登记表 2.原图",
        "附：照片3张",
        "报名表和作品见压缩包。",
        "已按要求命名，作品见附件。",
        "作品已上传附件。",
        "附件已上传，请查收。",
        "报名表已在附件中填好。",
        "作品简介：见附件",
        "之前没有发过，作品见附件。",
        "作品已通过初审。照片见附件。",
};

static const char *const not_forgotten[] = {
        "请查收。",
        "没有附件。",
        "附件：无",
        "附件：",
        "照片没有附上，如需附上请告知。",
        "通知附件2的要求已了解。",
        "已按照附件中的要求整理。",
        "请问附件是否收到？",
        "作品已在全总平台提交，截图见附件。\n作品已于8月5日在摄影平台投稿。",
        "作品已通过公众号提交。提交截图见附件。",
        "作品已另行提交。回执见附件。",
        "原图刻成光盘，已快递给您。清单见附件。",
        "--\n本邮件及其附件含有保密信息，请查看附件前杀毒",
};

static void check(const char *sentence, const char *verdict)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	char lines[512];
	snprintf(lines, sizeof lines, LABELS "%s", sentence);
	const struct sample s = {"摄影作品", "新港街道总工会", lines};
	const char *got = sample_verdict(a, sample_campaign(a), &s);
	if (strcmp(got, verdict) != 0)
		fail_msg("%s:\n%s\ninstead of\n%s", sentence, got, verdict);
	arena_close(&a);
}

static void what_is_told_of_and_did_not_come_is_asked_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof forgotten / sizeof *forgotten; i++)
		check(forgotten[i], "correct" WORK "files");
}

static void what_only_sounds_like_it_is_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof not_forgotten / sizeof *not_forgotten; i++)
		check(not_forgotten[i], "acknowledge" WORK);
}

static const struct {
	const char *habit;
	struct sample sample;
	const char *verdict;
} mails[] = {
        {"any file that came is enough: which of several is missing nobody guesses",
                {"摄影作品", "新港街道总工会", LABELS "作品和报名表见附件。", "早市.jpg"},
                "acknowledge\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|"},
        {"nothing but the kind is told", {"摄影作品报送", "新港街道总工会", "见附件"},
                "correct\nphoto|新港街道总工会||||"
                "|name,contact,title,files"},
        {"nothing is told at all: a person reads", {"您好", "", "见附件"}, "staff, nothing-to-file"},
        {"a table that did not come", {"统计表", "新港街道总工会", "线下活动统计表见附件。"}, "correct"},
        {"… named by the subject alone", {"新港街道总工会线下活动统计表", "", "见附件"}, "correct"},
        {"a work that is told of beside it lacks nothing",
                {"摄影作品", "新港街道总工会", LABELS "统计表见附件。"}, "correct" WORK},
        {"no table is promised", {"统计表", "新港街道总工会", "线下活动统计表已报送。"},
                "staff, nothing-to-file"},
};

static void whole_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		struct arena *a = arena_new(LIMIT_ARENA_BYTES);
		const char *got = sample_verdict(a, sample_campaign(a), &mails[i].sample);
		if (strcmp(got, mails[i].verdict) != 0)
			fail_msg("%s:\n%s\ninstead of\n%s", mails[i].habit, got, mails[i].verdict);
		arena_close(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_is_told_of_and_did_not_come_is_asked_for),
	        cmocka_unit_test(what_only_sounds_like_it_is_not),
	        cmocka_unit_test(whole_mails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
