/* PowerPoint's and WPS's presentations in OOXML. */
#ifndef PARSERS_PPTX_H
#define PARSERS_PPTX_H

#include "parsers/format.h"

/* The slides in their order: paragraphs of all shapes, and tables. */
MUST_USE enum outcome pptx_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
