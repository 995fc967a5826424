#include "parsers/sheet/xls.h"

#include "parsers/sheet/xls_book.h"
#include "schema/limits.h"

#include <math.h>
#include <string.h>

enum { CELL_HEAD = 6 }; /* row, column, style */

struct reading {
	struct xls_book *book;
	const struct sheet_sink *sink;
	bool enough;          /* the sink wants no more of this sheet */
	uint32_t row, column; /* of the last formula with a text */
	bool text_waits;      /* … which comes in a record of its own */
	gsf_off_t budget;     /* bytes of records still to be read: sheets may name the same ones */
	struct buf text;      /* of the cell at hand */
};

static void give(struct reading *rd, uint32_t row, uint32_t column, const char *text)
{
	if (text[0] && !rd->enough)
		rd->enough = !rd->sink->cell(rd->sink->context, row, column, text);
}

static void give_number(struct reading *rd, uint32_t row, uint32_t column, uint32_t style, double value)
{
	char raw[32];
	if (!isfinite(value))
		return;
	snprintf(raw, sizeof raw, "%.15g", value);
	buf_reset(&rd->text);
	numfmt_put(xls_style(rd->book, style), raw, rd->book->epoch_1904, &rd->text);
	give(rd, row, column, buf_str(&rd->text));
}

static void give_boolean(struct reading *rd, uint32_t row, uint32_t column, unsigned value, bool is_error)
{
	const char *text = value ? "TRUE" : "FALSE";
	if (is_error)
		text = value == 0x00   ? "#NULL!"
		       : value == 0x07 ? "#DIV/0!"
		       : value == 0x0f ? "#VALUE!"
		       : value == 0x17 ? "#REF!"
		       : value == 0x1d ? "#NAME?"
		       : value == 0x24 ? "#NUM!"
		                       : "#N/A";
	give(rd, row, column, text);
}

/* A number in four bytes: 30 bits of an integer or of a double's upper half, perhaps a hundredth of it. */
static double rk_value(uint32_t rk)
{
	double v;
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	if (rk & 2)
		v = (int32_t)rk >> 2;
	else
		memcpy(&v, &bits, sizeof v);
	return rk & 1 ? v / 100 : v;
}

static void read_rk_row(struct reading *rd, const struct xls_records *r)
{
	uint32_t row = xls_u16(r, 0), first = xls_u16(r, 2);
	size_t n = r->len >= CELL_HEAD ? (r->len - CELL_HEAD) / 6 : 0;
	for (size_t i = 0; i < n; i++)
		give_number(
		        rd, row, first + (uint32_t)i, xls_u16(r, 4 + 6 * i), rk_value(xls_u32(r, 6 + 6 * i)));
}

/* The stored result: a number, or a mark that says what else it is. */
static void read_formula(struct reading *rd, const struct xls_records *r)
{
	enum { TEXT = 0, BOOLEAN = 1, ERROR = 2, EMPTY = 3 };
	uint32_t row = xls_u16(r, 0), column = xls_u16(r, 2);
	if (r->len < CELL_HEAD + 8)
		return;
	if (xls_u16(r, 12) != 0xffff) {
		give_number(rd, row, column, xls_u16(r, 4), xls_double(r, 6));
		return;
	}
	if (r->body[6] == BOOLEAN || r->body[6] == ERROR)
		give_boolean(rd, row, column, r->body[8], r->body[6] == ERROR);
	rd->text_waits = r->body[6] == TEXT;
	rd->row = row;
	rd->column = column;
}

static void read_text(struct reading *rd, struct xls_records *r, size_t at, uint32_t row, uint32_t column)
{
	r->at = at;
	buf_reset(&rd->text);
	(void)xls_take_string(r, XLS_LENGTH_16, &rd->text);
	give(rd, row, column, buf_str(&rd->text));
}

static void read_merged(struct reading *rd, const struct xls_records *r)
{
	size_t n = xls_u16(r, 0), most = r->len >= 2 ? (r->len - 2) / 8 : 0;
	for (size_t i = 0; i < n && i < most; i++) {
		size_t at = 2 + 8 * i;
		rd->sink->merge(rd->sink->context, xls_u16(r, at), xls_u16(r, at + 4), xls_u16(r, at + 2),
		        xls_u16(r, at + 6));
	}
}

/* Hidden by its flag, or by a size of nothing. */
static void read_row_info(struct reading *rd, const struct xls_records *r)
{
	enum { HEIGHT = 6, OPTIONS = 12, ZERO_HEIGHT = 0x20 };
	uint32_t row = xls_u16(r, 0), height = xls_u16(r, HEIGHT);
	if (r->len >= OPTIONS + 2 && ((xls_u16(r, OPTIONS) & ZERO_HEIGHT) || height == 0))
		rd->sink->hide(rd->sink->context, SHEET_ROWS, row, row);
}

static void read_column_info(struct reading *rd, const struct xls_records *r)
{
	enum { WIDTH = 4, OPTIONS = 8, HIDDEN = 1 };
	if (r->len >= OPTIONS + 2 && ((xls_u16(r, OPTIONS) & HIDDEN) || xls_u16(r, WIDTH) == 0))
		rd->sink->hide(rd->sink->context, SHEET_COLUMNS, xls_u16(r, 0), xls_u16(r, 2));
}

