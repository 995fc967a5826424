#include "daemon/keep/decide/roster.h"

#include <string.h>

enum { SHORT_ALIAS = 6 }; /* bytes of two Chinese characters */

static void try_name(const struct unit *u, const char *name, const char *written, size_t *longest,
        const struct unit **best)
{
	size_t len = strlen(name);
	const char *at = len > *longest ? strstr(written, name) : NULL;
	if (!at || (len <= SHORT_ALIAS && at != written))
		return;
	*longest = len;
	*best = u;
}

const struct unit *roster_find(const struct campaign *c, const char *written)
{
	const struct unit *best = NULL;
	size_t longest = 0;
	for (size_t i = 0; *written && i < c->units.n; i++) {
		const struct unit *u = &c->units.v[i];
		try_name(u, u->name, written, &longest, &best);
		try_name(u, u->union_name, written, &longest, &best);
		for (size_t k = 0; k < u->aliases.n; k++)
			try_name(u, u->aliases.v[k], written, &longest, &best);
	}
	return best;
}
