/* Orders of the staff: what people put right. Whoever gives one inserts it (xuanwangctl, a mail of the staff);
 * keep executes it between two settlements, in one transaction, and leaves the trail in `command` and `change`.
 *
 *   verb        target            argument               value
 *   set         work              label                  the new value, several one a line; "" takes it away
 *   refile      work              id of the sub-project
 *   accept      work, mail                               whole as it is, though something may be missing
 *   reject      work, mail                               is not taken
 *   withdraw    work, mail                               the sender takes it back
 *   merge       work              work that goes into it
 *   split       work, mail        files, one a line      title of the new work, "" where unknown
 *   ignore      mail                                     nothing is to be done about it
 *   fetched     work, mail        name of a linked file,
 *                                 "" for all
 *   reprocess   mail              "answer", "keep-orders" is read once more; with "keep-orders", what people ordered
 *                                 or ""                  about its works is ordered again
 *   send-again  mail
 *   query       work                                     by mail only: its sender is told what has become of it
 *   import      hash of the raw   time of receipt        "answer", or "": a message out of a file, which lies
 *               message           in epoch seconds       in mail/ already
 *   erase       work, mail        "counts": unit and title go too
 *   expire      campaign
 *
 * A work is named by its receipt number, a mail by its number, a receipt number or its Message-ID. Nothing on disk
 * is touched before the rows are committed: what must be moved is written down with them (moves.h). Its durable steps:
 *   1. the order's rows, its trail and what must be moved committed together      order.committed
 *   2. the archive as the rows say                                                order.moved
 *   3. that synced, and nothing left to be moved                                  order.cleared
 * A kill before 1 executes it again; before 3 moves again; nothing else is begun before 3. */
#ifndef KEEP_ORDER_H
#define KEEP_ORDER_H

#include "daemon/keep/tools.h"

#include <stdbool.h>

struct order {
	int64_t id; /* 0: not inserted yet */
	int64_t given;
	const char *who, *why, *verb, *target, *argument, *value, *say;
	int64_t mail; /* of the staff, that gave it; 0: it was given at the machine */
	bool tell;    /* the sender hears of it, with the words of `say` if there are any */
};

struct order_change {
	int64_t mail;
	const char *receipt, *field, *old, *new; /* receipt "": the mail itself */
};

struct order_result {
	const char *text; /* one English sentence: what was done */
	LIST(struct order_change) changes;
	bool reads_again; /* a mail waits for its settlement now that may lie before what was settled last */
};

/* Executes one order in the caller's transaction, and writes its trail. REFUSED: it cannot be done, the sentence
 * says why; the caller undoes what was written and, if the order was inserted, has store_order_finish say so.
 * Strings live in the arena. */
MUST_USE enum outcome order_execute(const struct tools *t, const struct order *order, int64_t now,
        struct arena *a, struct order_result *r, struct reason *why);

/* Executes what waits, each order in a transaction of its own, at most `most` of them, the moves of earlier ones
 * first. `reads_again_r` becomes true where one of them says so. LATER: disk or database trouble, nothing is lost. */
MUST_USE enum outcome orders_advance(
        const struct tools *t, int64_t now, size_t most, bool *reads_again_r, struct reason *why);

#endif
