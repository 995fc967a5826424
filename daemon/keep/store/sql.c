#include "daemon/keep/store/sql.h"

#include "base/log.h"
#include "daemon/keep/store/copy.h"
#include "daemon/keep/store/migrate.h"
#include "daemon/keep/store/migrations.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS = 256, BUSY_MILLISECONDS = 10000 };

struct sql_rows {
	struct sql *sql;
	sqlite3_stmt *stmt;
	int rc;
};

struct sql {
	sqlite3 *db;
	struct {
		const char *text;
		struct sql_rows rows;
	} kept[STATEMENTS];
};

/* Full disks, locks and I/O errors pass; everything else is a fault of the program or of the file. */
static enum outcome sql_fail(struct sql *s, int rc, struct reason *why)
{
	int primary = rc & 0xff;
	bool passing = primary == SQLITE_BUSY || primary == SQLITE_FULL || primary == SQLITE_IOERR ||
	               primary == SQLITE_CANTOPEN || primary == SQLITE_LOCKED;
	return fail(why, passing ? LATER : BROKEN, "database: %s", sqlite3_errmsg(s->db));
}

static struct sql_rows *prepare(struct sql *s, const char *text)
{
	size_t i = ((uintptr_t)text >> 3) % STATEMENTS;
	size_t tried = 0;
	while (s->kept[i].text && s->kept[i].text != text && tried++ < STATEMENTS)
		i = (i + 1) % STATEMENTS;
	invariant(tried < STATEMENTS);
	struct sql_rows *r = &s->kept[i].rows;
	if (!s->kept[i].text) {
		r->sql = s;
		r->rc = sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, &r->stmt, NULL);
		if (r->rc != SQLITE_OK) {
			log_event(LOG_LEVEL_ERROR, "database.statement", "reason=\"%s\"",
			        sqlite3_errmsg(s->db));
			return r; /* not kept: a locked database may pass */
		}
		s->kept[i].text = text;
	}
	r->rc = SQLITE_OK;
	return r;
}

static void bind(struct sql_rows *r, const char *types, va_list ap)
{
	for (int i = 1; *types && r->rc == SQLITE_OK; types++, i++) {
		const void *bytes;
		switch (*types) {
		case 'i':
			r->rc = sqlite3_bind_int64(r->stmt, i, va_arg(ap, int64_t));
			break;
		case 's':
			r->rc = sqlite3_bind_text(r->stmt, i, va_arg(ap, const char *), -1, SQLITE_STATIC);
			break;
		case 'h':
			bytes = va_arg(ap, const struct hash *);
			r->rc = bytes ? sqlite3_bind_blob(r->stmt, i, bytes, HASH_SIZE, SQLITE_STATIC)
			              : sqlite3_bind_null(r->stmt, i);
			break;
		case 'b':
			bytes = va_arg(ap, const void *);
			r->rc = sqlite3_bind_blob64(r->stmt, i, bytes, va_arg(ap, size_t), SQLITE_STATIC);
			break;
		case 'n':
			r->rc = sqlite3_bind_null(r->stmt, i);
			break;
		default:
			invariant(!"a known type letter");
		}
	}
}

static void release(struct sql_rows *r)
{
	if (!r->stmt)
		return;
	sqlite3_reset(r->stmt);
	sqlite3_clear_bindings(r->stmt);
}

enum outcome sql_run(struct sql *s, struct reason *why, const char *text, const char *types, ...)
{
	struct sql_rows *r = prepare(s, text);
	va_list ap;
	va_start(ap, types);
	bind(r, types, ap);
	va_end(ap);
	if (r->rc == SQLITE_OK)
		r->rc = sqlite3_step(r->stmt);
	enum outcome o = r->rc == SQLITE_DONE || r->rc == SQLITE_ROW ? DONE : sql_fail(s, r->rc, why);
	release(r);
	return o;
}

