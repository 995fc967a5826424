/* Documents as people fill them in: forms, tables of works, works that carry their labels, archives. */
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	struct sample sample;
	const char *verdict;
} mails[] = {
        {{"太平镇总工会作品2件", "", "1、摄影《苇塘》，乌云，13920447718\n2、《故乡》，席慕，15202266904",
                 "苇塘.jpg\n故乡.mp3", ""},
                "correct\nphoto|太平镇总工会|乌云|13920447718|苇塘|苇塘.jpg|\nunknown|太平镇总工会|席慕|"
                "15202266904|故乡|故乡.mp3|"},
        /* two forms without a word of the kind in their names; letter-spaced, two pairs a row */
        {{"报送作品", "", "请查收。", "报名表.docx\n夜班.mp4",
                 "=== 报名表.docx\n“喜迎二十大”网络正能量微视频征集报名表\n|作 品 名 称|夜班|<|<\n|申 报 单 "
                 "位|大港医院工会|姓　名|李丽\n"
                 "|联 系 电 话|138 2018 1234|时长|3分20秒\n|作品简介|记录夜班护士。联系人见上。|<|<\n"},
                "acknowledge\nvideo|大港医院工会|李丽|13820181234|夜班|夜班.mp4|"},
        {{"作品", "", "", "登记表.docx\n1.jpg\n2.jpg",
                 "=== "
                 "登记表.docx\n摄影作品登记表\n|作者信息|姓名|王芳\n|^|单位|新河街道总工会\n|^|联系人及电话|"
                 "王芳 13820181234\n"
                 "|作品信息|作品名称|晨光\n|^|作品简介|组照两张\n"},
                "acknowledge\nphoto|新河街道总工会|王芳|13820181234|晨光|1.jpg,2.jpg|"},
        /* labels above their values, in two bands */
        {{"诵读作品", "", "", "报名表.xlsx\n黄河颂.mp3",
                 "=== "
                 "报名表.xlsx\n#Sheet1\n|诵读作品报名表|<|<\n|作品名称|朗诵者|选送单位\n|《黄河颂》|"
                 "王丽娜、孙明|寨上街道总工会\n"
                 "|联系电话|时长|备注\n|13920001111|5分|无\n"},
                "acknowledge\nrecitation|寨上街道总工会|王丽娜,孙明|13920001111|黄河颂|黄河颂.mp3|"},
        /* a form with labels and values in one cell each, and hints left standing */
        {{"歌曲", "", "", "表.docx\n向海而歌.mp3",
                 "=== "
                 "表.docx\n|作品名称：向海而歌|作者：马建华\n|单位：天津港轮驳公司工会|"
                 "联系方式：（请填写手机号）\n"},
                "correct\nsong|天津港轮驳公司工会|马建华||向海而歌|向海而歌.mp3|contact"},
        /* boxes to tick */
        {{"报名", "", "", "报名表.docx\n渡口.mp4",
                 "=== 报名表.docx\n作品报名表\n|作品类别|□歌曲 ☑微视频 □摄影 "
                 "□诵读\n|作品名称|渡口\n|作者|史可\n|单位|大沽街道总工会\n"
                 "|电话|13820181234\n"},
                "acknowledge\nvideo|大沽街道总工会|史可|13820181234|渡口|渡口.mp4|"},
        /* a list of members inside a form is not a list of works */
        {{"创新活动申报", "", "", "申报表.docx",
                 "=== "
                 "申报表.docx\n网络正能量创新活动申报表\n|活动名称|云端读书会|<\n|申报单位|北塘街道总工会|<"
                 "\n|联系人|周海生|<\n"
                 "|联系电话|13820181234|<\n|姓名|单位|职务\n|赵刚|北塘街道总工会|主席\n|钱丽|北塘一中工会|"
                 "委员\n"},
                "acknowledge\ninnovation|北塘街道总工会|赵刚,钱丽|13820181234|云端读书会||"},
        /* a table of works: a heading with the unit, a contact below, one file per row by number */
        {{"报送作品", "", "见附件", "汇总表.xlsx\n1.jpg\n2.jpg",
                 "=== "
                 "汇总表.xlsx\n#Sheet1\n|新北街道总工会摄影作品汇总表|<|<|<\n|序号|作品名称|作者|联系电话\n|"
                 "1|晨曲|张伟|13802012345\n"
                 "|2|《暮色》|李强|13802012346\n|填表人：赵刚 电话：13802012347|<|<|<\n"},
                "acknowledge\nphoto|新北街道总工会|张伟|13802012345|晨曲|1.jpg|\nphoto|新北街道总工会|李强|"
                "13802012346|暮色|2.jpg|"},
        /* two sheets, each with a sub-project's name; the second lacks a number */
        {{"作品报送情况", "", "", "汇总.xlsx",
                 "=== 汇总.xlsx\n#摄影\n|单位|作者|电话|作品名称\n|大港医院工会|李丽|13820181234|春天\n"
                 "#微视频\n|单位|作者|电话|作品名称\n|大港医院工会|孙红||夏天\n"},
                "correct\nphoto|大港医院工会|李丽|13820181234|春天||\nvideo|大港医院工会|孙红||夏天||"
                "contact"},
        /* a header of two levels, units merged down, a total, lines of the template that nobody filled in */
        {{"汇总", "", "", "汇总表.docx",
                 "=== "
                 "汇总表.docx\n诵读作品汇总表\n|序号|单位|作品|<|作者|<\n|^|^|名称|时长|姓名|电话\n|1|"
                 "塘沽街道总工会|少年中国说|3分|邵晨|13820074412\n"
                 "|2|^|青春之歌|4分|彭丽|15902287730\n|3|||||\n|合计|2件||||\n"},
                "acknowledge\nrecitation|塘沽街道总工会|邵晨|13820074412|少年中国说||\nrecitation|"
                "塘沽街道总工会|彭丽|"
                "15902287730|青春之歌||"},
        /* the work itself carries its labels: at its head, at its foot */
        {{"维权服务案例", "", "请查收", "云端调解.docx",
                 "=== "
                 "云端调解."
                 "docx\n云端调解\n单位：汉沽街道总工会\n作者：单丹\n2022年3月，12名职工通过工会平台反映被拖欠"
                 "工资，工会当日受理，"
                 "组织线上调解两次，双方达成一致。\n4月底工资全部到账，职工满意。案例被区里推广，三家企业来取"
                 "经。\n联系电话：13512930086\n"},
                "acknowledge\nrights-case|汉沽街道总工会|单丹|13512930086|云端调解|云端调解.docx|"},
        /* a document that was read and not understood, beside a complete work */
        {{"摄影作品", "", "作品名称：码头\n姓名：赵刚\n单位：新河街道总工会\n电话：13820181234",
                 "码头.jpg\n其他.docx",
                 "=== 其他.docx\n另有几件作品随后再报，名单如下：张三的《海》，李四的《山》。\n"},
                "staff, unread\nphoto|新河街道总工会|赵刚|13820181234|码头|码头.jpg|"},
        /* what is missing may be the number in the story */
        {{"网络达人", "", "单位：新河街道总工会\n姓名：赵刚\n账号名称：赵师傅修车", "赵刚事迹.docx",
                 "=== 赵刚事迹.docx\n赵刚，新河街道职工，短视频博主，手机13820181234，粉丝三万。\n"},
                "staff, unread\ntalent|新河街道总工会|赵刚||赵师傅修车|赵刚事迹.docx|contact"},
        /* a folder per author in an archive, pictures with names of their own */
        {{"摄影作品", "古林街道总工会", "",
                 "古林街道总工会.zip/张伟13802012345/晨曲.jpg\n古林街道总工会.zip/张伟13802012345/暮色.jpg\n"
                 "古林街道总工会.zip/李强13802012346/IMG_001.jpg\n古林街道总工会.zip/李强13802012346/"
                 "说明.docx",
                 "=== 古林街道总工会.zip/李强13802012346/说明.docx\n作品名称：海河之夜\n"},
                "acknowledge\nphoto|古林街道总工会|李强|13802012346|海河之夜|古林街道总工会.zip/"
                "李强13802012346/IMG_001.jpg|\n"
                "photo|古林街道总工会|张伟|13802012345|晨曲|古林街道总工会.zip/张伟13802012345/晨曲.jpg|\n"
                "photo|古林街道总工会|张伟|13802012345|暮色|古林街道总工会.zip/张伟13802012345/暮色.jpg|"},
        /* song, lyrics and score in one folder; another work beside it */
        {{"作品", "", "单位：古林街道总工会\n电话：13802012345",
                 "作品.zip/歌曲/我的家乡（张伟）/我的家乡.mp3\n作品.zip/歌曲/我的家乡（张伟）/歌词.docx\n"
                 "作品.zip/歌曲/我的家乡（张伟）/简谱.jpg\n作品.zip/微视频/渡口（史可）/渡口.mp4",
                 "=== 作品.zip/歌曲/我的家乡（张伟）/歌词.docx\n我的家乡\n（主歌）\n海风吹\n"},
                "acknowledge\nsong|古林街道总工会|张伟|13802012345|我的家乡|作品.zip/歌曲/我的家乡（张伟）/"
                "我的家乡.mp3,"
                "作品.zip/歌曲/我的家乡（张伟）/歌词.docx,作品.zip/歌曲/我的家乡（张伟）/简谱.jpg|\n"
                "video|古林街道总工会|史可|13802012345|渡口|作品.zip/微视频/渡口（史可）/渡口.mp4|"},
        /* a form in each author's folder */
        {{"摄影", "", "",
                 "a.zip/张伟/报名表.docx\na.zip/张伟/1.jpg\na.zip/李强/报名表.docx\na.zip/李强/1.jpg",
                 "=== "
                 "a.zip/张伟/"
                 "报名表.docx\n|姓名|张伟\n|单位|古林街道总工会\n|电话|13802012345\n|作品名称|晨曲\n"
                 "=== "
                 "a.zip/李强/"
                 "报名表.docx\n|姓名|李强\n|单位|古林街道总工会\n|电话|13802012346\n|作品名称|暮色\n"},
                "acknowledge\nphoto|古林街道总工会|张伟|13802012345|晨曲|a.zip/张伟/"
                "1.jpg|\nphoto|古林街道总工会|李强|"
                "13802012346|暮色|a.zip/李强/1.jpg|"},
        /* a blank form came back */
        {{"微视频报名", "", "请查收", "报名表.docx",
                 "=== 报名表.docx\n微视频报名表\n|单位||姓名|\n|作品名称||联系方式|\n"},
                "correct\nvideo||||||unit,name,contact,title"},
        /* … and the same beside a question */
        {{"咨询", "", "请问这个表怎么填？", "报名表.docx",
                 "=== 报名表.docx\n微视频报名表\n|单位||姓名|\n|作品名称||联系方式|\n"},
                "staff, nothing-to-file"},
        /* the notice come back with a question */
        {{"通知", "", "请问何时截止？", "通知.docx",
                 "=== "
                 "通知."
                 "docx\n各开发区、街镇总工会，各系统及直属单位工会：\n现就组织滨海新区各级工会组织、广大职工"
                 "参加主题活动\n联系电话：65309739\n"},
                "staff, nothing-to-file"},
        /* a text file with the labels */
        {{"摄影", "", "", "说明.txt\n晨曲.jpg",
                 "=== 说明.txt\n单位：古林街道总工会\n姓名：张伟\n电话：13802012345\n作品名称：晨曲\n"},
                "acknowledge\nphoto|古林街道总工会|张伟|13802012345|晨曲|晨曲.jpg|"},
        /* the body speaks of the work, the form has the rest */
        {{"微视频", "", "现报送我单位微视频《渡口》，请查收。", "报名表.doc\n渡口.mp4",
                 "=== 报名表.doc\n|作品名称|渡口|\n|作者|史可|\n|单位|大沽街道总工会|\n|手机|13820181234|\n"},
                "acknowledge\nvideo|大沽街道总工会|史可|13820181234|渡口|渡口.mp4|"},
        /* a head line over the table, ditto marks, a number that only the head line gives */
        {{"作品汇总", "", "", "汇总.xlsx\n晨曲.jpg\n渡口.mp4\n山歌.mp3",
                 "=== "
                 "汇总.xlsx\n#Sheet1\n|2022年作品征集汇总表|<|<|<|<|<\n|填报单位（盖章）：古林街道总工会|<|<|"
                 "填报人：赵刚|<|联系电话：25301111\n|序号|类别|作品名称|作者|单位|手机\n"
                 "|1|摄影|晨曲|张伟|古林街道总工会|13802012345\n|2|微视频|渡口|李强|〃|13802012346\n|3|歌曲|"
                 "山歌|孙明|同上|\n"},
                "acknowledge\nphoto|古林街道总工会|张伟|13802012345|晨曲|晨曲.jpg|\nvideo|古林街道总工会|"
                "李强|13802012346|渡口|渡口.mp4|\n"
                "song|古林街道总工会|孙明|25301111|山歌|山歌.mp3|"},
        /* documents with their authors in brackets */
        {{"维权案例两篇", "", "单位：汉沽街道总工会\n联系人：单丹 13512930086",
                 "云端调解（作者：王明）.docx\n线上追薪（作者：李娜）.docx",
                 "=== "
                 "云端调解（作者：王明）.docx\n云端调解\n2022年3月，12名职工通过平台反映被拖欠工资。\n=== "
                 "线上追薪（作者：李娜）.docx\n线上追薪\n工会帮助职工追回欠薪。\n"},
                "acknowledge\nrights-case|汉沽街道总工会|王明|13512930086|云端调解|云端调解（作者：王明）."
                "docx|\n"
                "rights-case|汉沽街道总工会|李娜|13512930086|线上追薪|线上追薪（作者：李娜）.docx|"},
        /* the name in quotes is the title, the rest describes */
        {{"小程序", "", "", "案例.docx",
                 "=== 案例.docx\n“码上办”小程序应用案例\n申报单位：天津港轮驳公司工会\n联系人及电话：马建华 "
                 "13612345678\n一、基本情况\n"
                 "“码上办”小程序由公司工会开发，今年上线，职工用它报修、订餐、请假。\n二、主要成效\n上线以来"
                 "受理诉求三百件，满意率百分之九十八。\n"},
                "acknowledge\nmini-program|天津港轮驳公司工会|马建华|13612345678|码上办|案例.docx|"},
        /* sections above tables; two tables count from one, so that 1.jpg could be of either */
        {{"报送", "", "各位老师好，汇总表和作品见附件", "汇总表.docx\n1.jpg\n2.jpg",
                 "=== "
                 "汇总表.docx\n一、摄影类\n|序号|作品名称|作者|单位|电话\n|1|晨曲|张伟|古林街道总工会|"
                 "13802012345\n|2|暮色|李强|古林街道总工会|13802012346\n"
                 "二、微视频类\n|序号|作品名称|作者|单位|电话\n|1|渡口|史可|大沽街道总工会|13820181234\n"},
                "staff, "
                "loose-file\nphoto|古林街道总工会|张伟|13802012345|晨曲||\nphoto|古林街道总工会|李强|"
                "13802012346|暮色|2.jpg|\n"
                "video|大沽街道总工会|史可|13820181234|渡口||"},
        /* a form whose cells only blanks part, as a PDF gives it */
        {{"网络达人推荐", "", "", "推荐表.pdf",
                 "=== 推荐表.pdf\n正能量职工网络达人推荐表\n姓名 冯春雨 性别 女\n单位 "
                 "天津港欧亚国际集装箱码头有限公司工会\n账号名称 岸桥小冯 平台 抖音\n联系方式 13512266037 "
                 "粉丝数 12.6万\n"},
                "acknowledge\ntalent|天津港欧亚国际集装箱码头有限公司工会|冯春雨|13512266037|岸桥小冯||"},
        /* a table of works that stands beside forms of the same works */
        {{"摄影作品", "", "", "汇总表.xlsx\n报名表-张伟.docx\n晨曲.jpg\n暮色.jpg",
                 "=== "
                 "汇总表.xlsx\n|作品名称|作者|单位\n|晨曲|张伟|古林街道总工会\n|暮色|李强|古林街道总工会\n"
                 "=== "
                 "报名表-张伟.docx\n|作品名称|晨曲\n|作者|张伟\n|单位|古林街道总工会\n|电话|13802012345\n"},
                "correct\nphoto|古林街道总工会|张伟|13802012345|晨曲|晨曲.jpg|\nphoto|古林街道总工会|李强||"
                "暮色|暮色.jpg|"
                "contact"},
};

static void test_documents(void **state)
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_documents)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
