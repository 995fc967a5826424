/* What the cells of an xlsx workbook stand on: its sheets' names and order, number formats, shared strings.
 */
#ifndef PARSERS_WORKBOOK_H
#define PARSERS_WORKBOOK_H

#include "parsers/office/package.h"
#include "parsers/office/xml.h"
#include "parsers/sheet/numfmt.h"

struct workbook_sheet {
	const char *name, *member;
	bool hidden;
};

struct workbook {
	struct arena *arena; /* its own */
	bool epoch_1904;
	LIST(struct workbook_sheet) sheets;
	LIST(struct number_format) styles; /* by a cell's style */
	struct buf strings;                /* the shared ones, each with its NUL */
	struct buf offsets;                /* uint32_t: where each begins */
};

/* text->partial of the package is set where LIMIT_SHARED_STRINGS_BYTES cut. The workbook is to be closed
 * whatever the outcome. */
MUST_USE enum outcome workbook_open(struct package *p, struct workbook *w_r, struct reason *why);
void workbook_close(struct workbook *w);

/* A shared string; "" where there is none of that number. */
const char *workbook_string(const struct workbook *w, const char *number);
/* Never NULL. */
const struct number_format *workbook_style(const struct workbook *w, uint32_t style);

/* Reads on to the end of the open <si> or <is> and appends its text: runs joined, phonetic guides left out.
 */
void workbook_read_string(struct xml *x, struct buf *out);
/* Undoes the escapes _xHHHH_ in what was put behind `start`, and makes CR and CRLF "\n". */
void workbook_unescape(struct buf *out, size_t start);

#endif
