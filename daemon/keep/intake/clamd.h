/* A look at a mail's files by clamd, over its socket, before they are filed. Only where the configuration names one. */
#ifndef KEEP_CLAMD_H
#define KEEP_CLAMD_H

#include "schema/claims.h"
#include "schema/config.h"

struct clamd_look {
	const char *infected; /* one English sentence; NULL: nothing was found */
	const char *note;     /* what was not looked at, and why; NULL: all was */
};

/* Hands every decoded file over. LATER: clamd does not answer, and clamd.when_absent is hold: nothing is filed until it does. */
MUST_USE enum outcome clamd_look_at(const struct config *config, const struct claims *claims, int contents,
        struct arena *a, struct clamd_look *look_r, struct reason *why);

#endif
