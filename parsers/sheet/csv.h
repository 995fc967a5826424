/* Comma-separated values: also with semicolons, tabs or bars, in any charset. */
#ifndef PARSERS_CSV_H
#define PARSERS_CSV_H

#include "parsers/sheet/sheet.h"

/* One sheet without a name, of the content's first LIMIT_BODY_TEXT_BYTES. Never REFUSED: any text is some
 * CSV. */
MUST_USE SHEET_READER(csv_read_sheets);
MUST_USE enum outcome csv_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
