#include "daemon/keep/backup/replica.h"

#include "base/durable.h"
#include "daemon/keep/view/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define note_problem(r, ...) (*list_add((r)->arena, &(r)->problems) = arena_printf((r)->arena, __VA_ARGS__))

struct content {
	const char *what, *path; /* for people, and its folder's path in the replica */
	int from, before, to;
	struct hash hash;
	uint64_t size;
};

static bool has_size(int folder, const char *name, uint64_t size)
{
	struct stat st;
	return folder >= 0 && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	       (uint64_t)st.st_size == size;
}

static enum outcome copy_bytes(struct replica *r, const struct content *c, int from, const char *name,
        bool *good_r, struct reason *why)
{
	struct hash real;
	int to = openat(c->to, "new", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (to < 0)
		return fail_errno(why, LATER, "cannot make a file");
	enum outcome o = durable_copy(from, 0, c->size, to, why);
	if (o == DONE)
		o = hash_file(to, 0, c->size, &real, why);
	close(to);
	*good_r = o == DONE && memcmp(real.bytes, c->hash.bytes, HASH_SIZE) == 0;
	if (*good_r && renameat(c->to, "new", c->to, name) != 0)
		return fail_errno(why, LATER, "cannot name a file");
	if (*good_r) {
		r->copied++;
		r->copied_bytes += (int64_t)c->size;
	} else {
		unlinkat(c->to, "new", 0);
	}
	return o;
}

/* A link to an earlier replica's file costs nothing and is read back with all others by the audit. */
static enum outcome take_content(
        struct replica *r, const struct content *c, bool *there_r, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE], prefix[3] = "";
	folders_stored_name(&c->hash, name);
	memcpy(prefix, name, 2);
	*there_r = has_size(c->to, name, c->size);
	if (*there_r)
		return DONE;
	if (mkdirat(c->to, prefix, 0750) != 0 && errno != EEXIST)
		return fail_errno(why, LATER, "cannot make a folder");
	unlinkat(c->to, name, 0); /* of another size: an interrupted run's */
	*there_r = has_size(c->before, name, c->size) && linkat(c->before, name, c->to, name, 0) == 0;
	if (*there_r)
		return DONE;
	if (!has_size(c->from, name, c->size)) {
		note_problem(r, "%s %s is missing or has another size", c->what, name);
		return DONE;
	}
	int from = openat(c->from, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (from < 0)
		return fail_errno(why, LATER, "cannot open a file");
	enum outcome o = copy_bytes(r, c, from, name, there_r, why);
	close(from);
	if (o == DONE && !*there_r)
		note_problem(r, "%s %s was changed", c->what, name);
	return o;
}

static enum outcome take_row(struct replica *r, struct content *c, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	bool there = false;
	enum outcome o = take_content(r, c, &there, why);
	folders_stored_name(&c->hash, name);
	if (o == DONE && there && r->manifest)
		fprintf(r->manifest, "%s  %s/%s\n", name + 3, c->path, name);
	return o;
}

static enum outcome take_rows(
        struct replica *r, struct sql_rows *rows, struct content *c, int64_t *n, struct reason *why)
{
	enum outcome o = DONE;
	while (o == DONE && sql_next(rows)) {
		if (!sql_hash(rows, 0, &c->hash))
			continue;
		c->size = (uint64_t)sql_int(rows, 1);
		o = take_row(r, c, why);
		(*n)++;
	}
	enum outcome end = sql_done(&rows, o == DONE ? why : NULL);
	return o == DONE ? end : o;
}

static enum outcome take_contents(struct replica *r, struct reason *why)
{
	struct content mail = {.what = "the stored message",
	        .path = "mail",
	        .from = r->from_mail,
	        .before = r->before_mail,
	        .to = r->to->mail};
	struct content file = {.what = "the archived content",
	        .path = "archive/.content",
	        .from = r->from_content,
	        .before = r->before_content,
	        .to = r->to->content};
	enum outcome o = take_rows(r,
	        sql_query(r->sql,
	                "SELECT raw, size FROM mail WHERE raw IS NOT NULL AND id NOT IN (SELECT mail FROM "
	                "erased)",
	                ""),
	        &mail, &r->mails, why);
	if (o == DONE)
		o = take_rows(r, sql_query(r->sql, "SELECT DISTINCT hash, size FROM file", ""), &file,
		        &r->contents, why);
	return o;
}

/* Older versions lie in a folder below the work's: their name has a slash. */
static enum outcome put_link(struct replica *r, int from, const struct hash *hash, const char *folder,
        const char *name, struct reason *why)
{
	char stored[FOLDERS_STORED_NAME_SIZE];
	const char *path = arena_printf(r->arena, "%s/%s", folder, name);
	const char *above = arena_strndup(r->arena, path, (size_t)(strrchr(path, '/') - path));
	folders_stored_name(hash, stored);
	enum outcome o = durable_make_folders(r->to->archive, above, why);
	if (o != DONE || linkat(from, stored, r->to->archive, path, 0) == 0)
		return o;
	/* Missing content was told of already; a name that is there is an interrupted run's. */
	return errno == ENOENT || errno == EEXIST ? DONE : fail_errno(why, LATER, "cannot link a file");
}

static enum outcome put_links(struct replica *r, struct sql_rows *rows, int from, struct reason *why)
{
	struct hash hash;
	enum outcome o = DONE;
	while (o == DONE && sql_next(rows))
		if (sql_hash(rows, 0, &hash))
			o = put_link(r, from, &hash, sql_text(rows, 1, r->arena), sql_text(rows, 2, r->arena),
			        why);
	enum outcome end = sql_done(&rows, o == DONE ? why : NULL);
	return o == DONE ? end : o;
}

/* Of the works that were joined into one folder, the mail of the one that stayed is what lies there. */
static enum outcome put_tree(struct replica *r, struct reason *why)
{
	enum outcome o = put_links(r,
	        sql_query(r->sql,
	                "SELECT mail.raw, place.folder, ? FROM (SELECT mail, folder FROM work WHERE state <> "
	                "'merged' UNION SELECT mail, "
	                "folder FROM statistics UNION SELECT mail, folder FROM report UNION SELECT id, "
	                "folder FROM mail) "
	                "AS place JOIN mail ON mail.id = place.mail WHERE place.folder <> '' AND "
	                "mail.id NOT IN (SELECT mail FROM erased)",
	                "s", FOLDERS_RAW_NAME),
	        r->to->mail, why);
	if (o == DONE)
		o = put_links(r, sql_query(r->sql, "SELECT hash, folder, stored FROM file", ""),
		        r->to->content, why);
	return o;
}

static enum outcome check(struct replica *r, struct reason *why)
{
	struct audit audit;
	enum outcome o = audit_run(r->sql, r->to, r->arena, &audit, why);
	for (size_t i = 0; o == DONE && i < audit.problems.n; i++)
		*list_add(r->arena, &r->problems) = audit.problems.v[i];
	return o;
}

enum outcome replica_fill(struct replica *r, struct reason *why)
{
	enum outcome o = take_contents(r, why);
	if (o == DONE)
		o = put_tree(r, why);
	if (o == DONE && syncfs(r->to->state) != 0)
		o = fail_errno(why, LATER, "cannot sync the file system");
	return o == DONE ? check(r, why) : o;
}

enum outcome replica_copy_file(int from, const char *name, int to, const char *to_name, struct reason *why)
{
	struct stat st;
	int in = openat(from, name, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1
	                 : openat(to, to_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum outcome o = in < 0 || out < 0 || fstat(in, &st) != 0
	                         ? fail_errno(why, LATER, "cannot copy %s", name)
	                         : durable_copy(in, 0, (uint64_t)st.st_size, out, why);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return o;
}
