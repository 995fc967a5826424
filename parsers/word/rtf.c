#include "parsers/word/rtf.h"

#include "base/buf.h"
#include "parsers/text/charset.h"
#include "parsers/view.h"
#include "parsers/word/flow.h"
#include "parsers/word/rtf_words.h"
#include "schema/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FONTS = 1024, WORD_BYTES = 32 };

/* What an opening brace keeps and a closing one brings back. */
struct group {
	bool skips, hides, in_table, fonts;
	uint32_t unicode_skip; /* characters that stand in for one \u */
	const char *charset;   /* of the font at hand; "" is the document's */
};

struct rtf {
	struct arena *arena;
	struct text *text;
	struct flow *flow;
	const uint8_t *at, *end;
	struct group group, stack[LIMIT_RTF_DEPTH];
	size_t depth, too_deep;
	bool ignorable;    /* \* was read: the group is a destination that may be left out */
	uint32_t left_out; /* characters still to be left out behind a \u */
	uint32_t high;     /* the first half of a surrogate pair */
	struct buf bytes;  /* text in the charset at hand */
	const char *document_charset;
	const char *fonts[MOST_FONTS];
	int32_t font; /* of the font table's entry at hand */
	struct flow_shape row;
	bool joins_above, joins_left; /* of the cell whose edge comes next */
};

static void flush(struct rtf *r)
{
	const char *charset = r->group.charset[0] ? r->group.charset : r->document_charset;
	struct buf utf8 = BUF_INIT(4 * LIMIT_BODY_TEXT_BYTES);
	if (r->bytes.len == 0)
		return;
	charset_to_utf8(charset, buf_str(&r->bytes), r->bytes.len, &utf8);
	flow_put(r->flow, buf_str(&utf8), utf8.len);
	buf_free(&utf8);
	buf_reset(&r->bytes);
}

static bool is_shown(const struct rtf *r)
{
	return !r->group.skips && !r->group.hides && !r->group.fonts && r->too_deep == 0;
}

static void put_byte(struct rtf *r, uint8_t byte)
{
	if (r->left_out > 0)
		r->left_out--;
	else if (is_shown(r))
		buf_putc(&r->bytes, (char)byte);
}

static void put_rune(struct rtf *r, uint32_t rune)
{
	flush(r);
	if (is_shown(r))
		flow_put_rune(r->flow, rune);
}

static void put_unicode(struct rtf *r, int32_t value)
{
	uint32_t unit = (uint32_t)value & 0xffff;
	r->left_out = r->group.unicode_skip;
	if (unit >= 0xd800 && unit < 0xdc00) {
		r->high = unit;
		return;
	}
	if (r->high && unit >= 0xdc00 && unit < 0xe000)
		unit = 0x10000 + ((r->high - 0xd800) << 10) + (unit - 0xdc00);
	r->high = 0;
	put_rune(r, unit);
}

static void open_group(struct rtf *r)
{
	flush(r);
	r->left_out = 0;
	r->ignorable = false;
	if (r->depth == LIMIT_RTF_DEPTH) {
		r->too_deep++;
		r->text->partial = true;
		return;
	}
	r->stack[r->depth++] = r->group;
}

static void close_group(struct rtf *r)
{
	flush(r);
	r->left_out = 0;
	r->ignorable = false;
	if (r->too_deep > 0)
		r->too_deep--;
	else if (r->depth > 0)
		r->group = r->stack[--r->depth];
}

static void set_font(struct rtf *r, int32_t font)
{
	bool known = font >= 0 && font < MOST_FONTS;
	r->font = font;
	if (r->group.fonts)
		return;
	flush(r);
	r->group.charset = known && r->fonts[font] ? r->fonts[font] : "";
}

/* Western is what writers say of fonts that have no better word; then the document's charset is the better
 * one. */
static void set_font_charset(struct rtf *r, int32_t charset)
{
	if (r->group.fonts && r->font >= 0 && r->font < MOST_FONTS)
		r->fonts[r->font] = charset ? rtf_charset_of_font(charset) : "";
}

static void add_edge(struct rtf *r, int32_t at)
{
	struct flow_shape *s = &r->row;
	if (s->n < FLOW_CELLS) {
		s->joins_above[s->n] = r->joins_above;
		s->joins_left[s->n] = r->joins_left;
		s->edges[++s->n] = at;
	}
	r->joins_above = r->joins_left = false;
}

static void do_layout(struct rtf *r, enum rtf_action action, int32_t value)
{
	flush(r);
	switch (action) {
	case RTF_PARAGRAPH:
		flow_end_line(r->flow, r->group.in_table);
		break;
	case RTF_TAB:
		flow_put(r->flow, "\t", 1);
		break;
	case RTF_CELL:
		flow_end_cell(r->flow);
		break;
	case RTF_ROW:
		flow_end_row(r->flow, r->row.n ? &r->row : NULL);
		break;
	case RTF_ROW_DEFAULTS:
		r->row = (struct flow_shape){0};
		r->joins_above = r->joins_left = false;
		break;
	case RTF_ROW_LEFT:
		r->row.edges[0] = value;
		break;
	case RTF_CELL_EDGE:
		add_edge(r, value);
		break;
	case RTF_JOINS_ABOVE:
		r->joins_above = true;
		break;
	default:
		r->joins_left = true;
		break;
	}
}

