/* Answers that came back: which one, and whether its address is to be left in peace. */
#ifndef KEEP_RETURNED_H
#define KEEP_RETURNED_H

#include "daemon/keep/store/sql.h"
#include "daemon/keep/thread/thread.h"
#include "schema/claims.h"

/* Notes a bounce, in the caller's transaction. It is proven by a Message-ID in it that only we can make and that we sent;
 * without one it is tied to the last answer to that address within a week, for people to see, and stops nothing. */
MUST_USE enum outcome returned_note(struct sql *s, const struct thread_key *key, const struct claims *c,
        int64_t mail, int64_t now, struct arena *a, struct reason *why);

/* Whether a proven bounce for good lies no further back than `since`. */
MUST_USE enum outcome returned_silences(
        struct sql *s, const char *address, int64_t since, bool *silenced_r, struct reason *why);

#endif
