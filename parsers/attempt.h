/* One file's reader must not cost the whole mail: libraries crash, and some small files keep them busy for minutes. The child
 * writes the part that it reads where the zygote sees it, and if it dies there, the mail is read once more without that part, and at
 * last without any file: its letter is known even so. */
#ifndef PARSERS_ATTEMPT_H
#define PARSERS_ATTEMPT_H

#include "schema/messages.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A part in the middle of which a former attempt ended, and how. */
struct given_up {
	uint32_t part;
	enum examined how; /* EXAMINED_CRASHED, _DEADLINE or _OVERRUN */
};

struct attempt {
	volatile uint32_t *at; /* the part that is being read, NO_PART: none; shared with the zygote */
	const struct given_up *without; /* parts to leave alone */
	size_t n_without;
	bool bodies_only;  /* no file is read, named above or not */
	unsigned slowness; /* how many times slower this build is than others */
};

/* For the rest of this process. Without it no part is left alone and no time is taken. */
void attempt_begin(const struct attempt *a);
/* The entry of a part that must not be read again; NULL: it may be read. */
const struct given_up *attempt_without(uint32_t part);
bool attempt_is_bodies_only(void);
/* Before a part is read, and after it; what is read meanwhile inside of it does the same. The process ends by SIGPROF once it
 * has used so much processor time for this part; 0: it has no time of its own. Returns what attempt_leave wants. */
uint32_t attempt_enter(uint32_t part, unsigned cpu_seconds);
void attempt_leave(uint32_t before);

#endif
