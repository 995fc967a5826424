/* Statistics tables as different people fill them in: figures, days, headers, head lines, and what is no table of
 * activities. */
#include "parsers/understand/words/dates.h"
#include "tests/unit/understand_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static const struct campaign *campaign;

static int open_all(void **state)
{
	(void)state;
	arena = arena_new(1u << 30);
	campaign = sample_campaign(arena);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void test_people(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t people;
	} cells[] = {{"120", 120}, {"约120人", 120}, {"120余人", 120}, {"１８０人", 180}, {"1,260", 1260},
	        {"1.2万+", 12000}, {"10w+", 100000}, {"3千余人", 3000}, {"五十", 50}, {"一百二十余人", 120},
	        {"两百人", 200}, {"五十人次", 50}, {"60.0", 60}, {"2场，80人", 80}, {"3场次/240人次", 240},
	        {"职工35人、家属20人", 55}, {"共90人，其中女职工40人", 90}, {"90人（女40人）", 90},
	        {"线下50人，线上3000人", 50}, {"无", -1}, {"", -1}, {"几十人", -1}, {"照片3张", -1},
	        {"13802012345", -1}, {"10余万", 100000}};
	struct reading rd = {.a = arena, .campaign = campaign, .lex = lexicon_new(arena, campaign)};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct runes r = runes_read(arena, cells[i].text);
		int64_t people = figure_people(&rd, &r, (struct span){0, r.n});
		if (people != cells[i].people)
			fail_msg("%s: %lld", cells[i].text, (long long)people);
	}
}

static void test_days(void **state)
{
	(void)state;
	static const char *const cells[][2] = {{"2022年7月15日", "2022-07-15"}, {"7月15日上午", "2022-07-15"},
	        {"2022.7.15", "2022-07-15"}, {"7.15", "2022-07-15"}, {"7/15", "2022-07-15"},
	        {"2022-07-15 14:00", "2022-07-15"}, {"2022/7/15", "2022-07-15"}, {"20220715", "2022-07-15"},
	        {"22.7.15", "2022-07-15"}, {"44757", "2022-07-15"}, {"44757.375", "2022-07-15"},
	        {"七月十五日", "2022-07-15"}, {"二〇二二年八月二十一日", "2022-08-21"},
	        {"７月１５日", "2022-07-15"}, {"8 月 2 日", "2022-08-02"},
	        {"7月15日（周五）下午2点", "2022-07-15"}, {"7月15日9:00-11:00", "2022-07-15"},
	        {"7月10日-12日", ""}, {"7.10-7.12", ""}, {"7月10日至8月2日", ""},
	        {"2022-07-10~2022-07-12", ""}, {"7月10日、17日", ""}, {"7月中旬", ""}, {"2022年7月", ""},
	        {"13月40日", ""}, {"2月30日", ""}, {"", ""}, {"120", ""}};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct runes r = runes_read(arena, cells[i][0]);
		assert_string_equal(date_read(arena, &r, (struct span){0, r.n}, 2022), cells[i][1]);
	}
}

static void expect(const struct mail *m, const char *verdict)
{
	assert_string_equal(pages_verdict(arena, campaign, m), verdict);
}

static void test_head_lines(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "王芳",
	               {{"统计表.xlsx", "|2022年线下活动统计表|<|<|<\n|填报单位（盖章）：新河街道总工会|<|"
	                                "填报人：王芳|电话：25871234\n"
	                                "|序号|活动名称|活动日期|参加人数\n|1|净网讲座|7月8日|45人\n|2|"
	                                "网络安全答题|7月20日|80余人\n|合计|<||125"}}},
	        "acknowledge\nS 新河街道总工会: 净网讲座 2022-07-08 45; 网络安全答题 2022-07-20 80");
	expect(&(struct mail){"附件2", "李强",
	               {{"表.docx", "线下活动情况统计表\n|活动主题|举办时间|参与职工数|备注\n|家庭网络课|"
	                            "2022.8.1|36|\n"
	                            "填表人：李强　联系电话：13512345678　单位：太平镇总工会"}}},
	        "acknowledge\nS 太平镇总工会: 家庭网络课 2022-08-01 36");
	expect(&(struct mail){"统计表", "",
	               {{"1.csv", "|报送单位|大沽街道总工会||\n|活动项目|时间|地点|人数\n|文明上网宣讲|8/"
	                          "3|文化站|58"}}},
	        "acknowledge\nS 大沽街道总工会: 文明上网宣讲 2022-08-03 58");
	expect(&(struct mail){"统计表", "",
	               {{"茶淀街道总工会线下活动统计表.xls",
	                       "|活动名称|时间|人数\n|好网民课堂|七月九日|五十余人"}}},
	        "acknowledge\nS 茶淀街道总工会: 好网民课堂 2022-07-09 50");
	expect(&(struct mail){"统计表", "古林街道总工会",
	               {{"a.xlsx", "|统计表|<|<\n|活动|日期|人次\n|反诈骗进厂|44757|90"}}},
	        "acknowledge\nS 古林街道总工会: 反诈骗进厂 2022-07-15 90");
}

