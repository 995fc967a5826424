#include "parsers/slide/pptx.h"

#include "parsers/office/relations.h"
#include "parsers/office/xml.h"
#include "parsers/word/layout.h"
#include "schema/limits.h"

#include <string.h>

struct reader {
	struct xml *x;
	struct layout *layout;
	bool in_text;
};

static void start_cell(struct reader *r)
{
	/* The cells that a merged one covers stand there too. */
	if (xml_flag(r->x, XML_NONE, "hMerge", false) || xml_flag(r->x, XML_NONE, "vMerge", false))
		xml_skip(r->x);
	else
		layout_open_cell(r->layout, xml_number(r->x, XML_NONE, "rowSpan", 1, LIMIT_TABLE_CELLS, 1),
		        xml_number(r->x, XML_NONE, "gridSpan", 1, LIMIT_TABLE_COLUMNS, 1));
}

static void start(struct reader *r)
{
	if (xml_is(r->x, XML_CHOICE, "Fallback")) {
		xml_skip(r->x);
		return;
	}
	if (xml_space(r->x) != XML_DRAWING)
		return;
	const char *name = xml_name(r->x);
	if (strcmp(name, "t") == 0)
		r->in_text = true;
	else if (strcmp(name, "br") == 0)
		layout_end_line(r->layout);
	else if (strcmp(name, "tbl") == 0)
		layout_open_table(r->layout);
	else if (strcmp(name, "tr") == 0)
		layout_open_row(r->layout);
	else if (strcmp(name, "tc") == 0)
		start_cell(r);
}

static void end(struct reader *r)
{
	r->in_text = false;
	if (xml_space(r->x) != XML_DRAWING)
		return;
	const char *name = xml_name(r->x);
	if (strcmp(name, "p") == 0)
		layout_end_line(r->layout);
	else if (strcmp(name, "tc") == 0)
		layout_close_cell(r->layout);
	else if (strcmp(name, "tbl") == 0)
		layout_close_table(r->layout);
}

static enum outcome read_slide(struct package *p, const char *part, struct layout *layout, struct reason *why)
{
	struct reader r = {.layout = layout};
	enum outcome o = xml_open(p, part, &r.x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; !layout_is_full(layout) && (e = xml_next(r.x)) != XML_FINISHED;) {
		if (e == XML_START)
			start(&r);
		else if (e == XML_END)
			end(&r);
		else if (r.in_text)
			layout_put(layout, xml_text(r.x));
	}
	return xml_close(&r.x, why);
}

struct slides {
	LIST(const char *) members;
};

static enum outcome list_slides(
        struct package *p, struct arena *names, struct slides *slides_r, struct reason *why)
{
	const char *part;
	struct relations r;
	struct xml *x;
	enum outcome o = relations_main_part(p, "ppt/presentation.xml", names, &part, why);
	if (o == DONE)
		o = relations_read(p, part, names, &r, why);
	if (o == DONE)
		o = xml_open(p, part, &x, why);
	if (o != DONE)
		return o;
	package_facts(p)->macros |= relations_by_type(&r, "vbaProject") != NULL;
	for (enum xml_event e; (e = xml_next(x)) != XML_FINISHED;) {
		if (e != XML_START || !xml_is(x, XML_SLIDES, "sldId"))
			continue;
		const char *id = xml_attribute(x, XML_OFFICE_R, "id"),
		           *member = id ? relations_by_id(&r, id) : NULL;
		if (member && package_has(p, member) && slides_r->members.n < LIMIT_SHEETS)
			*list_add(names, &slides_r->members) = member;
	}
	return xml_close(&x, why);
}

enum outcome pptx_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct package *p;
	struct slides slides = {0};
	enum outcome o = package_open(c, text, &p, why);
	if (o != DONE)
		return o;
	struct arena *names = arena_new(LIMIT_WORKBOOK_BYTES);
	struct layout *layout = layout_new(a, text);
	o = list_slides(p, names, &slides, why);
	for (size_t i = 0; i < slides.members.n && o == DONE; i++)
		o = read_slide(p, slides.members.v[i], layout, why);
	layout_finish(layout);
	arena_close(&names);
	package_close(&p);
	return o;
}
