/* Spreadsheets as Excel 2003 wrote them into one XML file (XML Spreadsheet Reference), and as office systems export them, mostly
 * called .xls. */
#ifndef PARSERS_SHEET_2003_H
#define PARSERS_SHEET_2003_H

#include "parsers/office/package.h"
#include "parsers/sheet/sheet.h"

/* As a SHEET_READER of a flat package. Numbers are shown plain: formats are not looked up, except that dates come as dates. */
MUST_USE enum outcome sheet_2003_read(struct package *p, const struct sheet_sink *sink, struct reason *why);

#endif
