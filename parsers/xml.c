#include "parsers/xml.h"

#include "schema/limits.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

struct xml {
	struct package *package;
	struct member *member;
	xmlTextReaderPtr reader;
	xmlNodePtr node;
	enum xml_space space;
	const xmlChar *uri; /* whose space was looked up last: most elements of a file share one */
	enum xml_space uri_space;
	bool end_waits;     /* the element is empty: its end comes next */
	const char *fault;  /* why it ended early */
	enum unread unread; /* … for people */
	xmlChar *value;     /* an attribute that had to be put together */
};

#define TRANSITIONAL(group, part) "http://schemas.openxmlformats.org/" group "/2006/" part
#define ODF(part) "urn:oasis:names:tc:opendocument:xmlns:" part ":1.0"

static enum xml_space space_of(const xmlChar *uri)
{
	static const struct {
		const char *uri;
		enum xml_space space;
	} spaces[] = {
	        {TRANSITIONAL("spreadsheetml", "main"), XML_SHEET},
	        {"http://purl.oclc.org/ooxml/spreadsheetml/main", XML_SHEET},
	        {TRANSITIONAL("wordprocessingml", "main"), XML_WORD},
	        {"http://purl.oclc.org/ooxml/wordprocessingml/main", XML_WORD},
	        {TRANSITIONAL("drawingml", "main"), XML_DRAWING},
	        {"http://purl.oclc.org/ooxml/drawingml/main", XML_DRAWING},
	        {TRANSITIONAL("presentationml", "main"), XML_SLIDES},
	        {"http://purl.oclc.org/ooxml/presentationml/main", XML_SLIDES},
	        {TRANSITIONAL("officeDocument", "relationships"), XML_OFFICE_R},
	        {"http://purl.oclc.org/ooxml/officeDocument/relationships", XML_OFFICE_R},
	        {TRANSITIONAL("package", "relationships"), XML_PACKAGE},
	        {"http://schemas.openxmlformats.org/markup-compatibility/2006", XML_CHOICE},
	        {ODF("office"), XML_ODF_OFFICE},
	        {ODF("table"), XML_ODF_TABLE},
	        {ODF("text"), XML_ODF_TEXT},
	        {ODF("style"), XML_ODF_STYLE},
	        {ODF("drawing"), XML_ODF_DRAW},
	        {ODF("manifest"), XML_ODF_MANIFEST},
	};
	if (!uri)
		return XML_NONE;
	for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
		if (strcmp(spaces[i].uri, (const char *)uri) == 0)
			return spaces[i].space;
	return XML_OTHER;
}

static int feed(void *context, char *bytes, int len)
{
	struct xml *x = context;
	return len > 0 ? (int)member_read(x->member, bytes, (size_t)len) : 0;
}

static void ignore_error(void *context, xmlErrorPtr error)
{
	(void)context, (void)error;
}

