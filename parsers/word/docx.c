#include "parsers/word/docx.h"

#include "parsers/office/relations.h"
#include "parsers/office/xml.h"
#include "parsers/word/layout.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

struct reader {
	struct xml *x;
	struct layout *layout;
	const struct relations *relations; /* of the part */
	bool in_text;
	bool hidden;     /* the run is set not to be shown */
	struct buf code; /* of a field: what makes its result */
	bool in_code, field_leads;
	bool cell_waits; /* a cell began, and its properties are still being read */
	bool continues;
	uint32_t span;
};

static bool is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* What a reader of the paper does not see, or sees elsewhere. */
static bool is_skipped(const struct xml *x)
{
	static const char *const names[] = {"pPr", "rPrChange", "del", "moveFrom", "sdtPr", "sdtEndPr",
	        "sectPr", "rt", "tblPr", "tblGrid", "fldData", "ffData", "comments", NULL};
	if (xml_space(x) == XML_CHOICE)
		return strcmp(xml_name(x), "Fallback") == 0; /* the same once more for old programs */
	return xml_space(x) == XML_WORD && is_one_of(xml_name(x), names);
}

static void begin_cell(struct reader *r)
{
	if (!r->cell_waits)
		return;
	r->cell_waits = false;
	if (r->continues)
		layout_continue_cell(r->layout, r->span);
	else
		layout_open_cell(r->layout, 1, r->span);
}

static void start_in_table(struct reader *r, const char *name)
{
	struct xml *x = r->x;
	if (strcmp(name, "tbl") == 0) {
		begin_cell(r);
		layout_open_table(r->layout);
	} else if (strcmp(name, "tr") == 0) {
		layout_open_row(r->layout);
	} else if (strcmp(name, "tc") == 0) {
		r->cell_waits = true;
		r->continues = false;
		r->span = 1;
	} else if (strcmp(name, "gridSpan") == 0) {
		r->span = xml_number(x, XML_WORD, "val", 1, LIMIT_TABLE_COLUMNS, 1);
	} else if (strcasecmp(name, "vMerge") == 0) {
		const char *value = xml_attribute(x, XML_WORD, "val");
		r->continues = !value || strcmp(value, "restart") != 0;
	} else if (strcmp(name, "gridBefore") == 0) {
		layout_open_cell(r->layout, 1, xml_number(x, XML_WORD, "val", 1, LIMIT_TABLE_COLUMNS, 1));
	}
}

/* ISO 29500-1, 17.17.4: an element that is there is on, unless its value says otherwise. */
static bool is_on(struct xml *x)
{
	static const char *const off[] = {"0", "false", "off", NULL};
	const char *value = xml_attribute(x, XML_WORD, "val");
	return !value || !is_one_of(value, off);
}

static void open_link(struct reader *r)
{
	const char *id = xml_attribute(r->x, XML_OFFICE_R, "id");
	layout_open_link(r->layout, id ? relations_url(r->relations, id) : NULL);
}

/* HYPERLINK "https://…" \o "…" (ISO 29500-1, 17.16.5.25); NULL: another field, or a place in the document. `code` is cut. */
static const char *url_of_field(char *code)
{
	static const char function[] = "HYPERLINK";
	char *s = code + strspn(code, " ");
	if (strncasecmp(s, function, sizeof function - 1) != 0)
		return NULL;
	s += sizeof function - 1;
	s += strspn(s, " ");
	if (*s != '"')
		return NULL;
	s[1 + strcspn(s + 1, "\"")] = '\0';
	return s + 1;
}

/* A field's code stands between its begin and "separate", its result from there to its end. */
static void read_field_mark(struct reader *r)
{
	const char *type = xml_attribute(r->x, XML_WORD, "fldCharType");
	r->in_code = type && strcmp(type, "begin") == 0;
	if (r->in_code) {
		buf_reset(&r->code);
	} else if (type && strcmp(type, "separate") == 0 && r->code.len > 0) {
		const char *url = url_of_field(r->code.data);
		if (url && !r->field_leads) {
			layout_open_link(r->layout, url);
			r->field_leads = true;
		}
	} else if (r->field_leads) {
		layout_close_link(r->layout);
		r->field_leads = false;
	}
}

