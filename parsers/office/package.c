#include "parsers/office/package.h"

#include "schema/limits.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

struct package {
	const struct content *content;
	struct text *text;
	zip_t *zip;  /* NULL: it is flat */
	uint64_t at; /* where libzip reads next */
	uint64_t inflated, steps;
	zip_error_t error;
};

struct member {
	struct package *package;
	zip_file_t *file; /* NULL: the package is flat, and next is read at: */
	uint64_t at;
};

ssize_t content_read(const struct content *c, uint64_t offset, void *bytes, size_t len)
{
	if (offset >= c->size)
		return 0;
	if (len > c->size - offset)
		len = (size_t)(c->size - offset);
	if (c->fd >= 0)
		return pread(c->fd, bytes, len, (off_t)(c->offset + offset));
	if (offset + len > c->len)
		return -1;
	memcpy(bytes, c->bytes + offset, len);
	return (ssize_t)len;
}

static zip_int64_t give_bytes(struct package *p, void *data, zip_uint64_t len)
{
	ssize_t n = content_read(p->content, p->at, data, len > SSIZE_MAX ? SSIZE_MAX : (size_t)len);
	if (n < 0) {
		zip_error_set(&p->error, ZIP_ER_READ, errno);
		return -1;
	}
	p->at += (uint64_t)n;
	return n;
}

static zip_int64_t seek(struct package *p, void *data, zip_uint64_t len)
{
	zip_int64_t to = zip_source_seek_compute_offset(p->at, p->content->size, data, len, &p->error);
	if (to < 0)
		return -1;
	p->at = (uint64_t)to;
	return 0;
}

static zip_int64_t give_stat(struct package *p, void *data, zip_uint64_t len)
{
	if (len < sizeof(zip_stat_t)) {
		zip_error_set(&p->error, ZIP_ER_INVAL, 0);
		return -1;
	}
	zip_stat_t *st = data;
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE;
	st->size = p->content->size;
	return sizeof *st;
}

/* What libzip asks of the container's bytes. */
static zip_int64_t serve(void *context, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct package *p = context;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		p->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return give_bytes(p, data, len);
	case ZIP_SOURCE_SEEK:
		return seek(p, data, len);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)p->at;
	case ZIP_SOURCE_STAT:
		return give_stat(p, data, len);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&p->error, data, len);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
		        ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
		        ZIP_SOURCE_SUPPORTS, -1);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&p->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static enum outcome refuse(struct package *p, enum unread unread, const char *sentence, struct reason *why)
{
	p->text->unread = unread;
	return fail(why, REFUSED, "%s", sentence);
}

static enum outcome open_zip(struct package *p, struct reason *why)
{
	if (p->content->len >= 8 && memcmp(p->content->bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return refuse(p, UNREAD_PROTECTED, "the document is encrypted with a password", why);
	zip_source_t *source = zip_source_function_create(serve, p, &p->error);
	if (!source)
		memory_exhausted("zip");
	p->zip = zip_open_from_source(source, ZIP_RDONLY, &p->error);
	if (!p->zip) {
		zip_source_free(source);
		return refuse(p, UNREAD_BROKEN, "the document's container is damaged", why);
	}
	if (zip_get_num_entries(p->zip, 0) > LIMIT_PACKAGE_MEMBERS)
		return refuse(p, UNREAD_TOO_LARGE, "the document's container has too many members", why);
	return DONE;
}

static bool is_xml(const struct content *c)
{
	static const char bom[] = "\xef\xbb\xbf", xml[] = "<?xml";
	size_t skip = c->len >= 3 && memcmp(c->bytes, bom, 3) == 0 ? 3 : 0;
	return c->len >= skip + sizeof xml && memcmp(c->bytes + skip, xml, sizeof xml - 1) == 0;
}

enum outcome package_open(
        const struct content *c, struct text *text, struct package **p_r, struct reason *why)
{
	struct package *p = calloc(1, sizeof *p);
	if (!p)
		memory_exhausted("package");
	p->content = c;
	p->text = text;
	zip_error_init(&p->error);
	enum outcome o = is_xml(c) ? DONE : open_zip(p, why);
	if (o != DONE)
		package_close(&p);
	*p_r = p;
	return o;
}

void package_close(struct package **p)
{
	if (!*p)
		return;
	if ((*p)->zip)
		zip_discard((*p)->zip);
	zip_error_fini(&(*p)->error);
	free(*p);
	*p = NULL;
}

bool package_is_flat(const struct package *p)
{
	return !p->zip;
}

struct text *package_facts(const struct package *p)
{
	return p->text;
}

/* Case does not count, and some programs write backslashes. */
static bool is_same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		int x = *a == '\\' ? '/' : tolower((unsigned char)*a), y = tolower((unsigned char)*b);
		if (x != y)
			return false;
	}
	return *a == *b;
}

static zip_int64_t find(const struct package *p, const char *name)
{
	zip_int64_t index = zip_name_locate(p->zip, name, ZIP_FL_ENC_RAW), n = zip_get_num_entries(p->zip, 0);
	for (zip_int64_t i = 0; index < 0 && i < n; i++) {
		const char *stored = zip_get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		if (stored && is_same_name(stored, name))
			index = i;
	}
	return index;
}

bool package_has(const struct package *p, const char *name)
{
	return p->zip && find(p, name) >= 0;
}

static struct member *member_new(struct package *p, zip_file_t *file)
{
	struct member *m = calloc(1, sizeof *m);
	if (!m)
		memory_exhausted("member");
	*m = (struct member){p, file, 0};
	return m;
}

enum outcome package_open_member(struct package *p, const char *name, struct member **m_r, struct reason *why)
{
	*m_r = NULL;
	zip_stat_t st;
	if (!p->zip) {
		*m_r = member_new(p, NULL);
		return DONE;
	}
	zip_int64_t index = find(p, name);
	if (index < 0 || zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) != 0)
		return refuse(p, UNREAD_BROKEN, "the document lacks a member that it needs", why);
	if (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)
		return refuse(p, UNREAD_PROTECTED, "a member of the document is encrypted", why);
	zip_file_t *file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
	if (!file)
		return refuse(p, UNREAD_BROKEN, "a member of the document cannot be unpacked", why);
	*m_r = member_new(p, file);
	return DONE;
}

void member_close(struct member **m)
{
	if (!*m)
		return;
	if ((*m)->file)
		zip_fclose((*m)->file);
	free(*m);
	*m = NULL;
}

ssize_t member_read(struct member *m, void *bytes, size_t len)
{
	struct package *p = m->package;
	if (p->inflated >= LIMIT_PACKAGE_BYTES) {
		p->text->unread = UNREAD_TOO_LARGE;
		return -1;
	}
	zip_int64_t n =
	        m->file ? zip_fread(m->file, bytes, len) : content_read(p->content, m->at, bytes, len);
	if (n < 0) {
		p->text->unread = UNREAD_BROKEN;
		return -1;
	}
	p->inflated += (uint64_t)n;
	m->at += (uint64_t)n;
	return (ssize_t)n;
}

bool package_step(struct package *p)
{
	if (++p->steps <= LIMIT_PACKAGE_STEPS)
		return true;
	p->text->unread = UNREAD_TOO_LARGE;
	return false;
}

enum outcome package_read_protected(
        const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	(void)c, (void)a;
	text->unread = UNREAD_PROTECTED;
	return fail(why, REFUSED, "the document is encrypted with a password");
}
