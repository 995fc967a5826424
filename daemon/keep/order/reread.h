/* Reading a mail once more: what it had come to goes out of the tables and the archive, its receipt numbers are kept, and
 * the mail waits for its settlement again, which then goes the way of every mail. */
#ifndef KEEP_REREAD_H
#define KEEP_REREAD_H

#include "base/arena.h"
#include "daemon/keep/store/sql.h"
#include "schema/verdict.h"

/* An order's argument: what people ordered about the works is ordered again after the new reading. */
#define REREAD_KEEP_ORDERS "keep-orders"

/* Whether anything came to these works since, which a new reading would undo: a sentence, "" for nothing. With `keeps_orders`
 * orders that can be given again are nothing of the kind. */
MUST_USE enum outcome reread_obstacle(struct sql *s, int64_t mail, bool keeps_orders, struct arena *a,
        const char **obstacle_r, struct reason *why);
/* Takes it out, in the transaction of the order; the archive follows by moves.h. */
MUST_USE enum outcome reread_park(
        struct sql *s, int64_t mail, int64_t order, bool quiet, struct arena *a, struct reason *why);

/* The receipt numbers that the things of a verdict had before; as many as it has of each, NULL for a new one. */
struct reread_receipts {
	const char **works, **statistics, **reports;
};
MUST_USE enum outcome reread_receipts(struct sql *s, int64_t mail, const struct verdict *v, struct arena *a,
        struct reread_receipts *r, struct reason *why);

/* After the settlement: the order's trail gets what became different, what was found again is no longer kept, and orders that are
 * to be given again wait. */
MUST_USE enum outcome reread_finish(
        struct sql *s, int64_t mail, int64_t order, struct arena *a, struct reason *why);

#endif
