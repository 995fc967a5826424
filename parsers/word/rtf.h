/* Rich text (RTF) to lines and tables. */
#ifndef PARSERS_RTF_H
#define PARSERS_RTF_H

#include "parsers/format.h"

/* Reads in blocks; memory grows with the text only. Text that is hidden or marked as deleted is left out.
 * REFUSED as in struct format. */
MUST_USE enum outcome rtf_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
