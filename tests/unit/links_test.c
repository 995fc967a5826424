/* Links in place of files, as providers and people write them: what is read of each. */
#include "parsers/text/charset.h"
#include "parsers/text/html.h"
#include "parsers/text/text.h"
#include "schema/limits.h"
#include "tests/unit/understand_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { SENT = 1659319200 }; /* 2022-08-01 10:00 in China */

/* A body and its links: "provider|name|bytes|until when, in China|code" for each. */
static const struct {
	const char *body, *links;
} bodies[] = {
        {"qq.html", "QQ邮箱|藕塘边的直播间.mp4|134249185|2022-09-01 20:38|\n"
                    "QQ邮箱|花絮（未剪）.zip|1739461755|2022-09-01 20:38|\n"},
        {"qq.txt", "QQ邮箱|藕塘边的直播间.mp4|134249185|2022-09-01 20:38|\n"},
        {"exmail.html", "腾讯企业邮箱|黄河颂.mp4|21611151|2022-09-12 19:18|\n"},
        {"netease.html", "网易邮箱|晨光里的守护者.rar|84892713|2022-08-17 00:49|\n"},
        {"netease-business.html", "网易企业邮箱|大港街道微视频.mov|373712486|2022-09-06 23:59|\n"},
        {"dashi.html", "网易邮箱|海风吹过的工地.mp4|65536000|2022-09-15 18:30|\n"},
        {"sina.html", "新浪邮箱|渔火.mp3|12897485|2022-08-16 10:00|\n"},
        {"189.html", "189邮箱|炉火正红.wav|47395635|2022-08-31 23:59|\n"},
        {"139.txt", "中国移动云盘|组照《码头》.zip|0|unknown|x1Yz\n"},
        {"baidu.txt", "百度网盘|微视频+中塘镇总工会+白晓鸥+13920661745+藕塘边的直播间.mp4|0|unknown|8k2m\n"},
        {"baidu-old.txt", "百度网盘||0|2022-08-31 10:00|9qwe\n"},
        {"aliyun.txt", "阿里云盘|夏天的歌.mp3|0|unknown|8k2m\n"},
        {"quark.txt", "夸克网盘|绿叶对根的情意.mp4|0|unknown|\n"},
        {"tianyi.txt", "天翼云盘|《津沽渔光》原片|0|2022-09-30 18:00|t5g9\n"},
        {"others.txt", "123云盘|第一幅.jpg|0|unknown|A1b2\n"
                       "蓝奏云||0|unknown|f3e2\n"
                       "腾讯微云|工会之歌|0|unknown|k8m2n9\n"
                       "金山文档|职工网络达人事迹材料.docx|0|unknown|\n"
                       "迅雷云盘|大港油田诵读.mp4|0|never|q3rt\n"},
        /* the address was lost on the way; and days that are counted from an earlier mail cannot be counted */
        {"forwarded.txt", "百度网盘||0|unknown|zz11\n"
                          "|黄河颂.mp4|40055603|2022-08-04 10:11|\n"},
        {"one-expiry.txt",
                "百度网盘|夜班.mp4|0|2022-09-30 23:59|8k2m\n夸克网盘|船台.mp4|0|2022-09-30 23:59|\n"},
        {"none.html", ""},
};

static void read_body(struct arena *a, const char *name, struct text *text)
{
	char path[512];
	struct reason why;
	char *bytes = arena_alloc(a, 1u << 16);
	snprintf(path, sizeof path, SOURCE_FOLDER "/tests/fixtures/links/%s", name);
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	size_t len = fread(bytes, 1, 1u << 16, f);
	fclose(f);
	const struct content c = {.bytes = bytes, .len = len, .charset = "utf-8", .fd = -1, .size = len};
	bool html = strstr(name, ".html") != NULL;
	assert_int_equal(html ? html_read(&c, a, text, &why) : text_read(&c, a, text, &why), DONE);
}

static void put_link(struct buf *b, const struct link *l)
{
	char when[32] = "";
	time_t china = l->expires + 8 * 3600;
	struct tm tm;
	strftime(when, sizeof when, "%Y-%m-%d %H:%M", gmtime_r(&china, &tm));
	buf_printf(b, "%s|%s|%llu|%s|%s\n", l->provider, l->name, (unsigned long long)l->size,
	        l->expiry == EXPIRY_DATE ? when : expiry_name(l->expiry), l->code);
}

static void providers_are_read(void **state)
{
	(void)state;
	struct arena *shared = arena_new(LIMIT_ARENA_BYTES);
	const struct campaign *campaign = sample_campaign(shared);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct arena *a = arena_new(LIMIT_ARENA_BYTES);
		struct document *d = sample_document(a, &(struct sample){.subject = "作品"});
		struct buf b = BUF_INIT(1u << 16);
		d->claims->date = SENT;
		read_body(a, bodies[i].body, &d->texts.v[0]);
		understand_mail(understanding_new(campaign, SAMPLE_OWN, a), d, a);
		for (size_t k = 0; k < d->claims->links.n; k++)
			put_link(&b, &d->claims->links.v[k]);
		if (strcmp(buf_str(&b), bodies[i].links) != 0)
			fail_msg("%s:\n%sinstead of\n%s", bodies[i].body, buf_str(&b), bodies[i].links);
		buf_free(&b);
		arena_close(&a);
	}
	arena_close(&shared);
}

