#include "daemon/keep/view/audit.h"

#include "daemon/keep/view/page.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 12 };

/* A name that must exist in the archive. Sorted by path, for the walk that looks for others. */
struct known {
	const char *path;
	const struct hash *hash; /* of a file; NULL for the raw message's link */
	int64_t size;
};

struct auditing {
	struct sql *sql;
	const struct folders *folders;
	struct arena *arena;
	struct audit *audit;
	LIST(struct known) known;
};

#define problem(g, ...) (*list_add((g)->arena, &(g)->audit->problems) = arena_printf((g)->arena, __VA_ARGS__))

static const char *hex_of(struct auditing *g, const struct hash *hash)
{
	char hex[HASH_HEX_SIZE];
	hash_to_hex(hash, hex);
	return arena_strdup(g->arena, hex);
}

/* Reads the content stored under its hash and compares. */
static void check_stored(
        struct auditing *g, int folder, const char *what, const struct hash *hash, int64_t size)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	struct stat st;
	struct hash real;
	struct reason why;
	folders_stored_name(hash, name);
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &st) != 0)
		problem(g, "%s %s is missing", what, name);
	else if (st.st_size != size)
		problem(g, "%s %s has %lld bytes, not %lld", what, name, (long long)st.st_size,
		        (long long)size);
	else if (hash_file(fd, 0, (uint64_t)size, &real, &why) != DONE)
		problem(g, "%s %s: %s", what, name, why.text);
	else if (memcmp(real.bytes, hash->bytes, HASH_SIZE) != 0)
		problem(g, "%s %s was changed: its content has the hash %s", what, name, hex_of(g, &real));
	if (fd >= 0)
		close(fd);
}

static int compare_known(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->path, ((const struct known *)b)->path);
}

static int compare_hashes(const void *a, const void *b)
{
	return memcmp((*(const struct known *const *)a)->hash->bytes,
	        (*(const struct known *const *)b)->hash->bytes, HASH_SIZE);
}

static void expect(
        struct auditing *g, const char *folder, const char *name, const struct hash *hash, int64_t size)
{
	*list_add(g->arena, &g->known) =
	        (struct known){arena_printf(g->arena, "%s/%s", folder, name), hash, size};
}

static enum outcome gather(struct auditing *g, struct reason *why)
{
	view_files files;
	struct sql_rows *rows = sql_query(g->sql,
	        "SELECT folder FROM (SELECT mail, folder FROM work WHERE state <> 'merged' UNION SELECT "
	        "mail, folder "
	        "FROM statistics UNION SELECT mail, folder FROM report UNION SELECT id, folder FROM mail) "
	        "WHERE folder "
	        "<> '' AND mail NOT IN (SELECT mail FROM erased) GROUP BY folder",
	        "");
	while (sql_next(rows))
		expect(g, sql_text(rows, 0, g->arena), FOLDERS_RAW_NAME, NULL, 0);
	enum outcome o = sql_done(&rows, why);
	if (o == DONE)
		o = views_files(g->sql, 0, g->arena, &files, why);
	for (size_t i = 0; o == DONE && i < files.n; i++)
		expect(g, files.v[i].folder, files.v[i].stored, &files.v[i].hash, files.v[i].size);
	if (g->known.n)
		qsort(g->known.v, g->known.n, sizeof *g->known.v, compare_known);
	g->audit->files = (int64_t)g->known.n;
	return o;
}

/* A link is right when it is the stored content itself: one inode. */
static void check_links(struct auditing *g)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	struct stat link, content;
	for (size_t i = 0; i < g->known.n; i++) {
		const struct known *k = &g->known.v[i];
		if (fstatat(g->folders->archive, k->path, &link, AT_SYMLINK_NOFOLLOW) != 0) {
			problem(g, "the archive lacks %s", k->path);
			continue;
		}
		if (!k->hash)
			continue;
		folders_stored_name(k->hash, name);
		if (fstatat(g->folders->content, name, &content, AT_SYMLINK_NOFOLLOW) == 0 &&
		        content.st_ino != link.st_ino)
			problem(g, "%s was replaced by another file", k->path);
	}
}

/* Each content once, however many links it has. */
static void check_contents(struct auditing *g)
{
	const struct known **v = arena_alloc(g->arena, (g->known.n + 1) * sizeof *v);
	size_t n = 0;
	for (size_t i = 0; i < g->known.n; i++)
		if (g->known.v[i].hash)
			v[n++] = &g->known.v[i];
	if (n)
		qsort(v, n, sizeof *v, compare_hashes);
	for (size_t i = 0; i < n; i++) {
		if (i && compare_hashes(&v[i - 1], &v[i]) == 0)
			continue;
		check_stored(g, g->folders->content, "the archived content", v[i]->hash, v[i]->size);
		g->audit->contents++;
	}
}

static void walk(struct auditing *g, int at, const char *path, int depth);

