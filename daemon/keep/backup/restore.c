#include "base/durable.h"
#include "daemon/keep/backup/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define IN_PROGRESS "xuanwangd.db.restoring"

struct restoring {
	struct arena *arena;
	const char *from;
	const struct config *config;
	struct folders source, to;
	struct backup *backup;
	int64_t now;
};

/* --- the snapshot --- */

/* What `name` hashed to when the snapshot was made. */
static bool read_manifest(const struct restoring *g, const char *name, char hex_r[HASH_HEX_SIZE])
{
	char *line = NULL;
	size_t room = 0;
	bool found = false;
	FILE *f = fopen(arena_printf(g->arena, "%s/manifest", g->from), "re");
	while (f && !found && getline(&line, &room, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		found = strlen(line) > HASH_HEX_SIZE + 1 && strcmp(line + HASH_HEX_SIZE + 1, name) == 0;
	}
	if (found)
		snprintf(hex_r, HASH_HEX_SIZE, "%.64s", line);
	free(line);
	if (f)
		fclose(f);
	return found;
}

static enum outcome check_file(const struct restoring *g, const char *name, struct reason *why)
{
	char said[HASH_HEX_SIZE] = "", real[HASH_HEX_SIZE];
	struct hash hash;
	struct stat st;
	if (!read_manifest(g, name, said))
		return fail(why, REFUSED, "%s/manifest does not name %s", g->from, name);
	int fd = openat(g->source.state, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum outcome o = fd < 0 || fstat(fd, &st) != 0
	                         ? fail_errno(why, REFUSED, "cannot open %s/%s", g->from, name)
	                         : hash_file(fd, 0, (uint64_t)st.st_size, &hash, why);
	if (fd >= 0)
		close(fd);
	if (o != DONE)
		return o;
	hash_to_hex(&hash, real);
	return strcmp(said, real) == 0
	               ? DONE
	               : fail(why, REFUSED, "%s/%s is not what it was when it was saved", g->from, name);
}

static enum outcome open_source(struct restoring *g, const char *from, struct reason *why)
{
	const char *latest = NULL;
	enum outcome o = DONE;
	g->from = from;
	if (access(arena_printf(g->arena, "%s/manifest", from), R_OK) != 0) {
		o = backup_find_latest(from, g->arena, &latest, why);
		if (o == DONE && !latest)
			o = fail(why, REFUSED, "%s is no snapshot and holds none", from);
		g->from = latest;
	}
	if (o == DONE)
		o = folders_open_existing(
		        g->from, arena_printf(g->arena, "%s/archive", g->from), &g->source, why);
	if (o == DONE)
		o = check_file(g, "token.key", why);
	return o == DONE ? check_file(g, "xuanwangd.db", why) : o;
}

/* --- the storage --- */

static bool is_empty(const char *path)
{
	size_t n = 0;
	DIR *d = opendir(path);
	if (!d)
		return errno == ENOENT;
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		     strcmp(e->d_name, ".content") != 0;
	closedir(d);
	return n == 0;
}

static enum outcome check_empty(const struct restoring *g, struct reason *why)
{
	const char *state = g->config->state_folder, *archive = g->config->archive_folder;
	const char *const places[] = {arena_printf(g->arena, "%s/mail", state), archive,
	        arena_printf(g->arena, "%s/.content", archive)};
	if (faccessat(g->to.state, "xuanwangd.db", F_OK, 0) == 0)
		return fail(why, REFUSED, "%s/xuanwangd.db is there: move the old storage away first", state);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (!is_empty(places[i]))
			return fail(
			        why, REFUSED, "%s is not empty: move the old storage away first", places[i]);
	return DONE;
}

/* Leaves `to` open in full, and the lock held. */
static enum outcome open_storage(struct restoring *g, int *lock_r, struct reason *why)
{
	bool resumed = false;
	const char *state = g->config->state_folder;
	if (mkdir(state, 0750) != 0 && errno != EEXIST)
		return fail_errno(why, REFUSED, "cannot make %s", state);
	g->to.state = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (g->to.state < 0)
		return fail_errno(why, REFUSED, "cannot open %s", state);
	enum outcome o = folders_begin_restore(&g->to, lock_r, &resumed, why);
	if (o == DONE && !resumed)
		o = check_empty(g, why);
	if (o == DONE)
		o = folders_mark_restore(&g->to, why);
	if (o == DONE)
		o = replica_copy_file(g->source.state, "token.key", g->to.state, "token.key", why);
	if (o == DONE)
		o = replica_copy_file(g->source.state, "xuanwangd.db", g->to.state, IN_PROGRESS, why);
	folders_close(&g->to);
	return o == DONE ? folders_open(state, g->config->archive_folder, &g->to, why) : o;
}

/* What waited when the snapshot was made may have gone out since: it goes to people instead of out a second time. */
static enum outcome answer_nothing_twice(struct restoring *g, struct sql *sql, struct reason *why)
{
	enum outcome o = sql_begin(sql, why);
	if (o == DONE)
		o = sql_run(sql, why,
		        "UPDATE answer SET state = 'unknown', finished = ?, said = 'restored from a backup: "
		        "it may have been sent since' "
		        "WHERE state = 'queued'",
		        "i", g->now);
	g->backup->unsure = o == DONE ? sql_changes(sql) : 0;
	if (o == DONE)
		o = sql_run(sql, why, "UPDATE mail SET quiet = 1 WHERE settled IS NULL", "");
	if (o == DONE)
		g->backup->unsure += sql_changes(sql);
	if (o == DONE)
		o = sql_run(sql, why, "UPDATE held SET told = ? WHERE told IS NULL", "i", g->now);
	if (o == DONE) /* the tree is built as the rows tell it: nothing is left to move */
		o = sql_run(sql, why, "DELETE FROM move", "");
	if (o == DONE)
		o = sql_number(sql, 0, &g->backup->admitted, why, "SELECT max(arrived) FROM mail", "");
	if (o == DONE)
		o = sql_commit(sql, why);
	if (o != DONE)
		sql_rollback(sql);
	return o;
}

static enum outcome fill(struct restoring *g, struct reason *why)
{
	struct replica replica = {.arena = g->arena,
	        .from_mail = g->source.mail,
	        .from_content = g->source.content,
	        .before_mail = -1,
	        .before_content = -1,
	        .to = &g->to};
	enum outcome o = sql_open(arena_printf(g->arena, "%s/" IN_PROGRESS, g->config->state_folder),
	        SQL_WRITE, &replica.sql, why);
	if (o == DONE)
		o = answer_nothing_twice(g, replica.sql, why);
	if (o == DONE)
		o = replica_fill(&replica, why);
	sql_close(&replica.sql);
	g->backup->mails = replica.mails;
	g->backup->contents = replica.contents;
	for (size_t i = 0; i < replica.problems.n; i++)
		*list_add(g->arena, &g->backup->problems) = replica.problems.v[i];
	if (o == DONE && replica.problems.n)
		return fail(why, REFUSED, "the snapshot is not whole: %s", replica.problems.v[0]);
	return o;
}

/* The database gets its name last: without it there is no service. */
static enum outcome finish(struct restoring *g, struct reason *why)
{
	if (renameat(g->to.state, IN_PROGRESS, g->to.state, "xuanwangd.db") != 0)
		return fail_errno(why, LATER, "cannot name the database");
	if (syncfs(g->to.state) != 0)
		return fail_errno(why, LATER, "cannot sync the storage");
	return folders_end_restore(&g->to, why);
}

enum outcome backup_restore(const char *from, const struct config *config, int64_t now, struct arena *a,
        struct backup *r, struct reason *why)
{
	struct restoring g = {.arena = a,
	        .config = config,
	        .source = FOLDERS_NONE,
	        .to = FOLDERS_NONE,
	        .backup = r,
	        .now = now};
	int lock = -1;
	*r = (struct backup){0};
	enum outcome o = open_source(&g, from, why);
	r->snapshot = g.from;
	if (o == DONE)
		o = open_storage(&g, &lock, why);
	if (o == DONE)
		o = fill(&g, why);
	if (o == DONE)
		o = finish(&g, why);
	if (lock >= 0)
		close(lock);
	folders_close(&g.source);
	folders_close(&g.to);
	return o;
}
