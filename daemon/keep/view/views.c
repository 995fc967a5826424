#include "daemon/keep/view/views.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAIL_COLUMNS                                                                                         \
	"id, iif(id IN (SELECT mail FROM erased), NULL, raw), size, internal_date, arrived, settled, "       \
	"duplicate_of, coalesce(state, ''), "                                                                \
	"coalesce(reply, ''), why, "                                                                         \
	"subject, sender, sender_name, message_id, folder, cause"

static void take_mail(struct sql_rows *rows, struct arena *a, struct view_mail *m)
{
	*m = (struct view_mail){.id = sql_int(rows, 0),
	        .size = sql_int(rows, 2),
	        .internal_date = sql_int(rows, 3),
	        .arrived = sql_int(rows, 4),
	        .is_settled = !sql_is_null(rows, 5),
	        .settled = sql_int(rows, 5),
	        .duplicate_of = sql_int(rows, 6),
	        .state = sql_text(rows, 7, a),
	        .reply = sql_text(rows, 8, a),
	        .why = sql_text(rows, 9, a),
	        .subject = sql_text(rows, 10, a),
	        .sender = sql_text(rows, 11, a),
	        .sender_name = sql_text(rows, 12, a),
	        .message_id = sql_text(rows, 13, a),
	        .folder = sql_text(rows, 14, a),
	        .cause = sql_text(rows, 15, a)};
	m->has_raw = sql_hash(rows, 1, &m->raw);
}

enum outcome views_mails(
        struct sql *s, const char *state, struct arena *a, view_mails *mails_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(
	        s, "SELECT " MAIL_COLUMNS " FROM mail WHERE ?1 = '' OR state = ?1 ORDER BY id", "s", state);
	*mails_r = (view_mails){0};
	while (sql_next(rows))
		take_mail(rows, a, list_add(a, mails_r));
	return sql_done(&rows, why);
}

static enum outcome find_number(struct sql *s, const char *key, int64_t *mail_r, struct reason *why)
{
	bool digits = *key != '\0';
	for (const char *p = key; *p; p++)
		digits = digits && isdigit((unsigned char)*p);
	if (digits)
		return sql_number(
		        s, 0, mail_r, why, "SELECT id FROM mail WHERE id = ?", "i", (int64_t)atoll(key));
	return sql_number(s, 0, mail_r, why,
	        "SELECT mail FROM work WHERE receipt = ?1 UNION SELECT mail FROM statistics WHERE receipt = "
	        "?1 UNION "
	        "SELECT mail FROM report WHERE receipt = ?1 UNION SELECT id FROM mail WHERE message_id IN "
	        "(?1, '<' || ?1 || "
	        "'>') LIMIT 1",
	        "s", key);
}

enum outcome views_find_mail(
        struct sql *s, const char *key, struct arena *a, struct view_mail *mail_r, struct reason *why)
{
	int64_t mail;
	enum outcome o = find_number(s, key, &mail, why);
	if (o == DONE && !mail)
		return fail(why, REFUSED, "no mail has that number, receipt number or Message-ID: %s", key);
	if (o != DONE)
		return o;
	struct sql_rows *rows = sql_query(s, "SELECT " MAIL_COLUMNS " FROM mail WHERE id = ?", "i", mail);
	if (sql_next(rows))
		take_mail(rows, a, mail_r);
	return sql_done(&rows, why);
}

enum outcome views_works(struct sql *s, int64_t mail, struct arena *a, view_works *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT receipt, sub_project, unit, name, contact, title, missing, state, folder, id, late "
	        "FROM work WHERE "
	        "?1 = 0 OR mail = ?1 ORDER BY id",
	        "i", mail);
	*r = (view_works){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_work){.receipt = sql_text(rows, 0, a),
		        .sub_project = sql_text(rows, 1, a),
		        .unit = sql_text(rows, 2, a),
		        .name = sql_text(rows, 3, a),
		        .contact = sql_text(rows, 4, a),
		        .title = sql_text(rows, 5, a),
		        .missing = sql_text(rows, 6, a),
		        .state = sql_text(rows, 7, a),
		        .folder = sql_text(rows, 8, a),
		        .id = sql_int(rows, 9),
		        .late = sql_int(rows, 10) != 0};
	return sql_done(&rows, why);
}

