#include "daemon/keep/order/order.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/decide/roster.h"
#include "daemon/keep/file/filing.h"
#include "daemon/keep/file/moves.h"
#include "daemon/keep/order/order-internal.h"
#include "daemon/keep/reply/transcript.h"
#include "daemon/keep/store/store_erase.h"
#include "daemon/keep/thread/titles.h"
#include "schema/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- what the verbs share --- */

void order_note(struct ordering *g, int64_t mail, const char *receipt, const char *field, const char *old,
        const char *new)
{
	if (strcmp(old, new) != 0)
		*list_add(g->arena, &g->result->changes) =
		        (struct order_change){mail, receipt, field, old, new};
}

void order_say(struct ordering *g, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	g->result->text = arena_strdup(g->arena, text);
}

bool order_work_is_live(const struct stored_work *w)
{
	return strcmp(w->state, "complete") == 0 || strcmp(w->state, "open") == 0;
}

enum outcome order_find_work(
        struct ordering *g, const char *receipt, bool live, struct stored_work *w_r, struct reason *why)
{
	enum outcome o = store_find_work(g->tools->sql, receipt, g->arena, w_r, why);
	if (o != DONE)
		return o;
	if (!w_r->id)
		return fail(why, REFUSED, "no work has the receipt number %s", receipt);
	if (strcmp(w_r->campaign, g->tools->campaign->id) != 0)
		return fail(why, REFUSED, "%s is a work of the campaign %s, the service works for %s",
		        receipt, w_r->campaign, g->tools->campaign->id);
	if (live && !order_work_is_live(w_r))
		return fail(why, REFUSED, "%s was %s", receipt, w_r->state);
	return DONE;
}

enum outcome order_find_mail(
        struct ordering *g, const char *key, struct view_mail *mail_r, struct reason *why)
{
	enum outcome o = views_find_mail(g->tools->sql, key, g->arena, mail_r, why);
	if (o == DONE && !mail_r->is_settled)
		return fail(why, REFUSED, "mail %lld is just being read: try again in a moment",
		        (long long)mail_r->id);
	bool gone = false;
	if (o == DONE)
		o = store_is_erased(g->tools->sql, mail_r->id, &gone, why);
	return o == DONE && gone ? fail(why, REFUSED, "mail %lld was erased", (long long)mail_r->id) : o;
}

/* --- works --- */

const char *order_folder_of(struct ordering *g, const struct stored_work *w)
{
	const struct campaign *c = g->tools->campaign;
	const struct sub_project *sub = campaign_sub_project(c, w->sub_project);
	const char *title = w->values[LABEL_TITLE];
	if (strcmp(w->state, "complete") == 0 && sub)
		return filing_folder(g->arena, c, sub->folder, w->values[LABEL_UNIT], w->receipt, title);
	const char *shelf = order_work_is_live(w) ? c->folder_open : c->folder_ended;
	return filing_folder(g->arena, c, shelf, "", w->receipt, title);
}

void order_judge_work(struct ordering *g, struct stored_work *w)
{
	const struct campaign *c = g->tools->campaign;
	const struct sub_project *sub = campaign_sub_project(c, w->sub_project);
	unsigned required = sub ? sub->required : (1u << LABEL_COUNT) - 1;
	char missing[LACKS_TEXT_SIZE];
	struct lacks lacks = {0};
	for (enum label label = 0; label < LABEL_COUNT; label++)
		if ((required & 1u << label) && !*w->values[label])
			lacks_add(&lacks, (enum lack)label);
	if (!sub)
		lacks_add(&lacks, LACK_SUB_PROJECT);
	if (w->lacks_files)
		lacks_add(&lacks, LACK_FILES);
	lacks_write(lacks, missing);
	const struct unit *unit = *w->values[LABEL_UNIT] ? roster_find(c, w->values[LABEL_UNIT]) : NULL;
	w->roster_unit = unit ? unit->id : "";
	w->missing = arena_strdup(g->arena, missing);
	w->title_key = titles_key(g->arena, c, w->values[LABEL_TITLE]);
	w->state = *missing && !w->accepted ? "open" : "complete";
	w->folder = order_folder_of(g, w);
}

