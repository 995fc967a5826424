#include "parsers/office/odf.h"

#include "parsers/office/xml.h"
#include "parsers/word/layout.h"
#include "schema/limits.h"

#include <string.h>

struct reader {
	struct xml *x;
	struct layout *layout;
	unsigned paragraphs; /* open ones: a note's stand in another */
};

enum outcome odf_open(const struct content *c, struct text *text, struct package **p_r, struct reason *why)
{
	static const char manifest[] = "META-INF/manifest.xml";
	struct xml *x;
	bool encrypted = false;
	enum outcome o = package_open(c, text, p_r, why);
	if (o != DONE || !package_has(*p_r, manifest))
		return o;
	o = xml_open(*p_r, manifest, &x, why);
	if (o == DONE) {
		for (enum xml_event e; !encrypted && (e = xml_next(x)) != XML_FINISHED;)
			encrypted = e == XML_START && xml_is(x, XML_ODF_MANIFEST, "encryption-data");
		o = xml_close(&x, why);
	}
	if (encrypted) {
		text->unread = UNREAD_PROTECTED;
		o = fail(why, REFUSED, "the document is encrypted with a password");
	}
	if (o != DONE)
		package_close(p_r);
	return o;
}

static bool is_skipped(const struct xml *x)
{
	return xml_is(x, XML_ODF_TEXT, "tracked-changes") || xml_is(x, XML_ODF_OFFICE, "annotation") ||
	       xml_is(x, XML_ODF_TEXT, "ruby-text") || xml_is(x, XML_ODF_TEXT, "note-citation") ||
	       xml_is(x, XML_ODF_TABLE, "covered-table-cell");
}

static void start_in_text(struct reader *r, const char *name)
{
	if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)
		r->paragraphs++;
	else if (strcmp(name, "tab") == 0)
		layout_put(r->layout, "\t");
	else if (strcmp(name, "line-break") == 0)
		layout_end_line(r->layout);
	else if (strcmp(name, "note-body") == 0)
		layout_open_box(r->layout);
	else if (strcmp(name, "a") == 0)
		layout_open_link(r->layout, xml_attribute(r->x, XML_LINK, "href"));
	else if (strcmp(name, "s") == 0)
		for (uint32_t n = xml_number(r->x, XML_ODF_TEXT, "c", 1, 100, 1); n > 0; n--)
			layout_put(r->layout, " ");
}

static void start_in_table(struct reader *r, const char *name)
{
	if (strcmp(name, "table") == 0)
		layout_open_table(r->layout);
	else if (strcmp(name, "table-row") == 0)
		layout_open_row(r->layout);
	else if (strcmp(name, "table-cell") == 0)
		layout_open_cell(r->layout,
		        xml_number(r->x, XML_ODF_TABLE, "number-rows-spanned", 1, LIMIT_TABLE_CELLS, 1),
		        xml_number(r->x, XML_ODF_TABLE, "number-columns-spanned", 1, LIMIT_TABLE_COLUMNS, 1));
}

static void start(struct reader *r)
{
	if (is_skipped(r->x))
		xml_skip(r->x);
	else if (xml_space(r->x) == XML_ODF_TEXT)
		start_in_text(r, xml_name(r->x));
	else if (xml_space(r->x) == XML_ODF_TABLE)
		start_in_table(r, xml_name(r->x));
	else if (xml_is(r->x, XML_ODF_DRAW, "text-box"))
		layout_open_box(r->layout);
}

static void end(struct reader *r)
{
	struct xml *x = r->x;
	if (xml_is(x, XML_ODF_TEXT, "p") || xml_is(x, XML_ODF_TEXT, "h")) {
		r->paragraphs -= r->paragraphs > 0;
		layout_end_line(r->layout);
	} else if (xml_is(x, XML_ODF_TEXT, "a")) {
		layout_close_link(r->layout);
	} else if (xml_is(x, XML_ODF_TABLE, "table-cell")) {
		layout_close_cell(r->layout);
	} else if (xml_is(x, XML_ODF_TABLE, "table")) {
		layout_close_table(r->layout);
	} else if (xml_is(x, XML_ODF_DRAW, "text-box") || xml_is(x, XML_ODF_TEXT, "note-body")) {
		layout_close_box(r->layout);
	}
}

/* White space is as in HTML: runs of it are one blank. */
static void put_text(struct reader *r, const char *s)
{
	while (*s && r->paragraphs > 0) {
		size_t blanks = strspn(s, " \t\r\n"), len = strcspn(s + blanks, " \t\r\n");
		char word[512];
		if (blanks)
			layout_put(r->layout, " ");
		s += blanks;
		for (size_t n; len > 0; s += n, len -= n) {
			n = len < sizeof word - 1 ? len : sizeof word - 1;
			memcpy(word, s, n);
			word[n] = '\0';
			layout_put(r->layout, word);
		}
	}
}

/* What stands inside of the element `space`:`name`, wherever that is. */
static enum outcome read_inside(struct package *p, const char *member, enum xml_space space, const char *name,
        struct layout *layout, struct reason *why)
{
	struct reader r = {.layout = layout};
	unsigned inside = 0;
	enum outcome o = xml_open(p, member, &r.x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; !layout_is_full(layout) && (e = xml_next(r.x)) != XML_FINISHED;) {
		if (e == XML_TEXT) {
			if (inside)
				put_text(&r, xml_text(r.x));
		} else if (xml_is(r.x, space, name)) {
			inside += e == XML_START ? 1 : -1u;
		} else if (inside) {
			if (e == XML_START)
				start(&r);
			else
				end(&r);
		}
	}
	return xml_close(&r.x, why);
}

enum outcome odf_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct package *p;
	enum outcome o = odf_open(c, text, &p, why);
	if (o != DONE)
		return o;
	struct layout *layout = layout_new(a, text);
	text->macros |= package_has(p, "Basic/script-lc.xml");
	bool styled = package_has(p, "styles.xml");
	if (styled)
		o = read_inside(p, "styles.xml", XML_ODF_STYLE, "header", layout, why);
	if (o == DONE)
		o = read_inside(p, "content.xml", XML_ODF_OFFICE, "body", layout, why);
	if (o == DONE && styled)
		o = read_inside(p, "styles.xml", XML_ODF_STYLE, "footer", layout, why);
	layout_finish(layout);
	package_close(&p);
	return o;
}
