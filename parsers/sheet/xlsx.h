/* Excel's and WPS's workbooks: OOXML, transitional and strict, also with macros; Excel 2003's in one XML file. */
#ifndef PARSERS_XLSX_H
#define PARSERS_XLSX_H

#include "parsers/sheet/sheet.h"

MUST_USE SHEET_READER(xlsx_read_sheets);
MUST_USE enum outcome xlsx_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
