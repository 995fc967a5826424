#include "parsers/mail/tnef.h"

#include "parsers/collect.h"
#include "parsers/mail/tnef_properties.h"
#include "parsers/mail/tnef_rtf.h"
#include "parsers/text/charset.h"
#include "parsers/view.h"
#include "schema/limits.h"

#include <string.h>

enum { SIGNATURE = 0x223e9f78 };

/* Attributes by their tags: a type and a number. */
enum attribute {
	SUBJECT = 0x00018004,
	BODY = 0x0002800c,
	PROPERTIES = 0x00069003,
	CODEPAGE = 0x00069007,
	ATTACH_BEGIN = 0x00069002,
	ATTACH_TITLE = 0x00018010,
	ATTACH_DATA = 0x0006800f,
	ATTACH_PROPERTIES = 0x00069005,
};

/* Properties. */
enum property {
	PR_SUBJECT = 0x0037,
	PR_BODY = 0x1000,
	PR_RTF = 0x1009,
	PR_HTML = 0x1013,
	PR_DISPLAY_NAME = 0x3001,
	PR_DATA = 0x3701,
	PR_NAME = 0x3704,
	PR_LONG_NAME = 0x3707,
};

struct string {
	struct span bytes;
	bool unicode;
};

struct attachment {
	struct string name, long_name, display_name;
	struct span data;
	bool begun;
};

/* What a winmail.dat holds; all of it points into the file. */
struct tnef {
	uint32_t codepage;
	struct string subject, body;
	struct span html, rtf;
	struct attachment attachment; /* the one at hand */
	struct collector *to;
};

static void set_string(struct string *s, unsigned type, struct span value)
{
	if (type == TNEF_STRING8 || type == TNEF_UNICODE)
		*s = (struct string){value, type == TNEF_UNICODE};
}

static void on_message_property(void *context, unsigned id, unsigned type, struct span value)
{
	struct tnef *t = context;
	if (id == PR_SUBJECT && !t->subject.bytes.len)
		set_string(&t->subject, type, value);
	else if (id == PR_BODY && !t->body.bytes.len)
		set_string(&t->body, type, value);
	else if (id == PR_HTML && type == TNEF_BINARY)
		t->html = value;
	else if (id == PR_RTF && type == TNEF_BINARY)
		t->rtf = value;
}

static void on_attachment_property(void *context, unsigned id, unsigned type, struct span value)
{
	enum { GUID = 16 };
	struct attachment *a = context;
	if (id == PR_LONG_NAME)
		set_string(&a->long_name, type, value);
	else if (id == PR_NAME && !a->name.bytes.len)
		set_string(&a->name, type, value);
	else if (id == PR_DISPLAY_NAME)
		set_string(&a->display_name, type, value);
	else if (id == PR_DATA && type == TNEF_BINARY)
		a->data = value;
	else if (id == PR_DATA && type == TNEF_OBJECT && value.len >= GUID)
		a->data = (struct span){value.bytes + GUID, value.len - GUID};
}

/* --- strings --- */

static const char *charset_of(const struct tnef *t, const struct string *s)
{
	if (s->unicode)
		return "utf-16le";
	switch (t->codepage) {
	case 936:
	case 54936:
		return "gb18030";
	case 950:
		return "big5";
	case 65001:
		return "utf-8";
	default:
		return "";
	}
}

static size_t length_of(const struct string *s)
{
	size_t n = 0, step = s->unicode ? 2 : 1;
	while (n + step <= s->bytes.len && (s->bytes.bytes[n] || (s->unicode && s->bytes.bytes[n + 1])))
		n += step;
	return n;
}

