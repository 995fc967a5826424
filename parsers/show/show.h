/* What the readers see in one file, as JSON for xuanwangctl read: spreadsheet, text, archive, media, mail or
 * unreadable. */
#ifndef PARSERS_SHOW_H
#define PARSERS_SHOW_H

#include "base/outcome.h"

/* Reads `file_fd` from its start under the name `name` and writes one JSON object to `out_fd`; members of
 * archives go to `contents_fd`. A file that cannot be read is an object that says so. LATER: a file cannot be
 * read or written. */
MUST_USE enum outcome show_file(
        const char *name, int file_fd, int contents_fd, int out_fd, struct reason *why);

#endif
