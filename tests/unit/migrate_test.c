/* A database goes from version to version, never without a good copy of before, and never backwards. */
#include "daemon/keep/store/migrate.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const versions[] = {
        "CREATE TABLE mail(id INTEGER PRIMARY KEY, state TEXT); CREATE INDEX states ON mail(state)",
        "ALTER TABLE mail ADD COLUMN day TEXT", "CREATE TABLE unit(id TEXT)", "this is no SQL"};

struct place {
	char folder[64], path[128];
	sqlite3 *db;
	struct reason why;
};

static int open_place(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	if (!p)
		return -1;
	snprintf(p->folder, sizeof p->folder, "/tmp/xw-migrate-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	snprintf(p->path, sizeof p->path, "%s/xuanwangd.db", p->folder);
	*state = p;
	return sqlite3_open(p->path, &p->db) == SQLITE_OK &&
	                       sqlite3_exec(p->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK
	               ? 0
	               : -1;
}

static int close_place(void **state)
{
	struct place *p = *state;
	sqlite3_close(p->db);
	DIR *d = opendir(p->folder);
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
	rmdir(p->folder);
	free(p);
	return 0;
}

static int number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int n = -1;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static enum outcome bring_to(struct place *p, size_t version)
{
	return migrate_database(p->db, p->path, versions, version, true, &p->why);
}

/* What stands in the folder besides the database and its journal. */
static unsigned others(const struct place *p)
{
	unsigned n = 0;
	DIR *d = opendir(p->folder);
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		n += e->d_name[0] != '.' && strstr(e->d_name, "version") != NULL;
	closedir(d);
	return n;
}

static void a_new_database_needs_no_copy(void **state)
{
	struct place *p = *state;
	assert_int_equal(bring_to(p, 2), DONE);
	assert_int_equal(number(p->db, "PRAGMA user_version"), 2);
	assert_int_equal(others(p), 0);
	assert_int_equal(bring_to(p, 2), DONE);
	assert_int_equal(others(p), 0);
}

static void the_copy_holds_what_was_there_before(void **state)
{
	struct place *p = *state;
	sqlite3 *copy;
	char path[160];
	assert_int_equal(bring_to(p, 1), DONE);
	assert_int_equal(
	        sqlite3_exec(p->db, "INSERT INTO mail(state) VALUES('filed')", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(bring_to(p, 3), DONE);
	assert_int_equal(number(p->db, "PRAGMA user_version"), 3);
	assert_int_equal(others(p), 1);
	snprintf(path, sizeof path, "%s.version-1", p->path);
	assert_int_equal(sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(number(copy, "PRAGMA user_version"), 1);
	assert_int_equal(number(copy, "SELECT count(*) FROM mail WHERE state = 'filed'"), 1);
	assert_int_equal(number(copy, "SELECT count(*) FROM sqlite_master WHERE name = 'unit'"), 0);
	sqlite3_close(copy);
	assert_int_equal(others(p), 1); /* it is one file, also after it was looked at */
}

static void a_migration_that_fails_changes_nothing(void **state)
{
	struct place *p = *state;
	assert_int_equal(bring_to(p, 3), DONE);
	assert_int_equal(bring_to(p, 4), BROKEN);
	assert_int_equal(number(p->db, "PRAGMA user_version"), 3);
	assert_int_equal(others(p), 1);
}

static void without_a_copy_nothing_is_migrated(void **state)
{
	struct place *p = *state;
	char path[160];
	assert_int_equal(bring_to(p, 1), DONE);
	snprintf(path, sizeof path, "%s.version-1.new", p->path);
	assert_int_equal(mkdir(path, 0700), 0); /* stands in the copy's way */
	assert_int_equal(bring_to(p, 2), LATER);
	assert_int_equal(number(p->db, "PRAGMA user_version"), 1);
	rmdir(path);
	assert_int_equal(bring_to(p, 2), DONE);
}

/* Bytes of one page of a tree are overwritten: SQLite opens the file and reads its version all the same. */
static void a_damaged_database_is_not_migrated(void **state)
{
	struct place *p = *state;
	char rubbish[4096];
	memset(rubbish, 0x5a, sizeof rubbish);
	assert_int_equal(bring_to(p, 1), DONE);
	sqlite3_close(p->db);
	int fd = open(p->path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, rubbish, sizeof rubbish, 4096), (ssize_t)sizeof rubbish);
	close(fd);
	assert_int_equal(sqlite3_open(p->path, &p->db), SQLITE_OK);
	assert_int_equal(bring_to(p, 2), REFUSED);
	assert_non_null(strstr(p->why.text, "damaged"));
	assert_int_equal(number(p->db, "PRAGMA user_version"), 1);
	assert_int_equal(others(p), 0);
}

static void a_newer_database_is_refused_with_what_to_do(void **state)
{
	struct place *p = *state;
	assert_int_equal(bring_to(p, 3), DONE);
	assert_int_equal(bring_to(p, 2), REFUSED);
	assert_non_null(strstr(p->why.text, "version 3"));
	assert_non_null(strstr(p->why.text, "versions up to 2"));
	assert_non_null(strstr(p->why.text, "Install that again"));
	assert_int_equal(number(p->db, "PRAGMA user_version"), 3);
}

static void a_reader_changes_nothing(void **state)
{
	struct place *p = *state;
	assert_int_equal(bring_to(p, 1), DONE);
	assert_int_equal(migrate_database(p->db, p->path, versions, 2, false, &p->why), REFUSED);
	assert_int_equal(migrate_database(p->db, p->path, versions, 1, false, &p->why), DONE);
	assert_int_equal(number(p->db, "PRAGMA user_version"), 1);
	assert_int_equal(others(p), 0);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, open_place, close_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        PLACED(a_new_database_needs_no_copy),
	        PLACED(the_copy_holds_what_was_there_before),
	        PLACED(a_migration_that_fails_changes_nothing),
	        PLACED(without_a_copy_nothing_is_migrated),
	        PLACED(a_damaged_database_is_not_migrated),
	        PLACED(a_newer_database_is_refused_with_what_to_do),
	        PLACED(a_reader_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
