#include "daemon/keep/view/views.h"

#define PENDING                                                                                              \
	"SELECT pending_file.id, pending_file.mail, coalesce(work.receipt, ''), coalesce(work.unit, "        \
	"mail.sender_name), coalesce(work.title, ''), provider, pending_file.name, pending_file.size, "      \
	"code, url, "                                                                                        \
	"expiry, expires, pending_file.state, mail.subject FROM pending_file JOIN mail ON mail.id = "        \
	"pending_file.mail "                                                                                 \
	"LEFT JOIN work ON work.id = pending_file.work "

static enum outcome take(struct sql_rows *rows, struct arena *a, view_pending_files *r, struct reason *why)
{
	*r = (view_pending_files){0};
	while (sql_next(rows))
		*list_add(a, r) = (struct view_pending_file){.id = sql_int(rows, 0),
		        .mail = sql_int(rows, 1),
		        .receipt = sql_text(rows, 2, a),
		        .unit = sql_text(rows, 3, a),
		        .title = sql_text(rows, 4, a),
		        .provider = sql_text(rows, 5, a),
		        .name = sql_text(rows, 6, a),
		        .size = sql_int(rows, 7),
		        .code = sql_text(rows, 8, a),
		        .url = sql_text(rows, 9, a),
		        .expiry = sql_text(rows, 10, a),
		        .expires = sql_int(rows, 11),
		        .state = sql_text(rows, 12, a),
		        .subject = sql_text(rows, 13, a)};
	return sql_done(&rows, why);
}

enum outcome views_pending_files(
        struct sql *s, int64_t mail, struct arena *a, view_pending_files *r, struct reason *why)
{
	return take(sql_query(s, PENDING "WHERE ?1 = 0 OR pending_file.mail = ?1 ORDER BY pending_file.id",
	                    "i", mail),
	        a, r, why);
}

enum outcome views_expiring_files(
        struct sql *s, int64_t before, struct arena *a, view_pending_files *r, struct reason *why)
{
	return take(
	        sql_query(s,
	                PENDING "WHERE pending_file.state = 'pending' AND expiry = 'date' AND expires < ? "
	                        "ORDER BY expires, pending_file.id",
	                "i", before),
	        a, r, why);
}
