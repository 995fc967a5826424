#include "daemon/keep/store/store_told.h"

enum outcome store_find_repeated(
        struct sql *s, const struct hash *substance, int64_t mail, int64_t *mail_r, struct reason *why)
{
	return sql_number(s, 0, mail_r, why,
	        "SELECT min(id) FROM mail WHERE substance = ? AND id < ? AND state IN ('filed', 'asked') AND "
	        "duplicate_of IS NULL AND EXISTS (SELECT 1 FROM work WHERE work.mail = mail.id UNION ALL "
	        "SELECT 1 FROM statistics WHERE statistics.mail = mail.id UNION ALL SELECT 1 FROM report "
	        "WHERE report.mail = mail.id) AND NOT EXISTS (SELECT 1 FROM work WHERE work.mail = mail.id "
	        "AND work.state IN ('withdrawn', 'rejected'))",
	        "hi", substance, mail);
}

enum outcome store_came_before(
        struct sql *s, const struct hash *substance, int64_t mail, bool *r, struct reason *why)
{
	int64_t n;
	enum outcome o = sql_number(s, 0, &n, why,
	        "SELECT count(*) FROM mail WHERE substance = ? AND id < ? AND settled IS NOT NULL", "hi",
	        substance, mail);
	*r = n > 0;
	return o;
}

enum outcome store_knows_of_repeat(struct sql *s, int64_t mail, int64_t since, bool *r, struct reason *why)
{
	int64_t n;
	enum outcome o = sql_number(s, 0, &n, why,
	        "SELECT (SELECT count(*) FROM mail WHERE id = ?1 AND state = 'asked') + (SELECT count(*) "
	        "FROM "
	        "answer JOIN mail ON mail.id = answer.mail WHERE duplicate_of = ?1 AND kind = 'again' AND "
	        "queued > ?2)",
	        "ii", mail, since);
	*r = n > 0;
	return o;
}

enum outcome store_was_told(
        struct sql *s, const struct hash *told, int64_t since, bool *r, struct reason *why)
{
	int64_t n;
	enum outcome o = sql_number(s, 0, &n, why,
	        "SELECT count(*) FROM answer WHERE told = ? AND queued > ?", "hi", told, since);
	*r = n > 0;
	return o;
}
