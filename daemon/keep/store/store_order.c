#include "daemon/keep/store/store_order.h"

#include <string.h>

/* --- orders --- */

enum outcome store_order_add(struct sql *s, const struct order *o, int64_t *id_r, struct reason *why)
{
	enum outcome result = sql_run(s, why,
	        "INSERT INTO command (given, who, why, verb, target, argument, value, tell, say, mail, "
	        "state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), 'waiting')",
	        "issssssisi", o->given, o->who, o->why, o->verb, o->target, o->argument, o->value,
	        (int64_t)o->tell, o->say, o->mail);
	*id_r = sql_last_id(s);
	return result;
}

enum outcome store_order_next(struct sql *s, struct arena *a, struct order *o_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT id, given, who, why, verb, target, argument, value, tell, say, coalesce(mail, 0) "
	        "FROM command INDEXED "
	        "BY "
	        "command_waiting WHERE state = 'waiting' ORDER BY id LIMIT 1",
	        "");
	*o_r = (struct order){0};
	if (sql_next(rows))
		*o_r = (struct order){.id = sql_int(rows, 0),
		        .given = sql_int(rows, 1),
		        .who = sql_text(rows, 2, a),
		        .why = sql_text(rows, 3, a),
		        .verb = sql_text(rows, 4, a),
		        .target = sql_text(rows, 5, a),
		        .argument = sql_text(rows, 6, a),
		        .value = sql_text(rows, 7, a),
		        .tell = sql_int(rows, 8) != 0,
		        .say = sql_text(rows, 9, a),
		        .mail = sql_int(rows, 10)};
	return sql_done(&rows, why);
}

enum outcome store_orders_wait_of(struct sql *s, int64_t mail, bool *r, struct reason *why)
{
	int64_t n;
	enum outcome o = sql_number(s, 0, &n, why,
	        "SELECT count(*) FROM command WHERE mail = ? AND state = 'waiting'", "i", mail);
	*r = n > 0;
	return o;
}

enum outcome store_orders_wait(struct sql *s, bool *r, struct reason *why)
{
	int64_t id;
	enum outcome o = sql_number(s, 0, &id, why,
	        "SELECT id FROM command INDEXED BY command_waiting WHERE state = 'waiting' ORDER BY id LIMIT "
	        "1",
	        "");
	*r = id != 0;
	return o;
}

enum outcome store_order_finish(
        struct sql *s, int64_t id, bool done, const char *result, int64_t now, struct reason *why)
{
	return sql_run(s, why, "UPDATE command SET state = ?, result = ?, finished = ? WHERE id = ?", "ssii",
	        done ? "done" : "refused", result, now, id);
}

enum outcome store_order_change(
        struct sql *s, int64_t id, size_t position, const struct order_change *c, struct reason *why)
{
	return sql_run(s, why,
	        "INSERT INTO change (command, position, mail, receipt, field, old, new) VALUES (?, ?, ?, ?, "
	        "?, ?, ?)",
	        "iiissss", id, (int64_t)position, c->mail, c->receipt, c->field, c->old, c->new);
}

enum outcome store_order_fate(struct sql *s, int64_t id, struct arena *a, const char **state_r,
        const char **result_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, "SELECT state, result FROM command WHERE id = ?", "i", id);
	bool there = sql_next(rows);
	*state_r = there ? sql_text(rows, 0, a) : "";
	*result_r = there ? sql_text(rows, 1, a) : "";
	return sql_done(&rows, why);
}

/* --- works --- */

#define WORK_COLUMNS                                                                                         \
	"SELECT id, mail, coalesce(merged_into, 0), receipt, campaign, sub_project, roster_unit, missing, "  \
	"state, folder, unit, name, contact, title, late, accepted, title_key FROM work WHERE "

static void take_work(struct sql_rows *rows, struct arena *a, struct stored_work *w)
{
	*w = (struct stored_work){.id = sql_int(rows, 0),
	        .mail = sql_int(rows, 1),
	        .merged_into = sql_int(rows, 2),
	        .receipt = sql_text(rows, 3, a),
	        .campaign = sql_text(rows, 4, a),
	        .sub_project = sql_text(rows, 5, a),
	        .roster_unit = sql_text(rows, 6, a),
	        .missing = sql_text(rows, 7, a),
	        .state = sql_text(rows, 8, a),
	        .folder = sql_text(rows, 9, a),
	        .values = {[LABEL_UNIT] = sql_text(rows, 10, a),
	                [LABEL_NAME] = sql_text(rows, 11, a),
	                [LABEL_CONTACT] = sql_text(rows, 12, a),
	                [LABEL_TITLE] = sql_text(rows, 13, a)},
	        .late = sql_int(rows, 14) != 0,
	        .accepted = sql_int(rows, 15) != 0,
	        .title_key = sql_text(rows, 16, a)};
	w->lacks_files = lacks_of(lacks_read(w->missing), LACK_FILES);
}

