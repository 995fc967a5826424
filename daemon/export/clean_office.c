/* Office documents in ZIP containers: properties go, pictures in them are cleaned, and their text is searched for names. */
#include "daemon/export/clean_formats.h"
#include "schema/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* What tells who made a document, and what stands for it afterwards. */
static const struct {
	const char *member, *text;
} properties[] = {
        {"docProps/core.xml",
                XML "<cp:coreProperties "
                    "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>"},
        {"docProps/app.xml",
                XML "<Properties "
                    "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>"},
        {"docProps/custom.xml",
                XML "<Properties "
                    "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>"},
        {"meta.xml",
                XML "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                    "office:version=\"1.2\"><office:meta/></office:document-meta>"},
};

struct office {
	struct cleaning *c;
	struct archive *in, *out;
	struct buf member;
	bool is_document, named, failed;
};

static la_ssize_t take_written(struct archive *a, void *to, const void *bytes, size_t len)
{
	(void)a;
	clean_put_bytes(to, bytes, len);
	return ((struct cleaning *)to)->failed ? -1 : (la_ssize_t)len;
}

/* --- names in the text --- */

/* The text of an XML member in its own place: a name may be cut by tags. */
static void strip_tags(struct buf *b)
{
	size_t to = 0;
	bool tag = false;
	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] == '<' || b->data[i] == '>')
			tag = b->data[i] == '<';
		else if (!tag && (unsigned char)b->data[i] > ' ')
			b->data[to++] = b->data[i];
	}
	b->len = to;
}

static bool holds(const struct buf *b, const char *word)
{
	return b->len && memmem(b->data, b->len, word, strlen(word));
}

static void look_for_names(struct office *o, const char *name)
{
	static const char *const signs[] = {"w:author=\"", "<dc:creator", "<author>", "<p:cmAuthor "};
	size_t len = strlen(name);
	if (len < 4 || strcmp(name + len - 4, ".xml") != 0)
		return;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		o->named |= holds(&o->member, signs[i]);
	struct buf text = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES);
	buf_put(&text, o->member.data, o->member.len);
	strip_tags(&text);
	for (size_t i = 0; i < o->c->names->n; i++)
		o->named |= strlen(o->c->names->v[i]) > 3 && holds(&text, o->c->names->v[i]);
	buf_free(&text);
}

/* --- members --- */

static bool read_member(struct office *o)
{
	const void *block;
	size_t len;
	la_int64_t offset;
	int rc;
	buf_reset(&o->member);
	while ((rc = archive_read_data_block(o->in, &block, &len, &offset)) == ARCHIVE_OK)
		buf_put(&o->member, block, len);
	return rc == ARCHIVE_EOF && !o->member.overrun;
}

/* A photograph in a document tells as much as one that lies beside it. A picture of another kind stays as it is. */
static void clean_inner_picture(struct office *o)
{
	struct buf cleaned = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES);
	struct cleaning inner = {.bytes = (const uint8_t *)o->member.data,
	        .size = o->member.len,
	        .names = o->c->names,
	        .to = -1,
	        .memory = &cleaned};
	enum cleaned r = clean_jpeg(&inner);
	if (r == CLEANED_UNKNOWN) {
		buf_reset(&cleaned);
		r = clean_png(&inner);
	}
	if (r == CLEANED) {
		buf_reset(&o->member);
		buf_put(&o->member, cleaned.data, cleaned.len);
	}
	buf_free(&cleaned);
}

static void change_member(struct office *o, const char *name)
{
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (strcmp(name, properties[i].member) == 0) {
			buf_reset(&o->member);
			buf_puts(&o->member, properties[i].text);
			return;
		}
	look_for_names(o, name);
	if (o->member.len)
		clean_inner_picture(o);
}

/* The first member of an OpenDocument file must lie there unpacked. */
static void write_member(struct office *o, const char *name)
{
	struct archive_entry *e = archive_entry_new();
	if (strcmp(name, "mimetype") == 0)
		archive_write_zip_set_compression_store(o->out);
	else
		archive_write_zip_set_compression_deflate(o->out);
	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)o->member.len);
	o->failed |= archive_write_header(o->out, e) != ARCHIVE_OK;
	if (!o->failed && o->member.len)
		o->failed |= archive_write_data(o->out, o->member.data, o->member.len) < 0;
	archive_entry_free(e);
}

static void clean_members(struct office *o)
{
	struct archive_entry *e;
	int rc;
	size_t total = 0, n = 0;
	while (!o->failed && (rc = archive_read_next_header(o->in, &e)) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(e);
		if (!name || !*name ||
		        name[strlen(name) - 1] == '/') /* a folder; not every packer tells kinds */
			continue;
		o->is_document |= strcmp(name, "[Content_Types].xml") == 0 ||
		                  strcmp(name, "META-INF/manifest.xml") == 0;
		o->failed |= !read_member(o) || ++n > LIMIT_PACKAGE_MEMBERS ||
		             (total += o->member.len) > LIMIT_PACKAGE_BYTES;
		if (o->failed)
			return;
		change_member(o, name);
		write_member(o, name);
	}
	o->failed |= rc != ARCHIVE_EOF;
}

enum cleaned clean_office(struct cleaning *c)
{
	struct office o = {.c = c, .member = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES)};
	if (c->size < 4 || memcmp(c->bytes, "PK\3\4", 4) != 0)
		return CLEANED_UNKNOWN;
	o.in = archive_read_new();
	o.out = archive_write_new();
	archive_read_support_format_zip_seekable(o.in);
	archive_write_set_format_zip(o.out);
	archive_write_set_bytes_per_block(o.out, 0);
	if (archive_read_open_memory(o.in, c->bytes, c->size) != ARCHIVE_OK ||
	        archive_write_open2(o.out, c, NULL, take_written, NULL, NULL) != ARCHIVE_OK)
		o.failed = true;
	else
		clean_members(&o);
	if (archive_write_close(o.out) != ARCHIVE_OK)
		o.failed = true;
	archive_read_free(o.in);
	archive_write_free(o.out);
	buf_free(&o.member);
	/* An archive of works is no document: what lies in it was not looked at. */
	if (o.failed || !o.is_document)
		return CLEANED_UNKNOWN;
	return o.named ? CLEANED_NAMED : CLEANED;
}
