/* How people write who were never told how: lists in words, bars between pieces, names of every kind, files that say
 * nothing. Each habit stands here in other words than any labelled case. */
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *habit;
	struct sample sample;
	const char *verdict;
} mails[] = {
        /* --- numbered works --- */
        {"an ordinal with an author and a number is a work of its own, though it has no title; which file is "
         "its, nobody said",
                {"摄影", "新港街道总工会",
                        "单位：新港街道总工会\n（一）《早市》，作者贺兰芝，手机13602110045\n（二）作者祁连生"
                        "，手机13702220056",
                        "早市.jpg\nIMG_7781.jpg"},
                "staff, loose-file\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|\n"
                "photo|新港街道总工会|祁连生|13702220056|||title"},
        {"the second one lacks its number",
                {"微视频两部", "新港街道总工会",
                        "1、《夜校》 作者：贺兰芝 电话：13602110045\n2、《晨训》 作者：祁连生 电话：待补",
                        "夜校.mp4\n晨训.mp4"},
                "correct\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|\n"
                "video|新港街道总工会|祁连生||晨训|晨训.mp4|contact"},
        /* --- placeholders --- */
        {"a name that is still to come",
                {"摄影作品", "新港街道总工会",
                        "作品：早市\n作者：后补\n单位：新港街道总工会\n电话：13602110045", "早市.jpg"},
                "correct\nphoto|新港街道总工会||13602110045|早市|早市.jpg|name"},
        {"… or is told later",
                {"摄影作品", "新港街道总工会", "作品：早市\n作者：稍后补充\n单位：新港街道总工会\n电话：另报",
                        "早市.jpg"},
                "correct\nphoto|新港街道总工会|||早市|早市.jpg|name,contact"},
        {"a title that is not settled",
                {"摄影作品", "新港街道总工会",
                        "作品名称：另行通知\n作者：贺兰芝\n单位：新港街道总工会\n电话：13602110045", "1.jpg"},
                "correct\nphoto|新港街道总工会|贺兰芝|13602110045||1.jpg|title"},
        /* --- names --- */
        {"a rare name between a unit and a number in a line",
                {"摄影作品《早市》", "", "新港街道总工会，逮春晓，13602110045", "早市.jpg"},
                "acknowledge\nphoto|新港街道总工会|逮春晓|13602110045|早市|早市.jpg|"},
        {"lines without labels",
                {"摄影作品", "", "《早市》\n逮　晓\n新港街道总工会\n13602110045", "早市.jpg"},
                "acknowledge\nphoto|新港街道总工会|逮晓|13602110045|早市|早市.jpg|"},
        {"a minority name without a dot behind a label",
                {"诵读", "", "篇目：《春》\n诵读人：帕提古丽\n单位：新港街道总工会\n电话：13602110045",
                        "春.mp3"},
                "acknowledge\nrecitation|新港街道总工会|帕提古丽|13602110045|春|春.mp3|"},
        {"a rare name in a file's name",
                {"摄影", "", "请查收", "摄影_早市的人们_新港街道总工会_逮春晓_13602110045.jpg"},
                "acknowledge\nphoto|新港街道总工会|逮春晓|13602110045|早市的人们|"
                "摄影_早市的人们_新港街道总工会_逮春晓_13602110045.jpg|"},
        {"two pieces are left over: none of them is taken for the name",
                {"摄影", "", "新港街道总工会，逮春晓，码头边，13602110045", "IMG_0001.jpg"},
                "correct\nphoto|新港街道总工会||13602110045||IMG_0001.jpg|name,title"},
        {"a greeting is no name", {"摄影作品《早市》", "", "各位好，新港街道总工会，13602110045", "早市.jpg"},
                "correct\nphoto|新港街道总工会||13602110045|早市|早市.jpg|name"},
        /* --- separators --- */
        {"bars between label and value",
                {"微视频", "", "作品名称｜夜校\n作者｜贺兰芝\n单位｜新港街道总工会\n手机｜13602110045",
                        "夜校.mp4"},
                "acknowledge\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|"},
        {"bars in one line between labelled values",
                {"微视频", "", "作品：夜校 | 作者：贺兰芝 | 单位：新港街道总工会 | 电话：13602110045",
                        "夜校.mp4"},
                "acknowledge\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|"},
        {"bars around values without labels",
                {"微视频", "", "《夜校》|新港街道总工会|贺兰芝|13602110045", "夜校.mp4"},
                "acknowledge\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|"},
        {"rows between full-width bars below the names of their columns",
                {"诵读作品报送", "新港街道总工会",
                        "（篇目｜单位｜诵读者｜手机）\n荷塘月色｜新港街道总工会｜贺兰芝｜13602110045\n"
                        "少年中国说｜新港街道总工会｜祁连生｜13702220056",
                        "荷塘月色.mp3\n少年中国说.mp3"},
                "acknowledge\nrecitation|新港街道总工会|贺兰芝|13602110045|荷塘月色|荷塘月色.mp3|\n"
                "recitation|新港街道总工会|祁连生|13702220056|少年中国说|少年中国说.mp3|"},
        {"rows that begin with a number",
                {"摄影作品", "",
                        "序号|作品名称|作者|单位|电话\n1|早市|贺兰芝|新港街道总工会|13602110045\n"
                        "2|晚渡|祁连生|新港街道总工会|",
                        "早市.jpg\n晚渡.jpg"},
                "correct\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|\n"
                "photo|新港街道总工会|祁连生||晚渡|晚渡.jpg|contact"},
        {"a title in marks ends at its mark, and a comma before a label ends a value",
                {"诵读", "", "篇目：《春》，朗诵：贺兰芝，单位：新港街道总工会，电话：13602110045。",
                        "春.mp3"},
                "acknowledge\nrecitation|新港街道总工会|贺兰芝|13602110045|春|春.mp3|"},
        {"a remark behind the title",
                {"微视频", "",
                        "作品名称：《夜校》（时长3分钟）\n作者：贺兰芝，设备科\n单位：新港街道总工会\n电话：1"
                        "3602110045",
                        "夜校.mp4"},
                "acknowledge\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|"},
        {"labels in brackets behind their values",
                {"摄影作品", "",
                        "早市（作品名称）\n新港街道总工会（单位）\n贺兰芝（作者）\n13602110045（手机）",
                        "早市.jpg"},
                "acknowledge\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|"},
        {"… in one line",
                {"摄影作品", "",
                        "早市（作品名称），贺兰芝（作者），新港街道总工会（单位），13602110045（手机）",
                        "早市.jpg"},
                "acknowledge\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|"},
        /* --- labels that nobody listed --- */
        {"a role",
                {"诵读", "", "篇目：春\n领读者：贺兰芝\n单位：新港街道总工会\n电话：13602110045", "春.mp3"},
                "acknowledge\nrecitation|新港街道总工会|贺兰芝|13602110045|春|春.mp3|"},
        {"… another",
                {"微视频", "", "片名：夜校\n拍摄剪辑：贺兰芝\n单位：新港街道总工会\n电话：13602110045",
                        "夜校.mp4"},
                "acknowledge\nvideo|新港街道总工会|贺兰芝|13602110045|夜校|夜校.mp4|"},
        {"words and music by one",
                {"原创歌曲", "", "歌名：夜校之歌\n词曲唱：贺兰芝\n单位：新港街道总工会\n电话：13602110045",
                        "夜校之歌.mp3"},
                "acknowledge\nsong|新港街道总工会|贺兰芝|13602110045|夜校之歌|夜校之歌.mp3|"},
        {"a teacher or an editor is no author",
                {"微视频", "",
                        "片名：夜校\n指导教师：贺兰芝\n审核人：祁连生\n单位：新港街道总工会\n电话：1360211004"
                        "5",
                        "夜校.mp4"},
                "correct\nvideo|新港街道总工会||13602110045|夜校|夜校.mp4|name"},
        /* --- slogans --- */
        {"a sub-project's name in quotes is no title",
                {"报送《夜校之歌》", "",
                        "“喜迎二十大”网络正能量歌曲征集\n作者：贺兰芝\n单位：新港街道总工会\n电话：1360211004"
                        "5",
                        "1.mp3"},
                "acknowledge\nsong|新港街道总工会|贺兰芝|13602110045|夜校之歌|1.mp3|"},
        {"nor is the campaign's",
                {"摄影作品", "",
                        "参加《网聚职工正能量 "
                        "争做中国好网民》主题活动\n作者：贺兰芝\n单位：新港街道总工会\n电话：13602110045",
                        "1.jpg"},
                "correct\nphoto|新港街道总工会|贺兰芝|13602110045||1.jpg|title"},
        /* --- without files, and beside a question --- */
        {"a sub-project, a title and a contact make a submission without a file",
                {"普惠服务平台申报", "新港街道总工会",
                        "我单位申报工会普惠服务优秀平台一个：《新港e家》。联系人贺兰芝，电话13602110045。",
                        ""},
                "acknowledge\nplatform|新港街道总工会|贺兰芝|13602110045|新港e家||"},
        {"a mention is none", {"您好", "贺兰芝", "上次报送的微视频《夜校》反响很好，谢谢老师。", ""},
                "staff, nothing-to-file"},
        {"a picture of the screen beside a question",
                {"无法上传", "新港街道总工会",
                        "老师您好，微视频一直传不上去，请问怎么办？单位：新港街道总工会，电话13602110045",
                        "微信截图_20220801.png"},
                "staff, nothing-to-file"},
        {"a document of the work's title is the work",
                {"创新活动", "新港街道总工会", "报送创新活动《云上练兵》，作者贺兰芝。", "云上练兵.docx",
                        "=== "
                        "云上练兵."
                        "docx\n云上练兵\n新港街道总工会把练兵场搬到了线上，职工们在手机上学技能、比技能，热情"
                        "很高，效果明显，受到了职工的普遍欢迎和好评。"},
                "correct\ninnovation|新港街道总工会|贺兰芝||云上练兵|云上练兵.docx|contact"},
        /* --- folders --- */
        {"a folder for each kind",
                {"作品", "新港街道总工会", "共两件，见压缩包。联系电话统一用13602110045",
                        "全部.zip/摄影/早市-贺兰芝.jpg\n全部.zip/诵读/春-祁连生.mp3"},
                "acknowledge\nphoto|新港街道总工会|贺兰芝|13602110045|早市|全部.zip/摄影/早市-贺兰芝.jpg|\n"
                "recitation|新港街道总工会|祁连生|13602110045|春|全部.zip/诵读/春-祁连生.mp3|"},
        {"labels and values in turn between bars",
                {"摄影作品", "",
                        "作品名称 | 早市 | 作者 | 贺兰芝\n单位 | 新港街道总工会 | 电话 | 13602110045",
                        "早市.jpg", NULL},
                "acknowledge\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|"},
        {"a circle around the number of a work",
                {"摄影作品2幅", "新港街道总工会",
                        "①《早市》作者贺兰芝，电话13602110045\n②作者祁连生，电话13702220056",
                        "早市.jpg\nDSC_2.jpg", NULL},
                "staff, loose-file\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|\n"
                "photo|新港街道总工会|祁连生|13702220056|||title"},
        {"the second piece, in words",
                {"摄影作品2幅", "新港街道总工会",
                        "第一幅：《早市》，作者贺兰芝，电话13602110045\n第二幅：作者祁连生，电话13702220056",
                        "早市.jpg\nDSC_2.jpg", NULL},
                "staff, loose-file\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|\n"
                "photo|新港街道总工会|祁连生|13702220056|||title"},
        {"a second author in words, of a work that is not told",
                {"摄影作品2幅", "新港街道总工会",
                        "《早市》作者贺兰芝，电话13602110045\n另一幅作者祁连生，电话13702220056",
                        "早市.jpg\n早市2.jpg", NULL},
                "staff, unequal\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg,早市2.jpg|"},
        {"an author who is still to be agreed on",
                {"微视频", "", "作品名称：夜校\n作者：下周报\n单位：新港街道总工会\n电话：13602110045",
                        "夜校.mp4", NULL},
                "correct\nvideo|新港街道总工会||13602110045|夜校|夜校.mp4|name"},
        {"words by one, music by another, sung by the first",
                {"歌曲", "",
                        "歌名：夜校之歌\n词：贺兰芝\n曲：祁连生\n演唱：贺兰芝\n单位：新港街道总工会\n电话：13"
                        "602110045",
                        "夜校之歌.mp3", NULL},
                "acknowledge\nsong|新港街道总工会|贺兰芝|13602110045|夜校之歌|夜校之歌.mp3|"},
        {"what is open is named before the word that says so",
                {"微视频", "", "片名：题目待定\n作者：名单后补\n单位：新港街道总工会\n电话：13602110045",
                        "1.mp4", NULL},
                "correct\nvideo|新港街道总工会||13602110045||1.mp4|name,title"},
        {"the author is told elsewhere",
                {"微视频", "", "片名：夜校\n作者：见片尾\n单位：新港街道总工会\n电话：13602110045",
                        "夜校.mp4", NULL},
                "correct\nvideo|新港街道总工会||13602110045|夜校|夜校.mp4|name"},
        {"a department is no person",
                {"摄影作品《早市》", "", "新港街道总工会，设备科，13602110045", "早市.jpg", NULL},
                "correct\nphoto|新港街道总工会||13602110045|早市|早市.jpg|name"},
        /* --- two persons, two numbers, one work --- */
        {"two equal labels with unequal values in one work",
                {"摄影作品《早市》", "新港街道总工会", "贺兰芝，13602110045\n祁连生，13702220056",
                        "早市.jpg"},
                "staff, unequal\nphoto|新港街道总工会|贺兰芝|13602110045|早市|早市.jpg|"},
};

static void test_habits(void **state)
{
	(void)state;
	size_t wrong = 0;
	struct arena *a = arena_new(256u << 20);
	const struct campaign *c = sample_campaign(a);
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		const char *got = sample_verdict(a, c, &mails[i].sample);
		if (strcmp(got, mails[i].verdict) != 0) {
			print_error("%s\n  want %s\n  got  %s\n", mails[i].habit, mails[i].verdict, got);
			wrong++;
		}
	}
	arena_close(&a);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_habits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
