/* The day's end: each address to which answers were held back is told of all of them in one mail. Its one durable step:
 *   the mail in the outbox, and what it tells marked as told, committed together     held.told
 * A kill before it makes the same mail again, under the same Message-ID; after it nothing is left to be told. */
#ifndef KEEP_HELD_H
#define KEEP_HELD_H

#include "daemon/keep/tools.h"

#include <stdbool.h>

/* Tells up to `most` addresses of what was held back before the last answers.summary_hour of the campaign's zone.
 * `more_r` becomes true where others wait. LATER: disk or database trouble, nothing is lost. */
MUST_USE enum outcome held_advance(
        const struct tools *t, int64_t now, size_t most, bool *more_r, struct reason *why);

#endif
