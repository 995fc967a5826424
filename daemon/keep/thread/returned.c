#include "daemon/keep/thread/returned.h"

#include "daemon/keep/reply/compose.h"

#include <strings.h>

enum { WEEK = 7 * 86400 };

struct sent_answer {
	const char *message_id, *recipient;
};

static bool is_own(const struct thread_key *key, const char *id)
{
	uint8_t of[8];
	for (unsigned kind = 0; kind < COMPOSE_KINDS; kind++)
		if (compose_message_id_is_own(
		            key->key, key->key_len, (enum compose_kind)kind, id, key->domain, of))
			return true;
	return false;
}

/* One of the recipients that this answer went to: the one that the bounce names, or the only one. */
static enum outcome find_answer(struct sql *s, const char *id, const char *recipient, struct arena *a,
        struct sent_answer *found_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT message_id, recipient, count(*) OVER () FROM answer WHERE message_id = ? "
	        "ORDER BY recipient = ? COLLATE NOCASE DESC LIMIT 1",
	        "ss", id, recipient);
	if (sql_next(rows)) {
		const char *to = sql_text(rows, 1, a);
		if (sql_int(rows, 2) == 1 || strcasecmp(to, recipient) == 0)
			*found_r = (struct sent_answer){sql_text(rows, 0, a), to};
	}
	return sql_done(&rows, why);
}

static enum outcome find_last(struct sql *s, const char *recipient, int64_t now, struct arena *a,
        struct sent_answer *found_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT message_id, recipient FROM answer WHERE recipient = ? COLLATE NOCASE AND queued > ? "
	        "ORDER BY queued DESC LIMIT 1",
	        "si", recipient, now - WEEK);
	if (sql_next(rows))
		*found_r = (struct sent_answer){sql_text(rows, 0, a), sql_text(rows, 1, a)};
	return sql_done(&rows, why);
}

enum outcome returned_note(struct sql *s, const struct thread_key *key, const struct claims *c, int64_t mail,
        int64_t now, struct arena *a, struct reason *why)
{
	struct sent_answer found = {"", ""};
	bool proven = false;
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && !*found.message_id && i < c->returned.ids.n; i++)
		if (is_own(key, c->returned.ids.v[i]))
			o = find_answer(s, c->returned.ids.v[i], c->returned.recipient, a, &found, why);
	proven = *found.message_id != '\0';
	if (o == DONE && !proven && *c->returned.recipient)
		o = find_last(s, c->returned.recipient, now, a, &found, why);
	if (o != DONE || !*found.message_id)
		return o; /* of no mail of ours */
	return sql_run(s, why,
	        "INSERT OR REPLACE INTO bounce (mail, message_id, recipient, proven, permanent, status, at) "
	        "VALUES (?, ?, ?, ?, ?, ?, ?)",
	        "issiisi", mail, found.message_id, found.recipient, (int64_t)proven,
	        (int64_t)c->returned.permanent, c->returned.status, now);
}

enum outcome returned_silences(
        struct sql *s, const char *address, int64_t since, bool *silenced_r, struct reason *why)
{
	int64_t n;
	enum outcome o = sql_number(s, 0, &n, why,
	        "SELECT count(*) FROM bounce WHERE recipient = ? COLLATE NOCASE AND proven AND permanent AND "
	        "at > ?",
	        "si", address, since);
	*silenced_r = o == DONE && n > 0;
	return o;
}
