/* Names by the organiser's pattern: "{unit}-{name}-{title}". */
#ifndef EXPORT_PATTERN_H
#define EXPORT_PATTERN_H

#include "base/arena.h"
#include "daemon/keep/view/register.h"

/* The name of a work's file without its ending, safe on every system. `number` counts the works of the set. REFUSED: the
 * pattern has a placeholder that does not exist; the reason tells those that do. */
MUST_USE enum outcome pattern_expand(const char *pattern, const struct campaign *c,
        const struct register_work *w, size_t number, struct arena *a, const char **name_r,
        struct reason *why);

#endif
