#include "daemon/keep/reply/transcript.h"

#include "base/log.h"
#include "daemon/keep/reply/mask.h"
#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/reply/own_mail.h"
#include "daemon/keep/reply/reply.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/thread/staff.h"
#include "daemon/keep/view/views.h"
#include "schema/limits.h"

#include <string.h>

/* --- the document --- */

static void add_value(struct fact *f, const char *name, const char *value, bool contact)
{
	struct buf masked = BUF_INIT(2 * LIMIT_VALUE_BYTES);
	if (contact)
		mask_contact(value, &masked);
	fact_add_text(f, name, contact ? buf_str(&masked) : value, LIMIT_SHOWN_CHARACTERS);
	buf_free(&masked);
}

static void add_change(struct fact *order, const struct campaign *c, const struct order_change *change)
{
	struct fact *f = fact_add(order, "change");
	bool contact = strcmp(change->field, label_name(LABEL_CONTACT)) == 0;
	bool project = strcmp(change->field, "sub-project") == 0;
	const struct sub_project *old = project ? campaign_sub_project(c, change->old) : NULL;
	const struct sub_project *new = project ? campaign_sub_project(c, change->new) : NULL;
	fact_set(f, "field", change->field);
	fact_add_text(f, "receipt", change->receipt, LIMIT_SHOWN_CHARACTERS);
	add_value(f, "old", old ? old->short_name : change->old, contact);
	add_value(f, "new", new ? new->short_name : change->new, contact);
}

static void add_order(struct fact *root, const struct campaign *c, const struct view_order *v, size_t number)
{
	const struct order *o = &v->order;
	struct fact *f = fact_add(root, "order");
	fact_set_number(f, "number", (int64_t)number);
	fact_set(f, "verb", o->verb);
	fact_set(f, "state", v->state);
	fact_set(f, "tell", o->tell ? "yes" : "no");
	fact_add_text(f, "target", o->target, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(f, "argument", o->argument, LIMIT_SHOWN_CHARACTERS);
	add_value(f, "value", o->value, strcmp(o->argument, "联系方式") == 0);
	fact_add_text(f, "result", v->result, LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < v->changes.n && i < LIMIT_SHOWN_FILES; i++)
		add_change(f, c, &v->changes.v[i]);
}

enum outcome transcript_render(const struct render *r, const struct transcript_input *in,
        struct rendered *mail_r, struct reason *why)
{
	static const char *const verdicts[] = {"followed", "no-token", "repeated"};
	const struct campaign *c = in->campaign;
	struct facts *facts = facts_new("transcript");
	struct fact *root = facts_root(facts);
	int64_t done = 0;
	for (size_t i = 0; i < in->n; i++)
		done += strcmp(in->orders[i].state, "done") == 0;
	fact_set(root, "verdict", verdicts[in->verdict]);
	fact_set_number(root, "orders", (int64_t)in->n);
	fact_set_number(root, "done", done);
	fact_set_number(root, "refused", (int64_t)in->n - done);
	reply_add_campaign(root, c);
	reply_add_subject(root, in->subject);
	if (*in->token)
		fact_add_text(root, "token", in->token, LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < in->n; i++)
		add_order(root, c, &in->orders[i], i + 1);
	for (size_t i = 0; i < c->sub_projects.n; i++)
		fact_add_text(root, "choice", c->sub_projects.v[i].short_name, LIMIT_SHOWN_CHARACTERS);
	enum outcome o = render_mail(r, "transcript", facts, mail_r, why);
	facts_close(&facts);
	return o;
}

/* --- into the outbox --- */

static enum outcome queue(const struct tools *t, const struct view_mail *mail, const view_orders *orders,
        enum transcript_verdict verdict, int64_t now, struct arena *a, struct reason *why)
{
	const struct thread_key key = own_key(t->folders, t->config);
	char token[TOKEN_SIZE];
	/* Who did not show that he has one is not given one. */
	staff_token(&key, t->config, t->campaign, now, token);
	const struct transcript_input in = {.campaign = t->campaign,
	        .verdict = verdict,
	        .orders = orders->v,
	        .n = orders->n,
	        .subject = mail->subject,
	        .token = verdict == TRANSCRIPT_NO_TOKEN ? "" : token,
	        .now = now};
	struct rendered r = {0};
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	struct answer answer = {.mail = mail->id,
	        .kind = "transcript",
	        .recipient = mail->sender,
	        .message_id = own_id(t->folders, t->config, COMPOSE_ANSWER, &mail->raw, a),
	        .queued = now};
	const struct own_mail own = {.to = mail->sender,
	        .message_id = answer.message_id,
	        .answers_message_id = mail->message_id,
	        .answers_references = "",
	        .date = now};
	bool new;
	enum outcome o = transcript_render(t->render, &in, &r, why);
	if (o == DONE)
		o = own_mail_compose(t, &own, &r, &message, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = store_queue(t->sql, &answer, &new, why);
	rendered_free(&r);
	buf_free(&message);
	return o;
}

enum outcome transcript_queue(
        const struct tools *t, int64_t mail, enum transcript_verdict verdict, int64_t now, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct view_mail head;
	view_orders orders = {0};
	enum outcome o = views_find_mail(t->sql, arena_printf(a, "%lld", (long long)mail), a, &head, why);
	if (o == DONE && verdict == TRANSCRIPT_FOLLOWED)
		o = views_orders_by_mail(t->sql, mail, a, &orders, why);
	if (o == DONE)
		o = sql_savepoint(t->sql, why);
	if (o == DONE) {
		o = queue(t, &head, &orders, verdict, now, a, why);
		if (o == DONE) {
			o = sql_release(t->sql, why);
		} else {
			sql_undo_savepoint(t->sql);
		}
	}
	if (o == REFUSED) { /* the orders were followed all the same, and stand on record */
		log_event(LOG_LEVEL_ERROR, "transcript.failed", "mail=%lld reason=\"%s\"", (long long)mail,
		        why->text);
		o = DONE;
	}
	arena_close(&a);
	return o;
}
