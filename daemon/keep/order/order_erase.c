/* Orders by which people's data goes: one work's or one mail's, or a whole campaign's when its time has come. */
#include "daemon/keep/order/order-internal.h"
#include "daemon/keep/store/store_erase.h"

#include <string.h>

static enum erase_keeps keeps_of(const struct order *order)
{
	return strcmp(order->argument, "counts") == 0 ? ERASE_KEEPS_COUNTS : ERASE_KEEPS_REGISTER;
}

static enum outcome erase_mail(
        struct ordering *g, int64_t mail, bool whole, enum erase_keeps keeps, struct reason *why)
{
	struct numbers works = {0};
	enum outcome o = DONE;
	if (whole)
		o = store_works_to_erase(g->tools->sql, mail, g->arena, &works, why);
	for (size_t i = 0; o == DONE && i < works.n; i++)
		o = store_erase_work(g->tools->sql, works.v[i], g->order->id, keeps, g->arena, why);
	if (o == DONE)
		o = store_erase_mail(g->tools->sql, mail, g->order->id, whole, keeps, g->arena, why);
	order_note(g, mail, "", "erased", "", "erased");
	return o;
}

/* The raw messages that it came by go too: they hold all that it held. Other works of theirs stay filed. */
static enum outcome erase_work(struct ordering *g, const struct stored_work *w, struct reason *why)
{
	struct numbers mails = {0};
	enum outcome o = store_mails_of_work(g->tools->sql, w->id, g->arena, &mails, why);
	if (o == DONE)
		o = store_erase_work(g->tools->sql, w->id, g->order->id, keeps_of(g->order), g->arena, why);
	order_note(g, w->mail, w->receipt, "erased", "", "erased");
	for (size_t i = 0; o == DONE && i < mails.n; i++)
		o = erase_mail(g, mails.v[i], false, keeps_of(g->order), why);
	order_say(g, "%s: erased, with %zu mails", w->receipt, mails.n);
	return o;
}

enum outcome order_erase(struct ordering *g, struct reason *why)
{
	struct stored_work work;
	struct view_mail mail;
	enum outcome o = store_find_work(g->tools->sql, g->order->target, g->arena, &work, why);
	if (o != DONE)
		return o;
	if (work.id && !*work.folder)
		return fail(why, REFUSED, "%s was erased already", work.receipt);
	if (work.id)
		return erase_work(g, &work, why);
	o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = erase_mail(g, mail.id, true, keeps_of(g->order), why);
	order_say(g, "mail %lld: erased", (long long)mail.id);
	return o;
}

enum outcome order_expire(struct ordering *g, struct reason *why)
{
	struct numbers mails = {0};
	const struct campaign *c = g->tools->campaign;
	if (strcmp(g->order->target, c->id) != 0)
		return fail(why, REFUSED, "the service works for the campaign %s", c->id);
	if (!c->retention_after)
		return fail(
		        why, REFUSED, "the campaign does not say how long its mails are kept (retention)");
	if (g->now < c->retention_after)
		return fail(why, REFUSED, "the campaign's mails are kept until its day of retention.after");
	enum outcome o = store_mails_of_campaign(g->tools->sql, c->id, g->arena, &mails, why);
	enum erase_keeps keeps = c->retention_keeps_register ? ERASE_KEEPS_REGISTER : ERASE_KEEPS_COUNTS;
	for (size_t i = 0; o == DONE && i < mails.n; i++)
		o = erase_mail(g, mails.v[i], true, keeps, why);
	order_say(g, "%s: %zu mails erased", c->id, mails.n);
	return o == DONE && !mails.n ? fail(why, REFUSED, "nothing of %s is left to erase", c->id) : o;
}
