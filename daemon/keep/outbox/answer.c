#include "daemon/keep/outbox/answer.h"

#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/reply/own_mail.h"
#include "daemon/keep/reply/reply.h"
#include "daemon/keep/reply/transcript.h"
#include "daemon/keep/store/store_held.h"
#include "daemon/keep/store/store_order.h"
#include "daemon/keep/thread/staff.h"
#include "schema/limits.h"
#include "schema/token.h"

#include <stdio.h>

static struct hash order_hash(const struct hash *raw, int64_t order)
{
	struct hash hash;
	char text[32];
	int len = snprintf(text, sizeof text, "order %lld", (long long)order);
	hash_keyed(raw->bytes, HASH_SIZE, text, (size_t)len, &hash);
	return hash;
}

/* Makes the answer in the outbox's form. Its Message-ID depends on nothing but the mail, and the order by which it was
 * read once more, so a repetition repeats it. */
static enum outcome compose_answer(const struct tools *k, const struct answering *m, const struct rendered *r,
        int64_t order, struct buf *message, const char **id_r, struct reason *why)
{
	const struct settlement *t = m->settlement;
	const struct config *config = k->config;
	const struct folders *f = k->folders;
	const char *first = own_id(f, config, COMPOSE_ANSWER, m->raw, m->arena);
	struct hash of = order_hash(m->raw, order);
	*id_r = order ? own_id(f, config, COMPOSE_NOTICE, &of, m->arena) : first;
	const struct own_mail mail = {.to = t->verdict->to,
	        .message_id = *id_r,
	        .date = t->at,
	        .answers_message_id = t->claims->message_id,
	        .answers_references = order ? first : t->claims->references};
	return own_mail_compose(k, &mail, r, message, why);
}

/* What the mail brought was there already: how that stands is told. */
static enum outcome render_again(const struct tools *k, const struct answering *m, const char *token,
        struct rendered *r, struct reason *why)
{
	const struct settlement *t = m->settlement;
	struct summary_mail first = {0};
	const struct again_input in = {.campaign = t->campaign,
	        .first = &first,
	        .subject = t->claims->subject,
	        .received = m->received,
	        .now = t->at,
	        .token = token};
	enum outcome o = store_summary_head(k->sql, t->duplicate_of, m->arena, &first, why);
	if (o == DONE)
		o = store_summary_of_mail(k->sql, &first, m->arena, why);
	return o == DONE ? again_render(k->render, &in, r, why) : o;
}

static enum outcome render_answer(const struct tools *k, const struct answering *m, const char *token,
        struct rendered *r, struct reason *why)
{
	const struct settlement *t = m->settlement;
	if (t->duplicate_of)
		return render_again(k, m, token, r, why);
	const struct reply_input in = {.verdict = t->verdict,
	        .claims = t->claims,
	        .campaign = t->campaign,
	        .work_receipts = t->filing->work_receipts,
	        .statistics_receipts = t->filing->statistics_receipts,
	        .report_receipts = t->filing->report_receipts,
	        .sequels = t->sequels,
	        .waiting = t->waiting.v,
	        .n_waiting = t->waiting.n,
	        .token = token,
	        .received = m->received,
	        .now = t->at};
	return reply_render(k->render, &in, r, why);
}

enum outcome answer_queue(const struct tools *k, const struct answering *m, struct reason *why)
{
	const struct settlement *t = m->settlement;
	const struct thread_key key = own_key(k->folders, k->config);
	char token[TOKEN_SIZE];
	thread_token(&key, m->raw, token);
	struct rendered r = {0};
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	int64_t answers = 0; /* that the mail had already: one more is the order's */
	struct answer answer = {.mail = t->mail,
	        .kind = t->duplicate_of ? "again" : reply_name(t->verdict->reply),
	        .told = t->duplicate_of ? NULL : &t->told,
	        .token = token,
	        .recipient = t->verdict->to,
	        .queued = t->at};
	bool new;
	enum outcome o = store_count_answers(k->sql, t->mail, &answers, why);
	answer.command = answers ? m->again : 0;
	if (o == DONE)
		o = render_answer(k, m, token, &r, why);
	if (o == DONE)
		o = compose_answer(k, m, &r, answer.command, &message, &answer.message_id, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = store_queue(k->sql, &answer, &new, why);
	rendered_free(&r);
	buf_free(&message);
	return o;
}

enum outcome answer_staff(const struct tools *k, const struct answering *m, struct reason *why)
{
	static const enum transcript_verdict verdicts[] = {[STAFF_FOLLOWED] = TRANSCRIPT_FOLLOWED,
	        [STAFF_LACKS_TOKEN] = TRANSCRIPT_NO_TOKEN,
	        [STAFF_REPEATED] = TRANSCRIPT_REPEATED};
	const struct settlement *t = m->settlement;
	bool waits = false;
	enum outcome o = DONE;
	if (t->staff == STAFF_FOLLOWED)
		o = staff_order(k->sql, t->claims, t->mail, t->at, m->arena, why);
	if (o == DONE)
		o = store_orders_wait_of(k->sql, t->mail, &waits, why);
	return o == DONE && !waits ? transcript_queue(k, t->mail, verdicts[t->staff], t->at, why) : o;
}
