#include "daemon/keep/store/store.h"

#include "daemon/keep/thread/titles.h"

#include <stdio.h>
#include <string.h>

enum outcome store_next_pending(struct sql *s, int64_t after, struct pending *p_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT id, raw, size, internal_date, attempts, imported, quiet, coalesce(again, 0) FROM "
	        "mail WHERE settled IS "
	        "NULL AND id > ? "
	        "ORDER BY id "
	        "LIMIT 1",
	        "i", after);
	*p_r = (struct pending){0};
	if (sql_next(rows)) {
		p_r->mail = sql_int(rows, 0);
		sql_hash(rows, 1, &p_r->raw);
		p_r->size = (uint64_t)sql_int(rows, 2);
		p_r->internal_date = sql_int(rows, 3);
		p_r->attempts = sql_int(rows, 4);
		p_r->imported = sql_int(rows, 5) != 0;
		p_r->quiet = sql_int(rows, 6) != 0;
		p_r->again = sql_int(rows, 7);
	}
	return sql_done(&rows, why);
}

enum outcome store_count_attempt(struct sql *s, struct reason *why)
{
	return sql_run(s, why,
	        "UPDATE mail SET attempts = attempts + 1 WHERE id = (SELECT min(id) FROM mail WHERE settled "
	        "IS NULL)",
	        "");
}

enum outcome store_history(
        struct sql *s, const struct claims *c, int64_t now, struct history *history_r, struct reason *why)
{
	int64_t count;
	const char *to = *c->reply_to ? c->reply_to : c->from_address;
	enum outcome o = sql_number(s, 0, &count, why,
	        "SELECT count(*) FROM answer WHERE recipient = ? COLLATE NOCASE AND queued > ? AND mail IS "
	        "NOT NULL",
	        "si", to, now - 86400);
	history_r->answers_today = count;
	return o;
}

enum outcome store_find_content(
        struct sql *s, const struct hash *content, int64_t mail, int64_t *mail_r, struct reason *why)
{
	return sql_number(s, 0, mail_r, why,
	        "SELECT min(id) FROM mail WHERE content = ? AND id < ? AND settled IS NOT NULL AND state <> "
	        "'quarantined'",
	        "hi", content, mail);
}

enum outcome store_last_serial(struct sql *s, const char *prefix, int64_t *last_r, struct reason *why)
{
	return sql_number(s, 0, last_r, why, "SELECT last FROM serial WHERE prefix = ?", "s", prefix);
}

/* --- one settled mail --- */

static const char *joined(struct arena *a, const struct resolved *r)
{
	const char *all = r->values.n ? r->values.v[0] : "";
	for (size_t i = 1; i < r->values.n; i++)
		all = arena_printf(a, "%s\n%s", all, r->values.v[i]);
	return all;
}

/* What an answer said better is no longer chosen from what came before. */
static enum outcome forget_choices(
        struct sql *s, int64_t work, const struct work_verdict *w, struct reason *why)
{
	enum outcome o = DONE;
	for (int k = 0; o == DONE && k < LABEL_COUNT; k++)
		if (w->labels[k].from && w->labels[k].from->place == PLACE_ANSWER)
			o = sql_run(s, why, "UPDATE evidence SET chosen = 0 WHERE work = ? AND label = ?",
			        "is", work, label_name((enum label)k));
	return o;
}

/* `goes_on`: only what the answer said; the rest stands there since it came. */
static enum outcome write_evidence(
        struct sql *s, int64_t work, const struct work_verdict *w, bool goes_on, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < w->claims->claims.n; i++) {
		const struct claim *c = &w->claims->claims.v[i];
		int64_t chosen = w->labels[c->label].from == c && c->fault == FAULT_NONE;
		if (goes_on && c->place != PLACE_ANSWER)
			continue;
		o = sql_run(s, why,
		        "INSERT INTO evidence (work, label, place, fault, value, source, chosen) VALUES (?, "
		        "?, ?, ?, ?, "
		        "?, ?)",
		        "isssssi", work, label_name(c->label), place_name(c->place), fault_name(c->fault),
		        c->value, c->source, chosen);
	}
	for (size_t i = 0; o == DONE && i < w->claims->kinds.n; i++) {
		const struct kind_claim *k = &w->claims->kinds.v[i];
		int64_t chosen = w->sub_project && strcmp(w->sub_project->id, k->sub_project) == 0;
		if (goes_on && k->place != PLACE_ANSWER)
			continue;
		o = sql_run(s, why,
		        "INSERT INTO evidence (work, label, place, fault, value, source, chosen) VALUES (?, "
		        "'sub-project', ?, 'none', ?, ?, ?)",
		        "isssi", work, place_name(k->place), k->sub_project, k->source, chosen);
	}
	return o;
}

