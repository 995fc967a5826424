/* Restraint towards who writes the same again: nobody is told the same twice, and what was filed once is not filed again. Reads
 * only. */
#ifndef KEEP_STORE_TOLD_H
#define KEEP_STORE_TOLD_H

#include "daemon/keep/store/sql.h"

#include <stdbool.h>

/* The first mail of the same substance that was settled before this one and brought something of its own which still stands: what
 * was withdrawn or rejected may be sent anew. 0: there is none. */
MUST_USE enum outcome store_find_repeated(
        struct sql *s, const struct hash *substance, int64_t mail, int64_t *mail_r, struct reason *why);
/* Whether the same was sent before, whatever it was. */
MUST_USE enum outcome store_came_before(
        struct sql *s, const struct hash *substance, int64_t mail, bool *r, struct reason *why);
/* Whether its sender knows already: something of it is still asked for, or he was told after `since` that he sent it twice. */
MUST_USE enum outcome store_knows_of_repeat(
        struct sql *s, int64_t mail, int64_t since, bool *r, struct reason *why);
/* Whether an answer that says just this was queued after `since`. */
MUST_USE enum outcome store_was_told(
        struct sql *s, const struct hash *told, int64_t since, bool *r, struct reason *why);

#endif
