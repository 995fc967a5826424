/* Archives: zip, rar, 7z, tar and compressed tar, single files in gzip, bzip2 and xz. */
#ifndef PARSERS_ARCHIVE_H
#define PARSERS_ARCHIVE_H

#include "parsers/format.h"

/* Must be called once before the sandbox. */
void archive_preload(void);

/* As struct format wants it. A member's name is the archive's own, "/" and its path. What programs leave in
 * archives for themselves (__MACOSX, Thumbs.db) is PART_MACHINE. A member that needs a password or is damaged
 * is a part without content, of the size that the archive declares. */
MUST_USE enum outcome archive_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why);

/* A path from an archive as a label to show: UTF-8, "/" between its names, none of them "", "." or "..", no
 * drive letter, nothing that could change how it is shown. */
const char *archive_name(const char *raw, struct arena *a);

#endif