/* A string of `units` UTF-16 units at a place of the record, up to its NUL; an address is made of ASCII. */
static void put_address(const struct xls_records *r, size_t at, size_t units, struct buf *out)
{
	for (size_t i = 0; i < units && xls_u16(r, at + 2 * i); i++) {
		uint32_t unit = xls_u16(r, at + 2 * i);
		buf_putc(out, unit > 0x20 && unit < 0x7f ? (char)unit : '?');
	}
}

/* Where a cell leads: a title and a frame's name may come before the address, which is written in one of two ways. */
static void read_link(struct reading *rd, struct xls_records *r)
{
	enum { FLAGS = 28, MONIKER = 1, PLAIN = 0x100, FRAME = 0x80, TITLE = 0x10, GUID = 16 };
	static const uint8_t url_moniker[4] = {0xe0, 0xc9, 0xea, 0x79};
	uint32_t flags = xls_u32(r, FLAGS);
	size_t at = FLAGS + 4;
	if (flags & TITLE)
		at += 4 + 2 * (size_t)xls_u32(r, at);
	if (flags & FRAME)
		at += 4 + 2 * (size_t)xls_u32(r, at);
	bool url = at + GUID + 4 < r->len && memcmp(r->body + at, url_moniker, sizeof url_moniker) == 0;
	buf_reset(&rd->text);
	if ((flags & MONIKER) && (flags & PLAIN))
		put_address(r, at + 4, xls_u32(r, at), &rd->text);
	else if ((flags & MONIKER) && url)
		put_address(r, at + GUID + 4, xls_u32(r, at + GUID) / 2, &rd->text);
	if (rd->text.len)
		rd->sink->link(rd->sink->context, xls_u16(r, 0), xls_u16(r, 4), buf_str(&rd->text));
}

static void read_record(struct reading *rd, struct xls_records *r)
{
	uint32_t row = xls_u16(r, 0), column = xls_u16(r, 2), style = xls_u16(r, 4);
	switch (r->type) {
	case XLS_SHARED_STRING:
		give(rd, row, column, xls_shared_string(rd->book, xls_u32(r, CELL_HEAD)));
		break;
	case XLS_LABEL:
	case XLS_RICH_STRING:
		read_text(rd, r, CELL_HEAD, row, column);
		break;
	case XLS_NUMBER:
		if (r->len >= CELL_HEAD + 8)
			give_number(rd, row, column, style, xls_double(r, CELL_HEAD));
		break;
	case XLS_RK:
		if (r->len >= CELL_HEAD + 4)
			give_number(rd, row, column, style, rk_value(xls_u32(r, CELL_HEAD)));
		break;
	case XLS_MUL_RK:
		read_rk_row(rd, r);
		break;
	case XLS_BOOLEAN:
		if (r->len >= CELL_HEAD + 2)
			give_boolean(rd, row, column, r->body[CELL_HEAD], r->body[CELL_HEAD + 1] != 0);
		break;
	case XLS_FORMULA:
	case XLS_FORMULA_3:
	case XLS_FORMULA_4:
		read_formula(rd, r);
		break;
	case XLS_STRING:
		if (rd->text_waits)
			read_text(rd, r, 0, rd->row, rd->column);
		rd->text_waits = false;
		break;
	case XLS_MERGED:
		read_merged(rd, r);
		break;
	case XLS_LINK:
		read_link(rd, r);
		break;
	case XLS_ROW:
		read_row_info(rd, r);
		break;
	case XLS_COLUMN_INFO:
		read_column_info(rd, r);
		break;
	default:
		break;
	}
}

/* Charts that are embedded in a sheet stand inside it with a beginning and end of their own. */
static void read_sheet(struct reading *rd, const struct xls_sheet *sheet)
{
	struct xls_records *r = &rd->book->records;
	unsigned depth = 1;
	rd->enough = rd->text_waits = false;
	xls_records_seek(r, sheet->offset);
	if (!xls_records_next(r) || !xls_is_bof(r->type))
		return;
	while (depth > 0 && rd->budget > 0 && xls_records_next(r)) {
		rd->budget -= (gsf_off_t)r->len + 4;
		if (xls_is_bof(r->type))
			depth++;
		else if (r->type == XLS_EOF)
			depth--;
		else if (depth == 1 && (!rd->enough || r->type == XLS_MERGED))
			read_record(rd, r);
	}
}

enum outcome xls_read_book(
        GsfInput *book, const struct sheet_sink *sink, struct text *text, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct xls_book b = {.arena = a, .strings = BUF_INIT(LIMIT_SHARED_STRINGS_BYTES)};
	struct reading rd = {.book = &b, .sink = sink, .text = BUF_INIT(LIMIT_BODY_TEXT_BYTES)};
	xls_records_init(&b.records, book);
	rd.budget = 2 * gsf_input_size(book) + 1;
	enum outcome o = xls_book_read(&b, &text->partial, why);
	text->unread = b.protected ? UNREAD_PROTECTED : o != DONE ? UNREAD_BROKEN : UNREAD_NOT;
	text->macros |= b.macros;
	for (size_t i = 0; o == DONE && i < b.sheets.n; i++) {
		const struct xls_sheet *sheet = &b.sheets.v[i];
		if (!sink->begin_sheet(sink->context, sheet->name, sheet->hidden))
			continue;
		read_sheet(&rd, sheet);
		sink->end_sheet(sink->context);
	}
	text->partial |= rd.budget <= 0;
	xls_records_free(&b.records);
	buf_free(&b.strings);
	buf_free(&rd.text);
	arena_close(&a);
	return o;
}