/* The row of a work that goes on: its number and its mail stay, its folder's files move with it. */
static enum outcome update_work(struct sql *s, const struct settlement *t, size_t i, const char *missing,
        struct arena *a, struct reason *why)
{
	const struct work_verdict *w = &t->verdict->works.v[i];
	const struct known_work *known = t->sequels[i].work;
	const char *folder = t->filing->work_folders[i], *title = joined(a, &w->labels[LABEL_TITLE]);
	enum outcome o = sql_run(s, why,
	        "UPDATE work SET sub_project = ?, unit = ?, roster_unit = ?, name = ?, contact = ?, title = "
	        "?, title_key = ?, missing = ?, folder = ?, state = CASE WHEN ? = '' OR accepted THEN "
	        "'complete' "
	        "ELSE 'open' END WHERE id = ?",
	        "ssssssssssi", w->sub_project ? w->sub_project->id : "", joined(a, &w->labels[LABEL_UNIT]),
	        w->roster_unit ? w->roster_unit->id : "", joined(a, &w->labels[LABEL_NAME]),
	        joined(a, &w->labels[LABEL_CONTACT]), title, titles_key(a, t->campaign, title), missing,
	        folder, missing, known->id);
	if (o == DONE)
		o = sql_run(
		        s, why, "UPDATE file SET folder = ? WHERE folder = ?", "ss", folder, known->folder);
	if (o == DONE) /* works that went into this one lie where it lies */
		o = sql_run(
		        s, why, "UPDATE work SET folder = ? WHERE folder = ?", "ss", folder, known->folder);
	if (o == DONE) /* a mail may be read once more, by an order */
		o = sql_run(s, why, "INSERT OR IGNORE INTO continued (work, mail) VALUES (?, ?)", "ii",
		        known->id, t->mail);
	return o;
}

static enum outcome insert_work(struct sql *s, const struct settlement *t, size_t i, const char *missing,
        struct arena *a, struct reason *why)
{
	const struct work_verdict *w = &t->verdict->works.v[i];
	const char *title = joined(a, &w->labels[LABEL_TITLE]);
	return sql_run(s, why,
	        "INSERT INTO work (mail, receipt, campaign, sub_project, unit, roster_unit, name, contact, "
	        "title, title_key, missing, state, late, folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
	        "?, ?)",
	        "isssssssssssis", t->mail, t->filing->work_receipts[i], t->campaign->id,
	        w->sub_project ? w->sub_project->id : "", joined(a, &w->labels[LABEL_UNIT]),
	        w->roster_unit ? w->roster_unit->id : "", joined(a, &w->labels[LABEL_NAME]),
	        joined(a, &w->labels[LABEL_CONTACT]), title, titles_key(a, t->campaign, title), missing,
	        *missing ? "open" : "complete", (int64_t)w->late, t->filing->work_folders[i]);
}

static enum outcome write_work(struct sql *s, const struct settlement *t, size_t i, struct arena *a,
        int64_t *work_r, struct reason *why)
{
	char missing[LACKS_TEXT_SIZE];
	lacks_write(t->verdict->works.v[i].lacks, missing);
	bool goes_on = t->sequels && t->sequels[i].work;
	enum outcome o =
	        goes_on ? update_work(s, t, i, missing, a, why) : insert_work(s, t, i, missing, a, why);
	*work_r = goes_on ? t->sequels[i].work->id : sql_last_id(s);
	if (o == DONE && goes_on)
		o = forget_choices(s, *work_r, &t->verdict->works.v[i], why);
	return o == DONE ? write_evidence(s, *work_r, &t->verdict->works.v[i], goes_on, why) : o;
}

static enum outcome write_activity(
        struct sql *s, int64_t statistics, size_t i, const struct statistics_row *r, struct reason *why)
{
	return sql_run(s, why,
	        "INSERT INTO activity (statistics, position, activity, date, date_text, participants, "
	        "participants_text, "
	        "unions, propagandists, enterprises, reach) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	        "iisssisiiii", statistics, (int64_t)i + 1, r->activity, r->date, r->date_text,
	        r->participants, r->participants_text, r->unions, r->propagandists, r->enterprises, r->reach);
}

static enum outcome write_statistics(struct sql *s, const struct settlement *t, size_t i, struct reason *why)
{
	const struct statistics_verdict *v = &t->verdict->statistics.v[i];
	enum outcome o = sql_run(s, why,
	        "INSERT INTO statistics (mail, receipt, campaign, unit, roster_unit, activities, "
	        "participants, blank, late, "
	        "folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	        "issssiiiis", t->mail, t->filing->statistics_receipts[i], t->campaign->id, v->unit,
	        v->roster_unit ? v->roster_unit->id : "", v->activities, v->participants, (int64_t)v->blank,
	        (int64_t)v->late, t->filing->statistics_folders[i]);
	int64_t id = sql_last_id(s);
	for (size_t k = 0; o == DONE && k < v->claims->rows.n; k++)
		o = write_activity(s, id, k, &v->claims->rows.v[k], why);
	return o;
}

