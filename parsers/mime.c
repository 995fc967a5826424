#include "parsers/mime.h"

#include "parsers/alternative.h"
#include "parsers/charset.h"
#include "parsers/envelope.h"
#include "parsers/format.h"
#include "parsers/html.h"
#include "parsers/leaf.h"
#include "parsers/role.h"
#include "parsers/sniff.h"
#include "schema/limits.h"

#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

struct walk {
	struct arena *arena;
	struct document *document;
	struct contents contents;
	struct buf head;                /* the first bytes of the leaf at hand */
	LIST(const char *) cids;        /* of each part, NULL where it cannot be an ornament */
	LIST(struct showing) ornaments; /* known once the HTML was read, before or after the pictures */
	size_t text_bytes;              /* read for labels so far */
	uint32_t messages;              /* attached ones so far */
	GMimeParserOptions *options;
};

/* Where in the tree the walk stands. */
struct spot {
	uint32_t parent, message;
	unsigned depth;
	bool alone; /* the object is the root of its message */
};

static enum outcome walk_object(struct walk *w, GMimeObject *object, struct spot at, struct reason *why);

enum outcome mime_preload(struct reason *why)
{
	g_mime_init();
	html_preload();
	enum outcome o = charset_preload(why);
	return o == DONE ? sniff_preload(why) : o;
}

static void note(struct walk *w, const char *sentence)
{
	struct claims *c = w->document->claims;
	c->incomplete = true;
	for (size_t i = 0; i < c->notes.n; i++)
		if (strcmp(c->notes.v[i], sentence) == 0)
			return;
	if (c->notes.n < LIMIT_NOTES)
		*list_add(w->arena, &c->notes) = sentence;
}

static struct part *add_part(
        struct walk *w, const struct leaf_fields *f, enum part_role role, uint32_t parent)
{
	bool candidate = role == PART_FILE && f->cid[0] && !f->attached;
	*list_add(w->arena, &w->cids) = candidate ? f->cid : NULL;
	struct part *p = list_add(w->arena, &w->document->claims->parts);
	*p = (struct part){
	        .name = f->name, .declared = f->type, .type = f->type, .role = role, .parent = parent};
	return p;
}

/* Bodies are what they are declared to be, save that some programs send HTML as plain text. */
static const char *body_type(const struct walk *w, const struct leaf_fields *f)
{
	const char *s = buf_str(&w->head);
	s += strspn(s, " \t\r\n");
	bool html = strcmp(f->type, "text/html") == 0 || strncasecmp(s, "<!doctype html", 14) == 0 ||
	            strncasecmp(s, "<html", 5) == 0;
	return html ? "text/html" : "text/plain";
}

static void read_text(struct walk *w, const struct leaf_fields *f, uint32_t index, struct spot at)
{
	struct part *part = &w->document->claims->parts.v[index];
	const struct format *format = format_by_type(part->type);
	part->readable = format->readable;
	part->unread = format->readable ? UNREAD_NOT : UNREAD_UNKNOWN;
	if (!format->read || part->role == PART_MACHINE)
		return;
	if (w->text_bytes + w->head.len > LIMIT_TEXTS_BYTES) {
		note(w, "the mail's texts together are longer than is read");
		return;
	}
	w->text_bytes += w->head.len;
	bool kept = part->offset != UINT64_MAX;
	struct content c = {.bytes = buf_str(&w->head),
	        .len = w->head.len,
	        .cut = part->size > w->head.len,
	        .charset = f->charset,
	        .flowed = f->flowed && part->role == PART_BODY,
	        .delete_blank = f->delete_blank,
	        .fd = kept ? w->contents.fd : -1,
	        .offset = kept ? part->offset : 0,
	        .size = part->size};
	struct text text = {.part = index, .message = at.message};
	struct reason refused;
	bool refusal = format->read(&c, w->arena, &text, &refused) != DONE;
	part->macros = text.macros;
	part->width = text.width;
	part->height = text.height;
	part->milliseconds = text.milliseconds;
	part->unread = refusal && !text.unread        ? UNREAD_BROKEN
	               : text.partial && !text.unread ? UNREAD_PARTLY
	                                              : text.unread;
	if (refusal) {
		part->readable = false;
		return;
	}
	if (text.partial)
		note(w, "a text was longer or deeper than is read");
	*list_add(w->arena, &w->document->texts) = text;
	for (size_t i = 0; i < text.pictures.n && part->role == PART_BODY; i++)
		if (text.pictures.v[i].as_ornament)
			*list_add(w->arena, &w->ornaments) =
			        (struct showing){text.pictures.v[i].cid, part->parent};
}

