#include "parsers/slide/ppt.h"

#include "parsers/office/ole.h"
#include "parsers/text/charset.h"
#include "parsers/text/text.h"
#include "parsers/view.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

/* Records: a version (4 bits) and an instance (12), a type, a length; those of the version CONTAINER hold others. */
enum {
	HEAD_BYTES = 8,
	CONTAINER = 0xf,
	DOCUMENT = 0x03e8,
	SLIDE = 0x03ee,
	SLIDE_PLACE = 0x03f3, /* tells which slide comes next */
	OUTLINE = 0x0ff0,     /* of the slides with the instance 0, of masters and notes with others */
	TEXT_WIDE = 0x0fa0,
	TEXT_BYTES = 0x0fa8,
	EDIT = 0x0ff5,      /* one saving, with the place of the one before */
	DIRECTORY = 0x1772, /* where the objects of one saving lie */
};

enum { ENCRYPTED = 0xf3d1c4df, EDITS_MOST = 1000, DEPTH_MOST = 64 };

struct record {
	uint32_t version, instance, type;
	size_t from, to; /* its content */
};

struct ppt {
	const uint8_t *bytes;
	size_t len;
	uint32_t *objects; /* where each lies as it was last saved; UINT32_MAX: nowhere */
	uint32_t document; /* the number of the object that is the document; 0: not known */
	size_t steps;
	struct arena *arena;
	struct text *text;
	bool too_deep;
	uint32_t slide; /* the object whose outline is being read; 0: none */
};

static bool record_at(struct ppt *p, size_t at, size_t to, struct record *r_r)
{
	if (to > p->len || at + HEAD_BYTES > to || ++p->steps > LIMIT_SLIDE_RECORDS)
		return false;
	uint32_t first = view_u16(p->bytes, p->len, at), len = view_u32(p->bytes, p->len, at + 4);
	*r_r = (struct record){
	        first & 0xf, first >> 4, view_u16(p->bytes, p->len, at + 2), at + HEAD_BYTES, 0};
	r_r->to = len <= to - r_r->from ? r_r->from + len : to;
	return true;
}

/* --- where the objects lie --- */

static void take_directory(struct ppt *p, size_t at)
{
	struct record r;
	if (!record_at(p, at, p->len, &r) || r.type != DIRECTORY)
		return;
	for (size_t i = r.from; i + 4 <= r.to;) {
		uint32_t head = view_u32(p->bytes, p->len, i), id = head & 0xfffff, n = head >> 20;
		i += 4;
		for (; n > 0 && i + 4 <= r.to; n--, id++, i += 4)
			if (id < LIMIT_SLIDE_OBJECTS && p->objects[id] == UINT32_MAX)
				p->objects[id] = view_u32(p->bytes, p->len, i);
	}
}

/* From the last saving back to the first: what was saved later counts. */
static void take_edits(struct ppt *p, uint32_t at)
{
	struct record r;
	for (unsigned n = 0; n < EDITS_MOST && record_at(p, at, p->len, &r) && r.type == EDIT; n++) {
		take_directory(p, view_u32(p->bytes, p->len, r.from + 12));
		if (!p->document)
			p->document = view_u32(p->bytes, p->len, r.from + 16);
		uint32_t before = view_u32(p->bytes, p->len, r.from + 8);
		if (before >= at) /* each lies before the next: no circle */
			return;
		at = before;
	}
}

/* --- text --- */

static void add_lines(struct ppt *p, const char *s, size_t len)
{
	for (const char *end = s + len; s < end;) {
		size_t n = 0;
		while (s + n < end && s[n] != '\r' && s[n] != '\n' && s[n] != '\v')
			n++;
		if (n > 0)
			text_add_line(p->text, s, n, 0, p->arena);
		s += n + (s + n < end);
	}
}

static void add_text(struct ppt *p, const struct record *r)
{
	struct buf utf8 = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	if (r->type == TEXT_WIDE)
		charset_to_utf8("utf-16le", p->bytes + r->from, (r->to - r->from) & ~(size_t)1, &utf8);
	for (size_t i = r->from; r->type == TEXT_BYTES && i < r->to; i++) {
		uint8_t c = p->bytes[i]; /* the low halves of UTF-16 units */
		if (c >= 0x80)
			buf_putc(&utf8, (char)(0xc0 | c >> 6));
		if (c)
			buf_putc(&utf8, (char)(c < 0x80 ? c : 0x80 | (c & 0x3f)));
	}
	add_lines(p, buf_str(&utf8), utf8.len);
	p->text->partial |= utf8.overrun;
	buf_free(&utf8);
}

/* --- slides --- */

