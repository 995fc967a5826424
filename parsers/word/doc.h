/* Word's binary format (97 to 2003, and 6 and 95 as far as they are alike), which WPS Writer writes too. */
#ifndef PARSERS_DOC_H
#define PARSERS_DOC_H

#include "parsers/document.h"

#include <gsf/gsf.h>

/* Main text, text boxes, notes and headers, in this order, without hidden and deleted text. REFUSED as in struct format. */
MUST_USE enum outcome doc_read(GsfInfile *storage, struct arena *a, struct text *text, struct reason *why);

#endif
