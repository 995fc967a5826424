#include "parsers/sheet/xlsx.h"

#include "parsers/office/relations.h"
#include "parsers/sheet/sheet_2003.h"
#include "parsers/sheet/workbook.h"
#include "schema/limits.h"

#include <string.h>

struct reader {
	struct xml *x;
	const struct workbook *book;
	const struct sheet_sink *sink;
	uint32_t row, column; /* where the next cell stands that does not say it */
	struct buf value, shown;
	bool full;                  /* the sink wants no more cells */
	struct relations relations; /* of the sheet */
};

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE };

static enum cell_type cell_type(const char *t)
{
	if (!t || strcmp(t, "n") == 0)
		return CELL_NUMBER;
	if (strcmp(t, "s") == 0)
		return CELL_SHARED;
	if (strcmp(t, "b") == 0)
		return CELL_BOOLEAN;
	return strcmp(t, "d") == 0 ? CELL_DATE : CELL_TEXT;
}

static const char *shown_value(struct reader *r, enum cell_type type, uint32_t style)
{
	const char *value = buf_str(&r->value);
	buf_reset(&r->shown);
	switch (type) {
	case CELL_SHARED:
		return workbook_string(r->book, value);
	case CELL_BOOLEAN:
		return strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ? "FALSE" : "TRUE";
	case CELL_TEXT:
		workbook_unescape(&r->value, 0);
		return buf_str(&r->value);
	case CELL_DATE:
		numfmt_put_iso_date(value, &r->shown);
		break;
	case CELL_NUMBER:
		numfmt_put(workbook_style(r->book, style), value + strspn(value, " \r\n\t"),
		        r->book->epoch_1904, &r->shown);
	}
	return buf_str(&r->shown);
}

/* HYPERLINK("https://…", "…") */
static void read_formula(struct reader *r, const char *formula)
{
	static const char function[] = "HYPERLINK(\"";
	const char *at = strcasestr(formula, function);
	size_t len = at ? strcspn(at + sizeof function - 1, "\"") : 0;
	char url[LIMIT_VALUE_BYTES + 1];
	if (len == 0 || len > LIMIT_VALUE_BYTES)
		return;
	memcpy(url, at + sizeof function - 1, len);
	url[len] = '\0';
	r->sink->link(r->sink->context, r->row, r->column, url);
}

/* The cell's value: <v>, or the text of <is>; formulas are not run. */
static void read_value(struct reader *r)
{
	bool in_value = false, in_formula = false;
	buf_reset(&r->value);
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		if (e == XML_TEXT && in_value)
			buf_puts(&r->value, xml_text(r->x));
		else if (e == XML_TEXT && in_formula)
			read_formula(r, xml_text(r->x));
		else if (e == XML_START && xml_is(r->x, XML_SHEET, "is"))
			workbook_read_string(r->x, &r->value);
		else if (e != XML_TEXT)
			in_value = e == XML_START && xml_is(r->x, XML_SHEET, "v");
		in_formula = e == XML_START && xml_is(r->x, XML_SHEET, "f");
		if (e == XML_END && xml_is(r->x, XML_SHEET, "c"))
			break;
	}
}

static void read_cell(struct reader *r)
{
	const char *reference = xml_attribute(r->x, XML_NONE, "r");
	if (reference)
		(void)!sheet_read_reference(reference, &r->row, &r->column);
	enum cell_type type = cell_type(xml_attribute(r->x, XML_NONE, "t"));
	uint32_t style = xml_number(r->x, XML_NONE, "s", 0, UINT32_MAX, 0);
	read_value(r);
	if (r->value.len) {
		const char *text = shown_value(r, type, style);
		if (*text && !r->full)
			r->full = !r->sink->cell(r->sink->context, r->row, r->column, text);
	}
	r->column++;
}

static void read_link(struct reader *r)
{
	uint32_t row, column;
	const char *s = xml_attribute(r->x, XML_NONE, "ref");
	bool placed = s && sheet_read_reference(s, &row, &column);
	const char *id = xml_attribute(r->x, XML_OFFICE_R, "id"),
	           *url = id ? relations_url(&r->relations, id) : NULL;
	if (placed && url)
		r->sink->link(r->sink->context, row, column, url);
}

