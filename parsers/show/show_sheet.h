/* A spreadsheet as JSON, cell by cell. */
#ifndef PARSERS_SHOW_SHEET_H
#define PARSERS_SHOW_SHEET_H

#include "parsers/format.h"
#include "parsers/show/json.h"

/* Writes the members "kind" and "sheets" of an open object; nothing at all where the reader fails before the
 * first sheet. The outcome and `text` are the reader's. */
MUST_USE enum outcome show_sheets(const struct format *format, const struct content *c, struct json *j,
        struct arena *a, struct text *text, struct reason *why);

#endif
