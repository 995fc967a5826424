/* What waits for a person, for the walk of `xuanwangctl review`. Reads only. */
#ifndef KEEP_VIEWS_WAITING_H
#define KEEP_VIEWS_WAITING_H

#include "daemon/keep/store/sql.h"

enum waiting {
	WAITING_STAFF,       /* a mail that the staff must look at, or whose answer was held back */
	WAITING_QUARANTINED, /* … that could not be read */
	WAITING_UNSENT,      /* … whose answer was refused, given up, or may be lost */
	WAITING_OPEN,        /* a work whose sender was asked long ago */
};

struct view_waiting {
	enum waiting kind;
	int64_t mail, since;
	const char *receipt; /* of the one work that waits, "" for the whole mail */
	int64_t things;      /* works that are live, tables and reports of the mail */
	int64_t open_works;
	bool has_raw;
};

typedef LIST(struct view_waiting) view_waitings;

/* Oldest first; open works only of mails that came before `overdue`. */
MUST_USE enum outcome views_waiting(
        struct sql *s, int64_t overdue, struct arena *a, view_waitings *r, struct reason *why);

#endif
