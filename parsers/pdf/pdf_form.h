/* What was typed into the fields of a PDF form (ISO 32000-1, 12.7): programs may leave it out of the page's own text, or show
 * only a part of it. */
#ifndef PARSERS_PDF_FORM_H
#define PARSERS_PDF_FORM_H

#include "parsers/pdf/pdf_page.h"

#include <poppler.h>

/* Puts each field's value in its place among the glyphs, which are not arranged yet, and takes out what was shown there. `height`
 * is the paper's. False: they are more than is read. */
bool pdf_form_read(PopplerPage *page, double height, struct pdf_page *p, struct arena *a);

#endif
