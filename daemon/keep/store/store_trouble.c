#include "daemon/keep/store/store.h"

enum outcome store_forget_troubles(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "DELETE FROM trouble", "");
}

enum outcome store_trouble(struct sql *s, const char *source, enum outcome what, const char *reason,
        int64_t now, struct reason *why)
{
	if (what == DONE)
		return sql_run(s, why, "DELETE FROM trouble WHERE source = ?", "s", source);
	return sql_run(s, why,
	        "INSERT INTO trouble (source, since, refused, reason) VALUES (?, ?, ?, ?) "
	        "ON CONFLICT (source) DO UPDATE SET refused = excluded.refused, reason = excluded.reason",
	        "siis", source, now, (int64_t)(what != LATER), reason);
}
