/* What word processors write one after the other - characters, ends of paragraphs, of cells, of rows - to
 * lines and tables. Where the rows tell the edges of their cells, the table gets one column for each distinct
 * edge and cells that reach over several of them are merged, as on paper. */
#ifndef PARSERS_FLOW_H
#define PARSERS_FLOW_H

#include "base/buf.h"
#include "parsers/document.h"

enum { FLOW_CELLS = 64 }; /* of one row: Word takes no more */

/* Where the cells of one row lie; any unit, the same in all rows. */
struct flow_shape {
	unsigned n;
	int32_t edges[FLOW_CELLS + 1]; /* cell i reaches from edge i to edge i + 1 */
	bool joins_above[FLOW_CELLS];  /* the cell continues the one above it */
	bool joins_left[FLOW_CELLS];   /* … the one to its left */
};

struct flow; /* lives in the arena; flow_finish frees what does not */

/* Blocks are appended to `text`; past LIMIT_BODY_TEXT_BYTES of text it is partial. */
struct flow *flow_new(struct arena *a, struct text *text);
/* Characters in UTF-8. Tabs stay what they are in a cell and part the columns of a line as blanks. */
void flow_put(struct flow *f, const char *s, size_t len);
void flow_put_rune(struct flow *f, uint32_t rune);
/* One code point in UTF-8, U+FFFD for what is none; the number of bytes. */
size_t flow_encode(uint32_t rune, char utf8_r[4]);
/* A new line in the same paragraph, or the paragraph's end, in a cell or not (`in_table`). */
void flow_end_line(struct flow *f, bool in_table);
void flow_end_cell(struct flow *f);
/* `shape` NULL: the cells stand one under the other as they were counted. What was put since the last cell is
 * lost only where it is blank. */
void flow_end_row(struct flow *f, const struct flow_shape *shape);
bool flow_in_row(const struct flow *f); /* cells were ended since the last row */
bool flow_is_full(const struct flow *f);
void flow_finish(struct flow *f);

#endif
