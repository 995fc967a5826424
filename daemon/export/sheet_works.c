#include "daemon/export/sheets.h"

#include "schema/lack.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>

enum {
	COLUMN_NUMBER,
	COLUMN_UNIT,
	COLUMN_NAME,
	COLUMN_CONTACT,
	COLUMN_TITLE,
	COLUMN_FILES,
	COLUMN_RECEIVED,
	COLUMN_RECEIPT,
	COLUMN_REMARK,
	COLUMNS
};

/* The organiser's 汇总表, and behind it what staff must know of a row. */
static const char *const heads[COLUMNS] = {
        "序号", "单位", "姓名", "联系方式", "作品名称", "文件", "收到时间", "编号", "备注"};

static void put_files(const struct register_work *w, struct buf *out)
{
	size_t shown = w->n_files < LIMIT_SHOWN_FILES ? w->n_files : LIMIT_SHOWN_FILES;
	for (size_t i = 0; i < shown; i++)
		buf_printf(out, "%s%s", i ? "\n" : "", w->files[i].stored);
	if (shown < w->n_files)
		buf_printf(out, "\n……共%zu个文件", w->n_files);
}

static void put_remark(const struct register_work *w, struct buf *out)
{
	static const char *const words[LACK_COUNT] = {
	        "单位", "姓名", "联系方式", "作品名称", "作品类别", "作品文件"};
	size_t n = 0;
	bool is_open = strcmp(w->state, "open") == 0; /* else a person took it as it is */
	struct lacks lacks = lacks_read(w->missing);
	for (enum lack k = 0; is_open && k < LACK_COUNT; k++)
		if (lacks_of(lacks, k))
			buf_printf(out, "%s%s", n++ ? "、" : "缺：", words[k]);
	if (w->late)
		buf_printf(out, "%s逾期", out->len ? "；" : "");
}

/* Where a work stands beside others of its kind, its sub-project is told by the sheet. */
static void put_ended_remark(const struct sheet *s, const struct register_work *w, struct buf *out)
{
	buf_printf(out, "%s（%s）", register_state_name(w->state),
	        register_project_name(s->book->content->campaign, w->project));
}

static void put_work(
        struct sheet *s, const struct register_work *w, size_t number, bool ended, struct buf *text)
{
	sheet_put_number(s, COLUMN_NUMBER, (double)number, LOOK_ORDER);
	sheet_put_text(s, COLUMN_UNIT, w->unit, LOOK_TEXT);
	sheet_put_text(s, COLUMN_NAME, w->name, LOOK_CENTER);
	sheet_put_text(s, COLUMN_CONTACT, w->contact, LOOK_CENTER);
	sheet_put_text(s, COLUMN_TITLE, w->title, LOOK_TEXT);
	buf_reset(text);
	put_files(w, text);
	sheet_put_text(s, COLUMN_FILES, buf_str(text), LOOK_TEXT);
	sheet_put_time(s, COLUMN_RECEIVED, w->received, s->book->content->campaign->utc_offset);
	sheet_put_text(s, COLUMN_RECEIPT, w->receipt, LOOK_CENTER);
	buf_reset(text);
	if (ended)
		put_ended_remark(s, w, text);
	else
		put_remark(w, text);
	sheet_put_text(s, COLUMN_REMARK, buf_str(text), text->len ? LOOK_WARN : LOOK_TEXT);
	sheet_next_row(s);
}

void sheet_works(struct book *b, size_t project)
{
	const struct register_data *r = b->content->works;
	const char *name = register_project_name(b->content->campaign, project);
	struct buf text = BUF_INIT(LIMIT_CELL_BYTES);
	buf_printf(&text, "%s　作品汇总表", name);
	struct sheet s = sheet_begin(b, name, buf_str(&text), heads, COLUMNS, 36);
	size_t number = 0;
	for (size_t i = 0; i < r->works.n && !b->error; i++)
		if (r->works.v[i].project == project)
			put_work(&s, &r->works.v[i], ++number, false, &text);
	sheet_filter(&s);
	sheet_end(&s, 0);
	buf_free(&text);
}

void sheet_ended(struct book *b)
{
	const struct register_data *r = b->content->works;
	struct buf text = BUF_INIT(LIMIT_CELL_BYTES);
	struct sheet s = sheet_begin(
	        b, "撤回和未采用", "已撤回和未采用的作品（不计入汇总和统计）", heads, COLUMNS, 36);
	for (size_t i = 0; i < r->ended.n && !b->error; i++)
		put_work(&s, &r->ended.v[i], i + 1, true, &text);
	sheet_filter(&s);
	sheet_end(&s, 0);
	buf_free(&text);
}
