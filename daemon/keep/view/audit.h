/* The conservation law and the archive's truth: every mail that came is in exactly one end state, every file
 * that the database knows lies where it says with the content it says, and nothing else lies there. */
#ifndef KEEP_AUDIT_H
#define KEEP_AUDIT_H

#include "base/arena.h"
#include "daemon/keep/file/folders.h"
#include "daemon/keep/view/views.h"

struct audit {
	struct view_counts counts;
	int64_t files, contents;     /* checked: links in folders, and different contents behind them */
	int64_t under_way;           /* steps of orders that are still to be done in the archive */
	LIST(const char *) problems; /* English sentences; empty where all holds */
};

/* Reads everything once; memory grows with the number of files, not with their size. LATER: something could
 * not be read. */
MUST_USE enum outcome audit_run(
        struct sql *s, const struct folders *f, struct arena *a, struct audit *audit_r, struct reason *why);

#endif
