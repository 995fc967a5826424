#include "daemon/export/table.h"

#include "daemon/keep/shown.h"

#include <jansson.h>
#include <string.h>

/* "2022-08-26 15:40" */
static void put_time(const struct register_data *r, int64_t epoch, char room[24])
{
	struct shown_time t = shown_time(epoch, r->campaign->utc_offset);
	snprintf(room, 24, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour, t.minute);
}

/* --- CSV --- */

static void put_cell(FILE *out, const char *value, char after)
{
	putc('"', out);
	if (*value && strchr("=+-@\t\r", *value))
		putc('\'', out);
	for (; *value; value++) {
		if (*value == '"')
			putc('"', out);
		putc(*value, out);
	}
	putc('"', out);
	fputs(after == '\n' ? "\r\n" : ",", out);
}

static void put_work(const struct register_data *r, const struct register_work *w, size_t number, FILE *out)
{
	char received[24];
	struct buf files = BUF_INIT(1 << 20);
	put_time(r, w->received, received);
	for (size_t i = 0; i < w->n_files; i++)
		buf_printf(&files, "%s%s", i ? "；" : "", w->files[i].stored);
	fprintf(out, "%zu,", number);
	put_cell(out, register_project_name(r->campaign, w->project), ',');
	const char *const cells[] = {w->unit, w->name, w->contact, w->title, buf_str(&files), received,
	        w->receipt, w->missing, w->late ? "逾期" : ""};
	size_t n = sizeof cells / sizeof *cells;
	for (size_t i = 0; i < n; i++)
		put_cell(out, cells[i], i + 1 < n ? ',' : '\n');
	buf_free(&files);
}

void table_write_csv(const struct register_data *r, FILE *out)
{
	fputs("\xef\xbb\xbf序号,子项目,单位,姓名,联系方式,作品名称,文件,收到时间,编号,缺,备注\r\n", out);
	for (size_t i = 0; i < r->works.n; i++)
		put_work(r, &r->works.v[i], i + 1, out);
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
	for (size_t i = 0; i < r->works.n; i++) {
		json_t *work = json_work(r, &r->works.v[i]);
		fputs(i ? ",\n" : "\n", out);
		invariant(work != NULL); /* all values are valid UTF-8: register.h, names.h */
		json_dumpf(work, out, JSON_COMPACT | JSON_SORT_KEYS);
		json_decref(work);
	}
	fputs("\n]\n", out);
}
