#include "daemon/keep/view/views_waiting.h"

/* The kinds are numbered as in enum waiting. A mail comes once, for its gravest reason. */
#define WAITING                                                                                              \
	"SELECT 0 AS kind, id AS mail, internal_date AS since, '' AS receipt FROM mail WHERE state = "       \
	"'staff' "                                                                                           \
	"OR (state IN ('filed', 'asked') AND cause <> '') "                                                  \
	"UNION ALL SELECT 1, id, internal_date, '' FROM mail WHERE state = 'quarantined' "                   \
	"UNION ALL SELECT 2, mail.id, answer.queued, '' FROM answer JOIN mail ON mail.id = answer.mail "     \
	"WHERE "                                                                                             \
	"answer.state IN ('refused', 'unknown', 'expired') AND mail.state <> 'staff' AND mail.cause = '' "   \
	"UNION ALL SELECT 3, mail.id, internal_date, receipt FROM work JOIN mail ON mail.id = work.mail "    \
	"WHERE work.state = 'open' AND mail.state IN ('asked', 'filed') AND mail.cause = '' AND "            \
	"internal_date < ? "

enum outcome views_waiting(
        struct sql *s, int64_t overdue, struct arena *a, view_waitings *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT kind, one.mail, since, receipt, "
	        "(SELECT count(*) FROM work WHERE work.mail = one.mail AND work.state IN ('complete', "
	        "'open')) + "
	        "(SELECT count(*) FROM statistics WHERE statistics.mail = one.mail) + "
	        "(SELECT count(*) FROM report WHERE report.mail = one.mail), "
	        "(SELECT count(*) FROM work WHERE work.mail = one.mail AND work.state = 'open'), "
	        "(SELECT raw IS NOT NULL FROM mail WHERE mail.id = one.mail) "
	        "FROM (" WAITING ") AS one ORDER BY since, one.mail, receipt",
	        "i", overdue);
	*r = (view_waitings){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_waiting){.kind = (enum waiting)sql_int(rows, 0),
		        .mail = sql_int(rows, 1),
		        .since = sql_int(rows, 2),
		        .receipt = sql_text(rows, 3, a),
		        .things = sql_int(rows, 4),
		        .open_works = sql_int(rows, 5),
		        .has_raw = sql_int(rows, 6) != 0};
	return sql_done(&rows, why);
}
