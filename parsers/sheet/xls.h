/* Excel's binary workbooks (5 to 2003; 3 and 4 as bare sheets), which WPS Spreadsheets writes too (.et). */
#ifndef PARSERS_XLS_H
#define PARSERS_XLS_H

#include "parsers/sheet/sheet.h"

#include <gsf/gsf.h>

/* Streams the cells of the workbook stream `book`. Formulas give their stored results. REFUSED as in struct
 * format. */
MUST_USE enum outcome xls_read_book(
        GsfInput *book, const struct sheet_sink *sink, struct text *text, struct reason *why);

#endif