static enum outcome walk_leaf(
        struct walk *w, GMimeObject *object, GMimeDataWrapper *content, struct spot at, struct reason *why)
{
	struct claims *c = w->document->claims;
	if (c->parts.n >= LIMIT_PARTS) {
		note(w, "the mail has more parts than are read");
		return DONE;
	}
	struct leaf_fields f;
	role_read_fields(object, &f, w->arena);
	enum part_role role = role_of(&f, at.alone);
	struct leaf leaf;
	enum outcome o = leaf_read(content, role == PART_FILE, &w->contents, &w->head, &leaf, why);
	if (o != DONE)
		return o;
	if (leaf.capped)
		note(w, "the mail's files together are larger than is kept");
	struct part *p = add_part(w, &f, role, at.parent);
	p->size = leaf.size;
	p->hash = leaf.hash;
	p->offset = leaf.offset;
	size_t sniffed = w->head.len < LIMIT_SNIFF_BYTES ? w->head.len : LIMIT_SNIFF_BYTES;
	p->type = role == PART_BODY      ? body_type(w, &f)
	          : role == PART_MACHINE ? f.type
	                                 : sniff_type(buf_str(&w->head), sniffed, f.name, f.type, w->arena);
	read_text(w, &f, (uint32_t)c->parts.n - 1, at);
	return DONE;
}

/* Its size and hash stand for its leaves: its own bytes are nowhere as such once GMime has read them. */
static void sum_up_message(struct claims *c, size_t index)
{
	struct hasher *h = hasher_new();
	uint64_t size = 0;
	for (size_t i = index + 1; i < c->parts.n; i++) {
		hasher_add(h, c->parts.v[i].hash.bytes, HASH_SIZE);
		size += c->parts.v[i].size;
	}
	c->parts.v[index].size = size;
	hasher_finish(&h, &c->parts.v[index].hash);
}

static enum outcome walk_message(
        struct walk *w, GMimeObject *carrier, GMimeMessage *m, struct spot at, struct reason *why)
{
	struct claims *c = w->document->claims;
	if (c->parts.n >= LIMIT_PARTS) {
		note(w, "the mail has more parts than are read");
		return DONE;
	}
	struct leaf_fields f;
	role_read_fields(carrier, &f, w->arena);
	uint32_t index = (uint32_t)c->parts.n;
	struct part *p = add_part(w, &f, PART_FILE, at.parent);
	p->type = "message/rfc822";
	p->offset = UINT64_MAX;
	p->readable = true;
	enum outcome o = DONE;
	GMimeObject *root = m ? g_mime_message_get_mime_part(m) : NULL;
	if (m)
		envelope_read(m, ++w->messages, w->document, w->arena);
	if (root)
		o = walk_object(w, root, (struct spot){index, w->messages, at.depth + 1, true}, why);
	sum_up_message(c, index);
	return o;
}

static GMimeMessage *parse_stream(struct walk *w, GMimeStream *stream)
{
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	GMimeMessage *m = g_mime_parser_construct_message(parser, w->options);
	g_object_unref(parser);
	return m;
}

/* GMime gives nothing for bytes that have no header: they are read as the body of a message with an empty
 * one. */
static GMimeMessage *parse_any(struct walk *w, GMimeStream *stream)
{
	static const char header[] = "MIME-Version: 1.0\r\n\r\n";
	GMimeMessage *m = parse_stream(w, stream);
	if (m)
		return m;
	GMimeStream *lead = g_mime_stream_mem_new_with_buffer(header, sizeof header - 1),
	            *both = g_mime_stream_cat_new();
	g_mime_stream_reset(stream);
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), lead);
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), stream);
	m = parse_stream(w, both);
	g_object_unref(both);
	g_object_unref(lead);
	return m;
}

/* An attached message in base64 or quoted-printable: GMime does not look into it, so it is decoded to the
 * contents and parsed there. */
static enum outcome walk_coded_message(struct walk *w, GMimePart *part, struct spot at, struct reason *why)
{
	struct leaf leaf;
	enum outcome o = leaf_read(g_mime_part_get_content(part), true, &w->contents, &w->head, &leaf, why);
	if (o != DONE)
		return o;
	if (leaf.offset == UINT64_MAX) {
		note(w, "an attached message in a transfer encoding could not be kept, so its inside was not "
		        "read");
		return walk_message(w, GMIME_OBJECT(part), NULL, at, why);
	}
	int64_t start = (int64_t)leaf.offset;
	GMimeStream *stream =
	        g_mime_stream_fs_new_with_bounds(w->contents.fd, start, start + (int64_t)leaf.size);
	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
	GMimeMessage *m = parse_any(w, stream);
	size_t index = w->document->claims->parts.n;
	o = walk_message(w, GMIME_OBJECT(part), m, at, why);
	if (index < w->document->claims->parts.n) {
		struct part *p = &w->document->claims->parts.v[index];
		p->size = leaf.size;
		p->hash = leaf.hash;
		p->offset = leaf.offset;
	}
	if (m)
		g_object_unref(m);
	g_object_unref(stream);
	return o;
}

