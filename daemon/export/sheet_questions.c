#include "daemon/export/sheets.h"

#include "daemon/keep/reply/shown.h"

#include <stdio.h>
#include <string.h>

static void put_count(
        struct sheet *s, const char *what, const struct digest_count *n, enum look text, enum look number)
{
	sheet_put_text(s, 0, what, text);
	sheet_put_number(s, 1, (double)n->today, number);
	sheet_put_number(s, 2, (double)n->total, number);
	sheet_next_row(s);
}

static void put_balance(struct sheet *s, const struct digest_data *d)
{
	const struct digest_count pending = {d->pending, d->pending};
	put_count(s, "来信", &d->in, LOOK_TOTAL, LOOK_TOTAL_NUMBER);
	put_count(s, "其中：已登记", &d->filed, LOOK_TEXT, LOOK_NUMBER);
	put_count(s, "其中：待补充", &d->asked, LOOK_TEXT, LOOK_NUMBER);
	put_count(s, "其中：等人处理", &d->staff, LOOK_TEXT, LOOK_NUMBER);
	put_count(s, "其中：不需处理", &d->ignored, LOOK_TEXT, LOOK_NUMBER);
	put_count(s, "其中：隔离", &d->quarantined, LOOK_TEXT, LOOK_NUMBER);
	put_count(s, "其中：处理中", &pending, LOOK_TEXT, LOOK_NUMBER);
}

/* As text: a column that is as wide as a moment would stand apart from its neighbour. */
static void put_moment(struct sheet *s, int64_t now)
{
	struct shown_time t = shown_time(now, s->book->content->campaign->utc_offset);
	char text[64];
	snprintf(text, sizeof text, "统计至%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour,
	        t.minute);
	sheet_put_text(s, 0, text, LOOK_TEXT);
	sheet_next_row(s);
}

void sheet_overview(struct book *b)
{
	static const char *const heads[] = {"项目", "今日", "累计"};
	const struct digest_data *d = b->content->digest;
	struct buf title = BUF_INIT(1024);
	struct digest_count all = {0};
	buf_printf(&title, "%s　报送总览", b->content->campaign->short_name);
	struct sheet s = sheet_begin(b, "总览", buf_str(&title), heads, 3, 60);
	for (size_t i = 0; i < d->projects.n; i++) {
		put_count(&s, d->projects.v[i].name, &d->projects.v[i].works, LOOK_TEXT, LOOK_NUMBER);
		all.today += d->projects.v[i].works.today;
		all.total += d->projects.v[i].works.total;
	}
	put_count(&s, "作品合计", &all, LOOK_TOTAL, LOOK_TOTAL_NUMBER);
	if (d->withdrawn.total)
		put_count(&s, "另有：已撤回", &d->withdrawn, LOOK_TEXT, LOOK_NUMBER);
	if (d->rejected.total)
		put_count(&s, "另有：未采用", &d->rejected, LOOK_TEXT, LOOK_NUMBER);
	put_count(&s, "统计表", &d->statistics, LOOK_TEXT, LOOK_NUMBER);
	put_count(&s, "活动信息", &d->reports, LOOK_TEXT, LOOK_NUMBER);
	put_balance(&s, d);
	put_moment(&s, d->now);
	sheet_end(&s, 0);
	buf_free(&title);
}

void sheet_questions(struct book *b)
{
	static const char *const heads[] = {
	        "类别", "编号", "等待天数", "收到时间", "单位和作品", "原因", "处理办法"};
	const struct questions *q = b->content->questions;
	struct sheet s = sheet_begin(b, "待办事项", "待办事项（最早的在前）", heads, 7, 50);
	for (size_t i = 0; i < q->n && !b->error; i++) {
		sheet_put_text(&s, 0, q->v[i].list, LOOK_CENTER);
		sheet_put_text(&s, 1, q->v[i].id, LOOK_CENTER);
		sheet_put_number(&s, 2, (double)q->v[i].days, LOOK_ORDER);
		sheet_put_time(&s, 3, q->v[i].since, b->content->campaign->utc_offset);
		sheet_put_text(&s, 4, q->v[i].about, LOOK_TEXT);
		sheet_put_text(&s, 5, q->v[i].why, LOOK_TEXT);
		sheet_put_text(&s, 6, q->v[i].command, LOOK_TEXT);
		sheet_next_row(&s);
	}
	sheet_filter(&s);
	sheet_end(&s, 0);
}