static const struct {
	struct sample sample;
	const char *verdict;
	size_t links, of_works;
} mails[] = {
        /* a link is the work's file, and its name tells as an attachment's does */
        {{"微视频", "新河街道总工会",
                 "链接：https://pan.quark.cn/s/0123456789ab\n"
                 "微视频+新河街道总工会+赵刚+13820181234+夜班.mp4"},
                "acknowledge\nvideo|新河街道总工会|赵刚|13820181234|夜班||", 1, 1},
        /* two works, each with its own link */
        {{"摄影作品", "大港医院工会",
                 "作品1：《春天》 作者：李丽 电话：13820181234\n作品2：《夏天》 作者：孙红 "
                 "电话：13920181234\n"
                 "春天原片.zip https://pan.baidu.com/s/1aaaabbbb 提取码：1111\n夏天原片.zip "
                 "https://pan.baidu.com/s/1ccccdddd 提取码：2222"},
                "acknowledge\nphoto|大港医院工会|李丽|13820181234|春天||\nphoto|大港医院工会|孙红|"
                "13920181234|夏天||",
                2, 2},
        /* only a name: the file was forgotten */
        {{"摄影作品", "大港医院工会",
                 "单位：大港医院工会\n姓名：李丽\n电话：13820181234\n作品名称：春天\n附件：春天.jpg"},
                "correct\nphoto|大港医院工会|李丽|13820181234|春天||files", 0, 0},
        /* a column of links does not hide the labels beside it */
        {{"微视频", "",
                 "单位\t姓名\t电话\t作品名称\t作品链接\n大港医院工会\t李丽\t13820181234\t春天\t"
                 "https://pan.baidu.com/s/1aaaabbbb?pwd=1111"},
                "acknowledge\nvideo|大港医院工会|李丽|13820181234|春天||", 1, 1},
        /* a question with a link is still a person's to answer, and the link is not lost */
        {{"咨询", "", "请问这个视频可以报送吗？ https://pan.baidu.com/s/1aaaabbbb"}, NULL, 1, 0},
};

static void works_get_their_links(void **state)
{
	(void)state;
	struct arena *shared = arena_new(LIMIT_ARENA_BYTES);
	const struct campaign *campaign = sample_campaign(shared);
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		struct arena *a = arena_new(LIMIT_ARENA_BYTES);
		if (mails[i].verdict)
			assert_string_equal(sample_verdict(a, campaign, &mails[i].sample), mails[i].verdict);
		struct document *d = sample_document(a, &mails[i].sample);
		understand_mail(understanding_new(campaign, SAMPLE_OWN, a), d, a);
		size_t of_works = 0;
		for (size_t k = 0; k < d->claims->works.n; k++)
			of_works += d->claims->works.v[k].links.n;
		assert_int_equal(d->claims->links.n, mails[i].links);
		if (mails[i].verdict)
			assert_int_equal(of_works, mails[i].of_works);
		arena_close(&a);
	}
	arena_close(&shared);
}

/* … that stand in documents: in the rows of the works, in a form, in a file of their own. */
static void documents_are_read(void **state)
{
	static const struct {
		struct mail mail;
		size_t links, works;
	} letters[] = {
	        {{"微视频", "",
	                 {{"汇总表.xlsx",
	                         "|作品名称|作者|单位|电话|作品链接\n|夜班|赵刚|新河街道总工会|13820181234|"
	                         "https://pan.baidu.com/s/1aaaabbbb "
	                         "提取码：8k2m\n|船台|钱红|新河街道总工会|13820181235|"
	                         "https://pan.quark.cn/s/0123456789ab"}}},
	                2, 2},
	        {{"微视频", "新河街道总工会",
	                 {{NULL, "单位：新河街道总工会\n姓名：赵刚\n电话：13820181234\n作品名称：夜班"},
	                         {"网盘链接.txt", "链接: https://pan.baidu.com/s/1aaaabbbb 提取码: 8k2m"}}},
	                1, 1},
	        {{"微视频", "",
	                 {{"登记表.docx", "微视频登记表\n|作品名称|夜班\n|单位|新河街道总工会\n|作者|赵刚\n|"
	                                  "电话|13820181234\n|"
	                                  "作品链接|https://pan.baidu.com/s/1aaaabbbb"}}},
	                1, 1},
	};
	(void)state;
	struct arena *shared = arena_new(LIMIT_ARENA_BYTES);
	const struct campaign *campaign = sample_campaign(shared);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
		struct arena *a = arena_new(LIMIT_ARENA_BYTES);
		struct document *d = pages_document(a, &letters[i].mail);
		understand_mail(understanding_new(campaign, SAMPLE_OWN, a), d, a);
		assert_int_equal(d->claims->links.n, letters[i].links);
		assert_int_equal(d->claims->works.n, letters[i].works);
		for (size_t k = 0; k < d->claims->works.n; k++) {
			assert_int_equal(d->claims->works.v[k].links.n, 1);
			assert_int_equal(d->claims->works.v[k].links.v[0], k);
		}
		assert_string_equal(pages_verdict(a, campaign, &letters[i].mail),
		        letters[i].works == 2 ? "acknowledge\nW 夜班\nW 船台" : "acknowledge\nW 夜班");
		arena_close(&a);
	}
	arena_close(&shared);
}

static int preload(void **state)
{
	(void)state;
	struct reason why;
	html_preload();
	return charset_preload(&why) == DONE ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(providers_are_read),
	        cmocka_unit_test(works_get_their_links),
	        cmocka_unit_test(documents_are_read),
	};
	return cmocka_run_group_tests(tests, preload, NULL);
}