/* One line of UTF-8 in the arena. */
static const char *decode(const struct tnef *t, const struct string *s, struct arena *a)
{
	struct buf utf8 = BUF_INIT(LIMIT_NAME_BYTES);
	size_t len = length_of(s), most = LIMIT_NAME_BYTES / 4;
	charset_to_utf8(charset_of(t, s), s->bytes.bytes, len < most ? len : most, &utf8);
	for (char *c = utf8.data; c && *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	const char *line = arena_strndup(a, buf_str(&utf8), charset_cut_utf8(buf_str(&utf8), utf8.len));
	buf_free(&utf8);
	return line;
}

static const char *name_of(const struct tnef *t, struct arena *a)
{
	const struct attachment *at = &t->attachment;
	const struct string *s = length_of(&at->long_name) ? &at->long_name
	                         : length_of(&at->name)    ? &at->name
	                                                   : &at->display_name;
	return decode(t, s, a);
}

/* --- attachments --- */

static enum outcome add_part(
        struct collector *to, struct span bytes, const struct item *item, struct reason *why)
{
	if (!collect_begin(to, item->role == PART_FILE))
		return fail(why, REFUSED, "it holds more files than are read");
	enum outcome o = bytes.len ? collect_add(to, bytes.bytes, bytes.len, why) : DONE;
	if (o != DONE) {
		collect_drop(to);
		return o;
	}
	collect_read(to, item, collect_end(to, item));
	return DONE;
}

static enum outcome take_attachment(struct tnef *t, struct reason *why)
{
	const struct item item = collect_member(t->to, name_of(t, t->to->arena));
	return add_part(t->to, t->attachment.data, &item, why);
}

static enum outcome end_attachment(struct tnef *t, struct reason *why)
{
	enum outcome o = t->attachment.begun ? take_attachment(t, why) : DONE;
	t->attachment = (struct attachment){.begun = false};
	return o;
}

static enum outcome take_attribute(struct tnef *t, uint32_t tag, struct span data, struct reason *why)
{
	struct tnef_reader r = {data.bytes, data.bytes + data.len, false};
	enum outcome o = DONE;
	switch (tag) {
	case CODEPAGE:
		t->codepage = tnef_get(&r, 4);
		break;
	case SUBJECT:
		t->subject = (struct string){data, false};
		break;
	case BODY:
		t->body = (struct string){data, false};
		break;
	case PROPERTIES:
		tnef_read_properties(data, on_message_property, t);
		break;
	case ATTACH_BEGIN:
		o = end_attachment(t, why);
		t->attachment.begun = true;
		break;
	case ATTACH_TITLE:
		t->attachment.name = (struct string){data, false};
		break;
	case ATTACH_DATA:
		t->attachment.data = data;
		break;
	case ATTACH_PROPERTIES:
		tnef_read_properties(data, on_attachment_property, &t->attachment);
		break;
	default:
		break;
	}
	return o;
}

static enum outcome walk(struct tnef *t, const struct view *v, struct reason *why)
{
	struct tnef_reader r = {v->bytes, v->bytes + v->len, false};
	if (tnef_get(&r, 4) != SIGNATURE)
		return fail(why, REFUSED, "it is no winmail.dat");
	tnef_get(&r, 2);
	while (r.at < r.end) {
		tnef_get(&r, 1); /* the level: the tags tell as much */
		uint32_t tag = tnef_get(&r, 4), len = tnef_get(&r, 4);
		struct span data = tnef_take(&r, len);
		tnef_get(&r, 2); /* a checksum; a damaged file is better than none */
		enum outcome o = take_attribute(t, tag, data, why);
		if (o != DONE)
			return o;
	}
	enum outcome o = end_attachment(t, why);
	return o == DONE && r.bad ? fail(why, REFUSED, "the winmail.dat is cut short") : o;
}

/* --- the body --- */

/* Outlook sends the body beside the winmail.dat too, mostly: the same labels twice would be two claims. */
static bool has_body(const struct collector *c)
{
	const struct document *d = c->document;
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *text = &d->texts.v[i];
		if (text->message != c->inside.message || d->claims->parts.v[text->part].role != PART_BODY)
			continue;
		for (size_t k = 0; k < text->blocks.n; k++)
			if (text->blocks.v[k].kind == BLOCK_TABLE || *text->blocks.v[k].line)
				return true;
	}
	return false;
}

static enum outcome take_body(struct tnef *t, struct reason *why)
{
	struct buf out = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	struct item item = collect_member(t->to, "");
	struct span body = {NULL, 0};
	item.role = PART_BODY;
	if (length_of(&t->body)) {
		item.type = "text/plain";
		charset_to_utf8(charset_of(t, &t->body), t->body.bytes.bytes, length_of(&t->body), &out);
		item.charset = "utf-8";
	} else if (t->html.len) {
		item.type = "text/html";
		body = t->html;
	} else if (t->rtf.len && tnef_inflate_rtf(t->rtf, &out)) {
		item.type = "application/rtf";
	}
	if (out.len)
		body = (struct span){(const uint8_t *)buf_str(&out), out.len};
	enum outcome o = item.type && !has_body(t->to) ? add_part(t->to, body, &item, why) : DONE;
	buf_free(&out);
	return o;
}

enum outcome tnef_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why)
{
	struct tnef t = {.to = to};
	struct text facts = {0};
	struct view v;
	enum outcome o = view_open(c, LIMIT_TNEF_BYTES, &facts, &v, why);
	*unread_r = facts.unread;
	if (o != DONE)
		return o;
	o = walk(&t, &v, why);
	if (o == DONE)
		o = take_body(&t, why);
	if (to->inside.message == 0 && !*to->document->claims->subject)
		to->document->claims->subject = decode(&t, &t.subject, to->arena);
	*unread_r = o == REFUSED ? UNREAD_BROKEN : UNREAD_NOT;
	view_close(&v);
	return o;
}
