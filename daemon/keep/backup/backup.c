#include "daemon/keep/backup/backup.h"

#include "base/durable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SNAPSHOTS "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z"
#define UNFINISHED ".unfinished"

enum { TREE_DESCRIPTORS = 32 };

struct making {
	struct arena *arena;
	const struct folders *live;
	const struct config *config;
	const char *to, *path; /* the folder of snapshots; the one in the making */
	struct backup *backup;
	FILE *manifest;
};

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static enum outcome remove_tree(const char *path, struct reason *why)
{
	if (nftw(path, remove_one, TREE_DESCRIPTORS, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
		return fail_errno(why, LATER, "cannot remove %s", path);
	return DONE;
}

/* --- the snapshots that are there --- */

typedef LIST(const char *) names;

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Oldest first. */
static enum outcome list_snapshots(
        const char *to, const char *pattern, struct arena *a, names *r, struct reason *why)
{
	DIR *d = opendir(to);
	if (!d)
		return fail_errno(why, REFUSED, "cannot open %s", to);
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		if (fnmatch(pattern, e->d_name, 0) == 0)
			*list_add(a, r) = arena_strdup(a, e->d_name);
	closedir(d);
	if (r->n)
		qsort(r->v, r->n, sizeof *r->v, compare_names);
	return DONE;
}

static bool is_whole(const char *to, const char *name, struct arena *a)
{
	return access(arena_printf(a, "%s/%s/manifest", to, name), R_OK) == 0;
}

enum outcome backup_find_latest(const char *to, struct arena *a, const char **path_r, struct reason *why)
{
	names all = {0};
	enum outcome o = list_snapshots(to, SNAPSHOTS, a, &all, why);
	*path_r = NULL;
	for (size_t i = 0; i < all.n; i++)
		if (is_whole(to, all.v[i], a))
			*path_r = arena_printf(a, "%s/%s", to, all.v[i]);
	return o;
}

/* What interrupted runs left, and what is older than the `keep` latest ones. */
static enum outcome tidy(const struct making *m, size_t keep, struct reason *why)
{
	names left = {0}, all = {0};
	enum outcome o = list_snapshots(m->to, SNAPSHOTS UNFINISHED, m->arena, &left, why);
	for (size_t i = 0; o == DONE && i < left.n; i++)
		o = remove_tree(arena_printf(m->arena, "%s/%s", m->to, left.v[i]), why);
	if (o == DONE)
		o = list_snapshots(m->to, SNAPSHOTS, m->arena, &all, why);
	for (size_t i = 0; o == DONE && keep && i + keep < all.n; i++) {
		/* Out of its name first: half of a snapshot must not look like one. */
		const char *old = arena_printf(m->arena, "%s/%s", m->to, all.v[i]);
		const char *gone = arena_printf(m->arena, "%s" UNFINISHED, old);
		o = rename(old, gone) == 0 ? remove_tree(gone, why)
		                           : fail_errno(why, LATER, "cannot remove %s", old);
		m->backup->removed += o == DONE;
	}
	return o;
}

/* --- one more --- */

static enum outcome note_file(struct making *m, const char *name, struct reason *why)
{
	struct hash hash;
	struct stat st;
	char hex[HASH_HEX_SIZE];
	int fd = open(arena_printf(m->arena, "%s/%s", m->path, name), O_RDONLY | O_CLOEXEC);
	enum outcome o = fd < 0 || fstat(fd, &st) != 0 ? fail_errno(why, LATER, "cannot read %s", name)
	                                               : hash_file(fd, 0, (uint64_t)st.st_size, &hash, why);
	if (fd >= 0)
		close(fd);
	if (o != DONE)
		return o;
	hash_to_hex(&hash, hex);
	fprintf(m->manifest, "%s  %s\n", hex, name);
	return DONE;
}

/* Configuration and campaign, for who must set up another machine; never passwords. */
static enum outcome copy_settings(struct making *m, const struct folders *to, struct reason *why)
{
	static const char *const names_there[] = {
	        "configuration/xuanwangd.yaml", "configuration/campaign.yaml"};
	const char *const here[] = {m->config->path, m->config->campaign_path};
	enum outcome o = durable_make_folders(to->state, "configuration", why);
	for (size_t i = 0; o == DONE && i < 2; i++) {
		o = replica_copy_file(AT_FDCWD, here[i], to->state, names_there[i], why);
		if (o == DONE)
			o = note_file(m, names_there[i], why);
	}
	return o;
}

/* The copy's own database is opened as if it were a service's: what orders had still to move or to destroy is done by
 * building the tree. */
static enum outcome fill(
        struct making *m, const struct folders *to, const struct folders *before, struct reason *why)
{
	struct replica replica = {.arena = m->arena,
	        .from_mail = m->live->mail,
	        .from_content = m->live->content,
	        .before_mail = before->mail,
	        .before_content = before->content,
	        .to = to,
	        .manifest = m->manifest};
	enum outcome o = sql_open(to->database_path, SQL_WRITE, &replica.sql, why);
	if (o == DONE)
		o = sql_run(replica.sql, why, "DELETE FROM move", "");
	if (o == DONE)
		o = sql_run(replica.sql, why, "DELETE FROM shred", "");
	if (o == DONE)
		o = replica_fill(&replica, why);
	sql_close(&replica.sql);
	m->backup->mails = replica.mails;
	m->backup->contents = replica.contents;
	m->backup->copied = replica.copied;
	m->backup->copied_bytes = replica.copied_bytes;
	for (size_t i = 0; i < replica.problems.n; i++)
		*list_add(m->arena, &m->backup->problems) = replica.problems.v[i];
	return o;
}

static enum outcome write_manifest(struct making *m, const struct folders *to, struct reason *why)
{
	enum outcome o = note_file(m, "xuanwangd.db", why);
	if (o == DONE)
		o = note_file(m, "token.key", why);
	if (o == DONE)
		o = copy_settings(m, to, why);
	if (o == DONE && (fflush(m->manifest) != 0 || ferror(m->manifest)))
		o = fail_errno(why, LATER, "cannot write the manifest");
	if (o == DONE && renameat(to->state, "manifest.new", to->state, "manifest") != 0)
		o = fail_errno(why, LATER, "cannot name the manifest");
	if (o == DONE && syncfs(to->state) != 0)
		o = fail_errno(why, LATER, "cannot sync the backup");
	return o;
}

/* The key first: folders_open would make another one. */
static enum outcome open_copy(struct making *m, struct sql *sql, struct folders *to, struct reason *why)
{
	int fd = open(m->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot open %s", m->path);
	enum outcome o = replica_copy_file(m->live->state, "token.key", fd, "token.key", why);
	close(fd);
	if (o == DONE)
		o = sql_copy(sql, arena_printf(m->arena, "%s/xuanwangd.db", m->path), why);
	if (o == DONE)
		o = folders_open(m->path, arena_printf(m->arena, "%s/archive", m->path), to, why);
	return o;
}

static enum outcome make(struct making *m, struct sql *sql, struct reason *why)
{
	struct folders to = FOLDERS_NONE, before = FOLDERS_NONE;
	const char *latest = NULL;
	enum outcome o = backup_find_latest(m->to, m->arena, &latest, why);
	if (o == DONE && latest)
		o = folders_open_existing(latest, arena_printf(m->arena, "%s/archive", latest), &before, why);
	if (o == DONE)
		o = open_copy(m, sql, &to, why);
	if (o == DONE) {
		m->manifest = fopen(arena_printf(m->arena, "%s/manifest.new", m->path), "wxe");
		if (!m->manifest)
			o = fail_errno(why, LATER, "cannot write the manifest");
	}
	if (o == DONE)
		o = fill(m, &to, &before, why);
	if (o == DONE)
		o = write_manifest(m, &to, why);
	if (m->manifest)
		fclose(m->manifest);
	folders_close(&to);
	folders_close(&before);
	return o;
}

/* One at a time; the lock goes with the descriptor. */
static enum outcome lock(const char *to, int *fd_r, struct reason *why)
{
	*fd_r = -1;
	if (mkdir(to, 0700) != 0 && errno != EEXIST)
		return fail_errno(why, REFUSED, "cannot make %s", to);
	*fd_r = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd_r < 0)
		return fail_errno(why, REFUSED, "cannot open %s", to);
	if (flock(*fd_r, LOCK_EX | LOCK_NB) != 0)
		return fail(why, LATER, "another backup to %s is at work", to);
	return DONE;
}

enum outcome backup_make(const struct folders *live, struct sql *sql, const struct config *config,
        const char *to, size_t keep, int64_t now, struct arena *a, struct backup *r, struct reason *why)
{
	char name[32];
	struct tm tm;
	time_t when = (time_t)now;
	int fd;
	strftime(name, sizeof name, "%Y-%m-%dT%H%M%SZ", gmtime_r(&when, &tm));
	*r = (struct backup){.snapshot = arena_printf(a, "%s/%s", to, name)};
	struct making m = {.arena = a, .live = live, .config = config, .to = to, .backup = r};
	m.path = arena_printf(a, "%s" UNFINISHED, r->snapshot);
	enum outcome o = lock(to, &fd, why);
	if (o == DONE)
		o = tidy(&m, 0, why);
	if (o == DONE && access(r->snapshot, F_OK) == 0)
		o = fail(why, LATER, "%s was made within this second", r->snapshot);
	if (o == DONE && mkdir(m.path, 0700) != 0)
		o = fail_errno(why, LATER, "cannot make %s", m.path);
	if (o == DONE)
		o = make(&m, sql, why);
	if (o == DONE && rename(m.path, r->snapshot) != 0)
		o = fail_errno(why, LATER, "cannot name the snapshot");
	if (o == DONE)
		o = durable_sync_folder(fd, why);
	if (o == DONE)
		o = tidy(&m, keep, why);
	if (fd >= 0)
		close(fd);
	return o;
}
