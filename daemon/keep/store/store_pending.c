#include "daemon/keep/store/store.h"

/* The work that the link belongs to; -1 where there is none. */
static int64_t work_of(const struct settlement *t, const int64_t *works, uint32_t link)
{
	for (size_t i = 0; works && i < t->verdict->works.n; i++)
		for (size_t k = 0; k < t->verdict->works.v[i].claims->links.n; k++)
			if (t->verdict->works.v[i].claims->links.v[k] == link)
				return works[i];
	return -1;
}

enum outcome store_pending_files(
        struct sql *s, const struct settlement *t, const int64_t *works, struct reason *why)
{
	enum outcome o = DONE;
	size_t n = t->claims && !t->duplicate_of ? t->claims->links.n : 0;
	for (uint32_t i = 0; o == DONE && i < n; i++) {
		const struct link *l = &t->claims->links.v[i];
		o = sql_run(s, why,
		        "INSERT INTO pending_file (mail, work, provider, name, size, code, url, expiry, "
		        "expires) "
		        "VALUES (?, nullif(?, -1), ?, ?, ?, ?, ?, ?, ?)",
		        "iississsi", t->mail, work_of(t, works, i), l->provider, l->name, (int64_t)l->size,
		        l->code, l->url, expiry_name(l->expiry), l->expires);
	}
	return o;
}
