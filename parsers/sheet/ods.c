#include "parsers/office/odf.h"

#include "parsers/office/xml.h"
#include "parsers/sheet/numfmt.h"
#include "schema/limits.h"

#include <string.h>

struct held {
	uint32_t column, repeated;
	size_t text; /* where its text begins in `texts` */
};

struct reader {
	struct xml *x;
	const struct sheet_sink *sink;
	struct text *facts;
	struct arena *names;
	LIST(const char *) hidden_styles;
	const char *style;       /* of tables, that is being defined */
	struct buf cells, texts; /* of the row at hand: struct held, and their texts */
	uint32_t row, column;
	size_t repeats; /* cells that repetition may still make */
	bool full;
};

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384 };

/* The text of all paragraphs of the open cell. */
static void read_paragraphs(struct reader *r)
{
	int top = xml_depth(r->x);
	size_t start = r->texts.len;
	unsigned open = 0;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		bool paragraph = e != XML_TEXT && xml_is(r->x, XML_ODF_TEXT, "p");
		if (e == XML_TEXT && open > 0) {
			buf_puts(&r->texts, xml_text(r->x));
		} else if (e == XML_START && xml_is(r->x, XML_ODF_OFFICE, "annotation")) {
			xml_skip(r->x);
		} else if (e == XML_START && xml_is(r->x, XML_ODF_TEXT, "a")) {
			const char *url = xml_attribute(r->x, XML_LINK, "href");
			if (url)
				r->sink->link(r->sink->context, r->row, r->column, url);
		} else if (e == XML_START && paragraph) {
			if (open++ == 0 && r->texts.len > start)
				buf_putc(&r->texts, '\n');
		} else if (e == XML_START && xml_is(r->x, XML_ODF_TEXT, "s")) {
			for (uint32_t n = xml_number(r->x, XML_ODF_TEXT, "c", 1, 100, 1); n > 0; n--)
				buf_putc(&r->texts, ' ');
		} else if (e == XML_START && xml_is(r->x, XML_ODF_TEXT, "line-break")) {
			buf_putc(&r->texts, '\n');
		} else if (e == XML_END) {
			open -= paragraph && open > 0;
			if (xml_depth(r->x) == top)
				return;
		}
	}
}

/* Programs other than office suites may write a value without its text. */
static void put_value(struct reader *r)
{
	static const char *const values[] = {"string-value", "date-value", "time-value", "boolean-value"};
	const char *number = xml_attribute(r->x, XML_ODF_OFFICE, "value"),
	           *type = xml_attribute(r->x, XML_ODF_OFFICE, "value-type");
	if (number) {
		bool percent = type && strcmp(type, "percentage") == 0;
		struct number_format f = {.kind = percent ? NUMBER_PERCENT : NUMBER_PLAIN, .digits = 2};
		numfmt_put(&f, number, false, &r->texts);
		return;
	}
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		const char *value = xml_attribute(r->x, XML_ODF_OFFICE, values[i]);
		if (value) {
			buf_puts(&r->texts, value);
			return;
		}
	}
}

static void add_merge(struct reader *r)
{
	uint32_t rows = xml_number(r->x, XML_ODF_TABLE, "number-rows-spanned", 1, MOST_ROWS, 1),
	         columns = xml_number(r->x, XML_ODF_TABLE, "number-columns-spanned", 1, MOST_COLUMNS, 1);
	if (rows * columns > 1)
		r->sink->merge(
		        r->sink->context, r->row, r->column, r->row + rows - 1, r->column + columns - 1);
}

static void read_cell(struct reader *r, bool covered)
{
	uint32_t repeated = xml_number(r->x, XML_ODF_TABLE, "number-columns-repeated", 1, MOST_COLUMNS, 1);
	struct held held = {r->column, repeated, r->texts.len};
	struct buf value = BUF_INIT(LIMIT_VALUE_BYTES);
	if (!covered)
		add_merge(r);
	put_value(r);
	buf_put(&value, buf_str(&r->texts) + held.text, r->texts.len - held.text);
	r->texts.len = held.text;
	read_paragraphs(r);
	if (r->texts.len == held.text)
		buf_puts(&r->texts, buf_str(&value));
	buf_free(&value);
	if (r->texts.len > held.text) {
		buf_putc(&r->texts, '\0');
		buf_put(&r->cells, &held, sizeof held);
	}
	if (r->column < MOST_COLUMNS)
		r->column += repeated;
}

static void give_cell(struct reader *r, const struct held *held)
{
	const char *text = r->texts.data + held->text;
	for (uint32_t i = 0; i < held->repeated && !r->full; i++) {
		if (i > 0 && r->repeats-- <= 1) {
			r->facts->partial = r->full = true;
			return;
		}
		r->full = !r->sink->cell(r->sink->context, r->row, held->column + i, text);
	}
}

static void give_row(struct reader *r, uint32_t repeated)
{
	const struct held *cells = (const struct held *)(const void *)buf_str(&r->cells);
	size_t n = r->cells.len / sizeof *cells;
	r->facts->partial |= r->texts.overrun || r->cells.overrun;
	for (uint32_t again = 0; n > 0 && again < repeated && !r->full; again++, r->row++) {
		for (size_t i = 0; i < n && !r->full; i++) {
			if (again > 0 && r->repeats-- <= 1) {
				r->facts->partial = r->full = true;
				break;
			}
			give_cell(r, &cells[i]);
		}
	}
	if (n == 0 && r->row < MOST_ROWS)
		r->row += repeated;
}

