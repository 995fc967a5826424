/* OpenDocument: texts and presentations (odt, odp) and spreadsheets (ods). */
#ifndef PARSERS_ODF_H
#define PARSERS_ODF_H

#include "parsers/office/package.h"
#include "parsers/sheet/sheet.h"

/* Headers, the text with its tables, boxes and notes, footers; slides in their order. */
MUST_USE enum outcome odf_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

/* Cells as they were shown when the file was saved. Repeated cells and rows are given singly, up to
 * LIMIT_SHEET_CELLS of them; then the text is partial. */
MUST_USE SHEET_READER(ods_read_sheets);
MUST_USE enum outcome ods_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

/* REFUSED where the manifest says that members are encrypted. */
MUST_USE enum outcome odf_open(
        const struct content *c, struct text *text, struct package **p_r, struct reason *why);

#endif
