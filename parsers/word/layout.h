/* Paragraphs, tables and boxes of a document, as they open and close in its XML, to lines and tables. */
#ifndef PARSERS_LAYOUT_H
#define PARSERS_LAYOUT_H

#include "parsers/document.h"

struct layout; /* lives in the arena; layout_finish frees what does not */

/* Blocks are appended to `text`. Past LIMIT_BODY_TEXT_BYTES, LIMIT_TEXT_LINES or LIMIT_DOCUMENT_CELLS the
 * text is partial, and nothing more is taken. */
struct layout *layout_new(struct arena *a, struct text *text);
bool layout_is_full(const struct layout *l);
/* Closes what is open. */
void layout_finish(struct layout *l);

void layout_put(struct layout *l, const char *s);
void layout_end_line(struct layout *l);

/* Tables may stand in cells: the outer one then is layout and becomes lines. Closing what is not open does
 * nothing. */
void layout_open_table(struct layout *l);
void layout_open_row(struct layout *l);
void layout_open_cell(struct layout *l, uint32_t row_span, uint32_t column_span);
/* The cell goes on that stands above, where one does. */
void layout_continue_cell(struct layout *l, uint32_t column_span);
void layout_close_cell(struct layout *l);
void layout_close_table(struct layout *l);

/* A box or note in the middle of a paragraph: its lines come before those of the paragraph. */
void layout_open_box(struct layout *l);
void layout_close_box(struct layout *l);

/* What is put between belongs to a link; one at a time. `url` is an address of the web, else nothing is noted. */
void layout_open_link(struct layout *l, const char *url);
void layout_close_link(struct layout *l);

#endif
