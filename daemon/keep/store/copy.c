#include "daemon/keep/store/copy.h"

#include "base/durable.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, BUSY_MILLISECONDS = 10000 };

static enum outcome copy_fail(sqlite3 *copy, int rc, struct reason *why)
{
	return fail(why, rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB ? REFUSED : LATER,
	        "cannot copy the database: %s", copy ? sqlite3_errmsg(copy) : sqlite3_errstr(rc));
}

/* All pages in one step: what is written meanwhile waits, so that the copy is of one moment. */
static enum outcome copy_pages(sqlite3 *from, sqlite3 *copy, struct reason *why)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", from, "main");
	if (!backup)
		return copy_fail(copy, sqlite3_errcode(copy), why);
	int rc = sqlite3_backup_step(backup, -1);
	int finished = sqlite3_backup_finish(backup);
	if (rc != SQLITE_DONE)
		return copy_fail(copy, finished != SQLITE_OK ? finished : rc, why);
	/* The copy took over WAL; without, it is one file, and stays one when it is looked at. */
	rc = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	return rc == SQLITE_OK ? DONE : copy_fail(copy, rc, why);
}

/* "ok" in one row, or the first fault. */
static enum outcome check_pages(sqlite3 *copy, struct reason *why)
{
	sqlite3_stmt *stmt = NULL;
	enum outcome o;
	int rc = sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	const char *said = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
	if (!said)
		o = copy_fail(copy, rc, why);
	else if (strcmp(said, "ok") != 0)
		o = fail(why, REFUSED, "the database is damaged: %s", said);
	else
		o = DONE;
	sqlite3_finalize(stmt);
	return o;
}

static enum outcome write_copy(sqlite3 *from, const char *path, struct reason *why)
{
	sqlite3 *copy = NULL;
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
	int rc = sqlite3_open_v2(path, &copy, flags, NULL);
	if (copy)
		sqlite3_busy_timeout(copy, BUSY_MILLISECONDS);
	enum outcome o = rc == SQLITE_OK ? copy_pages(from, copy, why) : copy_fail(copy, rc, why);
	if (o == DONE)
		o = check_pages(copy, why);
	sqlite3_close(copy);
	return o;
}

static enum outcome sync_path(const char *path, bool folder, struct reason *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | (folder ? O_DIRECTORY : 0));
	if (fd < 0)
		return fail_errno(why, LATER, "cannot open the copy of the database");
	enum outcome o = folder ? durable_sync_folder(fd, why) : durable_sync_file(fd, why);
	close(fd);
	return o;
}

enum outcome copy_database(sqlite3 *from, const char *to, struct reason *why)
{
	char path[PATH_SIZE], folder[PATH_SIZE];
	if (snprintf(path, sizeof path, "%s.new", to) >= (int)sizeof path)
		return fail(why, REFUSED, "the path of the copy is too long");
	memcpy(folder, path, sizeof folder);
	unlink(path); /* what an interrupted copy left */
	enum outcome o = write_copy(from, path, why);
	if (o == DONE)
		o = sync_path(path, false, why);
	if (o == DONE && rename(path, to) != 0)
		o = fail_errno(why, LATER, "cannot name the copy of the database");
	if (o == DONE)
		o = sync_path(dirname(folder), true, why);
	if (o != DONE)
		unlink(path);
	return o;
}