enum outcome xml_open(struct package *p, const char *name, struct xml **x_r, struct reason *why)
{
	struct member *member;
	*x_r = NULL;
	enum outcome o = package_open_member(p, name, &member, why);
	if (o != DONE)
		return o;
	struct xml *x = calloc(1, sizeof *x);
	if (!x)
		memory_exhausted("xml");
	x->member = member;
	x->package = p;
	x->reader = xmlReaderForIO(feed, NULL, x, NULL, NULL,
	        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	if (!x->reader)
		memory_exhausted("xml reader");
	xmlTextReaderSetStructuredErrorHandler(x->reader, ignore_error, NULL);
	*x_r = x;
	return DONE;
}

static enum xml_event finish(struct xml *x, enum unread unread, const char *fault)
{
	if (!x->fault) {
		x->fault = fault;
		x->unread = unread;
	}
	return XML_FINISHED;
}

static void enter(struct xml *x)
{
	x->node = xmlTextReaderCurrentNode(x->reader);
	const xmlChar *uri = x->node && x->node->ns ? x->node->ns->href : NULL;
	if (uri != x->uri || !uri) {
		x->uri = uri;
		x->uri_space = space_of(uri);
	}
	x->space = x->uri_space;
}

enum xml_event xml_next(struct xml *x)
{
	if (x->end_waits) {
		x->end_waits = false;
		return XML_END;
	}
	for (;;) {
		int more = x->fault ? 0 : xmlTextReaderRead(x->reader);
		if (more <= 0)
			return finish(x, UNREAD_BROKEN, more < 0 ? "its XML is damaged" : NULL);
		if (!package_step(x->package))
			return finish(x, UNREAD_TOO_LARGE, "it holds too much");
		switch (xmlTextReaderNodeType(x->reader)) {
		case XML_READER_TYPE_ELEMENT:
			enter(x);
			if (xmlTextReaderDepth(x->reader) > LIMIT_XML_DEPTH)
				return finish(x, UNREAD_TOO_DEEP, "its XML is nested too deep");
			x->end_waits = xmlTextReaderIsEmptyElement(x->reader) == 1;
			return XML_START;
		case XML_READER_TYPE_END_ELEMENT:
			enter(x);
			return XML_END;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_WHITESPACE:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			x->node = xmlTextReaderCurrentNode(x->reader);
			return XML_TEXT;
		case XML_READER_TYPE_DOCUMENT_TYPE:
		case XML_READER_TYPE_ENTITY_REFERENCE:
			return finish(x, UNREAD_BROKEN, "its XML has a DTD or entities");
		default:
			break;
		}
	}
}

void xml_skip(struct xml *x)
{
	size_t depth = 1;
	while (depth > 0)
		switch (xml_next(x)) {
		case XML_START:
			depth++;
			break;
		case XML_END:
			depth--;
			break;
		case XML_TEXT:
			break;
		case XML_FINISHED:
			return;
		}
}

enum outcome xml_close(struct xml **x, struct reason *why)
{
	enum outcome o = DONE;
	if (!*x)
		return DONE;
	if ((*x)->fault) {
		struct text *facts = package_facts((*x)->package);
		if (!facts->unread)
			facts->unread = (*x)->unread;
		o = fail(why, REFUSED, "the document cannot be read: %s", (*x)->fault);
	}
	xmlFreeTextReader((*x)->reader);
	xmlFree((*x)->value);
	member_close(&(*x)->member);
	free(*x);
	*x = NULL;
	return o;
}

bool xml_is(const struct xml *x, enum xml_space space, const char *name)
{
	return x->space == space && strcmp((const char *)x->node->name, name) == 0;
}

enum xml_space xml_space(const struct xml *x)
{
	return x->space;
}

const char *xml_name(const struct xml *x)
{
	return (const char *)x->node->name;
}

int xml_depth(const struct xml *x)
{
	return xmlTextReaderDepth(x->reader);
}

static const char *attribute_value(struct xml *x, const xmlAttr *attribute)
{
	const xmlNode *child = attribute->children;
	if (!child)
		return "";
	if (child->type == XML_TEXT_NODE && !child->next)
		return child->content ? (const char *)child->content : "";
	xmlFree(x->value);
	x->value = xmlNodeListGetString(attribute->doc, attribute->children, 1);
	return x->value ? (const char *)x->value : "";
}

const char *xml_attribute(struct xml *x, enum xml_space space, const char *name)
{
	for (const xmlAttr *at = x->node->properties; at; at = at->next) {
		if (strcmp((const char *)at->name, name) != 0)
			continue;
		if ((at->ns ? space_of(at->ns->href) : XML_NONE) == space)
			return attribute_value(x, at);
	}
	return NULL;
}

uint32_t xml_number(struct xml *x, enum xml_space space, const char *name, uint32_t least, uint32_t most,
        uint32_t fallback)
{
	const char *value = xml_attribute(x, space, name);
	char *end;
	if (!value || !*value)
		return fallback;
	long long n = strtoll(value, &end, 10);
	if (*end || n < least)
		return fallback;
	return n > most ? most : (uint32_t)n;
}

bool xml_flag(struct xml *x, enum xml_space space, const char *name, bool fallback)
{
	const char *value = xml_attribute(x, space, name);
	if (!value)
		return fallback;
	return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

const char *xml_text(const struct xml *x)
{
	return x->node && x->node->content ? (const char *)x->node->content : "";
}
