/* PDF to lines and tables, by the places of its characters. */
#ifndef PARSERS_PDF_H
#define PARSERS_PDF_H

#include "parsers/format.h"

/* Loads what poppler takes from files: the character maps of Chinese fonts that bring none of their own. Must
 * be called before the sandbox. BROKEN where poppler itself fails; missing maps are done without. */
MUST_USE enum outcome pdf_preload(struct reason *why);

/* REFUSED as in struct format: protected, broken, or pages without any text (a scan). */
MUST_USE enum outcome pdf_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
