/* XML of office documents as a stream of events. Names are known by their namespace's URI, never by a
 * prefix; documents with a DTD are refused, so there are no entities. */
#ifndef PARSERS_XML_H
#define PARSERS_XML_H

#include "parsers/office/package.h"

/* The vocabularies that readers know; the strict and the transitional URI of one are the same. */
enum xml_space {
	XML_NONE, /* no namespace */
	XML_OTHER,
	XML_SHEET,      /* SpreadsheetML */
	XML_SHEET_2003, /* … as Excel 2003 wrote it, in one file */
	XML_WORD,       /* WordprocessingML; of Word 2003 too, whose elements have the same names */
	XML_DRAWING,    /* DrawingML */
	XML_SLIDES,     /* PresentationML */
	XML_OFFICE_R,   /* relationship ids in OOXML parts */
	XML_PACKAGE,    /* relationships of a package */
	XML_CHOICE,     /* markup compatibility: AlternateContent */
	XML_ODF_OFFICE,
	XML_ODF_TABLE,
	XML_ODF_TEXT,
	XML_ODF_STYLE,
	XML_ODF_DRAW,
	XML_ODF_MANIFEST,
	XML_LINK, /* XLink: where an element leads */
};

enum xml_event { XML_START, XML_TEXT, XML_END, XML_FINISHED };

struct xml;

/* Opens a member; `text` is the package's. */
MUST_USE enum outcome xml_open(struct package *p, const char *name, struct xml **x_r, struct reason *why);

/* An empty element gives a start and an end. After XML_FINISHED ask xml_close how it ended. */
enum xml_event xml_next(struct xml *x);
/* Goes on to the end of the element that started last. */
void xml_skip(struct xml *x);

/* REFUSED: what was read ended early (damaged, nested too deep, a DTD, a cap); text->unread is set. DONE also
 * where the reader did not want the rest. */
MUST_USE enum outcome xml_close(struct xml **x, struct reason *why);

/* Of the element that starts or ends. */
bool xml_is(const struct xml *x, enum xml_space space, const char *name);
enum xml_space xml_space(const struct xml *x);
const char *xml_name(const struct xml *x);
/* The elements around it. */
int xml_depth(const struct xml *x);
/* NULL where there is none. Valid until the next event. */
const char *xml_attribute(struct xml *x, enum xml_space space, const char *name);
/* A number of at least `least` and at most `most`; `fallback` where absent or none. */
uint32_t xml_number(struct xml *x, enum xml_space space, const char *name, uint32_t least, uint32_t most,
        uint32_t fallback);
/* An xsd:boolean or on/off; `fallback` where absent. */
bool xml_flag(struct xml *x, enum xml_space space, const char *name, bool fallback);
/* XML_TEXT: valid until the next event. */
const char *xml_text(const struct xml *x);

#endif
