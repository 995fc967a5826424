/* What is still to be done in the archive after rows were changed: a log that is written with the rows and done
 * again after a crash, so that files and rows agree whatever is killed. */
#ifndef KEEP_MOVES_H
#define KEEP_MOVES_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/store/sql.h"

/* Writing it down, in the caller's transaction. Paths are below the archive. */
MUST_USE enum outcome moves_add_move(struct sql *s, const char *from, const char *to, struct reason *why);
/* A folder that gets the link to this raw message; made where it is missing. */
MUST_USE enum outcome moves_add_link(
        struct sql *s, const struct hash *raw, const char *folder, struct reason *why);
/* A file; or a folder that holds nothing but the link to the raw message: with anything else in it it stays. */
MUST_USE enum outcome moves_add_remove(struct sql *s, const char *path, struct reason *why);

/* Does all of it, outside of any transaction. Must have said DONE before anything else touches the archive. LATER:
 * disk trouble; what was done already does no harm when it is done again. */
MUST_USE enum outcome moves_perform(struct sql *s, const struct folders *f, struct reason *why);

#endif
