/* Spreadsheets as a stream of cells: one reader per format serves whoever wants them, in flat memory or as
 * tables. */
#ifndef PARSERS_SHEET_H
#define PARSERS_SHEET_H

#include "parsers/format.h"

enum sheet_axis { SHEET_ROWS, SHEET_COLUMNS, SHEET_AXES };

/* Takes what a spreadsheet's reader finds, sheet by sheet in the order of their tabs. Rows and columns count
 * from 0; strings are UTF-8 and valid during the call only. */
struct sheet_sink {
	void *context;
	/* `hidden`: the program does not show the sheet. false: its cells are not wanted, and no end_sheet
	 * follows. */
	bool (*begin_sheet)(void *context, const char *name, bool hidden);
	/* `text` as a person sees it, never "", lines separated by "\n". Rows mostly rise, but a file may
	 * lie. false: no more of this sheet is wanted; its end_sheet still comes. */
	bool (*cell)(void *context, uint32_t row, uint32_t column, const char *text);
	/* Both ends belong to it, more than one cell; may come before or after its cells. */
	void (*merge)(void *context, uint32_t first_row, uint32_t first_column, uint32_t last_row,
	        uint32_t last_column);
	/* A stretch of rows, or of columns, that the program does not show; may come before or after its cells. */
	void (*hide)(void *context, enum sheet_axis axis, uint32_t first, uint32_t last);
	/* What the cell shows leads to an address; may come before or after it. */
	void (*link)(void *context, uint32_t row, uint32_t column, const char *url);
	void (*end_sheet)(void *context);
};

/* A reader of spreadsheets: everything to `sink`; of `text` only the facts (partial, unread, macros) are set.
 * REFUSED as in struct format, perhaps after some cells were given already. */
#define SHEET_READER(name)                                                                                   \
	enum outcome name(const struct content *c, const struct sheet_sink *sink, struct text *text,         \
	        struct reason *why)

/* A format's `read` built on its reader: each sheet becomes a table named after it in the arena, without
 * empty rows and columns at its end; a sheet of one column becomes lines. Of a sheet that hides rows or columns with a
 * text, what is shown becomes the table, and the whole a hidden table behind it. Past LIMIT_SHEET_CELLS or
 * LIMIT_SHEET_TEXT_BYTES of all sheets the text is partial. */
MUST_USE enum outcome sheet_build(SHEET_READER((*reader)), const struct content *c, struct arena *a,
        struct text *text, struct reason *why);

/* A1 notation without "$" to counts from 0, e.g. "BC12"; what follows it, or NULL where it is none. */
const char *sheet_read_reference(const char *s, uint32_t *row_r, uint32_t *column_r);

#endif
