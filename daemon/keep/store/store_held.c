#include "daemon/keep/store/store_held.h"

#include "daemon/keep/store/store.h"

enum outcome store_hold(struct sql *s, int64_t mail, const char *recipient, int64_t now, struct reason *why)
{
	return sql_run(s, why, "INSERT OR REPLACE INTO held (mail, recipient, at) VALUES (?, ?, ?)", "isi",
	        mail, recipient, now);
}

enum outcome store_held_recipient(
        struct sql *s, int64_t before, struct arena *a, const char **recipient_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT recipient FROM held WHERE told IS NULL AND at < ? ORDER BY at, mail LIMIT 1", "i",
	        before);
	*recipient_r = sql_next(rows) ? sql_text(rows, 0, a) : "";
	return sql_done(&rows, why);
}

static enum outcome take_tables(struct sql *s, struct summary_mail *m, struct arena *a, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT receipt, unit, activities, participants, blank, late FROM statistics WHERE mail = ? "
	        "ORDER BY id",
	        "i", m->mail);
	while (sql_next(rows))
		*list_add(a, &m->tables) = (struct summary_table){.receipt = sql_text(rows, 0, a),
		        .unit = sql_text(rows, 1, a),
		        .activities = sql_int(rows, 2),
		        .participants = sql_int(rows, 3),
		        .blank = sql_int(rows, 4) != 0,
		        .late = sql_int(rows, 5) != 0};
	return sql_done(&rows, why);
}

static enum outcome take_reports(struct sql *s, struct summary_mail *m, struct arena *a, struct reason *why)
{
	struct sql_rows *rows = sql_query(
	        s, "SELECT receipt, unit, title FROM report WHERE mail = ? ORDER BY id", "i", m->mail);
	while (sql_next(rows))
		*list_add(a, &m->reports) = (struct summary_report){
		        sql_text(rows, 0, a), sql_text(rows, 1, a), sql_text(rows, 2, a)};
	return sql_done(&rows, why);
}

enum outcome store_summary_of_mail(struct sql *s, struct summary_mail *m, struct arena *a, struct reason *why)
{
	enum outcome o = store_works_of_mail(s, m->mail, a, &m->about, why);
	for (size_t i = 0; o == DONE && i < m->about.works.n; i++)
		o = store_known_details(s, &m->about.works.v[i], a, why);
	if (o == DONE)
		o = take_tables(s, m, a, why);
	return o == DONE ? take_reports(s, m, a, why) : o;
}

enum outcome store_summary_head(
        struct sql *s, int64_t mail, struct arena *a, struct summary_mail *m_r, struct reason *why)
{
	struct sql_rows *rows =
	        sql_query(s, "SELECT internal_date, subject, message_id FROM mail WHERE id = ?", "i", mail);
	*m_r = (struct summary_mail){.mail = mail, .subject = "", .message_id = ""};
	if (sql_next(rows)) {
		m_r->received = sql_int(rows, 0);
		m_r->subject = sql_text(rows, 1, a);
		m_r->message_id = sql_text(rows, 2, a);
	}
	return sql_done(&rows, why);
}

enum outcome store_held_mails(struct sql *s, const char *recipient, int64_t before, size_t most,
        struct arena *a, summary_mails *mails_r, int64_t *all_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT mail.id, internal_date, raw, subject, message_id, count(*) OVER (), state = 'asked' "
	        "FROM held JOIN "
	        "mail ON mail.id = held.mail WHERE told IS NULL AND at < ? AND recipient = ? COLLATE NOCASE "
	        "ORDER BY mail.id LIMIT ?",
	        "isi", before, recipient, (int64_t)most);
	*mails_r = (summary_mails){0};
	*all_r = 0;
	while (sql_next(rows)) {
		struct summary_mail *m = list_add(a, mails_r);
		*m = (struct summary_mail){.mail = sql_int(rows, 0), .received = sql_int(rows, 1)};
		sql_hash(rows, 2, &m->raw);
		m->subject = sql_text(rows, 3, a);
		m->message_id = sql_text(rows, 4, a);
		*all_r = sql_int(rows, 5);
		m->asked = sql_int(rows, 6) != 0;
	}
	enum outcome o = sql_done(&rows, why);
	for (size_t i = 0; o == DONE && i < mails_r->n; i++)
		o = store_summary_of_mail(s, &mails_r->v[i], a, why);
	return o;
}

enum outcome store_held_told(struct sql *s, const summary_mails *mails, int64_t answer, const char *cause,
        int64_t now, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < mails->n; i++) {
		o = sql_run(s, why, "UPDATE held SET told = ?, summary = nullif(?, 0) WHERE mail = ?", "iii",
		        now, answer, mails->v[i].mail);
		if (o == DONE && !answer)
			o = sql_run(s, why, "UPDATE mail SET cause = ? WHERE id = ? AND cause = ''", "si",
			        cause, mails->v[i].mail);
	}
	return o;
}

enum outcome store_held_postpone(struct sql *s, const char *recipient, int64_t now, struct reason *why)
{
	return sql_run(s, why,
	        "UPDATE held SET at = ?1 WHERE told IS NULL AND at < ?1 AND recipient = ?2 COLLATE NOCASE",
	        "is", now, recipient);
}
