#include "daemon/export/sheets.h"

#include <stdio.h>
#include <string.h>

enum { COLUMN_WHAT, COLUMN_REACHED, COLUMN_TARGET, COLUMN_SHARE, COLUMN_LACKS, COLUMNS };

static const char *const heads[COLUMNS] = {"项目", "已完成", "目标", "完成率", "还差"};
static const char *const goals[DIGEST_TARGETS] = {"动员基层工会（个）", "职工好网民宣传员（名）",
        "走进企业或线下活动（家/场）", "接触职工（人次）", "覆盖职工网民（人次）",
        "完成活动任务的单位（个）"};

static void put_row(struct sheet *s, const char *what, int64_t reached, int64_t target)
{
	sheet_put_text(s, COLUMN_WHAT, what, LOOK_TEXT);
	sheet_put_number(s, COLUMN_REACHED, (double)reached, LOOK_NUMBER);
	sheet_put_number(s, COLUMN_TARGET, (double)target, LOOK_NUMBER);
	sheet_put_number(s, COLUMN_SHARE, target > 0 ? (double)reached / (double)target : 1, LOOK_PERCENT);
	sheet_put_number(s, COLUMN_LACKS, (double)(target > reached ? target - reached : 0), LOOK_NUMBER);
	sheet_next_row(s);
}

struct bars {
	int column;
	const char *name;
	lxw_color_t color;
};

static void add_bars(struct sheet *s, lxw_chart *chart, lxw_row_t first, lxw_row_t last, struct bars bars)
{
	const char *sheet = s->worksheet->name;
	lxw_chart_fill fill = {.color = bars.color};
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	chart_series_set_categories(series, sheet, first, COLUMN_WHAT, last, COLUMN_WHAT);
	chart_series_set_values(series, sheet, first, (lxw_col_t)bars.column, last, (lxw_col_t)bars.column);
	chart_series_set_name(series, bars.name);
	chart_series_set_fill(series, &fill);
}

static void finish_chart(lxw_chart *chart, const char *title)
{
	lxw_chart_line pale = {.color = 0xdddddd};
	lxw_chart_font font = {.size = 14};
	chart_title_set_name(chart, title);
	chart_title_set_name_font(chart, &font);
	chart_axis_set_reverse(chart->y_axis); /* the first row on top, as in the table */
	chart_axis_set_min(chart->x_axis, 0);
	chart_axis_major_gridlines_set_line(chart->x_axis, &pale);
}

/* The goals differ by orders of magnitude: their shares can be compared, their figures cannot. */
static void chart_goals(struct sheet *s)
{
	lxw_chart *chart = workbook_add_chart(s->book->workbook, LXW_CHART_BAR);
	lxw_chart_options at = {.x_scale = 1.35, .y_scale = 1.1};
	add_bars(s, chart, SHEET_FIRST_ROW, SHEET_FIRST_ROW + DIGEST_TARGETS - 1,
	        (struct bars){COLUMN_SHARE, "完成率", 0x2e6b3a});
	finish_chart(chart, "“12351+”目标完成率");
	chart_axis_set_num_format(chart->x_axis, "0%");
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	worksheet_insert_chart_opt(s->worksheet, SHEET_HEAD_ROW, COLUMNS + 1, chart, &at);
}

static void chart_units(struct sheet *s, lxw_row_t first, lxw_row_t last)
{
	lxw_chart *chart = workbook_add_chart(s->book->workbook, LXW_CHART_BAR);
	double rows = (double)(last - first + 1);
	lxw_chart_options at = {.x_scale = 1.35, .y_scale = rows > 12 ? rows / 12 : 1};
	add_bars(s, chart, first, last, (struct bars){COLUMN_REACHED, "已开展活动（场）", 0x2e6b3a});
	add_bars(s, chart, first, last, (struct bars){COLUMN_TARGET, "任务（场）", 0xcccccc});
	finish_chart(chart, "各单位活动场次与任务");
	chart_legend_set_position(chart, LXW_CHART_LEGEND_TOP);
	worksheet_insert_chart_opt(s->worksheet, SHEET_HEAD_ROW + 17, COLUMNS + 1, chart, &at);
}

void sheet_targets(struct book *b)
{
	const struct digest_data *d = b->content->digest;
	const struct register_data *r = b->content->works;
	struct sheet s = sheet_begin(b, "目标进度", "“12351+”目标与各单位活动任务", heads, COLUMNS, 38);
	for (size_t i = 0; i < d->targets.n && i < DIGEST_TARGETS; i++)
		put_row(&s, goals[i], d->targets.v[i].reached, d->targets.v[i].target);
	for (int i = 0; i < COLUMNS; i++)
		sheet_put_text(&s, i, i ? heads[i] : "各单位活动场次", LOOK_HEAD);
	sheet_next_row(&s);
	lxw_row_t first = s.row;
	for (size_t i = 0; i < r->units.n && !b->error; i++)
		if (*r->units.v[i].id)
			put_row(&s, r->units.v[i].name, r->units.v[i].activities, r->units.v[i].target);
	sheet_end(&s, 1);
	if (d->targets.n == DIGEST_TARGETS)
		chart_goals(&s);
	if (s.row > first)
		chart_units(&s, first, s.row - 1);
}