/* visibility="collapse", or "filter". */
static bool is_left_out(struct xml *x)
{
	const char *visibility = xml_attribute(x, XML_ODF_TABLE, "visibility");
	return visibility && strcmp(visibility, "visible") != 0;
}

static void read_column(struct reader *r)
{
	uint32_t repeated = xml_number(r->x, XML_ODF_TABLE, "number-columns-repeated", 1, MOST_COLUMNS, 1);
	if (is_left_out(r->x))
		r->sink->hide(r->sink->context, SHEET_COLUMNS, r->column, r->column + repeated - 1);
	r->column += r->column < MOST_COLUMNS ? repeated : 0;
}

static void read_row(struct reader *r)
{
	uint32_t repeated = xml_number(r->x, XML_ODF_TABLE, "number-rows-repeated", 1, MOST_ROWS, 1);
	if (is_left_out(r->x))
		r->sink->hide(r->sink->context, SHEET_ROWS, r->row, r->row + repeated - 1);
	if (r->full || r->row >= MOST_ROWS) {
		xml_skip(r->x);
		return;
	}
	buf_reset(&r->cells);
	buf_reset(&r->texts);
	r->column = 0;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		bool covered = e != XML_TEXT && xml_is(r->x, XML_ODF_TABLE, "covered-table-cell");
		if (e == XML_START && (covered || xml_is(r->x, XML_ODF_TABLE, "table-cell")))
			read_cell(r, covered);
		else if (e == XML_END && xml_is(r->x, XML_ODF_TABLE, "table-row"))
			break;
	}
	give_row(r, repeated);
}

static bool is_hidden(const struct reader *r, const char *style)
{
	for (size_t i = 0; style && i < r->hidden_styles.n; i++)
		if (strcmp(r->hidden_styles.v[i], style) == 0)
			return true;
	return false;
}

static void read_table(struct reader *r)
{
	const char *name = xml_attribute(r->x, XML_ODF_TABLE, "name"),
	           *style = xml_attribute(r->x, XML_ODF_TABLE, "style-name");
	struct buf shown = BUF_INIT(LIMIT_NAME_BYTES);
	bool hidden = is_hidden(r, style);
	buf_puts(&shown, name ? name : "");
	bool wanted = r->sink->begin_sheet(r->sink->context, buf_str(&shown), hidden);
	buf_free(&shown);
	if (!wanted) {
		xml_skip(r->x);
		return;
	}
	r->row = r->column = 0;
	r->full = false;
	for (enum xml_event e; (e = xml_next(r->x)) != XML_FINISHED;) {
		if (e == XML_START && xml_is(r->x, XML_ODF_TABLE, "table-row"))
			read_row(r);
		else if (e == XML_START && xml_is(r->x, XML_ODF_TABLE, "table-column"))
			read_column(r);
		else if (e == XML_START && xml_is(r->x, XML_ODF_TABLE, "shapes"))
			xml_skip(r->x);
		else if (e == XML_END && xml_is(r->x, XML_ODF_TABLE, "table"))
			break;
	}
	r->sink->end_sheet(r->sink->context);
}

/* A sheet is hidden by its style. */
static void watch_style(struct reader *r)
{
	if (xml_is(r->x, XML_ODF_STYLE, "style")) {
		const char *name = xml_attribute(r->x, XML_ODF_STYLE, "name"),
		           *family = xml_attribute(r->x, XML_ODF_STYLE, "family");
		bool of_table = name && family && strcmp(family, "table") == 0 &&
		                strlen(name) < LIMIT_NAME_BYTES && r->hidden_styles.n < LIMIT_SHEETS;
		r->style = of_table ? arena_strdup(r->names, name) : NULL;
	} else if (xml_is(r->x, XML_ODF_STYLE, "table-properties") && r->style &&
	           !xml_flag(r->x, XML_ODF_TABLE, "display", true)) {
		*list_add(r->names, &r->hidden_styles) = r->style;
		r->style = NULL;
	}
}

SHEET_READER(ods_read_sheets)
{
	struct package *p;
	struct reader r = {.sink = sink,
	        .facts = text,
	        .cells = BUF_INIT(MOST_COLUMNS * sizeof(struct held)),
	        .texts = BUF_INIT(LIMIT_SHEET_TEXT_BYTES),
	        .repeats = LIMIT_SHEET_CELLS};
	enum outcome o = odf_open(c, text, &p, why);
	if (o != DONE)
		return o;
	text->macros |= package_has(p, "Basic/script-lc.xml");
	r.names = arena_new(LIMIT_WORKBOOK_BYTES);
	o = xml_open(p, "content.xml", &r.x, why);
	if (o == DONE) {
		for (enum xml_event e; (e = xml_next(r.x)) != XML_FINISHED;) {
			if (e == XML_START && xml_is(r.x, XML_ODF_TABLE, "table"))
				read_table(&r);
			else if (e == XML_START)
				watch_style(&r);
		}
		o = xml_close(&r.x, why);
	}
	arena_close(&r.names);
	buf_free(&r.cells);
	buf_free(&r.texts);
	package_close(&p);
	return o;
}

enum outcome ods_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(ods_read_sheets, c, a, text, why);
}
