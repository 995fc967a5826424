#include "daemon/keep/view/register.h"

#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

struct loading {
	struct sql *sql;
	const struct campaign *campaign;
	struct arena *arena;
	struct register_data *data;
	struct buf text; /* scratch */
};

const char *register_project_name(const struct campaign *c, size_t project)
{
	return project < c->sub_projects.n ? c->sub_projects.v[project].short_name : "类别待定";
}

const char *register_state_name(const char *state)
{
	static const struct {
		const char *state, *name;
	} names[] = {
	        {"complete", "齐全"}, {"open", "待补充"}, {"withdrawn", "已撤回"}, {"rejected", "未采用"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].state, state) == 0)
			return names[i].name;
	return state;
}

static bool has_ended(const struct register_work *w)
{
	return strcmp(w->state, "complete") != 0 && strcmp(w->state, "open") != 0;
}

static size_t find_project(const struct campaign *c, const char *id)
{
	size_t i = 0;
	while (i < c->sub_projects.n && strcmp(c->sub_projects.v[i].id, id) != 0)
		i++;
	return i;
}

/* The lines of a value on one line. */
static const char *take_value(struct loading *l, struct sql_rows *rows, int column)
{
	const char *s = sql_text(rows, column, l->arena);
	struct buf line = BUF_INIT(LIMIT_CELL_BYTES);
	buf_reset(&l->text);
	while (*s && l->text.len < LIMIT_CELL_BYTES / 2) {
		size_t len = strcspn(s, "\n");
		buf_reset(&line);
		buf_put(&line, s, len);
		size_t before = l->text.len;
		if (before)
			buf_puts(&l->text, "、");
		size_t joint = l->text.len;
		shown_text(buf_str(&line), LIMIT_CELL_CHARACTERS, &l->text);
		if (l->text.len == joint && before < joint) /* a blank line is no value */
			l->text.data[l->text.len = before] = '\0';
		s += len + (s[len] == '\n');
	}
	buf_free(&line);
	return arena_strdup(l->arena, buf_str(&l->text));
}

static enum outcome load_works(struct loading *l, struct reason *why)
{
	struct arena *a = l->arena;
	struct sql_rows *rows = sql_query(l->sql,
	        "SELECT mail, internal_date, arrived, receipt, sub_project, unit, roster_unit, name, "
	        "contact, title, "
	        "missing, work.state, "
	        "work.folder, late FROM work JOIN mail ON mail.id = work.mail WHERE work.campaign = ? AND "
	        "work.state <> 'merged' ORDER BY work.id",
	        "s", l->campaign->id);
	while (sql_next(rows)) {
		struct register_work w = {.mail = sql_int(rows, 0),
		        .received = sql_int(rows, 1),
		        .arrived = sql_int(rows, 2),
		        .receipt = sql_text(rows, 3, a),
		        .project = find_project(l->campaign, sql_text(rows, 4, a)),
		        .unit = take_value(l, rows, 5),
		        .roster_unit = sql_text(rows, 6, a),
		        .name = take_value(l, rows, 7),
		        .contact = take_value(l, rows, 8),
		        .title = take_value(l, rows, 9),
		        .missing = sql_text(rows, 10, a),
		        .state = sql_text(rows, 11, a),
		        .folder = sql_text(rows, 12, a),
		        .late = sql_int(rows, 13) != 0};
		if (has_ended(&w))
			*list_add(a, &l->data->ended) = w;
		else
			*list_add(a, &l->data->works) = w;
	}
	return sql_done(&rows, why);
}

/* --- files: both sides in the order of folders, in one pass --- */

static int compare_folders(const void *a, const void *b)
{
	return strcmp(
	        (*(struct register_work *const *)a)->folder, (*(struct register_work *const *)b)->folder);
}

static struct register_work **sort_by_folder(struct loading *l)
{
	size_t live = l->data->works.n, n = live + l->data->ended.n;
	struct register_work **v = arena_alloc(l->arena, (n + 1) * sizeof *v);
	for (size_t i = 0; i < n; i++)
		v[i] = i < live ? &l->data->works.v[i] : &l->data->ended.v[i - live];
	if (n)
		qsort(v, n, sizeof *v, compare_folders);
	return v;
}

typedef LIST(struct register_file) file_list;

static void give_files(struct loading *l, struct register_work *w, file_list *files)
{
	struct register_file *v = arena_alloc(l->arena, (files->n + 1) * sizeof *v);
	for (size_t i = 0; i < files->n; i++)
		v[i] = files->v[i];
	w->files = v;
	w->n_files = files->n;
	files->n = 0;
}

static enum outcome load_files(struct loading *l, struct reason *why)
{
	struct register_work **works = sort_by_folder(l);
	size_t at = 0, n = l->data->works.n + l->data->ended.n;
	file_list files = {0};
	/* BINARY collation is strcmp's order of UTF-8. */
	struct sql_rows *rows = sql_query(l->sql,
	        "SELECT file.folder, stored, type, size FROM file JOIN work ON work.folder = file.folder "
	        "WHERE work.campaign = ? AND work.state <> 'merged' AND superseded IS NULL "
	        "ORDER BY file.folder, stored",
	        "s", l->campaign->id);
	while (sql_next(rows)) {
		const char *folder = sql_text(rows, 0, l->arena);
		while (at < n && strcmp(works[at]->folder, folder) != 0)
			give_files(l, works[at++], &files);
		*list_add(l->arena, &files) = (struct register_file){
		        sql_text(rows, 1, l->arena), sql_text(rows, 2, l->arena), sql_int(rows, 3)};
	}
	if (at < n)
		give_files(l, works[at], &files);
	return sql_done(&rows, why);
}

