#include "daemon/keep/store/store.h"

/* The moment at which fewer than `most` left within the last `window` seconds. What is under way counts as if it had left. */
static enum outcome find_room(struct sql *s, int64_t most, int64_t window, int64_t under_way, int64_t now,
        int64_t *at_r, struct reason *why)
{
	int64_t left;
	*at_r = now + 1;
	if (under_way >= most)
		return DONE;
	enum outcome o = sql_number(s, 0, &left, why,
	        "SELECT finished FROM answer INDEXED BY answer_finished WHERE state IN ('sent', 'unknown') "
	        "ORDER BY "
	        "finished DESC LIMIT 1 OFFSET ?",
	        "i", most - under_way - 1);
	*at_r = left ? left + window : 0;
	return o;
}

enum outcome store_room_at(struct sql *s, const struct pace *p, int64_t under_way, int64_t now, int64_t *at_r,
        struct reason *why)
{
	int64_t of_day = 0;
	enum outcome o = find_room(s, p->per_hour, 3600, under_way, now, at_r, why);
	if (o == DONE)
		o = find_room(s, p->per_day, 86400, under_way, now, &of_day, why);
	if (of_day > *at_r)
		*at_r = of_day;
	return o;
}

enum outcome store_pause(struct sql *s, struct arena *a, struct pause *p_r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, "SELECT since, until, times, code, said FROM pause", "");
	*p_r = (struct pause){.said = ""};
	if (sql_next(rows))
		*p_r = (struct pause){.since = sql_int(rows, 0),
		        .until = sql_int(rows, 1),
		        .times = sql_int(rows, 2),
		        .code = sql_int(rows, 3),
		        .said = sql_text(rows, 4, a)};
	return sql_done(&rows, why);
}

enum outcome store_set_pause(struct sql *s, const struct pause *p, struct reason *why)
{
	if (!p->times)
		return sql_run(s, why, "DELETE FROM pause", "");
	return sql_run(s, why,
	        "INSERT OR REPLACE INTO pause (id, since, until, times, code, said) VALUES (1, ?, ?, ?, ?, "
	        "?)",
	        "iiiis", p->since, p->until, p->times, p->code, p->said);
}

enum outcome store_restraint(struct sql *s, int64_t since, int64_t *held_r, int64_t *silenced_r,
        int64_t *returned_r, struct reason *why)
{
	enum outcome o = sql_number(s, 0, held_r, why, "SELECT count(*) FROM held WHERE told IS NULL", "");
	if (o == DONE)
		o = sql_number(s, 0, silenced_r, why,
		        "SELECT count(DISTINCT lower(recipient)) FROM bounce WHERE proven AND permanent AND "
		        "at > ?",
		        "i", since);
	if (o == DONE)
		o = sql_number(
		        s, 0, returned_r, why, "SELECT count(*) FROM bounce WHERE message_id <> ''", "");
	return o;
}
