#include "parsers/word/doc.h"

#include "parsers/office/ole.h"
#include "parsers/text/charset.h"
#include "parsers/view.h"
#include "parsers/word/doc_chpx.h"
#include "parsers/word/doc_papx.h"
#include "parsers/word/doc_pieces.h"
#include "parsers/word/flow.h"
#include "schema/limits.h"

#include <string.h>

enum { FIB_BYTES = 0x1aa, WORD_6 = 0xa5dc, WORD_8 = 0xa5ec, COMPLEX = 4, ENCRYPTED = 0x100, TABLE_1 = 0x200 };
enum story { MAIN, FOOTNOTES, HEADERS, MACROS, ANNOTATIONS, ENDNOTES, TEXT_BOXES, HEADER_BOXES, STORIES };

/* What a byte or a UTF-16 unit means besides itself. */
enum mark {
	CELL = 0x07,
	TAB = 0x09,
	LINE = 0x0b,
	PAGE = 0x0c,
	PARAGRAPH = 0x0d,
	COLUMN = 0x0e,
	FIELD_CODE = 0x13,
	FIELD_RESULT = 0x14,
	FIELD_END = 0x15,
	HARD_HYPHEN = 0x1e,
	SOFT_HYPHEN = 0x1f,
};

struct doc {
	GsfInput *main, *table, *data;
	uint8_t fib[FIB_BYTES];
	bool old;            /* Word 6 or 95 */
	const char *charset; /* of one-byte text in an old document; NULL: Windows-1252 */
	struct doc_pieces pieces;
	struct doc_papx *papx;
	struct doc_chpx *chpx;
	struct flow *flow;
	struct buf bytes; /* text in `charset` that is not yet decoded */
	uint32_t high;    /* the first half of a surrogate pair */
	unsigned fields;  /* open ones */
	uint64_t codes;   /* a bit for each open field whose code is being passed over */
};

static uint32_t fib_u16(const struct doc *d, size_t at)
{
	return view_u16(d->fib, FIB_BYTES, at);
}

static uint32_t fib_u32(const struct doc *d, size_t at)
{
	return view_u32(d->fib, FIB_BYTES, at);
}

static void open_field(struct doc *d)
{
	if (d->fields < 64)
		d->codes |= 1ull << d->fields;
	d->fields++;
}

static void turn_field(struct doc *d, bool end)
{
	if (d->fields == 0)
		return;
	if (d->fields <= 64)
		d->codes &= ~(1ull << (d->fields - 1));
	d->fields -= end;
}

static void flush_bytes(struct doc *d)
{
	struct buf utf8 = BUF_INIT(4 * LIMIT_BODY_TEXT_BYTES);
	if (d->bytes.len == 0)
		return;
	charset_to_utf8(d->charset, buf_str(&d->bytes), d->bytes.len, &utf8);
	flow_put(d->flow, buf_str(&utf8), utf8.len);
	buf_free(&utf8);
	buf_reset(&d->bytes);
}

/* Old documents do not tell where rows end in a way that is read here: two cell marks in a row do. */
static void end_cell(struct doc *d, uint32_t at, bool twice)
{
	struct doc_paragraph p;
	d->fields = 0;
	d->codes = 0;
	bool known = doc_papx_find(d->papx, at, &p);
	bool ends_row = known ? p.ends_row : twice;
	if (!ends_row)
		flow_end_cell(d->flow);
	else
		flow_end_row(d->flow, p.shape.n ? &p.shape : NULL);
}

static void end_paragraph(struct doc *d, uint32_t at)
{
	struct doc_paragraph p;
	bool known = doc_papx_find(d->papx, at, &p);
	flow_end_line(d->flow, known ? p.in_table : flow_in_row(d->flow));
}

static void put_mark(struct doc *d, uint32_t unit, uint32_t at, bool twice)
{
	flush_bytes(d);
	switch ((enum mark)unit) {
	case CELL:
		end_cell(d, at, twice);
		break;
	case PARAGRAPH:
	case PAGE:
	case COLUMN:
		end_paragraph(d, at);
		break;
	case LINE:
		end_paragraph(d, at);
		break;
	case TAB:
		flow_put(d->flow, "\t", 1);
		break;
	case HARD_HYPHEN:
		flow_put(d->flow, "-", 1);
		break;
	default: /* pictures, notes' references, soft hyphens */
		break;
	}
}

/* 0x80 to 0x9f of Windows-1252; the rest is Latin-1. */
static uint32_t rune_of_byte(uint8_t byte)
{
	static const uint16_t upper[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,
	        0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	        0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178};
	return byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte;
}

static void put_wide(struct doc *d, uint32_t unit)
{
	if (unit >= 0xd800 && unit < 0xdc00) {
		d->high = unit;
		return;
	}
	if (d->high && unit >= 0xdc00 && unit < 0xe000)
		unit = 0x10000 + ((d->high - 0xd800) << 10) + (unit - 0xdc00);
	d->high = 0;
	flow_put_rune(d->flow, unit);
}

static void put_unit(struct doc *d, const struct doc_piece *p, uint32_t unit, uint32_t at, uint32_t before)
{
	if (unit == FIELD_CODE)
		open_field(d);
	else if (unit == FIELD_RESULT || unit == FIELD_END)
		turn_field(d, unit == FIELD_END);
	else if (unit != CELL && (d->codes || doc_chpx_hides(d->chpx, at)))
		return;
	else if (unit < 0x20)
		put_mark(d, unit, at, before == CELL);
	else if (p->wide)
		put_wide(d, unit);
	else if (d->charset)
		buf_putc(&d->bytes, (char)unit);
	else
		flow_put_rune(d->flow, rune_of_byte((uint8_t)unit));
}