static void meet(struct auditing *g, int folder, const char *path, const struct dirent *e, int depth)
{
	struct stat st;
	const char *whole =
	        *path ? arena_printf(g->arena, "%s/%s", path, e->d_name) : arena_strdup(g->arena, e->d_name);
	if (fstatat(folder, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (S_ISDIR(st.st_mode)) {
		int fd = openat(folder, e->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (fd >= 0)
			walk(g, fd, whole, depth + 1);
		return;
	}
	if (strcmp(whole, PAGE_NAME) == 0)
		return;
	const struct known wanted = {whole, NULL, 0};
	if (!g->known.n || !bsearch(&wanted, g->known.v, g->known.n, sizeof *g->known.v, compare_known))
		problem(g, "the archive holds %s, which no mail brought", whole);
}

/* Takes over `at`. */
static void walk(struct auditing *g, int at, const char *path, int depth)
{
	DIR *d = depth > DEPTH_MOST ? NULL : fdopendir(at);
	if (!d) {
		close(at);
		problem(g, "the archive's folder %s cannot be read", path);
		return;
	}
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		if (e->d_name[0] != '.')
			meet(g, dirfd(d), path, e, depth);
	closedir(d);
}

static enum outcome check_mails(struct auditing *g, struct reason *why)
{
	view_mails mails;
	enum outcome o = views_mails(g->sql, "", g->arena, &mails, why);
	for (size_t i = 0; o == DONE && i < mails.n; i++)
		if (mails.v[i].has_raw)
			check_stored(
			        g, g->folders->mail, "the stored message", &mails.v[i].raw, mails.v[i].size);
	return o;
}

static enum outcome check_conservation(struct auditing *g, struct reason *why)
{
	struct view_counts *n = &g->audit->counts;
	enum outcome o = views_counts(g->sql, 0, n, why);
	if (o == DONE)
		o = sql_number(g->sql, 0, &g->audit->under_way, why,
		        "SELECT (SELECT count(*) FROM move) + (SELECT count(*) FROM shred)", "");
	int64_t sum = n->waiting;
	for (unsigned i = 0; i < STATE_COUNT; i++)
		sum += n->states[i];
	if (o == DONE && sum != n->in)
		problem(g, "%lld mails came in, but %lld are accounted for", (long long)n->in,
		        (long long)sum);
	return o;
}

/* What orders of the staff must leave true; what is still to be done in the archive was left by a crash, or is under way. */
static const struct {
	const char *rows, *problem; /* one text a row: what the problem is about */
} rules[] = {
        {"SELECT receipt FROM work WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.work = work.id) "
         "AND id NOT IN (SELECT work FROM erased_work) AND unit || name || contact || title <> '' "
         "AND NOT EXISTS (SELECT 1 FROM change WHERE change.receipt = work.receipt)",
                "its values have no evidence"},
        {"SELECT one.receipt FROM work one JOIN work two ON two.id = one.merged_into "
         "WHERE two.state = 'merged' OR one.folder <> two.folder",
                "it was merged into a work that is not there"},
        {"SELECT work.receipt FROM work JOIN mail ON mail.id = work.mail "
         "WHERE work.state IN ('complete', 'open') AND mail.state IN ('ignored', 'quarantined')",
                "its mail was ignored or set aside"},
        {"SELECT folder || '/' || stored FROM file "
         "WHERE NOT EXISTS (SELECT 1 FROM work WHERE work.folder = file.folder) "
         "AND NOT EXISTS (SELECT 1 FROM statistics WHERE statistics.folder = file.folder) "
         "AND NOT EXISTS (SELECT 1 FROM report WHERE report.folder = file.folder) "
         "AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.id = file.mail AND mail.folder = file.folder)",
                "it belongs to nothing"},
        {"SELECT 'order ' || id FROM command WHERE state = 'done' AND verb <> 'import' "
         "AND NOT EXISTS (SELECT 1 FROM change WHERE change.command = command.id)",
                "it was done and changed nothing"},
        {"SELECT path FROM move", "an order has still to move it: start xuanwangd"},
        {"SELECT lower(hex(hash)) FROM shred", "it was erased and is still to be removed: start xuanwangd"},
};

static enum outcome check_rules(struct auditing *g, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < sizeof rules / sizeof *rules; i++) {
		struct sql_rows *rows = sql_query(g->sql, rules[i].rows, "");
		while (sql_next(rows))
			problem(g, "%s: %s", sql_text(rows, 0, g->arena), rules[i].problem);
		o = sql_done(&rows, why);
	}
	return o;
}

enum outcome audit_run(
        struct sql *s, const struct folders *f, struct arena *a, struct audit *audit_r, struct reason *why)
{
	struct auditing g = {.sql = s, .folders = f, .arena = a, .audit = audit_r};
	*audit_r = (struct audit){0};
	enum outcome o = check_conservation(&g, why);
	if (o == DONE)
		o = check_mails(&g, why);
	if (o == DONE)
		o = gather(&g, why);
	if (o == DONE)
		o = check_rules(&g, why);
	if (o != DONE)
		return o;
	check_links(&g);
	check_contents(&g);
	int top = openat(f->archive, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (top < 0)
		return fail_errno(why, LATER, "cannot read the archive");
	walk(&g, top, "", 0);
	return DONE;
}
