#include "daemon/keep/file/filing.h"

#include "base/durable.h"
#include "daemon/keep/file/names.h"
#include "daemon/keep/thread/versions.h"
#include "schema/receipt.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MOST = 150, UNIT_MOST = 90, TITLE_MOST = 90 };

struct placing {
	const struct filing_job *job;
	struct arena *arena;
	struct filing *filing;
	bool *stored; /* per part: its content is in the store */
};

/* The one that it had before, where the mail is read once more. */
static const char *new_receipt(struct placing *p, const char *before)
{
	return before ? before
	              : receipt_make(p->arena, p->job->campaign->receipt_prefix, ++p->filing->last_serial);
}

const char *filing_folder(struct arena *a, const struct campaign *c, const char *shelf, const char *unit,
        const char *receipt, const char *title)
{
	const char *leaf =
	        *title ? arena_printf(a, "%s-%s", receipt, names_make_safe(a, title, TITLE_MOST, "_"))
	               : receipt;
	const char *base = arena_printf(a, "%s/%s", c->id, shelf);
	if (*unit)
		base = arena_printf(a, "%s/%s", base, names_make_safe(a, unit, UNIT_MOST, "_"));
	return arena_printf(a, "%s/%s", base, leaf);
}

static const char *folder_for(
        struct placing *p, const char *shelf, const char *unit, const char *receipt, const char *title)
{
	return filing_folder(p->arena, p->job->campaign, shelf, unit, receipt, title);
}

/* Copies one part's bytes out of the jail's file; the hash is computed here, the jail's word is only
 * compared. */
static enum outcome copy_content(
        struct placing *p, const struct part *part, const char *temporary, struct reason *why)
{
	struct hash real;
	enum outcome o = hash_file(p->job->contents, part->offset, part->size, &real, why);
	if (o != DONE)
		return o;
	if (memcmp(real.bytes, part->hash.bytes, HASH_SIZE) != 0)
		return fail(why, REFUSED, "a file's content is not what the parser claims");
	int fd = openat(p->job->folders->content, temporary,
	        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0440);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot make a file in the archive");
	o = durable_copy(p->job->contents, part->offset, part->size, fd, why);
	if (close(fd) != 0 && o == DONE)
		o = fail_errno(why, LATER, "cannot write a file in the archive");
	return o;
}

