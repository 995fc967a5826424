/* Everything that waits for somebody, as rows for a table: the digest's lists, uncut, in the words of its templates. */
#ifndef KEEP_QUESTIONS_H
#define KEEP_QUESTIONS_H

#include "base/arena.h"
#include "daemon/keep/view/digest.h"

struct question {
	const char *list; /* what kind of waiting it is */
	const char *id;   /* a receipt number, or "#12" for mail 12 */
	const char *about, *why, *command;
	int64_t since, days;
};

struct questions {
	struct question *v;
	size_t n, room;
};

/* By the template questions.text. REFUSED: it failed, or made a line that is none of these rows. */
MUST_USE enum outcome questions_make(const struct render *r, const struct campaign *c,
        const struct digest_data *d, struct arena *a, struct questions *q_r, struct reason *why);

#endif
