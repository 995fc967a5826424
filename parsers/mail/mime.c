#include "parsers/mail/mime.h"

#include "parsers/archive/archive.h"
#include "parsers/collect.h"
#include "parsers/mail/alternative.h"
#include "parsers/mail/envelope.h"
#include "parsers/mail/leaf.h"
#include "parsers/mail/role.h"
#include "parsers/mail/uuencode.h"
#include "parsers/media/media.h"
#include "parsers/office/ole.h"
#include "parsers/pdf/pdf.h"
#include "parsers/sniff.h"
#include "parsers/text/charset.h"
#include "parsers/text/html.h"
#include "schema/limits.h"

#include <gmime/gmime.h>
#include <string.h>

struct walk {
	struct collector *to;
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
	archive_preload();
	ole_preload();
	media_preload();
	enum outcome o = charset_preload(why);
	if (o == DONE)
		o = pdf_preload(why);
	return o == DONE ? sniff_preload(why) : o;
}

static struct item item_of(const struct walk *w, const struct leaf_fields *f, struct spot at)
{
	enum part_role role = role_of(f, at.alone);
	bool candidate = role == PART_FILE && f->cid[0] && !f->attached;
	unsigned around = w->to->inside.part == NO_PART ? 0 : w->to->inside.depth + 1;
	return (struct item){.name = f->name,
	        .declared = f->type,
	        .charset = f->charset,
	        .cid = candidate ? f->cid : NULL,
	        .role = role,
	        .parent = at.parent,
	        .message = at.message,
	        .depth = around,
	        .flowed = f->flowed,
	        .delete_blank = f->delete_blank};
}

static enum outcome add_bytes(void *collector, const void *bytes, size_t len, struct reason *why)
{
	return collect_add(collector, bytes, len, why);
}

static enum outcome add_lines(void *uudecoder, const void *bytes, size_t len, struct reason *why)
{
	return uuencode_add(uudecoder, bytes, len, why);
}

/* The files that stand in a body as uuencoded lines, of which its text was freed already. */
static enum outcome take_uuencoded(
        struct walk *w, GMimeDataWrapper *content, const struct item *body, struct reason *why)
{
	struct uudecoder d = {.to = w->to, .body = body};
	const struct leaf_sink sink = {add_lines, &d};
	enum outcome o = leaf_read(content, &sink, why);
	if (o == DONE)
		uuencode_end(&d);
	return o;
}

static enum outcome take_leaf(
        struct walk *w, GMimeDataWrapper *content, const struct item *item, struct reason *why)
{
	struct collector *c = w->to;
	const struct leaf_sink sink = {add_bytes, c};
	if (!collect_begin(c, item->role == PART_FILE))
		return DONE;
	enum outcome o = leaf_read(content, &sink, why);
	if (o != DONE) {
		collect_drop(c);
		return o;
	}
	uint32_t part = collect_end(c, item);
	bool body =
	        item->role == PART_BODY && strcmp(c->document->claims->parts.v[part].type, "text/plain") == 0;
	bool files = body && uuencode_cut(&c->head);
	collect_read(c, item, part);
	if (files)
		o = take_uuencoded(w, content, item, why);
	return o == DONE ? collect_open(c, why) : o;
}

static enum outcome walk_leaf(
        struct walk *w, GMimeObject *object, GMimeDataWrapper *content, struct spot at, struct reason *why)
{
	struct leaf_fields f;
	role_read_fields(object, &f, w->to->arena);
	struct item item = item_of(w, &f, at);
	return take_leaf(w, content, &item, why);
}

/* Its size and hash stand for its leaves: its own bytes are nowhere as such once GMime has read them. */
static void sum_up_message(struct claims *c, size_t index)
{
	struct hasher *h = hasher_new();
	uint64_t size = 0;
	for (size_t i = index + 1; i < c->parts.n; i++) {
		if (c->parts.v[i].parent != index)
			continue;
		hasher_add(h, c->parts.v[i].hash.bytes, HASH_SIZE);
		size += c->parts.v[i].size;
	}
	c->parts.v[index].size = size;
	hasher_finish(&h, &c->parts.v[index].hash);
}

