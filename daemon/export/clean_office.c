/* Office documents in ZIP containers: properties go, pictures, films and documents in them are cleaned, their XML is rewritten and
 * searched for names. A member of a kind that is not known here leaves the whole document to people. */
#include "daemon/export/clean_formats.h"
#include "schema/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

enum { DOCUMENTS_DEEP = 2 };

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* What tells who made a document, by its first element, for it may lie anywhere; and what stands for it afterwards. */
static const struct {
	const char *root, *text;
} properties[] = {
        {"coreProperties",
                XML "<cp:coreProperties "
                    "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>"},
        {"Properties", NULL}, /* two kinds, see below */
        {"document-meta",
                XML "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                    "office:version=\"1.2\"><office:meta/></office:document-meta>"},
};

static const char extended[] = XML
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
static const char custom[] =
        XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";
static const char nothing[] = XML "<nothing xmlns=\"urn:nothing\"/>";

/* One white pixel: in place of a small picture of the first page, which may show what was deleted since. */
static const uint8_t pixel[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
        0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78,
        0xda, 0x63, 0xf8, 0x0f, 0, 1, 1, 1, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae,
        0x42, 0x60, 0x82};

struct office {
	struct cleaning *c;
	struct archive *in, *out;
	struct buf member;
	bool is_document, named, unknown, failed;
};

static la_ssize_t take_written(struct archive *a, void *to, const void *bytes, size_t len)
{
	struct cleaning *c = to;
	(void)a;
	clean_put_bytes(c, bytes, len);
	return c->failed || (c->memory && c->memory->overrun) ? -1 : (la_ssize_t)len;
}

/* --- members --- */

static void replace(struct office *o, const void *bytes, size_t len)
{
	buf_reset(&o->member);
	buf_put(&o->member, bytes, len);
}

static bool change_properties(struct office *o)
{
	char root[32];
	clean_xml_root(&o->member, root);
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		const char *text = properties[i].text;
		if (strcmp(root, properties[i].root) != 0)
			continue;
		if (!text)
			text = memmem(o->member.data, o->member.len, "custom", 6) ? custom : extended;
		replace(o, text, strlen(text));
		return true;
	}
	return false;
}

static void change_xml(struct office *o, const char *name)
{
	bool named = false;
	if (change_properties(o))
		return;
	/* What other programs keep in a document: servers, authors, templates. */
	if (strncmp(name, "customXml/item", 14) == 0 && !strstr(name, "Props") && !strstr(name, "_rels"))
		replace(o, nothing, sizeof nothing - 1);
	o->unknown |= !clean_xml(&o->member, o->c->names, &named);
	o->named |= named;
}

/* A photograph in a document tells as much as one that lies beside it, and so does a table behind a diagram. */
static void change_embedded(struct office *o)
{
	struct buf cleaned = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES);
	struct cleaning inner = {.bytes = (uint8_t *)o->member.data,
	        .size = o->member.len,
	        .names = o->c->names,
	        .to = -1,
	        .memory = &cleaned,
	        .depth = o->c->depth + 1};
	enum cleaned r = clean_any(&inner);
	o->unknown |= r == CLEANED_UNKNOWN || cleaned.overrun;
	o->named |= r == CLEANED_NAMED;
	if (r == CLEANED)
		replace(o, cleaned.data, cleaned.len);
	buf_free(&cleaned);
}

static bool ends(const char *name, const char *ending)
{
	size_t n = strlen(name), len = strlen(ending);
	return n >= len && strcasecmp(name + n - len, ending) == 0;
}

/* A name that somebody gave to a picture. */
static void look_at_name(struct office *o, const char *name)
{
	struct buf text = BUF_INIT(1 << 16);
	buf_puts(&text, name);
	o->named |= clean_names_somebody(&text, o->c->names, false);
	buf_free(&text);
}

static void change_member(struct office *o, const char *name)
{
	look_at_name(o, name);
	if (o->member.len == 0 || strcmp(name, "mimetype") == 0)
		return;
	if (strcasestr(name, "thumbnail"))
		replace(o, pixel, sizeof pixel);
	else if (strcasestr(name, "printerSettings"))
		memset(o->member.data, 0, o->member.len);
	else if (strcmp(name, "layout-cache") == 0)
		buf_reset(&o->member);
	else if (clean_is_xml(&o->member))
		change_xml(o, name);
	else if (!ends(name, ".odttf") && !ends(name, ".fntdata")) /* fonts of others */
		change_embedded(o);
}

/* --- the container --- */

static bool read_member(struct office *o)
{
	const void *block;
	size_t len;
	la_int64_t offset;
	int rc;
	buf_reset(&o->member);
	while ((rc = archive_read_data_block(o->in, &block, &len, &offset)) == ARCHIVE_OK &&
	        !o->member.overrun)
		buf_put(&o->member, block, len);
	return rc == ARCHIVE_EOF && !o->member.overrun;
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
	int rc = ARCHIVE_EOF;
	size_t total = 0, n = 0;
	while (!o->failed && !o->unknown && (rc = archive_read_next_header(o->in, &e)) == ARCHIVE_OK) {
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
	if (c->size < 4 || memcmp(c->bytes, "PK\3\4", 4) != 0 || c->depth > DOCUMENTS_DEEP)
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
	if (o.failed || o.unknown || !o.is_document)
		return CLEANED_UNKNOWN;
	return o.named ? CLEANED_NAMED : CLEANED;
}
