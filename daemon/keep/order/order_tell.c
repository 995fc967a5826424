/* Telling the sender of an order: a notice in the outbox, within the order's transaction. */
#include "daemon/keep/order/order-internal.h"
#include "daemon/keep/reply/notice.h"
#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/reply/own_mail.h"
#include "daemon/keep/store/store.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

/* The works of this mail that the order touched; of a merge, the one that stays. */
static enum outcome gather_works(struct ordering *g, int64_t mail, stored_works *works, struct reason *why)
{
	const struct order_result *r = g->result;
	struct stored_work w;
	enum outcome o = store_find_work(g->tools->sql, g->order->target, g->arena, &w, why);
	if (o == DONE && w.id)
		*list_add(g->arena, works) = w;
	for (size_t i = 0; o == DONE && i < r->changes.n; i++) {
		const char *receipt = r->changes.v[i].receipt;
		bool known = !*receipt || r->changes.v[i].mail != mail;
		for (size_t k = 0; k < works->n; k++)
			known = known || strcmp(works->v[k].receipt, receipt) == 0;
		if (known)
			continue;
		o = store_find_work(g->tools->sql, receipt, g->arena, &w, why);
		if (o == DONE && w.id && strcmp(w.state, "merged") != 0)
			*list_add(g->arena, works) = w;
	}
	return o;
}

/* Where its answer went; else where the mail came from. */
static enum outcome find_recipient(
        struct ordering *g, const struct view_mail *mail, const char **to_r, struct reason *why)
{
	const struct words *office = &g->tools->campaign->office_mailboxes;
	view_answers answers;
	enum outcome o = views_answers(g->tools->sql, mail->id, g->arena, &answers, why);
	if (o != DONE)
		return o;
	*to_r = answers.n ? answers.v[0].recipient : mail->sender;
	bool ours = strcasecmp(*to_r, g->tools->config->address) == 0;
	for (size_t i = 0; i < office->n; i++)
		ours = ours || strcasecmp(*to_r, office->v[i]) == 0;
	if (ours || !compose_address_is_safe(*to_r))
		return fail(why, REFUSED, "the sender of mail %lld has no address at which he could be told",
		        (long long)mail->id);
	return DONE;
}

/* It refers to the answer that the mail had, so that what comes back to it finds the works as well. */
static enum outcome compose(struct ordering *g, const struct view_mail *mail, const char *to,
        const struct rendered *r, struct answer *answer, struct buf *message, struct reason *why)
{
	struct hash of;
	const char *subject_of = arena_printf(g->arena, "order %lld", (long long)g->order->id);
	hash_keyed(mail->raw.bytes, HASH_SIZE, subject_of, strlen(subject_of), &of);
	const struct tools *t = g->tools;
	answer->message_id = own_id(t->folders, t->config, COMPOSE_NOTICE, &of, g->arena);
	const struct own_mail m = {.to = to,
	        .message_id = answer->message_id,
	        .date = g->now,
	        .answers_message_id = mail->message_id,
	        .answers_references = own_id(t->folders, t->config, COMPOSE_ANSWER, &mail->raw, g->arena)};
	return own_mail_compose(t, &m, r, message, why);
}

static enum outcome queue(struct ordering *g, const struct view_mail *mail, const struct notice_input *in,
        const char *to, struct reason *why)
{
	struct rendered r = {0};
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	struct answer answer = {.mail = mail->id,
	        .command = g->order->id,
	        .kind = "notice",
	        .recipient = to,
	        .queued = g->now};
	bool new;
	enum outcome o = notice_render(g->tools->render, in, &r, why);
	if (o == DONE)
		o = compose(g, mail, to, &r, &answer, &message, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = store_queue(g->tools->sql, &answer, &new, why);
	order_note(g, mail->id, "", "told", "", to);
	rendered_free(&r);
	buf_free(&message);
	return o;
}

enum outcome order_tell(struct ordering *g, struct reason *why)
{
	const struct order *order = g->order;
	struct view_mail mail;
	stored_works works = {0};
	view_files files = {0};
	const char *to = "";
	if (!notice_is_known(order->verb))
		return fail(why, REFUSED, "there is nothing to tell a sender about \"%s\"", order->verb);
	enum outcome o = order_find_mail(g, order->target, &mail, why);
	if (o == DONE)
		o = gather_works(g, mail.id, &works, why);
	if (o == DONE && works.n == 0)
		return fail(why, REFUSED, "no work of the sender was touched: there is nothing to tell");
	if (o == DONE)
		o = find_recipient(g, &mail, &to, why);
	if (o == DONE)
		o = views_files(g->tools->sql, 0, g->arena, &files, why);
	if (o != DONE)
		return o;
	const struct notice_input in = {.campaign = g->tools->campaign,
	        .verb = order->verb,
	        .label = strcmp(order->verb, "set") == 0 ? order_label(order->argument) : "",
	        .other = strcmp(order->verb, "merge") == 0 ? order->argument : "",
	        .say = order->say,
	        .subject = mail.subject,
	        .received = mail.internal_date,
	        .works = works.v,
	        .n_works = works.n,
	        .files = files.v,
	        .n_files = files.n};
	return queue(g, &mail, &in, to, why);
}