int64_t sql_last_id(struct sql *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int64_t sql_changes(struct sql *s)
{
	return sqlite3_changes64(s->db);
}

struct sql_rows *sql_query(struct sql *s, const char *text, const char *types, ...)
{
	struct sql_rows *r = prepare(s, text);
	va_list ap;
	va_start(ap, types);
	bind(r, types, ap);
	va_end(ap);
	return r;
}

bool sql_next(struct sql_rows *r)
{
	if (r->rc == SQLITE_OK || r->rc == SQLITE_ROW)
		r->rc = sqlite3_step(r->stmt);
	return r->rc == SQLITE_ROW;
}

int64_t sql_int(struct sql_rows *r, int column)
{
	return sqlite3_column_int64(r->stmt, column);
}

const char *sql_text(struct sql_rows *r, int column, struct arena *a)
{
	const char *text = (const char *)sqlite3_column_text(r->stmt, column);
	return text ? arena_strdup(a, text) : "";
}

bool sql_is_null(struct sql_rows *r, int column)
{
	return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

bool sql_hash(struct sql_rows *r, int column, struct hash *hash_r)
{
	const void *bytes = sqlite3_column_blob(r->stmt, column);
	if (!bytes || sqlite3_column_bytes(r->stmt, column) != HASH_SIZE)
		return false;
	memcpy(hash_r->bytes, bytes, HASH_SIZE);
	return true;
}

size_t sql_blob(struct sql_rows *r, int column, const void **bytes_r)
{
	*bytes_r = sqlite3_column_blob(r->stmt, column);
	return (size_t)sqlite3_column_bytes(r->stmt, column);
}

enum outcome sql_done(struct sql_rows **r, struct reason *why)
{
	int rc = (*r)->rc;
	enum outcome o = rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE
	                         ? DONE
	                         : sql_fail((*r)->sql, rc, why);
	release(*r);
	*r = NULL;
	return o;
}

enum outcome sql_number(struct sql *s, int64_t fallback, int64_t *n_r, struct reason *why, const char *text,
        const char *types, ...)
{
	struct sql_rows *r = prepare(s, text);
	va_list ap;
	va_start(ap, types);
	bind(r, types, ap);
	va_end(ap);
	*n_r = sql_next(r) && !sql_is_null(r, 0) ? sql_int(r, 0) : fallback;
	return sql_done(&r, why);
}

enum outcome sql_age(struct sql *s, int64_t *age_r, struct reason *why)
{
	/* Others' changes move the one, our own the other. */
	enum outcome o = sql_number(s, 0, age_r, why, "PRAGMA data_version", "");
	*age_r = (*age_r << 32) + sqlite3_total_changes(s->db);
	return o;
}

enum outcome sql_begin(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "BEGIN IMMEDIATE", "");
}

enum outcome sql_begin_reading(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "BEGIN DEFERRED", "");
}

enum outcome sql_commit(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "COMMIT", "");
}

void sql_rollback(struct sql *s)
{
	if (!sqlite3_get_autocommit(s->db) && sql_run(s, NULL, "ROLLBACK", "") != DONE)
		log_event(LOG_LEVEL_ERROR, "database.rollback", "reason=\"%s\"", sqlite3_errmsg(s->db));
}

enum outcome sql_savepoint(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "SAVEPOINT one_mail", "");
}

enum outcome sql_release(struct sql *s, struct reason *why)
{
	return sql_run(s, why, "RELEASE one_mail", "");
}

void sql_undo_savepoint(struct sql *s)
{
	if (sql_run(s, NULL, "ROLLBACK TO one_mail", "") != DONE ||
	        sql_run(s, NULL, "RELEASE one_mail", "") != DONE)
		log_event(LOG_LEVEL_ERROR, "database.rollback", "reason=\"%s\"", sqlite3_errmsg(s->db));
}

enum outcome sql_open(const char *path, enum sql_mode mode, struct sql **sql_r, struct reason *why)
{
	struct sql *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	int flags =
	        SQLITE_OPEN_READWRITE | (mode == SQL_WRITE ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOFOLLOW;
	int rc = sqlite3_open_v2(path, &s->db, flags, NULL);
	sqlite3_busy_timeout(s->db, BUSY_MILLISECONDS);
	/* FULL: a commit that was reported survives a power cut; the WAL alone would only keep the file
	 * consistent. */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(s->db,
		        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		        "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; "
		        "PRAGMA cache_size = -8192",
		        NULL, NULL, NULL);
	enum outcome o = DONE;
	if (rc == SQLITE_CANTOPEN)
		o = fail(why, mode == SQL_READ ? REFUSED : LATER, "cannot open the database %s", path);
	else if (rc != SQLITE_OK)
		o = sql_fail(s, rc, why);
	if (o == DONE)
		o = migrate_database(s->db, path, migrations, migrations_count, mode == SQL_WRITE, why);
	if (o != DONE)
		sql_close(&s);
	*sql_r = s;
	return o;
}

enum outcome sql_copy(struct sql *s, const char *to, struct reason *why)
{
	return copy_database(s->db, to, why);
}

void sql_close(struct sql **s)
{
	if (!*s)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize((*s)->kept[i].rows.stmt);
	sqlite3_close((*s)->db);
	free(*s);
	*s = NULL;
}
