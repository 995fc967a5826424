#include "parsers/archive/archive.h"

#include "parsers/archive/rar.h"
#include "parsers/archive/volume.h"
#include "parsers/collect.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

struct unpacking {
	struct archive *archive;
	const struct content *content;
	struct collector *to;
	uint64_t at; /* where the library reads next */
	unsigned entries;
	bool encrypted;     /* a RAR that says so */
	bool volume;        /* one of several, as it says itself */
	bool maybe_volume;  /* … as its name says: what cannot be read to its end is */
	enum unread unread; /* the first thing that went wrong with a member */
	char in[BLOCK], out[BLOCK];
};

/* libarchive holds names in the locale's charset; only of UTF-8 does it know enough to need no converter. */
void archive_preload(void)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* --- what the library reads from --- */

static la_ssize_t on_read(struct archive *a, void *context, const void **block_r)
{
	struct unpacking *u = context;
	uint64_t left = u->content->size - u->at;
	size_t want = left < sizeof u->in ? (size_t)left : sizeof u->in;
	ssize_t n = pread(u->content->fd, u->in, want, (off_t)(u->content->offset + u->at));
	if (n < 0) {
		archive_set_error(a, errno, "cannot read the contents file");
		return -1;
	}
	u->at += (uint64_t)n;
	*block_r = u->in;
	return n;
}

static la_int64_t on_seek(struct archive *a, void *context, la_int64_t offset, int whence)
{
	struct unpacking *u = context;
	int64_t size = (int64_t)u->content->size, base = whence == SEEK_CUR   ? (int64_t)u->at
	                                                 : whence == SEEK_END ? size
	                                                                      : 0;
	(void)a;
	if (offset > size - base || offset < -base)
		return ARCHIVE_FATAL;
	u->at = (uint64_t)(base + offset);
	return base + offset;
}

static la_int64_t on_skip(struct archive *a, void *context, la_int64_t wanted)
{
	struct unpacking *u = context;
	uint64_t left = u->content->size - u->at;
	(void)a;
	if (wanted < 0)
		return 0;
	uint64_t skipped = (uint64_t)wanted < left ? (uint64_t)wanted : left;
	u->at += skipped;
	return (la_int64_t)skipped;
}

/* --- members --- */

/* What programs leave in archives for themselves. */
static bool is_debris(const char *path)
{
	static const char *const names[] = {".DS_Store", "Thumbs.db", "desktop.ini"};
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return strncmp(path, "__MACOSX/", 9) == 0 || strstr(path, "/__MACOSX/");
}

/* A single compressed file has no name inside: the archive's without its last extension. */
static const char *stem(const char *name, struct arena *a)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name, *dot = strrchr(base, '.');
	return dot > base ? arena_strndup(a, base, (size_t)(dot - base)) : base;
}

static struct item item_for(const struct unpacking *u, struct archive_entry *entry)
{
	struct arena *a = u->to->arena;
	const char *own = u->to->document->claims->parts.v[u->to->inside.part].name;
	const char *raw = archive_entry_pathname(entry), *path;
	if (!raw)
		raw = archive_entry_pathname_utf8(entry);
	if (archive_format(u->archive) == ARCHIVE_FORMAT_RAW)
		path = stem(own, a);
	else
		path = archive_name(raw ? raw : "", a);
	char *name = arena_printf(a, "%s/%s", own, path);
	if (strlen(name) > LIMIT_NAME_BYTES)
		name[charset_cut_utf8(name, LIMIT_NAME_BYTES)] = '\0';
	struct item item = collect_member(u->to, name);
	if (is_debris(path)) {
		item.role = PART_MACHINE;
		item.type = "application/octet-stream";
	}
	return item;
}

/* What ends too early is a part of something larger, or it is damaged. */
static enum unread broken(const struct unpacking *u)
{
	return u->volume || u->maybe_volume ? UNREAD_VOLUME : UNREAD_BROKEN;
}

/* Its name is known and may tell something, its content cannot be had. */
static void add_unread(
        struct unpacking *u, const struct item *item, struct archive_entry *entry, enum unread unread)
{
	if (!u->unread)
		u->unread = unread;
	if (!collect_has_room(u->to)) {
		u->to->inside.overfull = true;
		return;
	}
	struct part *p = collect_add_part(u->to, item);
	p->size = archive_entry_size(entry) > 0 ? (uint64_t)archive_entry_size(entry) : 0;
	p->unread = unread;
}

static enum outcome take_data(
        struct unpacking *u, const struct item *item, struct archive_entry *entry, struct reason *why)
{
	if (!collect_begin(u->to, item->role == PART_FILE))
		return fail(why, REFUSED, "it holds more files than are read");
	for (;;) {
		la_ssize_t n = archive_read_data(u->archive, u->out, sizeof u->out);
		/* Also ARCHIVE_RETRY: a block that goes backwards would be retried for ever. */
		if (n < 0) {
			collect_drop(u->to);
			add_unread(u, item, entry, broken(u));
			return DONE;
		}
		if (n == 0)
			break;
		enum outcome o = collect_add(u->to, u->out, (size_t)n, why);
		if (o != DONE) {
			collect_drop(u->to);
			if (o == REFUSED)
				add_unread(u, item, entry, UNREAD_TOO_LARGE);
			return o;
		}
	}
	collect_read(u->to, item, collect_end(u->to, item));
	return DONE;
}

