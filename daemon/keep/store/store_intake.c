#include "daemon/keep/store/store.h"

static enum outcome insert_mail(
        struct sql *s, const struct arrival *v, int64_t now, int64_t *mail_r, struct reason *why)
{
	enum outcome o;
	if (v->too_large)
		o = sql_run(s, why,
		        "INSERT INTO mail (size, internal_date, arrived, settled, state, reply, cause, why) "
		        "VALUES (?, ?, ?, ?, "
		        "'quarantined', 'none', 'too-large', 'the message is larger than this service reads; "
		        "it was not "
		        "fetched')",
		        "iiii", (int64_t)v->size, v->internal_date, now, now);
	else
		o = sql_run(s, why,
		        "INSERT INTO mail (raw, size, internal_date, arrived) VALUES (?, ?, ?, ?)", "hiii",
		        &v->raw, (int64_t)v->size, v->internal_date, now);
	*mail_r = sql_last_id(s);
	return o;
}

enum outcome store_admit(
        struct sql *s, const struct arrival *v, int64_t now, int64_t *mail_r, bool *new_r, struct reason *why)
{
	const struct placement *p = &v->placement;
	enum outcome o = sql_number(s, 0, mail_r, why,
	        "SELECT mail FROM placement WHERE mailbox = ? AND uidvalidity = ? AND uid = ?", "sii",
	        p->mailbox, (int64_t)p->uidvalidity, (int64_t)p->uid);
	*new_r = false;
	if (o != DONE || *mail_r)
		return o;
	if (!v->too_large)
		o = sql_number(s, 0, mail_r, why, "SELECT id FROM mail WHERE raw = ?", "h", &v->raw);
	if (o == DONE && !*mail_r) {
		*new_r = true;
		o = insert_mail(s, v, now, mail_r, why);
	}
	if (o == DONE && !*new_r && !v->too_large) /* what was erased was just stored once more */
		o = sql_run(s, why,
		        "INSERT OR IGNORE INTO shred SELECT 'mail', raw FROM mail JOIN erased ON erased.mail "
		        "= mail.id WHERE "
		        "raw = ?",
		        "h", &v->raw);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT INTO placement (mailbox, uidvalidity, uid, mail) VALUES (?, ?, ?, ?)", "siii",
		        p->mailbox, (int64_t)p->uidvalidity, (int64_t)p->uid, *mail_r);
	return o;
}

enum outcome store_get_cursor(
        struct sql *s, const char *mailbox, uint32_t uidvalidity, uint32_t *uid_r, struct reason *why)
{
	int64_t uid;
	enum outcome o =
	        sql_number(s, 0, &uid, why, "SELECT uid FROM cursor WHERE mailbox = ? AND uidvalidity = ?",
	                "si", mailbox, (int64_t)uidvalidity);
	*uid_r = (uint32_t)uid;
	return o;
}

enum outcome store_set_cursor(
        struct sql *s, const char *mailbox, uint32_t uidvalidity, uint32_t uid, struct reason *why)
{
	return sql_run(s, why,
	        "INSERT INTO cursor (mailbox, uidvalidity, uid) VALUES (?1, ?2, ?3) ON CONFLICT (mailbox) DO "
	        "UPDATE SET "
	        "uid = CASE WHEN uidvalidity = ?2 THEN max(uid, ?3) ELSE ?3 END, uidvalidity = ?2",
	        "sii", mailbox, (int64_t)uidvalidity, (int64_t)uid);
}

enum outcome store_unacknowledged(struct sql *s, const char *mailbox, uint32_t uidvalidity, uint32_t after,
        uint32_t *uids_r, size_t most, size_t *n_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT uid FROM placement INDEXED BY placement_open JOIN mail ON mail.id = placement.mail "
	        "WHERE mailbox = ? AND "
	        "uidvalidity = ? "
	        "AND uid > ? AND acknowledged IS NULL AND settled IS NOT NULL ORDER BY uid LIMIT ?",
	        "siii", mailbox, (int64_t)uidvalidity, (int64_t)after, (int64_t)most);
	*n_r = 0;
	while (*n_r < most && sql_next(rows))
		uids_r[(*n_r)++] = (uint32_t)sql_int(rows, 0);
	return sql_done(&rows, why);
}

enum outcome store_acknowledge(struct sql *s, const char *mailbox, uint32_t uidvalidity, const uint32_t *uids,
        size_t n, int64_t now, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < n; i++)
		o = sql_run(s, why,
		        "UPDATE placement SET acknowledged = ? WHERE mailbox = ? AND uidvalidity = ? AND uid "
		        "= ?",
		        "isii", now, mailbox, (int64_t)uidvalidity, (int64_t)uids[i]);
	return o;
}