static void start(struct reader *r)
{
	const char *name = xml_name(r->x);
	if (is_skipped(r->x)) {
		xml_skip(r->x);
		return;
	}
	if (xml_space(r->x) != XML_WORD)
		return;
	if (strcmp(name, "t") == 0)
		r->in_text = !r->hidden && !r->in_code;
	else if (strcmp(name, "vanish") == 0)
		r->hidden = is_on(r->x);
	else if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0)
		layout_put(r->layout, "\t");
	else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
		layout_end_line(r->layout);
	else if (strcmp(name, "noBreakHyphen") == 0)
		layout_put(r->layout, "-");
	else if (strcmp(name, "p") == 0)
		begin_cell(r);
	else if (strcmp(name, "txbxContent") == 0)
		layout_open_box(r->layout);
	else if (strcmp(name, "hyperlink") == 0)
		open_link(r);
	else if (strcmp(name, "fldChar") == 0)
		read_field_mark(r);
	else
		start_in_table(r, name);
}

static void end(struct reader *r)
{
	const char *name = xml_name(r->x);
	r->in_text = false;
	if (xml_space(r->x) != XML_WORD)
		return;
	if (strcmp(name, "r") == 0) {
		r->hidden = false;
	} else if (strcmp(name, "p") == 0) {
		r->in_code = false; /* a damaged field must not swallow what follows */
		layout_end_line(r->layout);
	} else if (strcmp(name, "tc") == 0) {
		begin_cell(r);
		layout_close_cell(r->layout);
	} else if (strcmp(name, "tbl") == 0) {
		layout_close_table(r->layout);
	} else if (strcmp(name, "txbxContent") == 0) {
		layout_close_box(r->layout);
	} else if (strcmp(name, "hyperlink") == 0) {
		layout_close_link(r->layout);
	}
}

static enum outcome read_part(
        struct package *p, const char *part, struct arena *names, struct layout *layout, struct reason *why)
{
	struct relations relations = {0};
	struct reader r = {.layout = layout, .relations = &relations, .code = BUF_INIT(LIMIT_VALUE_BYTES)};
	enum outcome o = package_is_flat(p) ? DONE : relations_read(p, part, names, &relations, why);
	if (o == DONE)
		o = xml_open(p, part, &r.x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; !layout_is_full(layout) && (e = xml_next(r.x)) != XML_FINISHED;) {
		if (e == XML_START)
			start(&r);
		else if (e == XML_END)
			end(&r);
		else if (r.in_text)
			layout_put(layout, xml_text(r.x));
		else if (r.in_code)
			buf_puts(&r.code, xml_text(r.x));
	}
	buf_free(&r.code);
	return xml_close(&r.x, why);
}

/* Headers, notes and footers may be missing from the package without harm to the text. */
static enum outcome read_all_of_type(struct package *p, const struct relations *r, const char *type,
        struct arena *names, struct layout *layout, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; i < r->list.n && o == DONE; i++)
		if (strcmp(r->list.v[i].type, type) == 0 && package_has(p, r->list.v[i].target))
			o = read_part(p, r->list.v[i].target, names, layout, why);
	return o;
}

static enum outcome read_document(
        struct package *p, struct arena *names, struct layout *layout, struct reason *why)
{
	static const char *const behind[] = {"footnotes", "endnotes", "footer"};
	const char *part;
	struct relations r;
	enum outcome o = relations_main_part(p, "word/document.xml", names, &part, why);
	if (o == DONE)
		o = relations_read(p, part, names, &r, why);
	if (o != DONE)
		return o;
	package_facts(p)->macros |= relations_by_type(&r, "vbaProject") != NULL;
	o = read_all_of_type(p, &r, "header", names, layout, why);
	if (o == DONE)
		o = read_part(p, part, names, layout, why);
	for (size_t i = 0; i < sizeof behind / sizeof behind[0] && o == DONE; i++)
		o = read_all_of_type(p, &r, behind[i], names, layout, why);
	return o;
}

enum outcome docx_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct package *p;
	enum outcome o = package_open(c, text, &p, why);
	if (o != DONE)
		return o;
	struct arena *names = arena_new(LIMIT_WORKBOOK_BYTES);
	struct layout *layout = layout_new(a, text);
	o = package_is_flat(p) ? read_part(p, "", names, layout, why) : read_document(p, names, layout, why);
	layout_finish(layout);
	arena_close(&names);
	package_close(&p);
	return o;
}
