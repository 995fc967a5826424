/* A PDF knows no tables: where the runs of several lines stand in columns, a reader sees one. */
#ifndef PARSERS_PDF_TABLE_H
#define PARSERS_PDF_TABLE_H

#include "parsers/document.h"
#include "parsers/pdf/pdf_page.h"

/* Appends the page's lines and tables. */
void pdf_table_read(const struct pdf_page *p, struct text *text, struct arena *a);

#endif