/* The records between two places; a container is entered by its reader, others are texts. */
static void walk(struct ppt *p, size_t from, size_t to, unsigned depth)
{
	struct record r;
	for (; record_at(p, from, to, &r); from = r.to) {
		if (r.version == CONTAINER && depth >= DEPTH_MOST)
			p->too_deep = true;
		else if (r.version == CONTAINER)
			walk(p, r.from, r.to, depth + 1);
		else if (r.type == TEXT_WIDE || r.type == TEXT_BYTES)
			add_text(p, &r);
	}
}

/* The boxes of the slide whose outline was read. */
static void end_slide(struct ppt *p)
{
	struct record r;
	uint32_t id = p->slide;
	p->slide = 0;
	if (id == 0 || id >= LIMIT_SLIDE_OBJECTS || p->objects[id] == UINT32_MAX)
		return;
	if (record_at(p, p->objects[id], p->len, &r) && r.type == SLIDE)
		walk(p, r.from, r.to, 0);
	p->objects[id] = UINT32_MAX; /* each once, whatever the outline says */
}

static void read_outline(struct ppt *p, const struct record *outline)
{
	struct record r;
	for (size_t at = outline->from; record_at(p, at, outline->to, &r); at = r.to) {
		if (r.type == SLIDE_PLACE) {
			end_slide(p);
			p->slide = view_u32(p->bytes, p->len, r.from);
		} else if (r.type == TEXT_WIDE || r.type == TEXT_BYTES) {
			add_text(p, &r);
		}
	}
	end_slide(p);
}

static bool read_document(struct ppt *p)
{
	struct record document, r;
	if (!p->document || p->document >= LIMIT_SLIDE_OBJECTS || p->objects[p->document] == UINT32_MAX ||
	        !record_at(p, p->objects[p->document], p->len, &document) || document.type != DOCUMENT)
		return false;
	for (size_t at = document.from; record_at(p, at, document.to, &r); at = r.to)
		if (r.type == OUTLINE && r.instance == 0)
			read_outline(p, &r);
	return true;
}

/* Without a usable directory every slide that lies there counts. */
static void read_all_slides(struct ppt *p)
{
	struct record r;
	for (size_t at = 0; record_at(p, at, p->len, &r); at = r.to)
		if (r.type == SLIDE)
			walk(p, r.from, r.to, 0);
}

/* The place of the last saving, as the stream "Current User" tells. */
static uint32_t last_edit(GsfInfile *storage, bool *encrypted_r)
{
	uint8_t head[HEAD_BYTES + 12];
	GsfInput *user = ole_stream(storage, "Current User");
	bool whole = user && ole_read_at(user, 0, head, sizeof head);
	*encrypted_r = whole && view_u32(head, sizeof head, HEAD_BYTES + 4) == ENCRYPTED;
	if (user)
		g_object_unref(user);
	return whole ? view_u32(head, sizeof head, HEAD_BYTES + 8) : UINT32_MAX;
}

static enum outcome finish(struct ppt *p, struct reason *why)
{
	if (p->too_deep) {
		p->text->unread = UNREAD_TOO_DEEP;
		return fail(why, REFUSED, "its records are nested too deep");
	}
	if (p->steps > LIMIT_SLIDE_RECORDS) {
		p->text->unread = UNREAD_TOO_LARGE;
		return fail(why, REFUSED, "it has more records than are read");
	}
	return DONE;
}

enum outcome ppt_read(GsfInfile *storage, struct arena *a, struct text *text, struct reason *why)
{
	bool encrypted;
	struct ppt p = {.arena = a, .text = text};
	uint32_t edit = last_edit(storage, &encrypted);
	GsfInput *in = ole_stream(storage, "PowerPoint Document");
	if (encrypted || !in) {
		text->unread = encrypted ? UNREAD_PROTECTED : UNREAD_BROKEN;
		if (in)
			g_object_unref(in);
		return fail(why, REFUSED, encrypted ? "a password is needed" : "it has no slides' stream");
	}
	p.len = (size_t)gsf_input_size(in);
	uint8_t *bytes = ole_slurp(in, 0, p.len, LIMIT_SLIDES_BYTES);
	g_object_unref(in);
	if (!bytes) {
		text->unread = p.len > LIMIT_SLIDES_BYTES ? UNREAD_TOO_LARGE : UNREAD_BROKEN;
		return fail(why, REFUSED, "the slides' stream cannot be read");
	}
	p.bytes = bytes;
	p.objects = arena_alloc(a, LIMIT_SLIDE_OBJECTS * sizeof *p.objects);
	memset(p.objects, 0xff, LIMIT_SLIDE_OBJECTS * sizeof *p.objects);
	take_edits(&p, edit);
	if (!read_document(&p))
		read_all_slides(&p);
	g_free(bytes);
	return finish(&p, why);
}