/* A multipart whose boundary never comes holds all its text before the first part. */
static enum outcome walk_prologue(
        struct walk *w, GMimeMultipart *multipart, struct spot at, struct reason *why)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	if (!prologue || !prologue[strspn(prologue, " \t\r\n")])
		return DONE;
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(prologue, strlen(prologue));
	GMimeDataWrapper *content =
	        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	GMimePart *part = g_mime_part_new_with_type("text", "plain");
	enum outcome o = walk_leaf(w, GMIME_OBJECT(part), content, at, why);
	g_object_unref(part);
	g_object_unref(content);
	g_object_unref(stream);
	return o;
}

static enum outcome walk_multipart(
        struct walk *w, GMimeMultipart *multipart, struct spot at, struct reason *why)
{
	int n = g_mime_multipart_get_count(multipart);
	size_t before = w->document->texts.n;
	enum outcome o = n == 0 ? walk_prologue(w, multipart, at, why) : DONE;
	struct spot below = {at.parent, at.message, at.depth + 1, false};
	for (int i = 0; i < n && o == DONE; i++)
		o = walk_object(w, g_mime_multipart_get_part(multipart, i), below, why);
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
	if (g_mime_content_type_is_type(type, "multipart", "alternative"))
		alternative_choose(w->document, before);
	return o;
}

static enum outcome walk_object(struct walk *w, GMimeObject *object, struct spot at, struct reason *why)
{
	if (at.depth > LIMIT_MIME_DEPTH) {
		note(w, "the mail is nested deeper than is read");
		return DONE;
	}
	if (GMIME_IS_MULTIPART(object))
		return walk_multipart(w, GMIME_MULTIPART(object), at, why);
	if (GMIME_IS_MESSAGE_PART(object))
		return walk_message(
		        w, object, g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)), at, why);
	if (!GMIME_IS_PART(object))
		return DONE;
	GMimeContentType *type = g_mime_object_get_content_type(object);
	if (g_mime_content_type_is_type(type, "message", "rfc822"))
		return walk_coded_message(w, GMIME_PART(object), at, why);
	return walk_leaf(w, object, g_mime_part_get_content(GMIME_PART(object)), at, why);
}

/* Identity beyond transport: the same mail fetched twice, or from another folder, has the same. */
static void identify(struct claims *c)
{
	struct hasher *h = hasher_new();
	hasher_add(h, c->from_address, strlen(c->from_address) + 1);
	hasher_add(h, &c->date, sizeof c->date);
	hasher_add(h, c->message_id, strlen(c->message_id) + 1);
	hasher_add(h, c->subject, strlen(c->subject) + 1);
	for (size_t i = 0; i < c->parts.n; i++)
		hasher_add(h, c->parts.v[i].hash.bytes, HASH_SIZE);
	hasher_finish(&h, &c->content);
}

/* Some gateways put blank lines before the header, which would end it at once. */
static int64_t find_header(int mail_fd)
{
	char head[4096];
	ssize_t n = pread(mail_fd, head, sizeof head, 0);
	ssize_t start = 0;
	while (start < n && memchr(" \t\r\n", head[start], 4))
		start++;
	ssize_t end = start;
	while (end < n && g_ascii_isgraph(head[end]) && head[end] != ':')
		end++;
	return end > start && end < n && head[end] == ':' ? start : 0;
}

static enum outcome walk_mail(struct walk *w, int mail_fd, struct reason *why)
{
	GMimeStream *stream = g_mime_stream_fs_new_with_bounds(mail_fd, find_header(mail_fd), -1);
	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
	GMimeMessage *m = parse_any(w, stream);
	enum outcome o = DONE;
	if (m) {
		envelope_read(m, 0, w->document, w->arena);
		GMimeObject *root = g_mime_message_get_mime_part(m);
		if (root)
			o = walk_object(w, root, (struct spot){NO_PART, 0, 0, true}, why);
		g_object_unref(m);
	}
	g_object_unref(stream);
	return o;
}

enum outcome mime_read(
        int mail_fd, int contents_fd, struct arena *a, struct document **d_r, struct reason *why)
{
	struct stat st = {0};
	if (contents_fd >= 0 && fstat(contents_fd, &st) != 0)
		return fail_errno(why, LATER, "cannot tell the size of the contents file");
	struct document *d = arena_alloc(a, sizeof *d);
	d->claims = claims_new(a);
	struct walk w = {.arena = a,
	        .document = d,
	        .contents = {contents_fd, (uint64_t)st.st_size},
	        .head = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .options = g_mime_parser_options_new()};
	enum outcome o = walk_mail(&w, mail_fd, why);
	g_mime_parser_options_free(w.options);
	buf_free(&w.head);
	if (o != DONE)
		return o;
	for (size_t i = 0; i < w.ornaments.n; i++)
		role_mark_ornament(d->claims, w.cids.v, w.ornaments.v[i]);
	identify(d->claims);
	*d_r = d;
	return DONE;
}
