#include "daemon/keep/store/migrate.h"

#include "base/log.h"
#include "daemon/keep/store/copy.h"

#include <stdio.h>

static enum outcome migrate_fail(sqlite3 *db, int rc, struct reason *why)
{
	int primary = rc & 0xff;
	bool passing = primary == SQLITE_BUSY || primary == SQLITE_FULL || primary == SQLITE_IOERR;
	return fail(why, passing ? LATER : BROKEN, "database: %s", sqlite3_errmsg(db));
}

static enum outcome read_version(sqlite3 *db, int *version_r, struct reason *why)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	*version_r = rc == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : 0;
	enum outcome o = rc == SQLITE_ROW ? DONE : migrate_fail(db, rc, why);
	sqlite3_finalize(stmt);
	return o;
}

static enum outcome apply(sqlite3 *db, int number, const char *text, struct reason *why)
{
	char version[64];
	sqlite3_snprintf(sizeof version, version, "PRAGMA user_version = %d", number);
	int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, text, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, version, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return DONE;
	enum outcome o = migrate_fail(db, rc, why);
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return o;
}

static enum outcome keep_copy(sqlite3 *db, const char *path, int version, struct reason *why)
{
	char copy[4096];
	if (snprintf(copy, sizeof copy, "%s.version-%d", path, version) >= (int)sizeof copy)
		return fail(why, REFUSED, "the path of the database is too long");
	enum outcome o = copy_database(db, copy, why);
	if (o == DONE)
		log_event(LOG_LEVEL_NOTICE, "database.copied", "version=%d", version);
	return o;
}

enum outcome migrate_database(sqlite3 *db, const char *path, const char *const *texts, size_t count,
        bool may_write, struct reason *why)
{
	int have;
	enum outcome o = read_version(db, &have, why);
	if (o != DONE)
		return o;
	if (have < 0 || (size_t)have > count)
		return fail(why, REFUSED,
		        "the database is of version %d, this program knows versions up to %zu: a newer "
		        "xuanwangd wrote it. Install that again, or put a copy of before (%s.version-N) in "
		        "its place",
		        have, count, path);
	if ((size_t)have == count)
		return DONE;
	if (!may_write)
		return fail(why, REFUSED, "the database is of an older version: start xuanwangd once");
	if (have > 0)
		o = keep_copy(db, path, have, why);
	for (int i = have; o == DONE && (size_t)i < count; i++)
		o = apply(db, i + 1, texts[i], why);
	if (o == DONE)
		log_event(LOG_LEVEL_NOTICE, have ? "database.migrated" : "database.made",
		        "from=%d version=%zu", have, count);
	return o;
}