static void test_headers(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|统计表|<|<|<|<|<\n|序号|活动情况|<|参与人数|<|<\n|^|名称|时间|职工|家属|"
	                           "小计\n|1|亲子网课|7月2日|20|15|35\n"
	                           "|2|网络知识赛|7月9日|30|5|35"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35; 网络知识赛 2022-07-09 35");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|活动时间|参与人数|\n|||男|女\n|亲子网课|7月2日|20|15"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|时间|累计参加人数|本周参加人数\n|净网行动|8月1日|300|60"}}},
	        "acknowledge\nS 新港街道总工会: 净网行动 2022-08-01 60");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|时间|本周|<|累计|<\n|^|^|场次|人数|场次|人数\n|净网行动|8月1日|"
	                           "1|60|4|300"}}},
	        "acknowledge\nS 新港街道总工会: 净网行动 2022-08-01 60");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx",
	                       "|活动名称|活动时间|照片数量|联系电话|覆盖企业数|线上观看人数|线下参加人数\n"
	                       "|净网行动|8月1日|6|25891234|3|1.2万|60"}}},
	        "acknowledge\nS 新港街道总工会: 净网行动 2022-08-01 60");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|统计表|<|<\n|活动名称|净网行动|网络课堂\n|活动时间|8月1日|8月9日\n|"
	                           "参加人数|60|25"}}},
	        "acknowledge\nS 新港街道总工会: 净网行动 2022-08-01 60; 网络课堂 2022-08-09 25");
}

static void test_rows(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "汉沽街道总工会",
	               {{"t.xlsx", "~统计\n|序号|活动名称|时间|人数\n|例|网络知识讲座|7月1日|50\n|7月份|<|<|<"
	                           "\n|1|盐工课堂|7.6|40\n||||\n|小计|||40\n"
	                           "|八月|<|<|<\n|2|网络谣言辨析|8.3|31\n|总计|||71\n|"
	                           "备注：另有线上活动未计入|<|<|<\n~填表说明\n|说明|请按月填写"}}},
	        "acknowledge\nS 汉沽街道总工会: 盐工课堂 2022-07-06 40; 网络谣言辨析 2022-08-03 31");
	expect(&(struct mail){"统计表", "",
	               {{"t.doc", "线下活动统计表\n|单位|活动名称|时间|参加人数\n|滨海新区民政局工会|"
	                          "为老助网|7月6日-8日|约40人\n|^|清朗进社区|8月2日|22"}}},
	        "acknowledge\nS 滨海新区民政局工会: 为老助网 - 40; 清朗进社区 2022-08-02 22");
	expect(&(struct mail){"统计表", "寨上街道总工会",
	               {{"t.xlsx", "~寨上街道总工会\n|活动名称|时间|人数\n|网络课|7.6|40\n~天津化工厂工会\n|"
	                           "活动名称|时间|人数\n|净网|7.7|18"}}},
	        "acknowledge\nS 寨上街道总工会: 网络课 2022-07-06 40\nS 天津化工厂工会: 净网 2022-07-07 18");
	expect(&(struct mail){"统计表", "寨上街道总工会",
	               {{"a.xlsx", "|活动名称|时间|人数\n|网络课|7.6|40"},
	                       {"a.pdf", "|活动名称|时间|人数\n|网络课|7.6|40"}}},
	        "acknowledge\nS 寨上街道总工会: 网络课 2022-07-06 40");
}

