/* Mails that the corpus does not hold: other words, other layouts. */
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct {
	struct sample sample;
	const char *verdict;
} mails[] = {
        {{"报送摄影作品", "北塘街道总工会",
                 "作品题目：《渔火》\n拍摄者：周海生\n所在单位（全称）：北塘街道总工会\n联系电话（手机）：138"
                 "-2018-1234",
                 "渔火.jpg"},
                "acknowledge\nphoto|北塘街道总工会|周海生|13820181234|渔火|渔火.jpg|"},
        {{"歌曲 天津港轮驳公司工会 马建华 13612345678 《向海而歌》", "马", "", "向海而歌.mp3"},
                "acknowledge\nsong|天津港轮驳公司工会|马建华|13612345678|向海而歌|向海而歌.mp3|"},
        {{"作品", "李", "", "寨上街道总工会_诵读_《黄河颂》_王丽娜_13920001111.mp4"},
                "acknowledge\nrecitation|寨上街道总工会|王丽娜|13920001111|黄河颂|寨上街道总工会_诵读_"
                "《黄河颂》_王丽娜_13920001111.mp4|"},
        /* the contact stands in the quoted notice only */
        {{"微视频", "新河街道总工会",
                 "作品名称：夜班\n姓名：赵刚\n单位：新河街道总工会\n------------------ 原始邮件 "
                 "------------------\n发件人: "
                 "\"xuanwangbu\" <xuanwangbu@sina.com>\n主题: 通知\n联系电话：13800000000",
                 "夜班.mp4"},
                "correct\nvideo|新河街道总工会|赵刚||夜班|夜班.mp4|contact"},
        /* the organiser's own number is nobody's contact */
        {{"摄影作品", "新河街道总工会",
                 "作品名称：码头\n姓名：赵刚\n单位：新河街道总工会\n联系方式：022-65309739", "码头.jpg"},
                "correct\nphoto|新河街道总工会|赵刚||码头|码头.jpg|contact"},
        /* the receiver is no submitter */
        {{"摄影作品", "赵刚", "作品名称：码头\n姓名：赵刚\n单位：滨海新区总工会\n联系方式：13820181234",
                 "码头.jpg"},
                "correct\nphoto||赵刚|13820181234|码头|码头.jpg|unit"},
        {{"摄影作品", "赵刚",
                 "作品名称：码头\n姓名：赵刚\n单位：新河街道总工会\n传真：022-"
                 "65278810\n身份证号：120108197903115512",
                 "码头.jpg"},
                "correct\nphoto|新河街道总工会|赵刚||码头|码头.jpg|contact"},
        {{"摄影作品", "赵刚", "作品名称：码头\n指导老师：孙明\n单位：新河街道总工会\n电话：13820181234",
                 "码头.jpg"},
                "correct\nphoto|新河街道总工会||13820181234|码头|码头.jpg|name"},
        /* the second work of two lacks its number: the first one's is not lent */
        {{"摄影作品两幅", "新河街道总工会",
                 "单位均为：新河街道总工会\n1.作品名称：早班\n作者：赵刚\n电话：13820181234\n2."
                 "作品名称：晚班\n作者：钱丽",
                 "早班.jpg\n晚班.jpg"},
                "correct\nphoto|新河街道总工会|赵刚|13820181234|早班|早班.jpg|\nphoto|新河街道总工会|钱丽||"
                "晚班|晚班.jpg|contact"},
        /* what was heard of a union is no unit of the sender's */
        {{"投照片", "晚霞",
                 "前几天听朋友说工会在征集摄影作品，发一张《修鞋摊》。我叫何树林，电话13820181234。",
                 "修鞋摊.jpg"},
                "correct\nphoto||何树林|13820181234|修鞋摊|修鞋摊.jpg|unit"},
        /* author, unit and number below a list of titles hold for all of it … */
        {{"摄影投稿", "",
                 "投摄影作品两幅：\n1、《早班》\n2、《晚班》\n作者：赵刚\n单位：新河街道总工会\n电话：1382018"
                 "1234",
                 "早班.jpg\n晚班.jpg"},
                "acknowledge\nphoto|新河街道总工会|赵刚|13820181234|早班|早班.jpg|\nphoto|新河街道总工会|"
                "赵刚|"
                "13820181234|晚班|晚班.jpg|"},
        /* … but not the author where another work has one of its own */
        {{"摄影投稿", "",
                 "投摄影作品两幅：\n1、《早班》 "
                 "作者：钱丽\n2、《晚班》\n作者：赵刚\n单位：新河街道总工会\n电话：13820181234",
                 "早班.jpg\n晚班.jpg"},
                "acknowledge\nphoto|新河街道总工会|钱丽|13820181234|早班|早班.jpg|\nphoto|新河街道总工会|"
                "赵刚|"
                "13820181234|晚班|晚班.jpg|"},
        /* the heading of a section is no label of the numbered line below it */
        {{"作品", "",
                 "（一）诵读作品（1件）\n1.《少年中国说》 作者：钱丽 单位：新河街道总工会 电话：13820181234",
                 "少年中国说.mp3"},
                "acknowledge\nrecitation|新河街道总工会|钱丽|13820181234|少年中国说|少年中国说.mp3|"},
        /* … and tells of the works below it only */
        {{"作品两件", "",
                 "（一）诵读作品（1件）\n1.《少年中国说》 作者：钱丽 单位：新河街道总工会 "
                 "电话：13820181234\n（二）微视频（1件）\n"
                 "1.《夜班》 作者：赵刚 单位：大沽街道总工会 电话：13920185678",
                 "少年中国说.mp3\n夜班.mp4"},
                "acknowledge\nrecitation|新河街道总工会|钱丽|13820181234|少年中国说|少年中国说.mp3|\nvideo|"
                "大沽街道总工会|赵刚|"
                "13920185678|夜班|夜班.mp4|"},
        /* a form that nobody read: neither acknowledged nor asked */
        {{"微视频报名", "新河街道总工会", "见附件", "报名表.docx\n夜班.mp4"},
                "staff, unread\nvideo|新河街道总工会|||夜班|夜班.mp4|name,contact"},
        {{"微视频", "新河街道总工会", "单位：新河街道总工会\n姓名：赵刚\n电话：13820181234\n作品名称：夜班",
                 "夜班.mp4\n附件2.xlsx"},
                "staff, unread\nvideo|新河街道总工会|赵刚|13820181234|夜班|夜班.mp4|"},
        /* the document is the work, and all labels stand in the mail */
        {{"维权案例报送", "新河街道总工会",
                 "单位：新河街道总工会\n姓名：赵刚\n电话：13820181234\n案例名称：讨薪记", "讨薪记.docx"},
                "acknowledge\nrights-case|新河街道总工会|赵刚|13820181234|讨薪记|讨薪记.docx|"},
        {{"请问微视频怎么报", "新河街道总工会", "老师，请问微视频要多长？电话13820181234", ""},
                "staff, nothing-to-file"},
        {{"作废", "新河街道总工会", "昨天报送的摄影作品《码头》撤回，谢谢。", ""}, "staff, nothing-to-file"},
        {{"假期自动回复", "赵刚", "单位：新河街道总工会\n姓名：赵刚\n电话：13820181234\n作品名称：码头", ""},
                "none"},
        {{"作品", "赵刚",
                 "单位：新河街道总工会\n姓名：阿依古丽·买买提\n电话：13820181234\n作品名称：胡杨\n类别：摄影",
                 "1.jpg"},
                "acknowledge\nphoto|新河街道总工会|阿依古丽·买买提|13820181234|胡杨|1.jpg|"},
        {{"转：职工摄影", "新河街道总工会",
                 "随信附上我街道职工李明同志的摄影作品《归途》。\n联系人：王芳，电话：13820181234\n新河街道总"
                 "工会\n2022年8月1日",
                 "归途.jpg"},
                "acknowledge\nphoto|新河街道总工会|李明|13820181234|归途|归途.jpg|"},
        /* a table in plain text */
        {{"诵读作品", "大港医院工会", "姓名\t单位\t电话\t作品名称\n李丽\t大港医院工会\t13820181234\t春天",
                 "春天.mp3"},
                "acknowledge\nrecitation|大港医院工会|李丽|13820181234|春天|春天.mp3|"},
        {{"摄影作品", "大港医院工会",
                 "作品1：《春天》 作者：李丽 电话：13820181234\n作品2：《夏天》 作者：孙红 电话：13920181234",
                 "春天.jpg\n夏天.jpg"},
                "acknowledge\nphoto|大港医院工会|李丽|13820181234|春天|春天.jpg|\nphoto|大港医院工会|孙红|"
                "13920181234|夏天|夏天.jpg|"},
        {{"摄影作品", "大港医院工会", "《春天》李丽 13820181234\n《夏天》孙红", "春天.jpg\n夏天.jpg"},
                "correct\nphoto|大港医院工会|李丽|13820181234|春天|春天.jpg|\nphoto|大港医院工会|孙红||夏天|"
                "夏天.jpg|contact"},
        {{"摄影作品", "", "作品名称：春天\n作者：见报名表\n单位：大港医院工会\n电话：13820181234",
                 "春天.jpg"},
                "correct\nphoto|大港医院工会||13820181234|春天|春天.jpg|name"},
        /* a picture of another name may be another work */
        {{"摄影作品", "大港医院工会", "单位：大港医院工会\n姓名：李丽\n电话：13820181234\n作品名称：春天",
                 "春天.jpg\n夏天.jpg"},
                "staff, loose-file\nphoto|大港医院工会|李丽|13820181234|春天|春天.jpg|"},
        /* the poet does not recite */
        {{"诵读", "", "作品：《沁园春·雪》（作者毛泽东）\n单位：大港医院工会\n电话：13820181234", "1.mp3"},
                "correct\nrecitation|大港医院工会||13820181234|沁园春·雪|1.mp3|name"},
        {{"摄影作品", "",
                 "单位：大港医院工会 姓名：李丽 联系电话：13820181234 作品名称：春天 创作时间：2022年",
                 "春天.jpg"},
                "acknowledge\nphoto|大港医院工会|李丽|13820181234|春天|春天.jpg|"},
        {{"微视频", "",
                 "一、作品名称\n渡口\n二、作者\n史可\n三、单位\n大沽街道总工会\n四、联系方式\n13820181234",
                 "渡口.mp4"},
                "acknowledge\nvideo|大沽街道总工会|史可|13820181234|渡口|渡口.mp4|"},
        {{"摄影", "", "作品名称：《春天》；《夏天》\n姓名：李丽\n单位：大港医院工会\n电话：13820181234",
                 "春天.jpg\n夏天.jpg"},
                "acknowledge\nphoto|大港医院工会|李丽|13820181234|春天|春天.jpg|\nphoto|大港医院工会|李丽|"
                "13820181234|夏天|夏天.jpg|"},
        {{"报送作品", "大港医院工会", "您好，附件是我院作品，请查收。",
                 "摄影-春天-李丽.jpg\n微视频-夏天-孙红.mp4"},
                "correct\nphoto|大港医院工会|李丽||春天|摄影-春天-李丽.jpg|contact\nvideo|大港医院工会|孙红||"
                "夏天|微视频-夏天-孙红.mp4|contact"},
        {{"达人推荐", "大港医院工会",
                 "我院推荐李丽同志参评网络达人，她的抖音号“医路有我”粉丝3万，联系电话13820181234。", "1.png"},
                "acknowledge\ntalent|大港医院工会|李丽|13820181234|医路有我|1.png|"},
        {{"回复: 【请补充】摄影作品《春天》", "李丽", "电话是13820181234", ""}, "staff, nothing-to-file"},
        {{"Re: 已收到", "大港医院工会", "谢谢！\n> 单位：大港医院工会\n> 姓名：李丽", ""},
                "staff, nothing-to-file"},
};

