/* What HTML elements and their attributes mean to a reader of text. */
#ifndef PARSERS_MARKUP_H
#define PARSERS_MARKUP_H

#include <libxml/HTMLparser.h>
#include <stddef.h>
#include <stdint.h>

/* What an element does to the text around and inside it. */
enum effect {
	BREAKS = 1 << 0, /* begins and ends a line */
	HIDES = 1 << 1,
	QUOTES = 1 << 2,
	TABLE = 1 << 3,
	ROW = 1 << 4,
	CELL = 1 << 5,
	KEEPS = 1 << 6, /* line ends and blanks count */
	ANCHOR = 1 << 7,
	ORDERED = 1 << 8,
	LISTS = 1 << 9,
};

/* Of enum effect, by the element's name, its class and its style. `atts` are libxml2's pairs, or NULL. */
unsigned markup_effects(const char *name, const xmlChar **atts);

/* An attribute's value, "" where it has none, NULL where it is not there. */
const char *markup_attribute(const xmlChar **atts, const char *name);

/* colspan or rowspan: 1 where absent or senseless, at most `most`. */
uint32_t markup_span(const xmlChar **atts, const char *name, uint32_t most);

/* The drawn "width" or "height" in pixels, 0 where the mail does not say. */
long markup_drawn(const xmlChar **atts, const char *side);

/* The charset that a <meta> in the first bytes names, "" where none does. */
void markup_find_charset(const char *bytes, size_t len, char *charset_r, size_t room);

#endif