static enum outcome walk_message(
        struct walk *w, GMimeObject *carrier, GMimeMessage *m, struct spot at, struct reason *why)
{
	struct collector *c = w->to;
	if (!collect_has_room(c)) {
		collect_note(c, "the mail has more parts than are read");
		return DONE;
	}
	struct leaf_fields f;
	role_read_fields(carrier, &f, c->arena);
	uint32_t index = (uint32_t)c->document->claims->parts.n;
	const struct item item = {.name = f.name,
	        .declared = f.type,
	        .type = "message/rfc822",
	        .role = PART_FILE,
	        .parent = at.parent};
	collect_add_part(c, &item)->readable = true;
	enum outcome o = DONE;
	GMimeObject *root = m ? g_mime_message_get_mime_part(m) : NULL;
	if (m)
		envelope_read(m, ++c->messages, c->document, c->arena);
	if (root)
		o = walk_object(w, root, (struct spot){index, c->messages, at.depth + 1, true}, why);
	sum_up_message(c->document->claims, index);
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

/* An attached message in base64 or quoted-printable: GMime does not look into it, so it is kept like a file
 * and opened in its turn. */
static enum outcome walk_coded_message(struct walk *w, GMimePart *part, struct spot at, struct reason *why)
{
	struct leaf_fields f;
	role_read_fields(GMIME_OBJECT(part), &f, w->to->arena);
	struct item item = item_of(w, &f, at);
	item.type = "message/rfc822";
	item.role = PART_FILE;
	return take_leaf(w, g_mime_part_get_content(part), &item, why);
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
	size_t before = w->to->document->texts.n;
	enum outcome o = n == 0 ? walk_prologue(w, multipart, at, why) : DONE;
	struct spot below = {at.parent, at.message, at.depth + 1, false};
	for (int i = 0; i < n && o == DONE; i++)
		o = walk_object(w, g_mime_multipart_get_part(multipart, i), below, why);
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
	if (g_mime_content_type_is_type(type, "multipart", "alternative"))
		alternative_choose(w->to->document, before);
	return o;
}

static enum outcome walk_object(struct walk *w, GMimeObject *object, struct spot at, struct reason *why)
{
	if (at.depth > LIMIT_MIME_DEPTH) {
		collect_note(w->to, "the mail is nested deeper than is read");
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

/* Identity beyond transport: the same mail fetched twice, or from another folder, has the same. Without `sending`, so has one
 * that was sent once more. */
static void identify(const struct claims *c, bool sending, struct hash *hash_r)
{
	struct hasher *h = hasher_new();
	hasher_add(h, c->from_address, strlen(c->from_address) + 1);
	if (sending) {
		hasher_add(h, &c->date, sizeof c->date);
		hasher_add(h, c->message_id, strlen(c->message_id) + 1);
	}
	hasher_add(h, c->subject, strlen(c->subject) + 1);
	for (size_t i = 0; i < c->parts.n; i++)
		hasher_add(h, c->parts.v[i].hash.bytes, HASH_SIZE);
	hasher_finish(&h, hash_r);
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

/* Reads a whole message: its fields as those of message number `number`, its leaves below `parent`. */
static enum outcome walk_stream(
        struct collector *to, GMimeStream *stream, uint32_t number, uint32_t parent, struct reason *why)
{
	struct walk w = {to, g_mime_parser_options_new()};
	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
	GMimeMessage *m = parse_any(&w, stream);
	enum outcome o = DONE;
	if (m) {
		envelope_read(m, number, to->document, to->arena);
		GMimeObject *root = g_mime_message_get_mime_part(m);
		if (root)
			o = walk_object(&w, root, (struct spot){parent, number, 0, true}, why);
		g_object_unref(m);
	}
	g_object_unref(stream);
	g_mime_parser_options_free(w.options);
	return o;
}

enum outcome mime_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why)
{
	int64_t start = (int64_t)c->offset;
	*unread_r = UNREAD_BROKEN;
	GMimeStream *stream = g_mime_stream_fs_new_with_bounds(c->fd, start, start + (int64_t)c->size);
	return walk_stream(to, stream, ++to->messages, to->inside.part, why);
}

enum outcome mime_read(
        int mail_fd, int contents_fd, struct arena *a, struct document **d_r, struct reason *why)
{
	struct document *d = arena_alloc(a, sizeof *d);
	struct collector to;
	d->claims = claims_new(a);
	enum outcome o = collect_init(&to, d, contents_fd, a, why);
	if (o != DONE)
		return o;
	GMimeStream *stream = g_mime_stream_fs_new_with_bounds(mail_fd, find_header(mail_fd), -1);
	o = walk_stream(&to, stream, 0, NO_PART, why);
	collect_close(&to);
	if (o != DONE)
		return o;
	for (size_t i = 0; i < to.ornaments.n; i++)
		role_mark_ornament(d->claims, to.cids.v, to.ornaments.v[i]);
	role_mark_small(d->claims, to.cids.v);
	identify(d->claims, true, &d->claims->content);
	identify(d->claims, false, &d->claims->substance);
	*d_r = d;
	return DONE;
}
