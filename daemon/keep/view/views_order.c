#include "daemon/keep/view/views_order.h"

#define ORDER_COLUMNS                                                                                        \
	"SELECT id, given, who, why, verb, target, argument, value, say, tell, coalesce(finished, 0), "      \
	"state, result FROM command WHERE "

static void take_order(struct sql_rows *rows, struct arena *a, struct view_order *v)
{
	*v = (struct view_order){.order = {.id = sql_int(rows, 0),
	                                 .given = sql_int(rows, 1),
	                                 .who = sql_text(rows, 2, a),
	                                 .why = sql_text(rows, 3, a),
	                                 .verb = sql_text(rows, 4, a),
	                                 .target = sql_text(rows, 5, a),
	                                 .argument = sql_text(rows, 6, a),
	                                 .value = sql_text(rows, 7, a),
	                                 .say = sql_text(rows, 8, a),
	                                 .tell = sql_int(rows, 9) != 0},
	        .finished = sql_int(rows, 10),
	        .state = sql_text(rows, 11, a),
	        .result = sql_text(rows, 12, a)};
}

static enum outcome load_changes(struct sql *s, struct arena *a, struct view_order *v, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT mail, receipt, field, old, new FROM change WHERE command = ? ORDER BY position", "i",
	        v->order.id);
	while (sql_next(rows))
		*list_add(a, &v->changes) = (struct order_change){sql_int(rows, 0), sql_text(rows, 1, a),
		        sql_text(rows, 2, a), sql_text(rows, 3, a), sql_text(rows, 4, a)};
	return sql_done(&rows, why);
}

static enum outcome take_orders(
        struct sql *s, struct sql_rows *rows, struct arena *a, view_orders *r, struct reason *why)
{
	*r = (view_orders){0};
	while (sql_next(rows))
		take_order(rows, a, list_add(a, r));
	enum outcome o = sql_done(&rows, why);
	for (size_t i = 0; o == DONE && i < r->n; i++)
		o = load_changes(s, a, &r->v[i], why);
	return o;
}

enum outcome views_orders(struct sql *s, int64_t mail, struct arena *a, view_orders *r, struct reason *why)
{
	return take_orders(s,
	        sql_query(s, ORDER_COLUMNS "id IN (SELECT command FROM change WHERE mail = ?) ORDER BY id",
	                "i", mail),
	        a, r, why);
}

enum outcome views_orders_by_mail(
        struct sql *s, int64_t mail, struct arena *a, view_orders *r, struct reason *why)
{
	return take_orders(
	        s, sql_query(s, ORDER_COLUMNS "command.mail = ? ORDER BY id", "i", mail), a, r, why);
}

enum outcome views_all_orders(struct sql *s, struct arena *a, view_orders *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, ORDER_COLUMNS "verb <> 'import' ORDER BY id", "");
	*r = (view_orders){0};
	while (sql_next(rows))
		take_order(rows, a, list_add(a, r));
	return sql_done(&rows, why);
}

enum outcome views_order(struct sql *s, int64_t id, struct arena *a, struct view_order *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, ORDER_COLUMNS "id = ?", "i", id);
	bool there = sql_next(rows);
	if (there)
		take_order(rows, a, r);
	enum outcome o = sql_done(&rows, why);
	if (o == DONE && !there)
		return fail(why, REFUSED, "there is no order %lld", (long long)id);
	return o == DONE ? load_changes(s, a, r, why) : o;
}
