/* What can be said of pictures, sounds and films without showing them: pixels and length. */
#ifndef PARSERS_MEDIA_H
#define PARSERS_MEDIA_H

#include "parsers/format.h"

/* Must be called before the sandbox. */
void media_preload(void);

/* Sets width, height and milliseconds, where the file tells them; no blocks. Only what the container's tables need is
 * read, wherever it stands in the file. DONE also for kinds that are not known; where the file is shorter than its tables
 * say, `text->unread` says that it is broken. */
MUST_USE enum outcome media_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
