/* What the verbs of orders share; for daemon/keep/order*.c alone. */
#ifndef KEEP_ORDER_INTERNAL_H
#define KEEP_ORDER_INTERNAL_H

#include "daemon/keep/order/order.h"
#include "daemon/keep/store/store_order.h"
#include "daemon/keep/view/views.h"

/* One order under execution. */
struct ordering {
	const struct tools *tools;
	const struct order *order;
	int64_t now;
	struct arena *arena;
	struct order_result *result;
};

typedef enum outcome order_verb(struct ordering *g, struct reason *why);

order_verb order_set, order_refile, order_accept, order_reject, order_withdraw, order_merge, order_split,
        order_ignore, order_send_again, order_fetched, order_reprocess, order_import;
order_verb order_erase, order_expire, order_query;

/* Puts a notice to the sender into the outbox. REFUSED: there is nothing to say, or nowhere to say it. */
MUST_USE enum outcome order_tell(struct ordering *g, struct reason *why);
/* The label's own word for one in either language; "" for none. */
const char *order_label(const char *word);

/* Adds a line to the trail where old and new differ. */
void order_note(struct ordering *g, int64_t mail, const char *receipt, const char *field, const char *old,
        const char *new);
/* The sentence that is the order's result. */
void order_say(struct ordering *g, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* REFUSED: none has this receipt number, it is of another campaign, or (live) it has come to its end. */
MUST_USE enum outcome order_find_work(
        struct ordering *g, const char *receipt, bool live, struct stored_work *w_r, struct reason *why);
/* REFUSED: there is none, or it waits for its settlement. */
MUST_USE enum outcome order_find_mail(
        struct ordering *g, const char *key, struct view_mail *mail_r, struct reason *why);

bool order_work_is_live(const struct stored_work *w);
/* Judges anew what is missing, the state and the folder of a live work after its labels or sub-project changed. */
void order_judge_work(struct ordering *g, struct stored_work *w);
/* Where a work of this state and these labels lies. */
const char *order_folder_of(struct ordering *g, const struct stored_work *w);
/* Writes it with its trail; its folder moves. */
MUST_USE enum outcome order_change_work(
        struct ordering *g, const struct stored_work *old, const struct stored_work *new, struct reason *why);
/* The state of a mail after its works changed. `by_hand`: a person has said what to do about the mail as a whole,
 * so that it need not wait for one any more. */
MUST_USE enum outcome order_judge_mail(struct ordering *g, int64_t mail, bool by_hand, struct reason *why);
MUST_USE enum outcome order_change_mail(
        struct ordering *g, const struct view_mail *mail, enum state state, struct reason *why);

#endif
