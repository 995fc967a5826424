/* Looking at orders of the staff and at what they changed. Reads only; all lives in the caller's arena. */
#ifndef KEEP_VIEWS_ORDER_H
#define KEEP_VIEWS_ORDER_H

#include "daemon/keep/order/order.h"

struct view_order {
	struct order order;
	int64_t finished;
	const char *state, *result;
	LIST(struct order_change) changes;
};

typedef LIST(struct view_order) view_orders;

/* The orders that changed something of this mail or its works, oldest first. */
MUST_USE enum outcome views_orders(
        struct sql *s, int64_t mail, struct arena *a, view_orders *r, struct reason *why);
/* The orders that this mail gave, in its order. */
MUST_USE enum outcome views_orders_by_mail(
        struct sql *s, int64_t mail, struct arena *a, view_orders *r, struct reason *why);
/* All but imports, without their changes. */
MUST_USE enum outcome views_all_orders(struct sql *s, struct arena *a, view_orders *r, struct reason *why);
/* REFUSED: there is none of that number. */
MUST_USE enum outcome views_order(
        struct sql *s, int64_t id, struct arena *a, struct view_order *r, struct reason *why);

#endif
