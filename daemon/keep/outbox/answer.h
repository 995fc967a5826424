/* The answer to one mail that was just settled, into the outbox. */
#ifndef KEEP_ANSWER_H
#define KEEP_ANSWER_H

#include "daemon/keep/store/store.h"
#include "daemon/keep/tools.h"

struct answering {
	const struct settlement *settlement;
	const struct hash *raw;
	int64_t received; /* by the server */
	int64_t again;    /* the order by which the mail was read once more; 0: by none */
	struct arena *arena;
};

/* Where the verdict names an address: renders, composes and queues the answer, in the caller's transaction. */
MUST_USE enum outcome answer_queue(const struct tools *k, const struct answering *m, struct reason *why);
/* Gives the orders of a mail of the staff, or says why not. Their transcript comes with the last one that is carried out; here, where
 * there is none. */
MUST_USE enum outcome answer_staff(const struct tools *k, const struct answering *m, struct reason *why);

#endif