/* Characters `from` to `to`, counted over all stories, as far as they lie in this piece. */
static void read_piece(struct doc *d, const struct doc_piece *p, uint32_t from, uint32_t to, uint32_t *before)
{
	uint8_t block[4096];
	unsigned width = p->wide ? 2 : 1;
	uint32_t at = from > p->first ? from : p->first, end = to < p->end ? to : p->end;
	while (at < end && !flow_is_full(d->flow)) {
		uint64_t offset = p->offset + (uint64_t)(at - p->first) * width;
		size_t n = end - at < sizeof block / width ? end - at : sizeof block / width;
		gsf_off_t left = gsf_input_size(d->main) - (gsf_off_t)offset;
		if (left < (gsf_off_t)width)
			return;
		n = (gsf_off_t)(n * width) > left ? (size_t)left / width : n;
		if (!ole_read_at(d->main, (gsf_off_t)offset, block, n * width))
			return;
		for (size_t i = 0; i < n; i++) {
			uint32_t unit = p->wide ? view_u16(block, sizeof block, 2 * i) : block[i];
			put_unit(d, p, unit, (uint32_t)(offset + i * width), *before);
			*before = unit;
		}
		at += (uint32_t)n;
	}
}

static void read_story(struct doc *d, uint32_t first, uint32_t n)
{
	uint32_t before = 0, end = n < UINT32_MAX - first ? first + n : UINT32_MAX;
	d->fields = 0;
	d->codes = 0;
	for (size_t i = 0; i < d->pieces.list.n; i++)
		read_piece(d, &d->pieces.list.v[i], first, end, &before);
	flush_bytes(d);
}

static void read_stories(struct doc *d)
{
	static const enum story order[] = {MAIN, TEXT_BOXES, FOOTNOTES, ENDNOTES, HEADERS, HEADER_BOXES};
	uint32_t first[STORIES], n[STORIES], at = 0;
	for (size_t i = 0; i < STORIES; i++) {
		n[i] = fib_u32(d, (d->old ? 0x34 : 0x4c) + 4 * i);
		first[i] = at;
		at = n[i] < UINT32_MAX - at ? at + n[i] : UINT32_MAX;
	}
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (n[order[i]] > 0)
			read_story(d, first[order[i]], n[order[i]]);
}

/* A document without a piece table has its text in one run. */
static enum outcome read_pieces(struct doc *d, struct arena *a, struct reason *why)
{
	uint32_t first = fib_u32(d, 0x18), end = fib_u32(d, 0x1c);
	if (!d->old)
		return doc_pieces_read(d->table, fib_u32(d, 0x1a2), fib_u32(d, 0x1a6), a, &d->pieces, why);
	if (fib_u16(d, 0x0a) & COMPLEX)
		return doc_pieces_read(d->main, fib_u32(d, 0x160), fib_u32(d, 0x164), a, &d->pieces, why);
	if (end <= first)
		return fail(why, REFUSED, "the document's text has no place");
	*list_add(a, &d->pieces.list) = (struct doc_piece){0, end - first, first, false};
	return DONE;
}

static const char *charset_of_language(uint32_t language)
{
	switch (language) {
	case 0x0804:
	case 0x1004:
		return "gb18030";
	case 0x0404:
	case 0x0c04:
		return "big5";
	default:
		return NULL;
	}
}

static enum outcome open_streams(struct doc *d, GsfInfile *storage, struct text *text, struct reason *why)
{
	gsf_off_t size = d->main ? gsf_input_size(d->main) : 0;
	size_t head = size < FIB_BYTES ? (size_t)size : FIB_BYTES;
	if (head < 0x20 || !ole_read_at(d->main, 0, d->fib, head))
		return fail(why, REFUSED, "the document's main stream is damaged");
	d->old = fib_u16(d, 0) == WORD_6;
	if (!d->old && fib_u16(d, 0) != WORD_8)
		return fail(why, REFUSED, "a Word document of an unknown version");
	if (fib_u16(d, 0x0a) & ENCRYPTED) {
		text->unread = UNREAD_PROTECTED;
		return fail(why, REFUSED, "a password is needed");
	}
	d->charset = d->old ? charset_of_language(fib_u16(d, 6)) : NULL;
	d->table = d->old ? g_object_ref(d->main)
	                  : ole_stream(storage, fib_u16(d, 0x0a) & TABLE_1 ? "1Table" : "0Table");
	if (!d->table)
		return fail(why, REFUSED, "the document's table stream is missing");
	d->data = ole_stream(storage, "Data");
	d->papx = doc_papx_open(
	        d->main, d->old ? NULL : d->table, d->data, fib_u32(d, 0x102), fib_u32(d, 0x106));
	d->chpx = doc_chpx_open(d->main, d->old ? NULL : d->table, fib_u32(d, 0xfa), fib_u32(d, 0xfe));
	return DONE;
}

static void close_streams(struct doc *d)
{
	GsfInput *const all[] = {d->main, d->table, d->data};
	if (d->papx)
		doc_papx_close(&d->papx);
	if (d->chpx)
		doc_chpx_close(&d->chpx);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i])
			g_object_unref(all[i]);
	buf_free(&d->bytes);
}

enum outcome doc_read(GsfInfile *storage, struct arena *a, struct text *text, struct reason *why)
{
	struct doc *d = arena_alloc(a, sizeof *d);
	d->bytes = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	d->main = ole_stream(storage, "WordDocument");
	text->unread = UNREAD_BROKEN;
	enum outcome o = open_streams(d, storage, text, why);
	if (o == DONE)
		o = read_pieces(d, a, why);
	if (o == DONE) {
		text->unread = UNREAD_NOT;
		d->flow = flow_new(a, text);
		read_stories(d);
		flow_finish(d->flow);
	}
	close_streams(d);
	return o;
}
