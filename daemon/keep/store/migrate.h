/* From the version that a database has to the one that this program knows. */
#ifndef KEEP_MIGRATE_H
#define KEEP_MIGRATE_H

#include "base/outcome.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* Applies the texts that are missing, each in a transaction of its own; the database's version is their number. Before
 * the first one, a database that holds something is copied to "<path>.version-<its version>", and the copy is checked:
 * who must go back installs the older program and puts that file in the database's place. LATER: no room, busy.
 * REFUSED: damaged, of a newer program, or in need of migration while `may_write` is false. */
MUST_USE enum outcome migrate_database(sqlite3 *db, const char *path, const char *const *texts, size_t count,
        bool may_write, struct reason *why);

#endif
