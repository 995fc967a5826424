/* Which files of a work newer ones stand for. */
#ifndef KEEP_VERSIONS_H
#define KEEP_VERSIONS_H

#include "daemon/keep/thread/thread.h"

/* The known files that the new ones (parts of the claims) replace: of the same name; or, where the letter says that it brings a
 * newer version, as many of the same kind as came. False where it says so and a careful reader could not tell which. Files that
 * we have byte for byte replace nothing. */
bool versions_find(const struct known_work *w, const struct campaign *campaign, const struct claims *c,
        const uint32_t *files, size_t n, struct arena *a, struct sequel *sequel_r);

/* The work has the very same file already. */
bool versions_has(const struct known_work *w, const struct part *p);

#endif