/* --- units --- */

static struct register_unit *add_unit(struct loading *l, const char *id, const char *name, int64_t target)
{
	struct register_unit *u = list_add(l->arena, &l->data->units);
	*u = (struct register_unit){.id = id, .name = name, .target = target};
	u->works = arena_alloc(l->arena, (l->campaign->sub_projects.n + 1) * sizeof *u->works);
	return u;
}

/* Of the roster by its id; else the last one, if it is the same: the rows come in order of names. */
static struct register_unit *find_unit(struct loading *l, const char *id, const char *name)
{
	struct register_data *r = l->data;
	for (size_t i = 0; *id && i < l->campaign->units.n; i++)
		if (strcmp(r->units.v[i].id, id) == 0)
			return &r->units.v[i];
	if (r->units.n > l->campaign->units.n && strcmp(r->units.v[r->units.n - 1].name, name) == 0)
		return &r->units.v[r->units.n - 1];
	return add_unit(l, "", name, 0);
}

static void count_works(const struct campaign *c, struct register_unit *u, const char *project, int64_t n)
{
	u->works[find_project(c, project)] += n;
	u->works_all += n;
}

static enum outcome load_units(struct loading *l, struct reason *why)
{
	const struct campaign *c = l->campaign;
	for (size_t i = 0; i < c->units.n; i++)
		add_unit(l, c->units.v[i].id, c->units.v[i].name, c->units.v[i].target);
	struct sql_rows *rows = sql_query(l->sql,
	        "SELECT CASE roster_unit WHEN '' THEN unit ELSE '' END AS other, roster_unit, max(unit), 'w' "
	        "AS kind, "
	        "sub_project, count(*), 0, 0 FROM work WHERE campaign = ?1 AND state IN ('complete', "
	        "'open') GROUP BY 1, 2, 5 "
	        "UNION ALL SELECT CASE roster_unit WHEN '' THEN unit ELSE '' END, roster_unit, max(unit), "
	        "'t', '', count(*), "
	        "sum(activities), sum(participants) FROM statistics WHERE campaign = ?1 GROUP BY 1, 2 "
	        "UNION ALL SELECT CASE roster_unit WHEN '' THEN unit ELSE '' END, roster_unit, max(unit), "
	        "'r', '', count(*), 0, 0 "
	        "FROM report WHERE campaign = ?1 GROUP BY 1, 2 ORDER BY other, roster_unit, kind",
	        "s", c->id);
	while (sql_next(rows)) {
		const char *name = take_value(l, rows, 2), *kind = sql_text(rows, 3, l->arena);
		struct register_unit *u =
		        find_unit(l, sql_text(rows, 1, l->arena), *name ? name : "（单位不明）");
		int64_t n = sql_int(rows, 5);
		if (*kind == 'w')
			count_works(c, u, sql_text(rows, 4, l->arena), n);
		u->tables += *kind == 't' ? n : 0;
		u->reports += *kind == 'r' ? n : 0;
		u->activities += sql_int(rows, 6);
		u->participants += sql_int(rows, 7);
	}
	return sql_done(&rows, why);
}

/* --- links --- */

static enum outcome load_links(struct loading *l, struct reason *why)
{
	struct arena *a = l->arena;
	struct sql_rows *rows = sql_query(l->sql,
	        "SELECT link.mail, coalesce(receipt, ''), coalesce(unit, sender_name), coalesce(title, "
	        "subject), provider, link.name, code, link.size, expiry, expires, link.state "
	        "FROM pending_file AS link JOIN mail ON mail.id = link.mail LEFT JOIN work ON work.id = "
	        "link.work WHERE coalesce(work.campaign, mail.campaign) = ? ORDER BY link.id",
	        "s", l->campaign->id);
	while (sql_next(rows))
		*list_add(a, &l->data->links) = (struct register_link){.mail = sql_int(rows, 0),
		        .receipt = sql_text(rows, 1, a),
		        .unit = take_value(l, rows, 2),
		        .title = take_value(l, rows, 3),
		        .provider = take_value(l, rows, 4),
		        .name = take_value(l, rows, 5),
		        .code = take_value(l, rows, 6),
		        .size = sql_int(rows, 7),
		        .expiry = sql_text(rows, 8, a),
		        .expires = sql_int(rows, 9),
		        .state = sql_text(rows, 10, a)};
	return sql_done(&rows, why);
}

enum outcome register_load(
        struct sql *s, const struct campaign *c, struct arena *a, struct register_data *r, struct reason *why)
{
	struct loading l = {s, c, a, r, BUF_INIT(LIMIT_CELL_BYTES)};
	*r = (struct register_data){.campaign = c};
	enum outcome o = load_works(&l, why);
	if (o == DONE)
		o = load_files(&l, why);
	if (o == DONE)
		o = load_units(&l, why);
	if (o == DONE)
		o = load_links(&l, why);
	buf_free(&l.text);
	return o;
}
