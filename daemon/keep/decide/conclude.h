/* What one mail comes to: the verdict on it and on what it goes on with. Reads the database, writes nothing. */
#ifndef KEEP_CONCLUDE_H
#define KEEP_CONCLUDE_H

#include "daemon/keep/store/store.h"
#include "schema/config.h"

struct conclude {
	struct sql *sql;
	const struct config *config;
	struct thread_key key;
	int64_t received; /* by the server */
	bool quiet;       /* nobody asked for an answer */
	const char *note; /* one more step for explain; NULL: none */
	struct arena *arena;
};

/* Completes the settlement, whose mail, moment, campaign and claims are given: the verdict, perhaps other claims (what the mail goes
 * on with joined to them), and the sequels. */
MUST_USE enum outcome conclude(const struct conclude *c, struct settlement *t, struct reason *why);

/* A verdict without works. */
struct verdict *conclude_plainly(struct arena *a, enum state state, const char *cause, const char *why);

#endif
