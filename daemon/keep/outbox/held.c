#include "daemon/keep/outbox/held.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/reply/own_mail.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/store/store_held.h"
#include "daemon/keep/thread/returned.h"
#include "schema/limits.h"
#include "schema/token.h"

#include <string.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

/* The last moment at which a day ended so far. */
static int64_t last_end(const struct tools *t, int64_t now)
{
	int64_t local = now + t->campaign->utc_offset;
	int64_t end = local - local % DAY + t->config->summary_hour * HOUR;
	return (end > local ? end - DAY : end) - t->campaign->utc_offset;
}

/* It depends on nothing but the first mail that is told of, and no mail is told of twice: a repetition repeats it. */
static struct hash identity(const summary_mails *mails)
{
	static const char purpose[] = "summary";
	struct hash of;
	hash_keyed(mails->v[0].raw.bytes, HASH_SIZE, purpose, sizeof purpose - 1, &of);
	return of;
}

static enum outcome queue(const struct tools *t, const char *to, const summary_mails *mails, int64_t more,
        int64_t now, struct arena *a, struct reason *why)
{
	const struct thread_key key = own_key(t->folders, t->config);
	const struct hash of = identity(mails);
	char token[TOKEN_SIZE];
	thread_token(&key, &of, token);
	const struct summary_input in = {.campaign = t->campaign,
	        .mails = mails->v,
	        .n_mails = mails->n,
	        .more = more,
	        .token = token,
	        .now = now};
	struct rendered r = {0};
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	struct answer answer = {.kind = "summary",
	        .recipient = to,
	        .token = token,
	        .message_id = own_id(t->folders, t->config, COMPOSE_SUMMARY, &of, a),
	        .queued = now};
	const struct own_mail mail = {.to = to,
	        .message_id = answer.message_id,
	        .answers_message_id = mails->v[mails->n - 1].message_id,
	        .answers_references = "",
	        .date = now};
	bool new = false;
	enum outcome o = summary_render(t->render, &in, &r, why);
	if (o == DONE)
		o = own_mail_compose(t, &mail, &r, &message, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = store_queue(t->sql, &answer, &new, why);
	if (o == DONE)
		o = store_held_told(t->sql, mails, new ? sql_last_id(t->sql) : 0, "held-back", now, why);
	if (o == DONE && more) /* one such mail a day */
		o = store_held_postpone(t->sql, to, now, why);
	rendered_free(&r);
	buf_free(&message);
	return o;
}

/* An address that is gone meanwhile hears nothing, and a template that fails says nothing: then staff see the mails. */
static enum outcome tell(
        const struct tools *t, const char *to, int64_t end, int64_t now, struct arena *a, struct reason *why)
{
	summary_mails mails;
	int64_t all = 0;
	bool silenced = false;
	enum outcome o =
	        returned_silences(t->sql, to, now - t->config->bounce_silence_days * DAY, &silenced, why);
	if (o == DONE)
		o = store_held_mails(t->sql, to, end, LIMIT_SUMMARY_MAILS, a, &mails, &all, why);
	if (o != DONE)
		return o;
	if (silenced)
		return store_held_told(t->sql, &mails, 0, "bounced", now, why);
	o = sql_savepoint(t->sql, why);
	if (o != DONE)
		return o;
	o = queue(t, to, &mails, all - (int64_t)mails.n, now, a, why);
	if (o == DONE)
		return sql_release(t->sql, why);
	sql_undo_savepoint(t->sql);
	if (o != REFUSED)
		return o;
	log_event(LOG_LEVEL_ERROR, "held.failed", "mails=%zu reason=\"%s\"", mails.n, why->text);
	return store_held_told(t->sql, &mails, 0, "held-back", now, why);
}

static enum outcome tell_next(
        const struct tools *t, int64_t end, int64_t now, bool *none_r, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const char *to = "";
	enum outcome o = store_held_recipient(t->sql, end, a, &to, why);
	*none_r = o == DONE && !*to;
	if (o == DONE && *to) {
		o = sql_begin(t->sql, why);
		if (o == DONE)
			o = tell(t, to, end, now, a, why);
		if (o == DONE)
			o = sql_commit(t->sql, why);
		if (o != DONE)
			sql_rollback(t->sql);
		else
			durable_step("held.told");
	}
	arena_close(&a);
	return o;
}

enum outcome held_advance(const struct tools *t, int64_t now, size_t most, bool *more_r, struct reason *why)
{
	int64_t end = last_end(t, now);
	bool none = false;
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && !none && i < most; i++)
		o = tell_next(t, end, now, &none, why);
	*more_r = *more_r || (o == DONE && !none);
	return o;
}
