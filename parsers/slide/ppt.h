/* PowerPoint's binary format (97 to 2003), which WPS Presentation writes too. */
#ifndef PARSERS_PPT_H
#define PARSERS_PPT_H

#include "parsers/document.h"

#include <gsf/gsf.h>

/* The text of the slides in their order: of each, its outline, then its other boxes; without masters and notes, and as it
 * was last saved. Cells of tables are lines. REFUSED as in struct format. */
MUST_USE enum outcome ppt_read(GsfInfile *storage, struct arena *a, struct text *text, struct reason *why);

#endif
