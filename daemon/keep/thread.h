/* An answer to a question of ours: found by a Message-ID that only we can make, or by the receipt number in the subject where the
 * same sender writes again (some clients drop the header fields). What it says is joined to the open work, so that nobody has
 * to send 20 MB again, and the verdict is then made of both as of any other mail. */
#ifndef KEEP_THREAD_H
#define KEEP_THREAD_H

#include "daemon/keep/sql.h"
#include "schema/campaign.h"
#include "schema/claims.h"

/* A work that waits for a label, as the database remembers it. */
struct open_work {
	int64_t id, mail, received;
	const char *receipt, *folder;
	bool late;
	unsigned missing; /* bits (1 << enum label) */
	struct work_claims remembered;
	LIST(struct part) files;   /* what came with it; their bytes lie in the archive */
	LIST(const char *) stored; /* the names that they have in `folder` */
};

struct thread {
	bool answers_us; /* whether or not anything is open any more */
	LIST(struct open_work) works;
};

struct thread_key {
	const void *key;
	size_t key_len;
	const char *domain;
};

/* Finds what the mail answers. A wrong or foreign token never matches. Strings live in the arena. */
MUST_USE enum outcome thread_find(struct sql *s, const struct thread_key *key, const struct claims *c,
        struct arena *a, struct thread *thread_r, struct reason *why);

/* The claims with the answer joined to the open work: NULL where there is nothing to join, or where a careful reader could not tell
 * to which of several works it belongs. The joined work is the first of the result. */
const struct claims *thread_join(const struct thread *t, const struct claims *c, struct arena *a);

#endif
