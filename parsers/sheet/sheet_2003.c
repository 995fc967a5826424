#include "parsers/sheet/sheet_2003.h"

#include "parsers/office/xml.h"
#include "parsers/sheet/numfmt.h"
#include "schema/limits.h"

#include <string.h>

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384 };

struct reader {
	struct xml *x;
	const struct sheet_sink *sink;
	struct text *facts;
	uint32_t sheet, row, column; /* where the next cell stands that does not say it */
	bool full;                   /* the sink wants no more cells */
	bool hidden[LIMIT_SHEETS];   /* told only behind the cells: found out beforehand */
	struct buf value, shown;
};

static bool starts(const struct reader *r, enum xml_event e, const char *name)
{
	return e == XML_START && xml_is(r->x, XML_SHEET_2003, name);
}

static bool ends(const struct reader *r, enum xml_event e, const char *name)
{
	return e == XML_END && xml_is(r->x, XML_SHEET_2003, name);
}

/* Counted from 1 in the file. */
static uint32_t index_of(struct reader *r, uint32_t most, uint32_t next)
{
	return xml_number(r->x, XML_SHEET_2003, "Index", 1, most, next + 1) - 1;
}

static const char *shown_value(struct reader *r, const char *type)
{
	static const struct number_format plain = {NUMBER_PLAIN, 0, NULL};
	const char *value = buf_str(&r->value);
	buf_reset(&r->shown);
	if (strcmp(type, "DateTime") == 0)
		numfmt_put_iso_date(value, &r->shown);
	else if (strcmp(type, "Number") == 0)
		numfmt_put(&plain, value, false, &r->shown);
	else if (strcmp(type, "Boolean") == 0)
		buf_puts(&r->shown, strcmp(value, "1") == 0 ? "TRUE" : "FALSE");
	else
		return value;
	return buf_str(&r->shown);
}

/* All characters of it: letters set apart stand in elements of HTML. */
static void read_data(struct reader *r)
{
	const char *type = xml_attribute(r->x, XML_SHEET_2003, "Type");
	char kind[16] = "";
	if (type)
		strncpy(kind, type, sizeof kind - 1);
	buf_reset(&r->value);
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED && !ends(r, e, "Data");)
		if (e == XML_TEXT)
			buf_puts(&r->value, xml_text(r->x));
	const char *shown = shown_value(r, kind);
	if (*shown && !r->full)
		r->full = !r->sink->cell(r->sink->context, r->row, r->column, shown);
}

static void read_cell(struct reader *r)
{
	r->column = index_of(r, MOST_COLUMNS, r->column);
	uint32_t across = xml_number(r->x, XML_SHEET_2003, "MergeAcross", 0, MOST_COLUMNS, 0),
	         down = xml_number(r->x, XML_SHEET_2003, "MergeDown", 0, MOST_ROWS, 0);
	const char *url = xml_attribute(r->x, XML_SHEET_2003, "HRef");
	if (url)
		r->sink->link(r->sink->context, r->row, r->column, url);
	if (across || down)
		r->sink->merge(r->sink->context, r->row, r->column, r->row + down, r->column + across);
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED && !ends(r, e, "Cell");) {
		if (starts(r, e, "Data"))
			read_data(r);
		else if (starts(r, e, "Comment") || starts(r, e, "PhoneticText"))
			xml_skip(r->x);
	}
	r->column += across + 1;
}

static void read_row(struct reader *r)
{
	r->row = index_of(r, MOST_ROWS, r->row);
	r->column = 0;
	if (xml_flag(r->x, XML_SHEET_2003, "Hidden", false))
		r->sink->hide(r->sink->context, SHEET_ROWS, r->row, r->row);
	uint32_t span = xml_number(r->x, XML_SHEET_2003, "Span", 0, MOST_ROWS, 0);
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED && !ends(r, e, "Row");) {
		if (starts(r, e, "Cell") && !r->full && r->column < MOST_COLUMNS)
			read_cell(r);
		else if (e == XML_START)
			xml_skip(r->x);
	}
	r->row += span + 1;
}

static void read_column(struct reader *r)
{
	uint32_t span = xml_number(r->x, XML_SHEET_2003, "Span", 0, MOST_COLUMNS, 0);
	r->column = index_of(r, MOST_COLUMNS, r->column);
	if (xml_flag(r->x, XML_SHEET_2003, "Hidden", false))
		r->sink->hide(r->sink->context, SHEET_COLUMNS, r->column, r->column + span);
	r->column += span + 1;
}

static void read_sheet(struct reader *r)
{
	const char *name = xml_attribute(r->x, XML_SHEET_2003, "Name");
	struct buf title = BUF_INIT(LIMIT_NAME_BYTES);
	buf_puts(&title, name ? name : "");
	bool wanted = r->sink->begin_sheet(r->sink->context, buf_str(&title), r->hidden[r->sheet]);
	buf_free(&title);
	if (!wanted) {
		xml_skip(r->x);
		return;
	}
	r->row = r->column = 0;
	r->full = false;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED && !ends(r, e, "Worksheet");) {
		if (starts(r, e, "Row") && r->row < MOST_ROWS)
			read_row(r);
		else if (starts(r, e, "Column") && r->column < MOST_COLUMNS)
			read_column(r);
	}
	r->sink->end_sheet(r->sink->context);
}

static enum outcome read_sheets(struct reader *r, struct package *p, struct reason *why)
{
	enum outcome o = xml_open(p, "", &r->x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		if (!starts(r, e, "Worksheet"))
			continue;
		if (r->sheet == LIMIT_SHEETS) {
			r->facts->partial = true;
			break;
		}
		read_sheet(r);
		r->sheet++;
	}
	return xml_close(&r->x, why);
}

/* <WorksheetOptions><Visible>SheetHidden</Visible>, in a vocabulary of its own. */
static enum outcome find_hidden(struct reader *r, struct package *p, struct reason *why)
{
	uint32_t sheets = 0;
	bool told = false;
	enum outcome o = xml_open(p, "", &r->x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED && sheets <= LIMIT_SHEETS;) {
		if (starts(r, e, "Worksheet"))
			sheets++;
		else if (e == XML_TEXT && told && sheets > 0)
			r->hidden[sheets - 1] = strcmp(xml_text(r->x), "SheetVisible") != 0;
		told = e == XML_START && strcmp(xml_name(r->x), "Visible") == 0;
	}
	return xml_close(&r->x, why);
}

enum outcome sheet_2003_read(struct package *p, const struct sheet_sink *sink, struct reason *why)
{
	struct reader r = {.sink = sink,
	        .facts = package_facts(p),
	        .value = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .shown = BUF_INIT(LIMIT_VALUE_BYTES)};
	enum outcome o = find_hidden(&r, p, why);
	if (o == DONE)
		o = read_sheets(&r, p, why);
	buf_free(&r.value);
	buf_free(&r.shown);
	return o;
}
