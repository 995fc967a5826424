#include "render_campaign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void add_sub_project(
        struct arena *a, struct campaign *c, const char *name, const char *short_name, const char *title)
{
	struct sub_project *s = list_add(a, &c->sub_projects);
	*s = (struct sub_project){
	        .id = short_name, .name = name, .short_name = short_name, .folder = short_name};
	if (title) {
		s->titles.v = arena_alloc(a, sizeof *s->titles.v);
		s->titles.v[0] = title;
		s->titles.n = 1;
	}
}

const struct campaign *render_campaign(struct arena *a)
{
	static const char *const units[] = {"天津经济技术开发区", "新北街道", "新港街道", "寨上街道"};
	struct campaign *c = arena_alloc(a, sizeof *c);
	c->id = "2022";
	c->name = "2022年“网聚职工正能量 争做中国好网民”主题活动";
	c->short_name = "网聚职工正能量";
	c->year = 2022;
	c->receipt_prefix = "22";
	c->utc_offset = 8 * 3600;
	c->works_until = 1661961600;      /* 2022-09-01 00:00 there */
	c->statistics_until = 1661875200; /* 2022-08-31 00:00 there */
	c->office_name = "滨海新区总工会宣教网络部";
	c->office_contact = "于国锋、翟哲，电话 65309739、25275642";
	add_sub_project(a, c, "“喜迎二十大”网络正能量歌曲征集", "歌曲", "歌曲名称");
	add_sub_project(a, c, "网络正能量微视频征集", "微视频", NULL);
	add_sub_project(a, c, "正能量职工网络达人征集", "职工网络达人", "账号名称");
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		*list_add(a, &c->units) = (struct unit){.id = units[i], .name = units[i], .target = 3};
	c->targets = (struct targets){1000, 20000, 3000, 500000, 100000000, 3};
	return c;
}

struct render *render_shipped(void)
{
	struct reason why = {""};
	struct render *r = NULL;
	if (render_load(TEMPLATES, "", &r, &why) != DONE)
		fail_msg("%s", why.text);
	return r;
}

static void read_whole(FILE *f, struct buf *b)
{
	char block[4096];
	size_t n;
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_put(b, block, n);
}

void assert_golden(const char *name, const struct buf *content)
{
	char path[512];
	snprintf(path, sizeof path, SOURCE_FOLDER "/tests/golden/%s", name);
	bool write = getenv("XW_WRITE_GOLDEN") != NULL;
	FILE *f = fopen(path, write ? "wb" : "rb");
	if (!f)
		fail_msg("%s cannot be opened", path);
	struct buf golden = BUF_INIT(4 << 20);
	if (write)
		assert_int_equal(fwrite(content->data, 1, content->len, f), content->len);
	else
		read_whole(f, &golden);
	fclose(f);
	bool same =
	        write || (golden.len == content->len && memcmp(golden.data, content->data, golden.len) == 0);
	buf_free(&golden);
	if (!same)
		fail_msg("%s differs from what is made now", path);
}
