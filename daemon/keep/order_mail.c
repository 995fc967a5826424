/* Orders about a whole mail: ignore, send-again. */
#include "daemon/keep/order-internal.h"

#include <string.h>

enum outcome order_ignore(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	stored_works works = {0};
	int64_t others = 0, blank = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = store_works_of(g->tools->sql, mail.id, g->arena, &works, why);
	if (o == DONE)
		o = store_count_others(g->tools->sql, mail.id, &others, &blank, why);
	for (size_t i = 0; o == DONE && i < works.n; i++)
		if (order_work_is_live(&works.v[i]))
			return fail(why, REFUSED,
			        "mail %lld holds the work %s: reject or withdraw that instead",
			        (long long)mail.id, works.v[i].receipt);
	if (o == DONE && others)
		return fail(why, REFUSED, "mail %lld holds statistics or a report, which are filed",
		        (long long)mail.id);
	if (o == DONE)
		o = order_change_mail(g, &mail, STATE_IGNORED, why);
	if (o == DONE && !g->result->changes.n)
		return fail(why, REFUSED, "mail %lld is ignored already", (long long)mail.id);
	order_say(g, "mail %lld: ignored", (long long)mail.id);
	return o;
}

/* Under the same Message-ID: who has it already sees one answer, not two. */
enum outcome order_send_again(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	int64_t answer = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = store_queue_again(g->tools->sql, mail.id, g->now, &answer, why);
	if (o == DONE && !answer)
		return fail(why, REFUSED, "mail %lld was never answered: reprocess it with --answer",
		        (long long)mail.id);
	order_note(g, mail.id, "", "answer", "", "queued again");
	order_say(g, "mail %lld: its answer is queued again", (long long)mail.id);
	return o;
}