/* Sums and parts of a figure in columns side by side, what was planned, days in parts. */
static void test_columns_side_by_side(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|时间|职工参与人数|家属参与人数|合计\n|亲子网课|7.2|20|15|35"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|时间|男职工参加人数|女职工参加人数\n|亲子网课|7.2|20|15"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|时间|预计参加人数|实际参加人数\n|亲子网课|7.2|100|35"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|拟开展活动|<|已开展活动|<|<\n|活动名称|时间|活动名称|时间|人数\n"
	                           "|网络文明周|9月|亲子网课|7.2|35\n|||反诈课|7.9|12"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35; 反诈课 2022-07-09 12");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|活动时间|<|人数\n|^|月|日|^\n|亲子网课|7|2|35\n|反诈课|8月|9日|"
	                           "12"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 2022-07-02 35; 反诈课 2022-08-09 12");
	expect(&(struct mail){"统计表", "新港街道总工会",
	               {{"t.xlsx", "|活动名称|活动时间|<|人数\n|^|起|止|^\n|亲子网课|7.2|7.4|35\n|反诈课|8.9|"
	                           "8.9|12"}}},
	        "acknowledge\nS 新港街道总工会: 亲子网课 - 35; 反诈课 2022-08-09 12");
}

static void test_ditto(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "",
	               {{"t.xlsx", "|填报单位|活动名称|时间|人数\n|北塘街道总工会|网络课|7.6|40\n|〃|反诈课|"
	                           "同上|25\n|同上|净网|8.1|〃"}}},
	        "acknowledge\nS 北塘街道总工会: 网络课 2022-07-06 40; 反诈课 2022-07-06 25; 净网 2022-08-01 "
	        "25");
}

/* What nobody sees counts for nothing; where a reader sees a blank table only because of it, a person looks. */
static void test_hidden(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "寨上街道总工会",
	               {{"a.xlsx", "|活动名称|时间|人数\n|网络课|7.6|40\n~!a\n|活动名称|时间|人数\n|去年的课|"
	                           "7.1|9\n|网络课|7.6|40"}}},
	        "acknowledge\nS 寨上街道总工会: 网络课 2022-07-06 40");
	expect(&(struct mail){"统计表", "寨上街道总工会",
	               {{"统计表.xlsx", "|线下活动统计表|<|<\n|活动名称|时间|人数\n~!a\n|线下活动统计表|<|<"
	                                "\n|活动名称|时间|人数\n|网络课|7.6|40"}}},
	        "staff");
}

static void test_lines(void **state)
{
	(void)state;
	expect(&(struct mail){"线下活动统计", "新村街道总工会",
	               {{NULL, "填报单位：新村街道总工会\n序号  活动名称  活动时间  参加人数\n1  社区网课  "
	                       "7月3日  52\n2  反诈 宣传  7月9日  33\n合计      85"}}},
	        "acknowledge\nS 新村街道总工会: 社区网课 2022-07-03 52; 反诈 宣传 2022-07-09 33");
	expect(&(struct mail){"线下活动统计表", "新村街道总工会",
	               {{NULL, "我单位线下活动统计如下：\n1、7月3日，社区网络安全课，52人\n2、7月9日举办反诈"
	                       "宣传进市场，参加33人。"}}},
	        "acknowledge\nS 新村街道总工会: 社区网络安全课 2022-07-03 52; 反诈宣传进市场 2022-07-09 33");
	expect(&(struct mail){"活动统计表", "新村街道总工会",
	               {{"统计表.docx",
	                       "新村街道总工会活动统计表\n活动名称：社区网课\n活动时间：7月3日\n参加人数：52"
	                       "人\n活动名称：反诈宣传\n活动时间：7月9日\n参加人数：三十人"}}},
	        "acknowledge\nS 新村街道总工会: 社区网课 2022-07-03 52; 反诈宣传 2022-07-09 30");
}

