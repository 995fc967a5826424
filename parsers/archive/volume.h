/* One of several files that make up an archive, because a mail takes only so much: told by its name, as programs number them, or by
 * its content. A RAR tells it in its head (rar.h). */
#ifndef PARSERS_VOLUME_H
#define PARSERS_VOLUME_H

#include "parsers/format.h"

/* x.7z.001, x.zip.002, x.tar.gz.003; x.z01, x.r00. The first one, and one alone, may be an archive that can be read. */
bool volume_by_name(const char *name);

/* A ZIP that says so: APPNOTE 4.4.19 and 8.5.3. */
bool volume_by_content(const struct content *c);

/* As struct format wants it, of what only its name tells: always REFUSED. */
MUST_USE enum outcome volume_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why);

#endif