static void test_mails(void **state)
{
	(void)state;
	size_t wrong = 0;
	struct arena *a = arena_new(256u << 20);
	const struct campaign *c = sample_campaign(a);
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		const char *got = sample_verdict(a, c, &mails[i].sample);
		if (strcmp(got, mails[i].verdict) != 0) {
			print_error("mail %zu\n  want %s\n  got  %s\n", i, mails[i].verdict, got);
			wrong++;
		}
	}
	arena_close(&a);
	assert_int_equal(wrong, 0);
}

static double seconds_for(const struct campaign *c, size_t repeat, const char *lines)
{
	struct arena *a = arena_new(1u << 30);
	struct buf b = BUF_INIT(32u << 20);
	struct timespec from, to;
	for (size_t i = 0; i < repeat; i++)
		buf_puts(&b, lines);
	struct sample s = {"报送", "", buf_str(&b), "1.jpg"};
	struct document *d = sample_document(a, &s);
	const struct understanding *u = understanding_new(c, SAMPLE_OWN, a);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	understand_mail(u, d, a);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	buf_free(&b);
	arena_close(&a);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Eight times the text must not cost much more than eight times the work, however hostile: many lines, and
 * one line. */
static void test_cost_is_linear(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "今天天津港第一港埠有限公司工会的职工举办了活动，《读书》很好，电话 022-6527 8810。\n",
	        "单位：新河街道总工会；姓名：赵刚，联系电话13820181234《码头》",
	        "（（（（《《《《“““1-2-3-4-5 ", "工会工会工会工会", "作者作者作者作者：：：："};
	struct arena *a = arena_new(64u << 20);
	const struct campaign *c = sample_campaign(a);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		double small = seconds_for(c, 400, texts[i]), large = seconds_for(c, 3200, texts[i]);
		if (large > 0.05 && large > small * 24)
			fail_msg("text %zu: %.3f s and %.3f s", i, small, large);
	}
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_mails),
	        cmocka_unit_test(test_cost_is_linear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
