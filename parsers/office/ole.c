#include "parsers/office/ole.h"

#include "parsers/sheet/xls.h"
#include "parsers/slide/ppt.h"
#include "parsers/view.h"
#include "parsers/word/doc.h"
#include "schema/limits.h"

#include <string.h>

void ole_preload(void)
{
	gsf_init();
}

/* Names of the format differ in case from writer to writer. */
static GsfInput *child_of(GsfInfile *storage, const char *name)
{
	int n = gsf_infile_num_children(storage);
	for (int i = 0; i < n; i++) {
		const char *found = gsf_infile_name_by_index(storage, i);
		if (found && g_ascii_strcasecmp(found, name) == 0)
			return gsf_infile_child_by_index(storage, i);
	}
	return NULL;
}

GsfInput *ole_stream(GsfInfile *storage, const char *name)
{
	GsfInput *in = child_of(storage, name);
	if (in && GSF_IS_INFILE(in) && gsf_infile_num_children(GSF_INFILE(in)) >= 0) {
		g_object_unref(in);
		in = NULL;
	}
	return in;
}

bool ole_read_at(GsfInput *in, gsf_off_t offset, void *bytes_r, size_t len)
{
	memset(bytes_r, 0, len);
	gsf_off_t size = gsf_input_size(in);
	if (offset < 0 || offset > size || (gsf_off_t)len > size - offset)
		return false;
	return len == 0 || (!gsf_input_seek(in, offset, G_SEEK_SET) && gsf_input_read(in, len, bytes_r));
}

uint8_t *ole_slurp(GsfInput *in, gsf_off_t offset, size_t len, size_t most)
{
	uint8_t *bytes = len <= most && (gsf_off_t)len <= gsf_input_size(in) ? g_try_malloc(len + 1) : NULL;
	if (bytes && !ole_read_at(in, offset, bytes, len)) {
		g_free(bytes);
		bytes = NULL;
	}
	return bytes;
}

static bool has_child(GsfInfile *storage, const char *name)
{
	GsfInput *child = child_of(storage, name);
	if (child)
		g_object_unref(child);
	return child != NULL;
}

static bool has_macros(GsfInfile *storage)
{
	return has_child(storage, "Macros") || has_child(storage, "_VBA_PROJECT_CUR") ||
	       has_child(storage, "_VBA_PROJECT");
}

static GsfInput *workbook_of(GsfInfile *storage)
{
	GsfInput *book = ole_stream(storage, "Workbook");
	return book ? book : ole_stream(storage, "Book");
}

struct ole {
	struct view view;
	GsfInput *bytes;
	GsfInfile *storage; /* NULL: no compound file */
};

static void close_file(struct ole *o)
{
	if (o->storage)
		g_object_unref(o->storage);
	if (o->bytes)
		g_object_unref(o->bytes);
	view_close(&o->view);
}

/* Excel 2 to 4 wrote the records of a sheet without a compound file around them. */
static bool is_bare_workbook(const struct view *v)
{
	return v->len > 4 && v->bytes[0] == 0x09 &&
	       (v->bytes[1] == 0 || v->bytes[1] == 2 || v->bytes[1] == 4 || v->bytes[1] == 8);
}

static enum outcome open_file(const struct content *c, struct text *text, struct ole *o_r, struct reason *why)
{
	*o_r = (struct ole){.view = {(const uint8_t *)"", 0, NULL, 0}};
	enum outcome o = view_open(c, LIMIT_DOCUMENT_BYTES, text, &o_r->view, why);
	if (o != DONE)
		return o;
	o_r->bytes = gsf_input_memory_new(o_r->view.bytes, (gsf_off_t)o_r->view.len, FALSE);
	o_r->storage = o_r->bytes ? gsf_infile_msole_new(o_r->bytes, NULL) : NULL;
	if (o_r->storage) {
		text->macros = has_macros(o_r->storage);
		return DONE;
	}
	if (is_bare_workbook(&o_r->view))
		return DONE;
	bool damaged = o_r->view.len >= 4 && memcmp(o_r->view.bytes, "\xd0\xcf\x11\xe0", 4) == 0;
	text->unread = damaged ? UNREAD_BROKEN : UNREAD_UNKNOWN;
	return fail(
	        why, REFUSED, damaged ? "the compound file's directory is damaged" : "not a compound file");
}

static enum outcome read_book(
        struct ole *f, const struct sheet_sink *sink, struct text *text, struct reason *why)
{
	GsfInput *book = f->storage ? workbook_of(f->storage) : g_object_ref(f->bytes);
	if (!book) {
		bool sealed = has_child(f->storage, "EncryptedPackage");
		text->unread = sealed ? UNREAD_PROTECTED : UNREAD_UNKNOWN;
		return fail(why, REFUSED,
		        sealed ? "a password is needed" : "the compound file holds no known document");
	}
	enum outcome o = xls_read_book(book, sink, text, why);
	g_object_unref(book);
	return o;
}

enum outcome ole_read_sheets(
        const struct content *c, const struct sheet_sink *sink, struct text *text, struct reason *why)
{
	struct ole f;
	enum outcome o = open_file(c, text, &f, why);
	if (o == DONE)
		o = read_book(&f, sink, text, why);
	close_file(&f);
	return o;
}

enum outcome ole_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct ole f;
	bool is_document = false;
	enum outcome o = open_file(c, text, &f, why);
	if (o == DONE && f.storage && (is_document = has_child(f.storage, "WordDocument")))
		o = doc_read(f.storage, a, text, why);
	else if (o == DONE && f.storage && (is_document = has_child(f.storage, "PowerPoint Document")))
		o = ppt_read(f.storage, a, text, why);
	close_file(&f);
	return o != DONE || is_document ? o : sheet_build(ole_read_sheets, c, a, text, why);
}