/* Folders and links hold no bytes of their own. Some programs give no type at all. */
static bool is_file(struct archive_entry *entry)
{
	unsigned type = archive_entry_filetype(entry);
	const char *path = archive_entry_pathname(entry);
	size_t len = path ? strlen(path) : 0;
	if (archive_entry_hardlink(entry) || (len > 0 && path[len - 1] == '/'))
		return false;
	return type == AE_IFREG || type == 0;
}

static enum outcome take_entry(struct unpacking *u, struct archive_entry *entry, struct reason *why)
{
	if (!is_file(entry))
		return DONE;
	const struct item item = item_for(u, entry);
	if (u->encrypted || archive_entry_is_encrypted(entry)) {
		add_unread(u, &item, entry, UNREAD_PROTECTED);
		return DONE;
	}
	return take_data(u, &item, entry, why);
}

/* Why no further entry can be had. */
static enum unread why_ended(struct unpacking *u, int code)
{
	if (u->volume && !u->encrypted)
		return UNREAD_VOLUME;
	/* A stream that unpacks to zeros passes for a tar that has ended. */
	if (code == ARCHIVE_EOF && u->entries == 0 &&
	        archive_filter_code(u->archive, 0) != ARCHIVE_FILTER_NONE)
		return UNREAD_BROKEN;
	if (code == ARCHIVE_EOF)
		return u->unread;
	if (u->encrypted || archive_read_has_encrypted_entries(u->archive) > 0)
		return UNREAD_PROTECTED;
	if (archive_errno(u->archive) == ENOMEM)
		return UNREAD_TOO_LARGE;
	return broken(u);
}

static enum outcome end_with(enum unread unread, enum unread *unread_r, struct reason *why)
{
	static const char *const sentences[UNREAD_COUNT] = {[UNREAD_PROTECTED] = "a password is needed",
	        [UNREAD_BROKEN] = "the archive is damaged, cut short or coded in an unsupported way",
	        [UNREAD_TOO_LARGE] = "the archive holds more than is read",
	        [UNREAD_VOLUME] = "it is one volume of an archive in several files"};
	*unread_r = unread;
	return unread ? fail(why, REFUSED, "%s", sentences[unread]) : DONE;
}

static enum outcome take_entries(struct unpacking *u, enum unread *unread_r, struct reason *why)
{
	for (;;) {
		struct archive_entry *entry;
		int code = archive_read_next_header(u->archive, &entry);
		if (code == ARCHIVE_EOF || code == ARCHIVE_FATAL)
			return end_with(why_ended(u, code), unread_r, why);
		if (++u->entries > LIMIT_ARCHIVE_ENTRIES)
			return end_with(UNREAD_TOO_LARGE, unread_r, why);
		if (code == ARCHIVE_FAILED && !u->unread)
			u->unread = UNREAD_BROKEN;
		enum outcome o = code >= ARCHIVE_WARN ? take_entry(u, entry, why) : DONE;
		if (o != DONE)
			return o;
	}
}

/* --- the archive --- */

typedef int support(struct archive *a);

static int support_compressed(struct archive *a)
{
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_format_tar(a);
	return archive_read_support_format_raw(a);
}

static int support_rar(struct archive *a)
{
	archive_read_support_format_rar(a);
	return archive_read_support_format_rar5(a);
}

static support *support_for(const char *type)
{
	static const struct {
		const char *word;
		support *support;
	} kinds[] = {{"gzip", support_compressed}, {"bzip", support_compressed}, {"xz", support_compressed},
	        {"7z", archive_read_support_format_7zip}, {"rar", support_rar},
	        {"tar", archive_read_support_format_tar}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strstr(type, kinds[i].word))
			return kinds[i].support;
	return archive_read_support_format_zip;
}

enum outcome archive_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why)
{
	struct arena *a = to->arena;
	struct unpacking *u = arena_alloc(a, sizeof *u); /* too large for the stack */
	u->archive = archive_read_new();
	u->content = c;
	u->to = to;
	const struct part *part = &to->document->claims->parts.v[to->inside.part];
	const struct rar rar = rar_look(c);
	u->encrypted = rar.encrypted;
	u->volume = rar.volume || volume_by_content(c);
	u->maybe_volume = volume_by_name(part->name);
	if (!u->archive)
		memory_exhausted("archive");
	*unread_r = UNREAD_NOT;
	support_for(part->type)(u->archive);
	archive_read_set_callback_data(u->archive, u);
	archive_read_set_read_callback(u->archive, on_read);
	archive_read_set_seek_callback(u->archive, on_seek);
	archive_read_set_skip_callback(u->archive, on_skip);
	/* Of what is no archive the library cannot be asked any more, not even whether it is encrypted. */
	enum outcome o = archive_read_open1(u->archive) == ARCHIVE_OK ? take_entries(u, unread_r, why)
	                                                              : end_with(broken(u), unread_r, why);
	archive_read_free(u->archive);
	return o;
}
