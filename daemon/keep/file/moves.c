#include "daemon/keep/file/moves.h"

#include "base/durable.h"
#include "daemon/keep/store/store_erase.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum outcome moves_add_move(struct sql *s, const char *from, const char *to, struct reason *why)
{
	return sql_run(s, why, "INSERT INTO move (kind, path, moved) VALUES ('move', ?, ?)", "ss", from, to);
}

enum outcome moves_add_link(struct sql *s, const struct hash *raw, const char *folder, struct reason *why)
{
	return sql_run(s, why, "INSERT INTO move (kind, hash, path, moved) VALUES ('link', ?, ?, '')", "hs",
	        raw, folder);
}

enum outcome moves_add_remove(struct sql *s, const char *path, struct reason *why)
{
	return sql_run(s, why, "INSERT INTO move (kind, path, moved) VALUES ('remove', ?, '')", "s", path);
}

struct move {
	int64_t id;
	const char *kind, *path, *moved;
	struct hash hash;
};

typedef LIST(struct move) moves;

static enum outcome load(struct sql *s, struct arena *a, moves *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s, "SELECT id, kind, path, moved, hash FROM move ORDER BY id", "");
	while (sql_next(rows)) {
		struct move *m = list_add(a, r);
		*m = (struct move){.id = sql_int(rows, 0),
		        .kind = sql_text(rows, 1, a),
		        .path = sql_text(rows, 2, a),
		        .moved = sql_text(rows, 3, a)};
		sql_hash(rows, 4, &m->hash);
	}
	return sql_done(&rows, why);
}

/* The folder that a path lies in. */
static const char *above(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	return arena_strndup(a, path, slash ? (size_t)(slash - path) : 0);
}

/* A unit's folder in which nothing is left goes too; one that holds something stays by itself. */
static void remove_empty(int archive, const char *folder)
{
	if (strchr(folder, '/'))
		unlinkat(archive, folder, AT_REMOVEDIR);
}

/* One by one, where a folder has something in the way: an earlier try, or what somebody put there. */
static void pour(int archive, const char *from, const char *to)
{
	int source = openat(archive, from, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	int target = openat(archive, to, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *d = source < 0 ? NULL : fdopendir(source);
	for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
		if (target >= 0 && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			renameat(source, e->d_name, target, e->d_name);
	if (d)
		closedir(d);
	if (target >= 0)
		close(target);
	unlinkat(archive, from, AT_REMOVEDIR);
}

/* What is not there any more was moved before a crash, or taken away by somebody, which audit will tell. */
static enum outcome move(int archive, const struct move *m, struct arena *a, struct reason *why)
{
	enum outcome o = durable_make_folders(archive, above(a, m->moved), why);
	if (o != DONE)
		return o;
	if (renameat(archive, m->path, archive, m->moved) != 0 && errno != ENOENT) {
		if (errno != ENOTEMPTY && errno != EEXIST)
			return fail_errno(why, LATER, "cannot move something in the archive");
		pour(archive, m->path, m->moved);
	}
	/* Two names of one content: rename leaves both. */
	struct stat from, to;
	if (fstatat(archive, m->path, &from, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(from.st_mode) &&
	        fstatat(archive, m->moved, &to, AT_SYMLINK_NOFOLLOW) == 0 && from.st_ino == to.st_ino)
		unlinkat(archive, m->path, 0);
	remove_empty(archive, above(a, m->path));
	return DONE;
}

static enum outcome link_raw(
        const struct folders *f, const struct move *m, struct arena *a, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	enum outcome o = durable_make_folders(f->archive, m->path, why);
	if (o != DONE)
		return o;
	folders_stored_name(&m->hash, name);
	const char *to = arena_printf(a, "%s/%s", m->path, FOLDERS_RAW_NAME);
	if (linkat(f->mail, name, f->archive, to, 0) != 0 && errno != EEXIST)
		return fail_errno(why, LATER, "cannot link a message into the archive");
	return DONE;
}

static void take_away(int archive, const struct move *m, struct arena *a)
{
	if (unlinkat(archive, m->path, 0) != 0 && errno == EISDIR) {
		const char *raw = arena_printf(a, "%s/%s", m->path, FOLDERS_RAW_NAME);
		int fd = openat(archive, m->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		DIR *d = fd < 0 ? NULL : fdopendir(fd);
		bool others = false;
		for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
			others = others || (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
			                           strcmp(e->d_name, FOLDERS_RAW_NAME) != 0);
		if (d)
			closedir(d);
		if (d && !others && (unlinkat(archive, raw, 0) == 0 || errno == ENOENT))
			unlinkat(archive, m->path, AT_REMOVEDIR);
	}
	remove_empty(archive, above(a, m->path));
}

static enum outcome perform(
        const struct folders *f, const struct move *m, struct arena *a, struct reason *why)
{
	if (strcmp(m->kind, "move") == 0)
		return move(f->archive, m, a, why);
	if (strcmp(m->kind, "link") == 0)
		return link_raw(f, m, a, why);
	take_away(f->archive, m, a);
	return DONE;
}

enum outcome moves_perform(struct sql *s, const struct folders *f, struct reason *why)
{
	struct arena *a = arena_new(64 << 20);
	moves all = {0};
	enum outcome o = load(s, a, &all, why);
	for (size_t i = 0; o == DONE && i < all.n; i++)
		o = perform(f, &all.v[i], a, why);
	if (o == DONE && all.n) {
		durable_step("order.moved");
		if (syncfs(f->archive) != 0)
			o = fail_errno(why, LATER, "cannot sync the archive");
		if (o == DONE)
			o = sql_run(s, why, "DELETE FROM move WHERE id <= ?", "i", all.v[all.n - 1].id);
		if (o == DONE)
			durable_step("order.cleared");
	}
	arena_close(&a);
	return o == DONE ? erase_perform(s, f, why) : o;
}