enum outcome store_find_work(
        struct sql *s, const char *receipt, struct arena *a, struct stored_work *w_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, WORK_COLUMNS "receipt = ?", "s", receipt);
	*w_r = (struct stored_work){0};
	if (sql_next(rows))
		take_work(rows, a, w_r);
	return sql_done(&rows, why);
}

enum outcome store_works_of(
        struct sql *s, int64_t mail, struct arena *a, stored_works *works_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, WORK_COLUMNS "mail = ? ORDER BY id", "i", mail);
	*works_r = (stored_works){0};
	while (sql_next(rows))
		take_work(rows, a, list_add(a, works_r));
	return sql_done(&rows, why);
}

enum outcome store_change_work(
        struct sql *s, const struct stored_work *old, const struct stored_work *new, struct reason *why)
{
	enum outcome o = sql_run(s, why,
	        "UPDATE work SET sub_project = ?, unit = ?, roster_unit = ?, name = ?, contact = ?, title = "
	        "?, title_key = ?, "
	        "missing = ?, state = ?, folder = ?, accepted = ?, merged_into = nullif(?, 0) WHERE id = ?",
	        "ssssssssssiii", new->sub_project, new->values[LABEL_UNIT], new->roster_unit,
	        new->values[LABEL_NAME], new->values[LABEL_CONTACT], new->values[LABEL_TITLE], new->title_key,
	        new->missing, new->state, new->folder, (int64_t) new->accepted, new->merged_into, new->id);
	if (o != DONE || strcmp(old->folder, new->folder) == 0 || new->merged_into)
		return o;
	o = sql_run(s, why, "UPDATE file SET folder = ? WHERE folder = ?", "ss", new->folder, old->folder);
	if (o == DONE)
		o = sql_run(s, why, "UPDATE work SET folder = ? WHERE folder = ?", "ss", new->folder,
		        old->folder);
	return o;
}

enum outcome store_add_work(struct sql *s, struct stored_work *w, struct reason *why)
{
	enum outcome o = sql_run(s, why,
	        "INSERT INTO work (mail, receipt, campaign, sub_project, unit, roster_unit, name, contact, "
	        "title, title_key, missing, state, late, folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
	        "?, ?)",
	        "isssssssssssis", w->mail, w->receipt, w->campaign, w->sub_project, w->values[LABEL_UNIT],
	        w->roster_unit, w->values[LABEL_NAME], w->values[LABEL_CONTACT], w->values[LABEL_TITLE],
	        w->title_key, w->missing, w->state, (int64_t)w->late, w->folder);
	w->id = sql_last_id(s);
	return o;
}

enum outcome store_follow_merge(
        struct sql *s, int64_t from, int64_t to, const char *folder, struct reason *why)
{
	enum outcome o = sql_run(s, why, "UPDATE work SET merged_into = ?, folder = ? WHERE merged_into = ?",
	        "isi", to, folder, from);
	if (o == DONE)
		o = sql_run(s, why, "UPDATE pending_file SET work = ? WHERE work = ?", "ii", to, from);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT OR IGNORE INTO continued (work, mail) SELECT ?1, mail FROM continued WHERE "
		        "work = ?2",
		        "ii", to, from);
	return o;
}

enum outcome store_say_evidence(
        struct sql *s, int64_t work, const char *label, const char *value, int64_t order, struct reason *why)
{
	enum outcome o = sql_run(
	        s, why, "UPDATE evidence SET chosen = 0 WHERE work = ? AND label = ?", "is", work, label);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT INTO evidence (work, label, place, fault, value, source, chosen) VALUES (?, "
		        "?, "
		        "'staff', ?, ?, 'order ' || ?, 1)",
		        "isssi", work, label, *value ? "none" : "empty", value, order);
	return o;
}

/* --- the rest --- */

enum outcome store_take_serial(struct sql *s, const char *prefix, int64_t *serial_r, struct reason *why)
{
	enum outcome o = sql_run(s, why,
	        "INSERT INTO serial (prefix, last) VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET last = "
	        "last + 1",
	        "s", prefix);
	return o == DONE ? sql_number(s, 0, serial_r, why, "SELECT last FROM serial WHERE prefix = ?", "s",
	                           prefix)
	                 : o;
}

enum outcome store_names_in(
        struct sql *s, const char *folder, struct arena *a, stored_names *r, struct reason *why)
{
	struct sql_rows *rows =
	        sql_query(s, "SELECT stored FROM file WHERE folder = ? ORDER BY stored", "s", folder);
	while (sql_next(rows))
		*list_add(a, r) = sql_text(rows, 0, a);
	return sql_done(&rows, why);
}