enum outcome views_tables(struct sql *s, int64_t mail, struct arena *a, view_tables *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT receipt, unit, folder, activities, participants, blank FROM statistics WHERE ?1 = 0 "
	        "OR mail = ?1 "
	        "ORDER BY id",
	        "i", mail);
	*r = (view_tables){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_table){.receipt = sql_text(rows, 0, a),
		        .unit = sql_text(rows, 1, a),
		        .folder = sql_text(rows, 2, a),
		        .activities = sql_int(rows, 3),
		        .participants = sql_int(rows, 4),
		        .blank = sql_int(rows, 5) != 0};
	return sql_done(&rows, why);
}

enum outcome views_reports(struct sql *s, int64_t mail, struct arena *a, view_reports *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT receipt, unit, title, folder FROM report WHERE ?1 = 0 OR mail = ?1 ORDER BY id", "i",
	        mail);
	*r = (view_reports){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_report){sql_text(rows, 0, a), sql_text(rows, 1, a),
		        sql_text(rows, 2, a), sql_text(rows, 3, a)};
	return sql_done(&rows, why);
}

enum outcome views_files(struct sql *s, int64_t mail, struct arena *a, view_files *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT folder, stored, name, type, size, hash FROM file WHERE ?1 = 0 OR mail = ?1 ORDER BY "
	        "folder, stored",
	        "i", mail);
	*r = (view_files){0};
	while (sql_next(rows)) {
		struct view_file *f = list_add(a, r);
		*f = (struct view_file){.folder = sql_text(rows, 0, a),
		        .stored = sql_text(rows, 1, a),
		        .name = sql_text(rows, 2, a),
		        .type = sql_text(rows, 3, a),
		        .size = sql_int(rows, 4)};
		sql_hash(rows, 5, &f->hash);
	}
	return sql_done(&rows, why);
}

enum outcome views_answers(struct sql *s, int64_t mail, struct arena *a, view_answers *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT id, kind, recipient, message_id, state, said, queued, attempts, next_attempt, code, "
	        "finished FROM "
	        "answer WHERE ?1 = 0 OR mail = ?1 ORDER BY id",
	        "i", mail);
	*r = (view_answers){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_answer){.id = sql_int(rows, 0),
		        .kind = sql_text(rows, 1, a),
		        .recipient = sql_text(rows, 2, a),
		        .message_id = sql_text(rows, 3, a),
		        .state = sql_text(rows, 4, a),
		        .said = sql_text(rows, 5, a),
		        .queued = sql_int(rows, 6),
		        .attempts = sql_int(rows, 7),
		        .next_attempt = sql_int(rows, 8),
		        .code = sql_int(rows, 9),
		        .finished = sql_int(rows, 10)};
	return sql_done(&rows, why);
}

enum outcome views_evidence(
        struct sql *s, int64_t work, struct arena *a, view_evidences *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT label, place, fault, value, source, chosen FROM evidence WHERE work = ? ORDER BY "
	        "rowid",
	        "i", work);
	*r = (view_evidences){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_evidence){.label = sql_text(rows, 0, a),
		        .place = sql_text(rows, 1, a),
		        .fault = sql_text(rows, 2, a),
		        .value = sql_text(rows, 3, a),
		        .source = sql_text(rows, 4, a),
		        .chosen = sql_int(rows, 5) != 0};
	return sql_done(&rows, why);
}

enum outcome views_steps(struct sql *s, int64_t mail, struct arena *a, view_steps *r, struct reason *why)
{
	struct sql_rows *rows =
	        sql_query(s, "SELECT text FROM step WHERE mail = ? ORDER BY position", "i", mail);
	*r = (view_steps){0};
	while (sql_next(rows))
		*list_add(a, r) = sql_text(rows, 0, a);
	return sql_done(&rows, why);
}