static enum outcome store_content(struct placing *p, uint32_t index, struct reason *why)
{
	const struct part *part = &p->job->claims->parts.v[index];
	char name[FOLDERS_STORED_NAME_SIZE], temporary[64];
	struct stat st;
	if (p->stored[index])
		return DONE;
	folders_stored_name(&part->hash, name);
	/* Whole content was synced before its transaction committed, but a crash before that may have left a
	 * short file. */
	bool there = fstatat(p->job->folders->content, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
	if (!there || (uint64_t)st.st_size != part->size) {
		snprintf(temporary, sizeof temporary, "new-%lld-%u", (long long)p->job->mail, index);
		unlinkat(p->job->folders->content, temporary, 0);
		enum outcome o = copy_content(p, part, temporary, why);
		if (there && o == DONE)
			unlinkat(p->job->folders->content, name, 0);
		if (o == DONE)
			o = folders_store(p->job->folders->content, temporary, p->job->folders->content,
			        &part->hash, why);
		if (o != DONE)
			return o;
	}
	p->stored[index] = true;
	return DONE;
}

/* A link that is there already is either ours, from before a crash, or a leftover that must give way. */
static enum outcome link_file(
        int from_folder, const char *from, int archive, const char *to, struct reason *why)
{
	struct stat a, b;
	if (linkat(from_folder, from, archive, to, 0) == 0)
		return DONE;
	if (errno == EEXIST && fstatat(from_folder, from, &a, 0) == 0 &&
	        fstatat(archive, to, &b, AT_SYMLINK_NOFOLLOW) == 0) {
		if (a.st_ino == b.st_ino)
			return DONE;
		if (unlinkat(archive, to, 0) == 0 && linkat(from_folder, from, archive, to, 0) == 0)
			return DONE;
	}
	return fail_errno(why, LATER, "cannot link a file into the archive");
}

static bool is_among(const struct sequel *s, size_t file)
{
	for (size_t i = 0; i < s->replaced.n; i++)
		if (s->replaced.v[i] == file)
			return true;
	return false;
}

/* What the work goes on with that this folder is of; NULL for a new one. */
static const struct sequel *sequel_of(const struct placing *p, const char *folder)
{
	for (size_t i = 0; p->job->sequels && i < p->job->verdict->works.n; i++)
		if (p->job->sequels[i].work && p->filing->work_folders[i] &&
		        strcmp(p->filing->work_folders[i], folder) == 0)
			return &p->job->sequels[i];
	return NULL;
}

/* A folder that moved with its work holds files already. */
static bool is_taken_before(const struct placing *p, const char *folder, const char *stored)
{
	const struct sequel *s = sequel_of(p, folder);
	for (size_t i = 0; s && i < s->work->files.n; i++)
		if (!is_among(s, i) && strcasecmp(s->work->files.v[i].stored, stored) == 0)
			return true;
	return false;
}

static bool is_taken(const struct placing *p, const char *folder, const char *stored)
{
	if (strcasecmp(stored, FOLDERS_RAW_NAME) == 0 || strcasecmp(stored, FOLDERS_OLDER_NAME) == 0 ||
	        is_taken_before(p, folder, stored))
		return true;
	for (size_t i = 0; i < p->filing->files.n; i++)
		if (strcmp(p->filing->files.v[i].folder, folder) == 0 &&
		        strcasecmp(p->filing->files.v[i].stored, stored) == 0)
			return true;
	for (size_t i = 0; i < p->filing->replaced.n; i++)
		if (strcmp(p->filing->replaced.v[i].folder, folder) == 0 &&
		        strcasecmp(p->filing->replaced.v[i].now, stored) == 0)
			return true;
	return false;
}

/* A file from an archive is named by its path in it: of that only the last name is its own. */
static const char *own_name(const struct part *part)
{
	const char *slash = part->parent == NO_PART ? NULL : strrchr(part->name, '/');
	return slash ? slash + 1 : part->name;
}

static const char *free_name(const struct placing *p, const char *folder, const struct part *part)
{
	const char *safe = names_make_safe(p->arena, own_name(part), NAME_MOST, "无文件名");
	const char *stored = safe;
	for (unsigned n = 2; is_taken(p, folder, stored); n++)
		stored = names_numbered(p->arena, safe, n);
	return stored;
}

static enum outcome place_file(struct placing *p, const char *folder, uint32_t index, struct reason *why)
{
	const struct part *part = &p->job->claims->parts.v[index];
	char name[FOLDERS_STORED_NAME_SIZE];
	if (part->offset == UINT64_MAX)
		return DONE; /* too much for the caps: the raw message beside it still holds it */
	enum outcome o = store_content(p, index, why);
	if (o != DONE)
		return o;
	struct stored_file f = {folder, free_name(p, folder, part), part};
	folders_stored_name(&part->hash, name);
	o = link_file(p->job->folders->content, name, p->job->folders->archive,
	        arena_printf(p->arena, "%s/%s", folder, f.stored), why);
	if (o == DONE)
		*list_add(p->arena, &p->filing->files) = f;
	return o;
}

static enum outcome open_folder(struct placing *p, const char *folder, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	enum outcome o = durable_make_folders(p->job->folders->archive, folder, why);
	if (o != DONE)
		return o;
	folders_stored_name(&p->job->raw, name);
	return link_file(p->job->folders->mail, name, p->job->folders->archive,
	        arena_printf(p->arena, "%s/%s", folder, FOLDERS_RAW_NAME), why);
}

/* What a crash left of the same move: the links of a folder that only this receipt number can have. */
static void empty_leftover(int archive, const char *folder, const char *below)
{
	int fd = openat(archive, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && below) {
		empty_leftover(fd, below, NULL);
		unlinkat(fd, below, AT_REMOVEDIR);
	}
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d)
		return;
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		unlinkat(fd, e->d_name, 0);
	closedir(d);
}

/* The folder of a work that goes on, to where its labels put it now. After a crash it may have moved already, or been made
 * again at its first place by the mail before, which was settled again too. */
