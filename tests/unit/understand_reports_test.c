/* Write-ups of activities as different people send them, and what looks like one and is a work. */
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

static void expect(const struct mail *m, const char *verdict)
{
	assert_string_equal(pages_verdict(arena, campaign, m), verdict);
}

#define MARKET                                                                                                                                            \
	"8月12日，新村街道总工会走进滨海菜市场，向商户和职工讲解如何识别网络谣言，60余名职工到场，发放倡议" \
	"书二百份。\n"                                                                                                                               \
	"市场管理方表示，将把好网民的要求写进商户公约。"
#define SCHOOL                                                                                                                                               \
	"7月29日下午，滨海新区第五中学工会举办“守护青春网络”分享会，来自各年级的38位教师参加，三位班主任讲" \
	"了自己的故事。\n"                                                                                                                            \
	"大家认为，这样的分享会接地气、有收获，希望长期坚持下去。"

static void test_bodies(void **state)
{
	(void)state;
	expect(&(struct mail){"活动信息报送", "新村街道总工会",
	               {{NULL, "新村街道总工会开展净网进市场活动\n\n" MARKET}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动");
	expect(&(struct mail){"信息", "新村街道总工会",
	               {{NULL, "您好：\n现报送信息一篇，请审阅。\n\n净网之风吹进菜市场\n\n" MARKET
	                       "\n（供稿：新村街道总工会）"}}},
	        "acknowledge\nR 新村街道总工会: 净网之风吹进菜市场");
	expect(&(struct mail){"【简报】新村街道总工会举办净网进市场活动", "", {{NULL, MARKET}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会举办净网进市场活动");
	expect(&(struct mail){"工作动态", "新村街道总工会",
	               {{NULL, "【新村街道总工会开展净网进市场活动】" MARKET}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动");
	expect(&(struct mail){"信息2篇", "新村街道总工会",
	               {{NULL, "一、新村街道总工会开展净网进市场活动\n" MARKET
	                       "\n\n二、滨海新区第五中学工会举办“守护青春网络”分享会\n" SCHOOL}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动\n"
	        "R 滨海新区第五中学工会: 滨海新区第五中学工会举办“守护青春网络”分享会");
	expect(&(struct mail){"信息：新村街道总工会开展净网进市场活动", "新村街道总工会",
	               {{NULL, "新村街道总工会开展净网进市场活动\n" MARKET
	                       "\n现场还设置了咨询台，接受职工咨询网络安全问题120余人次。"}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动");
}

static void test_documents(void **state)
{
	(void)state;
	expect(&(struct mail){"报送活动信息", "新村街道总工会",
	               {{NULL, "请查收附件。"},
	                       {"信息.docx", "净网之风吹进菜市场\n——新村街道总工会好网民活动侧记\n" MARKET}}},
	        "acknowledge\nR 新村街道总工会: 净网之风吹进菜市场");
	expect(&(struct mail){"8月材料", "",
	               {{NULL, "详见附件"},
	                       {"滨海新区第五中学工会举办分享会.pdf",
	                               "滨海新区第五中学工会举办“守护青春网络”分享会\n" SCHOOL}}},
	        "acknowledge\nR 滨海新区第五中学工会: 滨海新区第五中学工会举办“守护青春网络”分享会");
	expect(&(struct mail){"简报", "",
	               {{NULL, "第3期简报请收"}, {"简报3.pdf", "工 作 简 "
	                                                       "报\n第3期\n滨海新区第五中学工会　　2022年7月3"
	                                                       "0日\n守护青春的网络课\n" SCHOOL}}},
	        "acknowledge\nR 滨海新区第五中学工会: 守护青春的网络课");
	expect(&(struct mail){"活动信息", "",
	               {{NULL, "见附件"},
	                       {"活动信息.zip/信息稿.txt", "新村街道总工会开展净网进市场活动\n" MARKET},
	                       {"活动信息.zip/1.jpg", ""}, {"活动信息.zip/2.jpg", ""}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动");
	expect(&(struct mail){"新村街道总工会统计表及信息", "新村街道总工会",
	               {{NULL, "统计表、信息各一份。"},
	                       {"信息.doc", "新村街道总工会开展净网进市场活动\n" MARKET},
	                       {"统计表.xls", "|活动名称|活动时间|参加人数\n|净网进市场|8月12日|60余人"}}},
	        "acknowledge\nS 新村街道总工会: 净网进市场 2022-08-12 60\nR 新村街道总工会: "
	        "新村街道总工会开展净网进市场活动");
}

static void test_beside_works(void **state)
{
	(void)state;
	expect(&(struct mail){"摄影作品和活动信息", "新村街道总工会",
	               {{NULL, "1."
	                       "摄影作品\n单位：新村街道总工会\n作者：王明\n电话：13802012345\n作品名称：晨市"
	                       "\n2.活动信息见附件"},
	                       {"晨市.jpg", ""},
	                       {"活动信息.docx", "新村街道总工会开展净网进市场活动\n" MARKET},
	                       {"活动现场.jpg", ""}}},
	        "acknowledge\nR 新村街道总工会: 新村街道总工会开展净网进市场活动\nW 晨市");
}

static void expect_none(const struct mail *m)
{
	const char *verdict = pages_verdict(arena, campaign, m);
	if (strstr(verdict, "\nR "))
		fail_msg("%s", verdict);
}

static void test_no_reports(void **state)
{
	(void)state;
	expect_none(&(struct mail){"互联网+工会维权服务案例征集", "新村街道总工会",
	        {{NULL, "单位：新村街道总工会\n姓名：王明\n电话：13802012345\n案例名称：市场里的调解室"},
	                {"市场里的调解室.docx",
	                        "市场里的调解室\n2022年3月，新村街道总工会组织律师走进菜市场，为12名职工讨回"
	                        "工资三十万元。\n调解室成立以来共接待职工四百人次。"}}});
	expect_none(&(struct mail){"网络正能量创新活动申报", "新村街道总工会",
	        {{NULL, "活动名称：净网进市场\n单位：新村街道总工会\n联系人：王明\n联系电话：13802012345"},
	                {"净网进市场活动方案.docx", "净网进市场活动方案\n" MARKET}}});
	expect_none(&(struct mail){"职工网络达人推荐", "新村街道总工会",
	        {{NULL, "推荐王明，账号“市场小王”，电话13802012345"},
	                {"王明事迹.docx", "市场小王的网络人生\n7月1日，王明组织直播，三百余人参加。\n他用镜头"
	                                  "记录菜市场的清晨，吸引了两万名粉丝。"}}});
	expect_none(&(struct mail){"咨询", "王明",
	        {{NULL, "请问我单位8月12日组织的走进市场活动，60余名职工参加，能否算作一场线下活动并计入统计"
	                "表？盼复，谢谢。"}}});
	expect_none(&(struct mail){"感谢", "王明",
	        {{NULL, "感谢区总工会8月12日组织的培训，我单位10余名职工参加后都说收获很大，今后一定积极参加"
	                "各类活动。"}}});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_bodies),
	        cmocka_unit_test(test_documents),
	        cmocka_unit_test(test_beside_works),
	        cmocka_unit_test(test_no_reports),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