static void do_state(struct rtf *r, enum rtf_action action, int32_t value)
{
	switch (action) {
	case RTF_IN_TABLE:
		r->group.in_table = true;
		break;
	case RTF_PARAGRAPH_DEFAULTS:
		r->group.in_table = false;
		break;
	case RTF_CODE_PAGE:
		r->document_charset = rtf_charset_of_page(value);
		break;
	case RTF_FONTS:
		r->group.fonts = true;
		break;
	case RTF_FONT:
		set_font(r, value);
		break;
	case RTF_FONT_CHARSET:
		set_font_charset(r, value);
		break;
	case RTF_UNICODE_SKIP:
		r->group.unicode_skip = value < 0 ? 0 : (uint32_t)value;
		break;
	case RTF_HIDDEN:
		flush(r);
		r->group.hides = value != 0;
		break;
	case RTF_PLAIN:
		flush(r);
		r->group.hides = false;
		r->group.charset = "";
		break;
	default:
		break;
	}
}

static void do_word(struct rtf *r, const char *name, int32_t value)
{
	const struct rtf_word *w = rtf_word_find(name);
	bool destination = r->ignorable;
	r->ignorable = false;
	if (r->left_out > 0 && w->action == RTF_PUT) {
		r->left_out--;
		return;
	}
	if (w->action == RTF_SKIP || (destination && (w->action == RTF_NOTHING || w->action == RTF_PUT)))
		r->group.skips = true;
	else if (w->action == RTF_BINARY)
		r->at += value > 0 && value < r->end - r->at ? value : value > 0 ? r->end - r->at : 0;
	else if (w->action == RTF_UNICODE)
		put_unicode(r, value);
	else if (w->action == RTF_PUT)
		put_rune(r, w->value);
	else if (w->action >= RTF_PARAGRAPH && w->action <= RTF_JOINS_LEFT && is_shown(r))
		do_layout(r, w->action, value);
	else if (w->action >= RTF_IN_TABLE)
		do_state(r, w->action, value);
}

static int hex(uint8_t c)
{
	return isdigit(c) ? c - '0' : isxdigit(c) ? tolower(c) - 'a' + 10 : -1;
}

/* Letters, then perhaps a number, then perhaps one blank that belongs to them. */
static void read_word(struct rtf *r)
{
	char name[WORD_BYTES] = "", digits[16] = "";
	size_t n = 0, d = 0;
	for (; r->at < r->end && isalpha(*r->at); r->at++)
		if (n + 1 < sizeof name)
			name[n++] = (char)*r->at;
	if (r->at < r->end && *r->at == '-')
		digits[d++] = (char)*r->at++;
	for (; r->at < r->end && isdigit(*r->at); r->at++)
		if (d + 5 < sizeof digits)
			digits[d++] = (char)*r->at;
	if (r->at < r->end && *r->at == ' ')
		r->at++;
	do_word(r, name, d > 0 ? (int32_t)strtol(digits, NULL, 10) : 1);
}

static void read_escape(struct rtf *r)
{
	if (r->at >= r->end)
		return;
	if (isalpha(*r->at)) {
		read_word(r);
		return;
	}
	uint8_t c = *r->at++;
	switch (c) {
	case '\'':
		if (r->end - r->at >= 2 && hex(r->at[0]) >= 0 && hex(r->at[1]) >= 0) {
			put_byte(r, (uint8_t)(hex(r->at[0]) << 4 | hex(r->at[1])));
			r->at += 2;
		}
		break;
	case '*':
		r->ignorable = true;
		break;
	case '~':
		put_byte(r, ' ');
		break;
	case '_':
		put_byte(r, '-');
		break;
	case '\r':
	case '\n':
		do_word(r, "par", 1);
		break;
	case '\\':
	case '{':
	case '}':
		put_byte(r, c);
		break;
	default: /* soft hyphens, index marks */
		break;
	}
}

static void read_all(struct rtf *r)
{
	while (r->at < r->end && !flow_is_full(r->flow)) {
		uint8_t c = *r->at++;
		if (c == '{')
			open_group(r);
		else if (c == '}')
			close_group(r);
		else if (c == '\\')
			read_escape(r);
		else if (c != '\r' && c != '\n' && c != '\0')
			put_byte(r, c);
	}
	flush(r);
}

enum outcome rtf_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct view v;
	enum outcome o = view_open(c, LIMIT_DOCUMENT_BYTES, text, &v, why);
	if (o != DONE)
		return o;
	struct rtf *r = arena_alloc(a, sizeof *r);
	*r = (struct rtf){.arena = a,
	        .text = text,
	        .at = v.bytes,
	        .end = v.bytes + v.len,
	        .group = {.unicode_skip = 1, .charset = ""},
	        .bytes = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .document_charset = ""};
	if (v.len < 5 || memcmp(v.bytes, "{\\rtf", 5) != 0) {
		text->unread = UNREAD_BROKEN;
		o = fail(why, REFUSED, "the rich text does not begin as one");
	} else {
		r->flow = flow_new(a, text);
		read_all(r);
		flow_finish(r->flow);
		/* The last brace is missing: cut short. What was read is good. */
		text->partial |= r->depth > 0;
	}
	buf_free(&r->bytes);
	view_close(&v);
	return o;
}