static enum outcome move_folder(struct placing *p, const char *from, const char *to, struct reason *why)
{
	int archive = p->job->folders->archive;
	const char *slash = strrchr(to, '/');
	if (strcmp(from, to) == 0)
		return DONE;
	enum outcome o =
	        durable_make_folders(archive, arena_strndup(p->arena, to, (size_t)(slash - to)), why);
	if (o != DONE || renameat(archive, from, archive, to) == 0)
		return o;
	if (errno == ENOENT && faccessat(archive, to, F_OK, 0) == 0)
		return DONE;
	if (errno == ENOTEMPTY || errno == EEXIST) {
		empty_leftover(archive, to, FOLDERS_OLDER_NAME);
		if (renameat(archive, from, archive, to) == 0)
			return DONE;
	}
	return fail_errno(why, LATER, "cannot move a work's folder in the archive");
}

/* Moves one file to the older versions: first its link there, then away with the one here, so that it is never without a name.
 * Done again after a crash, the link here may be the newer file's already; that is then linked again. */
static enum outcome set_aside(
        struct placing *p, const char *folder, const struct known_file *f, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	const char *older = arena_printf(p->arena, "%s/%s", folder, FOLDERS_OLDER_NAME), *now;
	const char *wanted = arena_printf(p->arena, "%s/%s", FOLDERS_OLDER_NAME, f->stored);
	now = wanted;
	for (unsigned n = 2; is_taken(p, folder, now); n++)
		now = names_numbered(p->arena, wanted, n);
	folders_stored_name(&f->part.hash, name);
	enum outcome o = durable_make_folders(p->job->folders->archive, older, why);
	if (o == DONE)
		o = link_file(p->job->folders->content, name, p->job->folders->archive,
		        arena_printf(p->arena, "%s/%s", folder, now), why);
	if (o != DONE)
		return o;
	unlinkat(p->job->folders->archive, arena_printf(p->arena, "%s/%s", folder, f->stored), 0);
	*list_add(p->arena, &p->filing->replaced) = (struct replaced_file){folder, f->stored, now};
	return DONE;
}

/* A work that goes on: its folder moves to where it belongs now, and makes room for newer versions. */
static enum outcome go_on(struct placing *p, const struct sequel *s, const char *folder, struct reason *why)
{
	enum outcome o = move_folder(p, s->work->folder, folder, why);
	for (size_t i = 0; o == DONE && i < s->replaced.n; i++)
		o = set_aside(p, folder, &s->work->files.v[s->replaced.v[i]], why);
	return o;
}

static enum outcome place_work(struct placing *p, size_t i, struct reason *why)
{
	const struct sequel *sequel = p->job->sequels ? &p->job->sequels[i] : NULL;
	bool goes_on = sequel && sequel->work;
	const struct work_verdict *w = &p->job->verdict->works.v[i];
	const struct campaign *c = p->job->campaign;
	const struct resolved *labels = w->labels;
	const char *unit = labels[LABEL_UNIT].values.n ? labels[LABEL_UNIT].values.v[0] : "";
	const char *title = labels[LABEL_TITLE].values.n ? labels[LABEL_TITLE].values.v[0] : "";
	const struct reread_receipts *before = p->job->receipts;
	const char *receipt =
	        goes_on ? sequel->work->receipt : new_receipt(p, before ? before->works[i] : NULL);
	const char *folder = lacks_any(w->lacks)
	                             ? folder_for(p, c->folder_open, "", receipt, title)
	                             : folder_for(p, w->sub_project->folder, unit, receipt, title);
	p->filing->work_receipts[i] = receipt;
	p->filing->work_folders[i] = folder;
	enum outcome o = goes_on ? go_on(p, sequel, folder, why) : open_folder(p, folder, why);
	for (size_t k = 0; o == DONE && k < w->claims->files.n; k++) {
		uint32_t part = w->claims->files.v[k];
		bool again = goes_on && versions_has(sequel->work, &p->job->claims->parts.v[part]);
		if (!again)
			o = place_file(p, folder, part, why);
	}
	return o;
}

