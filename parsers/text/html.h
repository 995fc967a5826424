/* HTML bodies to lines and tables, as a reader sees them: hidden parts dropped, layout tables flattened to
 * lines. */
#ifndef PARSERS_HTML_H
#define PARSERS_HTML_H

#include "parsers/format.h"

/* Must be called once before the sandbox. */
void html_preload(void);

/* text/html of any quality. A definition list becomes a table of two columns; spans are resolved. */
MUST_USE enum outcome html_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
