/* What a piece of text is by its looks, and how subjects, file names and label lines are taken apart. */
#include "parsers/understand/letter/labels.h"
#include "parsers/understand/letter/pieces.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/stamps.h"
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct reading rd;

static int open_all(void **state)
{
	(void)state;
	arena = arena_new(256u << 20);
	rd = (struct reading){.a = arena,
	        .campaign = sample_campaign(arena),
	        .claims = claims_new(arena),
	        .own_address = ""};
	rd.lex = lexicon_new(arena, rd.campaign);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void test_phones(void **state)
{
	(void)state;
	static const struct {
		const char *text, *digits;
		enum fault fault;
	} cases[] = {
	        {"13802012345", "13802012345", FAULT_NONE},
	        {"138 0201 2345", "13802012345", FAULT_NONE},
	        {"１３８０２０１２３４５", "13802012345", FAULT_NONE},
	        {"+86-138-0201-2345", "13802012345", FAULT_NONE},
	        {"1 3 8 0 2 0 1 2 3 4 5", "13802012345", FAULT_NONE},
	        {"022-65278810", "02265278810", FAULT_NONE},
	        {"（022）65278810", "02265278810", FAULT_NONE},
	        {"+86 22 2532 2063", "02225322063", FAULT_NONE},
	        {"65305412-8012", "65305412-8012", FAULT_NONE},
	        {"022-25925588转6012", "02225925588-6012", FAULT_NONE},
	        {"65309739    25275642", "65309739", FAULT_NONE},
	        {"1382017754", "1382017754", FAULT_TOO_SHORT},
	        {"138021766543", "138021766543", FAULT_TOO_LONG},
	        {"23920447620", "23920447620", FAULT_NO_NUMBER},
	        {"138O2O6617l", "", FAULT_LETTERS},
	        {"12351", "12351", FAULT_TOO_SHORT},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct phone p;
		struct runes r = runes_read(arena, cases[i].text);
		assert_true(shape_phone_at(rd.lex, &r, 0, r.n, &p));
		assert_string_equal(p.digits, cases[i].digits);
		assert_int_equal(p.fault, cases[i].fault);
	}
	struct phone p;
	struct runes r = runes_read(arena, "120108197903115512");
	assert_true(shape_phone_at(rd.lex, &r, 0, r.n, &p) && p.fault != FAULT_NONE);
	assert_true(shape_is_day("20220715"));
	assert_false(shape_is_day("20229915"));
}

static bool whole(bool (*is)(const struct lexicon *, const struct runes *, struct span), const char *text)
{
	struct runes r = runes_read(arena, text);
	return is(rd.lex, &r, (struct span){0, r.n});
}

static void test_names_and_units(void **state)
{
	(void)state;
	static const char *const names[] = {"张伟", "欧阳修远", "张  巍", "阿依古丽·买买提", "袁䶮"};
	static const char *const no_names[] = {
	        "少年", "摄影", "北塘", "张", "我们的港湾", "高新区", "王某某某某"};
	static const char *const units[] = {"新北街道总工会", "天津顶益食品有限公司工会",
	        "维斯塔斯风力技术（中国）有限公司工会", "一汽-大众汽车有限公司天津分公司工会",
	        "塘沽街道总工会（盖章）", "滨海建投集团"};
	static const char *const no_units[] = {"滨海新区总工会", "市总工会", "宣教网络部", "工会",
	        "码头《早班》公司", "滨海新区总工会宣教网络部"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_true(whole(shape_is_name, names[i]));
	for (size_t i = 0; i < sizeof no_names / sizeof *no_names; i++)
		assert_false(whole(shape_is_name, no_names[i]));
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		assert_true(whole(shape_is_unit, units[i]));
	for (size_t i = 0; i < sizeof no_units / sizeof *no_units; i++)
		assert_false(whole(shape_is_unit, no_units[i]));
}

static void test_units_in_prose(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"我是天津港第一港埠有限公司工会的王雪", "天津港第一港埠有限公司工会"},
	        {"太平镇总工会申报互联网+工会普惠服务优秀平台", "太平镇总工会"},
	        {"转区总，请查收。现报送汉沽盐场工会的作品", "汉沽盐场工会"},
	        {"孟祥瑞（古林街道总工会）", "古林街道总工会"},
	        {"请滨海新区总工会查收", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span unit = {0, 0};
		struct runes r = runes_read(arena, cases[i][0]);
		bool found = shape_find_unit(rd.lex, &r, (struct span){0, r.n}, &unit);
		assert_string_equal(found ? runes_text(arena, &r, unit) : "", cases[i][1]);
	}
}

static void test_pieces(void **state)
{
	(void)state;
	static const char *const cases[][5] = {/* text, unit, name, contact, title */
	        {"新北街道总工会＋张伟＋13802012345＋晨光里的守护者", "新北街道总工会", "张伟", "13802012345",
	                "晨光里的守护者"},
	        {"摄影-盐田放歌-李喆-022-65278810", "", "李喆", "02265278810", "盐田放歌"},
	        {"《钢管里的中国》-鲁冰", "", "鲁冰", "", "钢管里的中国"},
	        {"摄影《早点铺的灯》作者温馨", "", "温馨", "", "早点铺的灯"}, {"IMG_2291", "", "", "", ""},
	        {"微信图片_20220803101522", "", "", "", ""},
	        {"小王庄镇总工会报送摄影作品3件", "小王庄镇总工会", "", "", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pieces p = pieces_read(&rd, cases[i][0], (struct origin){PLACE_FILE_NAME, NO_PART});
		assert_string_equal(draft_value(&p.found, LABEL_UNIT), cases[i][1]);
		assert_string_equal(draft_value(&p.found, LABEL_NAME), cases[i][2]);
		assert_string_equal(draft_value(&p.found, LABEL_CONTACT), cases[i][3]);
		assert_string_equal(p.title, cases[i][4]);
	}
}

static void test_label_lines(void **state)
{
	(void)state;
	static const char *const cases[][5] = {{"单　　位：茶淀街道总工会", "茶淀街道总工会", "", "", ""},
	        {"【姓名】石磊、丁香", "", "石磊\n丁香", "", ""},
	        {"单位：甲街道总工会；姓名：刘洋；联系方式：13821064457；作品名称：三分钟，从家门到岗位。",
	                "甲街道总工会", "刘洋", "13821064457", "三分钟，从家门到岗位"},
	        {"联系人及电话：徐静 25201119", "", "徐静", "25201119", ""},
	        {"填报单位（盖章）：甲街道总工会", "甲街道总工会", "", "", ""},
	        {"姓名：（请填写作者真实姓名）", "", "", "", ""}, {"联系方式：无", "", "", "", ""},
	        {"传真：022-67185520", "", "", "", ""},
	        {"联系方式：微信 ningkexin_tj", "", "", "ningkexin_tj", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct drafts d = {0};
		struct runes r = runes_read(arena, cases[i][0]);
		labels_read_line(&rd, &d, &r, (struct origin){PLACE_BODY, 0});
		const struct work_claims *w = d.v.n ? &d.v.v[0]->work : &d.shared.work;
		assert_string_equal(draft_value(w, LABEL_UNIT), cases[i][1]);
		assert_string_equal(draft_value(w, LABEL_NAME), cases[i][2]);
		assert_string_equal(draft_value(w, LABEL_CONTACT), cases[i][3]);
		assert_string_equal(draft_value(w, LABEL_TITLE), cases[i][4]);
	}
}

/* What stands on a form's line for stamp and day, what only looks so, and what is left of a unit's value. */
static void test_stamps(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool line;
		const char *unit;
	} cases[] = {{"（盖章）　　年　月　日", true, ""}, {"年   月   日", true, ""},
	        {"2022年  月  日", true, ""}, {"单位公章：", true, ""}, {"（公章）2022年8月12日", true, ""},
	        {"____年__月__日", true, ""}, {"8月1日", false, ""}, {"年月", false, "年月"},
	        {"日月", false, "日月"}, {"七月一日", false, "七月一日"}, {"印章的故事", false, "印章的故事"},
	        {"塘沽街道总工会（盖章）\n2022年8月12日", false, "塘沽街道总工会"},
	        {"（公章）新港街道总工会", false, "新港街道总工会"}, {"工程3处", false, "工程3处"},
	        {"大港油田 工会（盖章）", false, "大港油田 工会"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct runes r = runes_read(arena, cases[i].text);
		struct span all = runes_trim(&r, (struct span){0, r.n});
		assert_int_equal(stamp_is_line(rd.lex, &r, all), cases[i].line);
		assert_string_equal(runes_text(arena, &r, stamp_trim_unit(rd.lex, &r, all)), cases[i].unit);
	}
}

/* Values that a form still shows as hint or example. */
static void test_hints(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool empty;
	} cases[] = {{"例：张三", true}, {"例如13800000000", true}, {"如：某公司工会", true},
	        {"（限15字）", true}, {"请如实填写", true}, {"必填", true}, {"例外", false},
	        {"如歌的行板", false}, {"例会之后", false}, {"限量版青春", false}, {"全称之外", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct runes r = runes_read(arena, cases[i].text);
		assert_int_equal(
		        shape_emptiness(rd.lex, &r, (struct span){0, r.n}) != FAULT_NONE, cases[i].empty);
	}
}

/* A label and a word such as 信息 head a section. */
static void test_captions(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool caption;
	} cases[] = {{"作者信息", true}, {"作\n者\n信\n息", true}, {"作品基本情况：", true},
	        {"推荐单位意见", true}, {"作者", false}, {"作品名称", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct runes r = runes_read(arena, cases[i].text);
		struct labelled l;
		assert_true(labels_is_label(&rd, &r, (struct span){0, r.n}, &l));
		assert_int_equal(!labels_is_ours(&l), cases[i].caption);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_phones),
	        cmocka_unit_test(test_names_and_units),
	        cmocka_unit_test(test_units_in_prose),
	        cmocka_unit_test(test_pieces),
	        cmocka_unit_test(test_label_lines),
	        cmocka_unit_test(test_stamps),
	        cmocka_unit_test(test_hints),
	        cmocka_unit_test(test_captions),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