static enum outcome write_report(struct sql *s, const struct settlement *t, size_t i, struct reason *why)
{
	const struct report_verdict *v = &t->verdict->reports.v[i];
	return sql_run(s, why,
	        "INSERT INTO report (mail, receipt, campaign, unit, roster_unit, title, folder) VALUES (?, "
	        "?, ?, ?, ?, ?, "
	        "?)",
	        "issssss", t->mail, t->filing->report_receipts[i], t->campaign->id, v->unit,
	        v->roster_unit ? v->roster_unit->id : "", v->title, t->filing->report_folders[i]);
}

static enum outcome write_files(struct sql *s, const struct settlement *t, struct reason *why)
{
	enum outcome o = sql_run(s, why,
	        "INSERT INTO serial (prefix, last) VALUES (?1, ?2) ON CONFLICT (prefix) DO UPDATE SET last = "
	        "?2",
	        "si", t->campaign->receipt_prefix, t->filing->last_serial);
	/* First: a newer file may have the name that an older one had. */
	for (size_t i = 0; o == DONE && i < t->filing->replaced.n; i++) {
		const struct replaced_file *r = &t->filing->replaced.v[i];
		o = sql_run(s, why,
		        "UPDATE file SET stored = ?, superseded = ? WHERE folder = ? AND stored = ?", "siss",
		        r->now, t->mail, r->folder, r->stored);
	}
	for (size_t i = 0; o == DONE && i < t->filing->files.n; i++) {
		const struct stored_file *f = &t->filing->files.v[i];
		o = sql_run(s, why,
		        "INSERT INTO file (mail, folder, stored, name, type, size, hash) VALUES (?, ?, ?, ?, "
		        "?, ?, ?)",
		        "issssih", t->mail, f->folder, f->stored, f->part->name, f->part->type,
		        (int64_t)f->part->size, &f->part->hash);
	}
	return o;
}

static enum outcome write_steps(struct sql *s, const struct settlement *t, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < t->verdict->steps.n; i++)
		o = sql_run(s, why, "INSERT INTO step (mail, position, text) VALUES (?, ?, ?)", "iis",
		        t->mail, (int64_t)i + 1, t->verdict->steps.v[i]);
	return o;
}

static enum outcome write_mail(struct sql *s, const struct settlement *t, struct reason *why)
{
	static const struct claims none = {
	        .subject = "", .from_address = "", .from_name = "", .message_id = ""};
	const struct claims *c = t->claims ? t->claims : &none;
	const struct verdict *v = t->verdict;
	enum outcome o = sql_run(s, why,
	        "UPDATE mail SET settled = ?, state = ?, reply = ?, why = ?, cause = ?, content = ?, "
	        "substance = ?, "
	        "campaign = ?, subject = ?, "
	        "sender = ?, sender_name = ?, message_id = ?, folder = ?, attempts = 0 WHERE id = ? AND "
	        "settled IS NULL",
	        "isssshhssssssi", t->at, state_name(v->state), reply_name(v->reply), v->why,
	        v->cause ? v->cause : "", t->claims ? &t->claims->content : NULL,
	        t->claims ? &t->claims->substance : NULL, t->campaign->id, c->subject, c->from_address,
	        c->from_name, c->message_id, t->filing ? t->filing->rest_folder : "", t->mail);
	if (o == DONE && sql_changes(s) != 1)
		return fail(why, BROKEN, "mail %lld was settled already", (long long)t->mail);
	if (o == DONE && t->duplicate_of)
		o = sql_run(s, why, "UPDATE mail SET duplicate_of = ? WHERE id = ?", "ii", t->duplicate_of,
		        t->mail);
	return o;
}

enum outcome store_set_received(struct sql *s, int64_t mail, int64_t received, struct reason *why)
{
	return sql_run(s, why, "UPDATE mail SET internal_date = ? WHERE id = ?", "ii", received, mail);
}

enum outcome store_settle(struct sql *s, const struct settlement *t, struct reason *why)
{
	struct arena *a = arena_new(16 << 20);
	int64_t *works = t->filing ? arena_alloc(a, (t->verdict->works.n + 1) * sizeof *works) : NULL;
	enum outcome o = write_mail(s, t, why);
	if (o == DONE)
		o = write_steps(s, t, why);
	if (o == DONE && t->filing) {
		for (size_t i = 0; o == DONE && i < t->verdict->works.n; i++)
			o = write_work(s, t, i, a, &works[i], why);
		if (o == DONE)
			o = write_files(s, t, why);
		for (size_t i = 0; o == DONE && i < t->verdict->statistics.n; i++)
			o = write_statistics(s, t, i, why);
		for (size_t i = 0; o == DONE && i < t->verdict->reports.n; i++)
			o = write_report(s, t, i, why);
	}
	if (o == DONE)
		o = store_pending_files(s, t, works, why);
	arena_close(&a);
	return o;
}
