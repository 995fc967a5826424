#include "daemon/export/sheets.h"

#include <stdio.h>
#include <string.h>

/* Columns: number, unit, each sub-project (and the unknown), and behind them these. */
static const char *const tail[] = {"作品合计", "统计表", "活动信息", "活动场次", "参与人次"};
enum { FIRST_PROJECT = 2, TAIL = sizeof tail / sizeof *tail };

static int projects_shown(const struct campaign *c)
{
	size_t n = c->sub_projects.n + 1;
	const size_t room = SHEET_COLUMNS_MOST - FIRST_PROJECT - TAIL;
	return (int)(n < room ? n : room);
}

static void put_counts(struct sheet *s, const int64_t *works, const int64_t *rest, enum look look)
{
	int n = projects_shown(s->book->content->campaign);
	for (int i = 0; i < n; i++)
		sheet_put_number(s, FIRST_PROJECT + i, (double)works[i], look);
	for (int i = 0; i < TAIL; i++)
		sheet_put_number(s, FIRST_PROJECT + n + i, (double)rest[i], look);
}

static void add_up(const struct register_unit *u, size_t projects, int64_t *works, int64_t rest[TAIL])
{
	const int64_t own[TAIL] = {u->works_all, u->tables, u->reports, u->activities, u->participants};
	for (size_t i = 0; i < projects; i++)
		works[i] += u->works[i];
	for (size_t i = 0; i < TAIL; i++)
		rest[i] += own[i];
}

static struct sheet begin(struct book *b)
{
	const struct campaign *c = b->content->campaign;
	const char *heads[SHEET_COLUMNS_MOST] = {"序号", "单位"};
	int n = projects_shown(c);
	for (int i = 0; i < n; i++)
		heads[FIRST_PROJECT + i] = register_project_name(c, (size_t)i);
	for (int i = 0; i < TAIL; i++)
		heads[FIRST_PROJECT + n + i] = tail[i];
	return sheet_begin(b, "各单位统计", "各单位报送情况统计", heads, FIRST_PROJECT + n + TAIL, 36);
}

void sheet_units(struct book *b)
{
	const struct register_data *r = b->content->works;
	size_t projects = b->content->campaign->sub_projects.n + 1;
	struct arena *a = arena_new(1 << 20);
	int64_t *works = arena_alloc(a, projects * sizeof *works), rest[TAIL] = {0};
	struct sheet s = begin(b);
	for (size_t i = 0; i < r->units.n && !b->error; i++) {
		const struct register_unit *u = &r->units.v[i];
		const int64_t own[TAIL] = {
		        u->works_all, u->tables, u->reports, u->activities, u->participants};
		sheet_put_number(&s, 0, (double)(i + 1), LOOK_ORDER);
		sheet_put_text(&s, 1, u->name, LOOK_TEXT);
		put_counts(&s, u->works, own, LOOK_NUMBER);
		add_up(u, projects, works, rest);
		sheet_next_row(&s);
	}
	sheet_filter(&s);
	sheet_put_text(&s, 0, "", LOOK_TOTAL);
	sheet_put_text(&s, 1, "合计", LOOK_TOTAL);
	put_counts(&s, works, rest, LOOK_TOTAL_NUMBER);
	sheet_next_row(&s);
	sheet_end(&s, 2);
	arena_close(&a);
}
