/* Word's and WPS's documents in OOXML, transitional and strict, also with macros; Flat OPC and Word 2003 XML, which office systems
 * fill in as templates. */
#ifndef PARSERS_DOCX_H
#define PARSERS_DOCX_H

#include "parsers/format.h"

/* Headers, the text with its tables and boxes, notes, footers. What was deleted under revision is left out,
 * what was inserted stays; numbers that Word draws before the items of lists are not in the file and not
 * made up. */
MUST_USE enum outcome docx_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