enum outcome order_change_work(
        struct ordering *g, const struct stored_work *old, const struct stored_work *new, struct reason *why)
{
	const struct {
		const char *field, *old, *new;
	} fields[] = {{"sub-project", old->sub_project, new->sub_project},
	        {"unit", old->values[LABEL_UNIT], new->values[LABEL_UNIT]},
	        {"name", old->values[LABEL_NAME], new->values[LABEL_NAME]},
	        {"contact", old->values[LABEL_CONTACT], new->values[LABEL_CONTACT]},
	        {"title", old->values[LABEL_TITLE], new->values[LABEL_TITLE]},
	        {"missing", old->missing, new->missing}, {"state", old->state, new->state},
	        {"folder", old->folder, new->folder}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		order_note(g, new->mail, new->receipt, fields[i].field, fields[i].old, fields[i].new);
	enum outcome o = store_change_work(g->tools->sql, old, new, why);
	if (o == DONE && !new->merged_into && strcmp(old->folder, new->folder) != 0)
		o = moves_add_move(g->tools->sql, old->folder, new->folder, why);
	return o;
}

/* --- mails --- */

enum outcome order_change_mail(
        struct ordering *g, const struct view_mail *mail, enum state state, struct reason *why)
{
	order_note(g, mail->id, "", "mail-state", mail->state, state_name(state));
	order_note(g, mail->id, "", "cause", mail->cause, "");
	return store_change_mail(g->tools->sql, mail->id, state_name(state),
	        arena_printf(
	                g->arena, "by order %lld of the staff (%s)", (long long)g->order->id, g->order->verb),
	        why);
}

enum outcome order_judge_mail(struct ordering *g, int64_t id, bool by_hand, struct reason *why)
{
	struct view_mail mail;
	stored_works works = {0};
	int64_t others = 0, blank = 0;
	bool open = false;
	enum outcome o = order_find_mail(g, arena_printf(g->arena, "%lld", (long long)id), &mail, why);
	if (o == DONE)
		o = store_works_of(g->tools->sql, id, g->arena, &works, why);
	if (o == DONE)
		o = store_count_others(g->tools->sql, id, &others, &blank, why);
	for (size_t i = 0; o == DONE && i < works.n; i++)
		open = open || strcmp(works.v[i].state, "open") == 0;
	if (o != DONE)
		return o;
	bool staff = strcmp(mail.state, state_name(STATE_STAFF)) == 0;
	bool asked = strcmp(mail.state, state_name(STATE_ASKED)) == 0;
	bool filed = strcmp(mail.state, state_name(STATE_FILED)) == 0;
	if (staff && by_hand && !open)
		return order_change_mail(g, &mail, STATE_FILED, why);
	if (asked && !open && !blank)
		return order_change_mail(g, &mail, STATE_FILED, why);
	return filed && open ? order_change_mail(g, &mail, STATE_ASKED, why) : DONE;
}

/* --- execution --- */

static const struct {
	const char *name;
	order_verb *run;
} verbs[] = {{"set", order_set}, {"refile", order_refile}, {"accept", order_accept}, {"reject", order_reject},
        {"withdraw", order_withdraw}, {"merge", order_merge}, {"split", order_split},
        {"ignore", order_ignore}, {"fetched", order_fetched}, {"reprocess", order_reprocess},
        {"send-again", order_send_again}, {"import", order_import}, {"erase", order_erase},
        {"expire", order_expire}, {"query", order_query}};

enum outcome order_execute(const struct tools *t, const struct order *order, int64_t now, struct arena *a,
        struct order_result *r, struct reason *why)
{
	struct ordering g = {t, order, now, a, r};
	enum outcome o = fail(why, REFUSED, "no order is called \"%s\"", order->verb);
	*r = (struct order_result){.text = ""};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].name, order->verb) == 0)
			o = verbs[i].run(&g, why);
	if (o == DONE && order->tell)
		o = order_tell(&g, why);
	for (size_t i = 0; o == DONE && i < r->changes.n; i++)
		o = store_order_change(t->sql, order->id, i + 1, &r->changes.v[i], why);
	return o == DONE ? store_order_finish(t->sql, order->id, true, r->text, now, why) : o;
}

static enum outcome execute_or_refuse(const struct tools *t, const struct order *order, int64_t now,
        struct arena *a, struct order_result *r, struct reason *why)
{
	enum outcome o = sql_savepoint(t->sql, why);
	if (o != DONE)
		return o;
	o = order_execute(t, order, now, a, r, why);
	if (o == DONE)
		return sql_release(t->sql, why);
	sql_undo_savepoint(t->sql);
	r->reads_again = false;
	return o == REFUSED ? store_order_finish(t->sql, order->id, false, why->text, now, why) : o;
}

/* Once all that the mail ordered was carried out. */
static enum outcome tell_staff(const struct tools *t, int64_t mail, int64_t now, struct reason *why)
{
	bool waits = true;
	enum outcome o = store_orders_wait_of(t->sql, mail, &waits, why);
	return o == DONE && !waits ? transcript_queue(t, mail, TRANSCRIPT_FOLLOWED, now, why) : o;
}

static enum outcome run_one(
        const struct tools *t, int64_t now, bool *none_r, bool *reads_again_r, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct order order = {0};
	struct order_result r = {0};
	enum outcome o = sql_begin(t->sql, why);
	if (o == DONE)
		o = store_order_next(t->sql, a, &order, why);
	*none_r = o == DONE && !order.id;
	if (o == DONE && order.id)
		o = execute_or_refuse(t, &order, now, a, &r, why);
	if (o == DONE && order.mail)
		o = tell_staff(t, order.mail, now, why);
	if (o == DONE)
		o = sql_commit(t->sql, why);
	if (o != DONE)
		sql_rollback(t->sql);
	if (o == DONE && order.id) {
		durable_step("order.committed");
		*reads_again_r = *reads_again_r || r.reads_again;
		log_event(LOG_LEVEL_INFO, "order.executed", "order=%lld verb=%s changes=%zu",
		        (long long)order.id, order.verb, r.changes.n);
	}
	arena_close(&a);
	return o;
}

enum outcome orders_advance(
        const struct tools *t, int64_t now, size_t most, bool *reads_again_r, struct reason *why)
{
	bool waits = false, none = false;
	*reads_again_r = false;
	enum outcome o = moves_perform(t->sql, t->folders, why);
	if (o == DONE)
		o = store_orders_wait(t->sql, &waits, why);
	for (size_t i = 0; o == DONE && waits && !none && i < most; i++) {
		o = run_one(t, now, &none, reads_again_r, why);
		if (o == DONE)
			o = moves_perform(t->sql, t->folders, why);
	}
	return o;
}