enum outcome store_move_file(struct sql *s, const char *folder, const char *stored, const char *to_folder,
        const char *to_stored, struct reason *why)
{
	return sql_run(s, why, "UPDATE file SET folder = ?, stored = ? WHERE folder = ? AND stored = ?",
	        "ssss", to_folder, to_stored, folder, stored);
}

enum outcome store_change_mail(
        struct sql *s, int64_t mail, const char *state, const char *why_so, struct reason *why)
{
	return sql_run(s, why, "UPDATE mail SET state = ?, why = ?, cause = '' WHERE id = ?", "ssi", state,
	        why_so, mail);
}

enum outcome store_change_rest_folder(struct sql *s, int64_t mail, const char *folder, struct reason *why)
{
	return sql_run(s, why, "UPDATE mail SET folder = ? WHERE id = ?", "si", folder, mail);
}

enum outcome store_unsettle(struct sql *s, int64_t mail, int64_t order, bool quiet, struct reason *why)
{
	return sql_run(s, why,
	        "UPDATE mail SET settled = NULL, state = NULL, reply = NULL, why = '', cause = '', content = "
	        "NULL, "
	        "duplicate_of = NULL, attempts = 0, again = ?, quiet = ? WHERE id = ?",
	        "iii", order, (int64_t)quiet, mail);
}

enum outcome store_went_on(struct sql *s, int64_t mail, bool *r, struct reason *why)
{
	int64_t n;
	enum outcome o =
	        sql_number(s, 0, &n, why, "SELECT count(*) FROM continued WHERE mail = ?", "i", mail);
	*r = n > 0;
	return o;
}

enum outcome store_count_others(
        struct sql *s, int64_t mail, int64_t *all_r, int64_t *blank_r, struct reason *why)
{
	enum outcome o = sql_number(s, 0, all_r, why,
	        "SELECT (SELECT count(*) FROM statistics WHERE mail = ?1) + (SELECT count(*) FROM report "
	        "WHERE mail = "
	        "?1)",
	        "i", mail);
	return o == DONE ? sql_number(s, 0, blank_r, why,
	                           "SELECT count(*) FROM statistics WHERE mail = ? AND blank", "i", mail)
	                 : o;
}

enum outcome store_queue_again(
        struct sql *s, int64_t mail, int64_t now, int64_t *answer_r, struct reason *why)
{
	enum outcome o =
	        sql_number(s, 0, answer_r, why, "SELECT max(id) FROM answer WHERE mail = ?", "i", mail);
	if (o != DONE || !*answer_r)
		return o;
	return sql_run(s, why,
	        "UPDATE answer SET state = 'queued', queued = ?1, next_attempt = ?1, attempts = 0, finished "
	        "= NULL "
	        "WHERE id = ?2",
	        "ii", now, *answer_r);
}

enum outcome store_import(struct sql *s, const struct hash *raw, int64_t size, int64_t date, bool quiet,
        int64_t now, int64_t *mail_r, bool *new_r, struct reason *why)
{
	enum outcome o = sql_number(s, 0, mail_r, why, "SELECT id FROM mail WHERE raw = ?", "h", raw);
	*new_r = o == DONE && !*mail_r;
	if (!*new_r)
		return o;
	o = sql_run(s, why,
	        "INSERT INTO mail (raw, size, internal_date, arrived, imported, quiet) VALUES (?, ?, ?, ?, "
	        "1, ?)",
	        "hiiii", raw, size, date, now, (int64_t)quiet);
	*mail_r = sql_last_id(s);
	return o;
}

enum outcome store_count_imported(
        struct sql *s, int64_t first, int64_t last, int64_t *new_r, int64_t *known_r, struct reason *why)
{
	int64_t all = 0;
	enum outcome o = sql_number(s, 0, &all, why,
	        "SELECT count(*) FROM command WHERE id BETWEEN ? AND ? AND verb = 'import' AND state = "
	        "'done'",
	        "ii", first, last);
	if (o == DONE)
		o = sql_number(s, 0, new_r, why,
		        "SELECT count(DISTINCT command) FROM change WHERE command BETWEEN ? AND ? AND field "
		        "= "
		        "'imported'",
		        "ii", first, last);
	*known_r = all - *new_r;
	return o;
}

enum outcome store_link_fetched(struct sql *s, int64_t link, int64_t now, struct reason *why)
{
	return sql_run(s, why, "UPDATE pending_file SET state = 'fetched', finished = ? WHERE id = ?", "ii",
	        now, link);
}