static void test_lines_of_days(void **state)
{
	(void)state;
	expect(&(struct mail){"活动统计", "新村街道总工会",
	               {{NULL, "8月份线下活动情况：\n8月3日，社区网络安全课，52人参加；\n8.9 反诈宣传进市场 "
	                       "33人\n共2场85人。"}}},
	        "acknowledge\nS 新村街道总工会: 社区网络安全课 2022-08-03 52; 反诈宣传进市场 2022-08-09 33");
	expect(&(struct mail){"活动统计", "新村街道总工会",
	               {{NULL, "• 社区网络安全课（8月3日，52人）\n• 反诈宣传进市场（8月9日，33人）"}}},
	        "acknowledge\nS 新村街道总工会: 社区网络安全课 2022-08-03 52; 反诈宣传进市场 2022-08-09 33");
}

static void test_blank(void **state)
{
	(void)state;
	static const char blank[] = "|线下活动统计表|<|<\n|填报单位（盖章）：|<|填报人：\n|活动名称|活动时间|"
	                            "参加人数\n|||\n|||\n|合计||";
	expect(&(struct mail){"统计表", "北塘街道总工会", {{"附件2.xlsx", blank}}},
	        "correct\nS 北塘街道总工会:");
	expect(&(struct mail){"请问统计表怎么填", "北塘街道总工会",
	               {{NULL, "请问附件里的统计表是每月都要填吗？"}, {"附件2.xlsx", blank}}},
	        "staff");
}

static void test_notice(void **state)
{
	(void)state;
	const char *verdict = pages_verdict(arena, campaign,
	        &(struct mail){"摄影作品", "北塘街道总工会",
	                {{NULL, "单位：北塘街道总工会\n作者：王明\n电话：13802012345\n作品名称：晨渡\n类别："
	                        "摄影"},
	                        {"晨渡.jpg", ""},
	                        {"通知.docx",
	                                "各开发区、街镇总工会：\n现就组织滨海新区各级工会组织参加活动通知如下"
	                                "。\n作品要标注单位、姓名、联系方式、作品名称。\n"
	                                "附件2 "
	                                "线下活动统计表\n|序号|活动名称|活动时间|参与人数\n|1|||\n|2|||"}}});
	assert_null(strstr(verdict, "\nS "));
	assert_non_null(strstr(verdict, "W 晨渡"));
}

/* Another template than the campaign's: a person looks. */
static void test_other_template(void **state)
{
	(void)state;
	expect(&(struct mail){"统计表", "杭州道街道总工会",
	               {{"统计表.xlsx", "|线下活动统计表|<|<|<|<|<\n|单位|7月|<|8月|<|合计\n|^|场次|人数|"
	                                "场次|人数|^\n|杭州道街道总工会|2|80|1|30|110"}}},
	        "staff");
}

static void test_no_statistics(void **state)
{
	(void)state;
	const char *works = pages_verdict(arena, campaign,
	        &(struct mail){"作品汇总表", "北塘街道总工会",
	                {{"汇总表.xlsx", "|序号|类别|作品名称|作者|单位|联系电话\n|1|摄影|晨渡|王明|"
	                                 "北塘街道总工会|13802012345"}}});
	assert_null(strstr(works, "\nS "));
	const char *form = pages_verdict(arena, campaign,
	        &(struct mail){"网络正能量创新活动征集申报", "北塘街道总工会",
	                {{"申报表.docx", "网络正能量创新活动申报表\n|活动名称|云上课堂|活动时间|7月\n|单位|"
	                                 "北塘街道总工会|参与人数|300\n"
	                                 "|联系人|王明|联系电话|13802012345"}}});
	assert_null(strstr(form, "\nS "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_people),
	        cmocka_unit_test(test_days),
	        cmocka_unit_test(test_head_lines),
	        cmocka_unit_test(test_headers),
	        cmocka_unit_test(test_rows),
	        cmocka_unit_test(test_columns_side_by_side),
	        cmocka_unit_test(test_ditto),
	        cmocka_unit_test(test_hidden),
	        cmocka_unit_test(test_lines),
	        cmocka_unit_test(test_lines_of_days),
	        cmocka_unit_test(test_blank),
	        cmocka_unit_test(test_notice),
	        cmocka_unit_test(test_other_template),
	        cmocka_unit_test(test_no_statistics),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
