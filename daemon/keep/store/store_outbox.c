#include "daemon/keep/store/store.h"
#include "schema/limits.h"

#include <string.h>

enum outcome store_queue(struct sql *s, const struct answer *a, bool *new_r, struct reason *why)
{
	enum outcome o;
	if (a->mail)
		o = sql_run(s, why,
		        "INSERT INTO answer (mail, command, kind, recipient, message_id, token, message, "
		        "told, "
		        "queued, state, next_attempt) VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, "
		        "'queued', ?)",
		        "iissssbhii", a->mail, a->command, a->kind, a->recipient, a->message_id,
		        a->token ? a->token : "", a->message, a->message_len, a->told, a->queued, a->queued);
	else
		o = sql_run(s, why,
		        "INSERT INTO answer (kind, recipient, message_id, token, message, queued, state, "
		        "next_attempt) VALUES (?, ?, ?, ?, ?, ?, 'queued', ?) ON CONFLICT (message_id, "
		        "recipient) DO NOTHING",
		        "ssssbii", a->kind, a->recipient, a->message_id, a->token ? a->token : "", a->message,
		        a->message_len, a->queued, a->queued);
	*new_r = o == DONE && sql_changes(s) == 1;
	return o;
}

enum outcome store_count_answers(struct sql *s, int64_t mail, int64_t *n_r, struct reason *why)
{
	return sql_number(
	        s, 0, n_r, why, "SELECT count(*) FROM answer WHERE mail = ? AND command IS NULL", "i", mail);
}

enum outcome store_due(struct sql *s, size_t skip, bool digests, int64_t now, struct arena *a,
        struct answer *answer_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT id, mail, kind, recipient, message_id, message, queued, attempts FROM answer INDEXED "
	        "BY answer_due "
	        "WHERE state = 'queued' AND next_attempt <= ? AND (? = 0 OR kind = 'digest') ORDER BY "
	        "next_attempt, id LIMIT 1 OFFSET ?",
	        "iii", now, (int64_t)digests, (int64_t)skip);
	*answer_r = (struct answer){0};
	if (sql_next(rows)) {
		const void *message;
		answer_r->id = sql_int(rows, 0);
		answer_r->mail = sql_int(rows, 1);
		answer_r->kind = sql_text(rows, 2, a);
		answer_r->recipient = sql_text(rows, 3, a);
		answer_r->message_id = sql_text(rows, 4, a);
		answer_r->message_len = sql_blob(rows, 5, &message);
		answer_r->message = arena_strndup(a, message, answer_r->message_len);
		answer_r->queued = sql_int(rows, 6);
		answer_r->attempts = sql_int(rows, 7);
	}
	return sql_done(&rows, why);
}

enum outcome store_next_attempt(struct sql *s, int64_t *at_r, struct reason *why)
{
	return sql_number(s, 0, at_r, why, "SELECT min(next_attempt) FROM answer WHERE state = 'queued'", "");
}

static int64_t back_off(int64_t attempts)
{
	int64_t wait = LIMIT_RETRY_FIRST;
	for (; attempts > 0 && wait < LIMIT_RETRY_MOST; attempts--)
		wait *= 2;
	return wait < LIMIT_RETRY_MOST ? wait : LIMIT_RETRY_MOST;
}

enum outcome store_sent(struct sql *s, const struct answer *a, enum sent sent, uint32_t code,
        const char *said, int64_t not_before, int64_t now, struct reason *why)
{
	static const char *const states[] = {[SENT_OK] = "sent",
	        [SENT_LATER] = "queued",
	        [SENT_NEVER] = "refused",
	        [SENT_UNKNOWN] = "unknown"};
	const char *state = states[sent];
	int64_t next = now + back_off(a->attempts);
	if (sent == SENT_LATER && !not_before && now - a->queued > LIMIT_RETRY_GIVE_UP)
		state = "expired";
	if (strcmp(state, "queued") == 0)
		return sql_run(s, why,
		        "UPDATE answer SET attempts = attempts + 1, next_attempt = ?, code = ?, said = ? "
		        "WHERE id = ?",
		        "iisi", next > not_before ? next : not_before, (int64_t)code, said, a->id);
	return sql_run(s, why,
	        "UPDATE answer SET state = ?, attempts = attempts + 1, code = ?, said = ?, finished = ? "
	        "WHERE id = ? AND "
	        "state = 'queued'",
	        "sisii", state, (int64_t)code, said, now, a->id);
}