static enum outcome place_statistics(struct placing *p, size_t i, struct reason *why)
{
	const struct statistics_verdict *v = &p->job->verdict->statistics.v[i];
	const struct reread_receipts *before = p->job->receipts;
	const char *receipt = new_receipt(p, before ? before->statistics[i] : NULL);
	const char *folder = folder_for(p, p->job->campaign->folder_statistics, v->unit, receipt, "");
	p->filing->statistics_receipts[i] = receipt;
	p->filing->statistics_folders[i] = folder;
	enum outcome o = open_folder(p, folder, why);
	uint32_t part = v->claims->part;
	if (o == DONE && part != NO_PART && p->job->claims->parts.v[part].role == PART_FILE)
		o = place_file(p, folder, part, why);
	return o;
}

static enum outcome place_report(struct placing *p, size_t i, struct reason *why)
{
	const struct report_verdict *v = &p->job->verdict->reports.v[i];
	const struct reread_receipts *before = p->job->receipts;
	const char *receipt = new_receipt(p, before ? before->reports[i] : NULL);
	const char *folder = folder_for(p, p->job->campaign->folder_reports, v->unit, receipt, v->title);
	p->filing->report_receipts[i] = receipt;
	p->filing->report_folders[i] = folder;
	enum outcome o = open_folder(p, folder, why);
	for (size_t k = 0; o == DONE && k < v->claims->files.n; k++)
		o = place_file(p, folder, v->claims->files.v[k], why);
	return o;
}

/* What belongs to no work and no report lies where staff look, under the mail's own number. */
static enum outcome place_rest(struct placing *p, struct reason *why)
{
	const struct verdict *v = p->job->verdict;
	p->filing->rest_folder = "";
	if (!v->unclaimed.n)
		return DONE;
	const char *number = arena_printf(p->arena, "邮件%lld", (long long)p->job->mail);
	const char *folder =
	        folder_for(p, p->job->campaign->folder_rest, "", number, p->job->claims->subject);
	p->filing->rest_folder = folder;
	enum outcome o = open_folder(p, folder, why);
	for (size_t i = 0; o == DONE && i < v->unclaimed.n; i++)
		o = place_file(p, folder, v->unclaimed.v[i], why);
	return o;
}

static struct filing *new_filing(const struct filing_job *job, struct arena *a)
{
	struct filing *f = arena_alloc(a, sizeof *f);
	const struct verdict *v = job->verdict;
	f->last_serial = job->last_serial;
	f->work_receipts = arena_alloc(a, (v->works.n + 1) * sizeof(char *));
	f->work_folders = arena_alloc(a, (v->works.n + 1) * sizeof(char *));
	f->statistics_receipts = arena_alloc(a, (v->statistics.n + 1) * sizeof(char *));
	f->statistics_folders = arena_alloc(a, (v->statistics.n + 1) * sizeof(char *));
	f->report_receipts = arena_alloc(a, (v->reports.n + 1) * sizeof(char *));
	f->report_folders = arena_alloc(a, (v->reports.n + 1) * sizeof(char *));
	return f;
}

enum outcome filing_place(
        const struct filing_job *job, struct arena *a, const struct filing **filing_r, struct reason *why)
{
	struct placing p = {.job = job, .arena = a, .filing = new_filing(job, a)};
	p.stored = arena_alloc(a, job->claims->parts.n + 1);
	/* Contents first: a jail that lies about one of them is found out before any folder was made. */
	enum outcome o = DONE;
	for (uint32_t i = 0; o == DONE && i < job->claims->parts.n; i++)
		if (job->claims->parts.v[i].role == PART_FILE && job->claims->parts.v[i].offset != UINT64_MAX)
			o = store_content(&p, i, why);
	for (size_t i = 0; o == DONE && i < job->verdict->works.n; i++)
		o = place_work(&p, i, why);
	for (size_t i = 0; o == DONE && i < job->verdict->statistics.n; i++)
		o = place_statistics(&p, i, why);
	for (size_t i = 0; o == DONE && i < job->verdict->reports.n; i++)
		o = place_report(&p, i, why);
	if (o == DONE)
		o = place_rest(&p, why);
	if (o == DONE)
		durable_step("filing.linked");
	*filing_r = p.filing;
	return o;
}
