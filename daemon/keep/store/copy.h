/* A whole, verified copy of a database that may be in use. */
#ifndef KEEP_COPY_H
#define KEEP_COPY_H

#include "base/outcome.h"

#include <sqlite3.h>

/* Copies `from` to the file `to` in one file without journal, checks it, makes it durable, and only then gives it its
 * name: a file of that name is whole, one that was there before is replaced. LATER: no room, or the database is busy;
 * REFUSED: the database is damaged. */
MUST_USE enum outcome copy_database(sqlite3 *from, const char *to, struct reason *why);

#endif
