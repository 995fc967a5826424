/* A thin layer over SQLite: prepared statements kept by their text, bound by a type string, errors as
 * outcomes. Types: i int64_t, s const char *, h const struct hash *, b const void * + size_t, n NULL (takes
 * no argument). */
#ifndef KEEP_SQL_H
#define KEEP_SQL_H

#include "base/arena.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;
struct sql_rows; /* a running query */

enum sql_mode { SQL_WRITE, SQL_READ };

/* Opens the database at `path`; WRITE makes it and applies the migrations that are missing. LATER: locked or
 * disk trouble; REFUSED: of a newer program, damaged, or (READ) not there yet. */
MUST_USE enum outcome sql_open(const char *path, enum sql_mode mode, struct sql **sql_r, struct reason *why);
void sql_close(struct sql **s);
/* A whole, checked copy of the database of this moment, in one file (see copy_database). */
MUST_USE enum outcome sql_copy(struct sql *s, const char *to, struct reason *why);

/* Runs a statement that yields no rows. `text` must be a literal: the prepared statement is kept by its
 * address. */
MUST_USE enum outcome sql_run(struct sql *s, struct reason *why, const char *text, const char *types, ...);
/* A number that is another one after every change of the database, whoever made it. */
MUST_USE enum outcome sql_age(struct sql *s, int64_t *age_r, struct reason *why);
int64_t sql_last_id(struct sql *s);
int64_t sql_changes(struct sql *s);

/* Starts a query. Errors show at sql_next. Close it by sql_done before the same text is used again. */
struct sql_rows *sql_query(struct sql *s, const char *text, const char *types, ...);
/* True while there is a row; the columns are valid until the next call. */
bool sql_next(struct sql_rows *r);
int64_t sql_int(struct sql_rows *r, int column);
const char *sql_text(struct sql_rows *r, int column, struct arena *a); /* a copy; "" for NULL */
bool sql_is_null(struct sql_rows *r, int column);
bool sql_hash(struct sql_rows *r, int column, struct hash *hash_r); /* false for NULL */
size_t sql_blob(struct sql_rows *r, int column, const void **bytes_r);
/* Ends the query; tells whether an error cut it short. */
MUST_USE enum outcome sql_done(struct sql_rows **r, struct reason *why);

/* One number out of one row; `fallback` where there is no row or it is NULL. */
MUST_USE enum outcome sql_number(struct sql *s, int64_t fallback, int64_t *n_r, struct reason *why,
        const char *text, const char *types, ...);

/* A transaction that takes the write lock at once, and a part of it that can be undone alone. */
MUST_USE enum outcome sql_begin(struct sql *s, struct reason *why);
/* One moment of the database for several queries; ended by sql_rollback. */
MUST_USE enum outcome sql_begin_reading(struct sql *s, struct reason *why);
MUST_USE enum outcome sql_commit(struct sql *s, struct reason *why);
void sql_rollback(struct sql *s);
MUST_USE enum outcome sql_savepoint(struct sql *s, struct reason *why);
MUST_USE enum outcome sql_release(struct sql *s, struct reason *why);
void sql_undo_savepoint(struct sql *s);

#endif