static void read_merge(struct reader *r)
{
	uint32_t row, column, last_row, last_column;
	const char *s = xml_attribute(r->x, XML_NONE, "ref");
	s = s ? sheet_read_reference(s, &row, &column) : NULL;
	if (s && *s == ':' && sheet_read_reference(s + 1, &last_row, &last_column) && row <= last_row &&
	        column <= last_column)
		r->sink->merge(r->sink->context, row, column, last_row, last_column);
}

/* By its word, or by a size of nothing. */
static bool is_hidden(struct xml *x, const char *size)
{
	if (xml_flag(x, XML_NONE, "hidden", false))
		return true;
	const char *value = xml_attribute(x, XML_NONE, size);
	return value && *value && strspn(value, "0.") == strlen(value);
}

static void read_columns(struct reader *r)
{
	uint32_t first = xml_number(r->x, XML_NONE, "min", 1, UINT32_MAX, 0),
	         last = xml_number(r->x, XML_NONE, "max", 1, UINT32_MAX, 0);
	if (first > 0 && last >= first && is_hidden(r->x, "width"))
		r->sink->hide(r->sink->context, SHEET_COLUMNS, first - 1, last - 1);
}

static void read_rows(struct reader *r)
{
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		if (e == XML_END && xml_is(r->x, XML_SHEET, "row"))
			r->row++;
		if (e != XML_START)
			continue;
		if (xml_is(r->x, XML_SHEET, "c")) {
			read_cell(r);
		} else if (xml_is(r->x, XML_SHEET, "row")) {
			r->row = xml_number(r->x, XML_NONE, "r", 1, UINT32_MAX, r->row + 1) - 1;
			r->column = 0;
			if (is_hidden(r->x, "ht"))
				r->sink->hide(r->sink->context, SHEET_ROWS, r->row, r->row);
			if (r->full)
				xml_skip(r->x);
		} else if (xml_is(r->x, XML_SHEET, "col")) {
			read_columns(r);
		} else if (xml_is(r->x, XML_SHEET, "hyperlink")) {
			read_link(r);
		} else if (xml_is(r->x, XML_SHEET, "mergeCell")) {
			read_merge(r);
		}
	}
}

static enum outcome read_sheet(struct package *p, const struct workbook *book,
        const struct workbook_sheet *sheet, const struct sheet_sink *sink, struct reason *why)
{
	struct reader r = {.book = book,
	        .sink = sink,
	        .value = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .shown = BUF_INIT(LIMIT_VALUE_BYTES)};
	if (!sink->begin_sheet(sink->context, sheet->name, sheet->hidden))
		return DONE;
	enum outcome o = relations_read(p, sheet->member, book->arena, &r.relations, why);
	if (o == DONE)
		o = xml_open(p, sheet->member, &r.x, why);
	if (o == DONE) {
		read_rows(&r);
		o = xml_close(&r.x, why);
	}
	sink->end_sheet(sink->context);
	buf_free(&r.value);
	buf_free(&r.shown);
	return o;
}

static enum outcome read_workbook(struct package *p, const struct sheet_sink *sink, struct reason *why)
{
	struct workbook book;
	enum outcome o = workbook_open(p, &book, why);
	for (size_t i = 0; i < book.sheets.n && o == DONE; i++)
		o = read_sheet(p, &book, &book.sheets.v[i], sink, why);
	workbook_close(&book);
	return o;
}

SHEET_READER(xlsx_read_sheets)
{
	struct package *p;
	enum outcome o = package_open(c, text, &p, why);
	if (o != DONE)
		return o;
	o = package_is_flat(p) ? sheet_2003_read(p, sink, why) : read_workbook(p, sink, why);
	package_close(&p);
	return o;
}

enum outcome xlsx_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(xlsx_read_sheets, c, a, text, why);
}
