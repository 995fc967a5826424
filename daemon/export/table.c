#include "daemon/export/table.h"

#include "daemon/export/csv.h"
#include "daemon/keep/reply/shown.h"

#include <jansson.h>
#include <string.h>

/* "2022-08-26 15:40" */
static void put_time(const struct register_data *r, int64_t epoch, char room[24])
{
	struct shown_time t = shown_time(epoch, r->campaign->utc_offset);
	snprintf(room, 24, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour, t.minute);
}

/* --- CSV --- */

static void put_work(
        const struct register_data *r, const struct register_work *w, size_t number, struct buf *out)
{
	char received[24], order[24];
	struct buf files = BUF_INIT(1 << 20);
	put_time(r, w->received, received);
	snprintf(order, sizeof order, "%zu", number);
	for (size_t i = 0; i < w->n_files; i++)
		buf_printf(&files, "%s%s", i ? "；" : "", w->files[i].stored);
	CSV_LINE(out, order, register_project_name(r->campaign, w->project), w->unit, w->name, w->contact,
	        w->title, buf_str(&files), received, w->receipt, register_state_name(w->state), w->missing,
	        w->late ? "逾期" : "");
	buf_free(&files);
}

/* Those that take part, and behind them those that came to an end. */
static const struct register_work *work_at(const struct register_data *r, size_t i)
{
	return i < r->works.n ? &r->works.v[i] : &r->ended.v[i - r->works.n];
}

void table_write_csv(const struct register_data *r, FILE *out)
{
	struct buf line = BUF_INIT(4 << 20);
	size_t n = r->works.n + r->ended.n;
	fputs(CSV_MARK, out);
	CSV_LINE(&line, "序号", "子项目", "单位", "姓名", "联系方式", "作品名称", "文件", "收到时间", "编号",
	        "状态", "缺", "备注");
	for (size_t i = 0; i <= n; i++) {
		fwrite(buf_str(&line), 1, line.len, out);
		buf_reset(&line);
		if (i < n)
			put_work(r, work_at(r, i), i + 1, &line);
	}
	buf_free(&line);
}

/* --- JSON --- */

static json_t *json_files(const struct register_work *w)
{
	json_t *list = json_array();
	for (size_t i = 0; i < w->n_files; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:I}", "stored", w->files[i].stored, "type",
		                                    w->files[i].type, "size", (json_int_t)w->files[i].size));
	return list;
}

static json_t *json_work(const struct register_data *r, const struct register_work *w)
{
	bool known = w->project < r->campaign->sub_projects.n;
	return json_pack("{s:s, s:s?, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:I, s:I, s:s, s:o}", "receipt",
	        w->receipt, "sub_project", known ? r->campaign->sub_projects.v[w->project].id : NULL, "unit",
	        w->unit, "name", w->name, "contact", w->contact, "title", w->title, "missing", w->missing,
	        "state", w->state, "late", w->late, "mail", (json_int_t)w->mail, "received",
	        (json_int_t)w->received, "folder", w->folder, "files", json_files(w));
}

/* Work by work: the whole would take hundreds of bytes for each value. */
void table_write_json(const struct register_data *r, FILE *out)
{
	putc('[', out);
	for (size_t i = 0; i < r->works.n + r->ended.n; i++) {
		json_t *work = json_work(r, work_at(r, i));
		fputs(i ? ",\n" : "\n", out);
		invariant(work != NULL); /* all values are valid UTF-8: register.h, names.h */
		json_dumpf(work, out, JSON_COMPACT | JSON_SORT_KEYS);
		json_decref(work);
	}
	fputs("\n]\n", out);
}
