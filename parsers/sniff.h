/* The media type of a file by its content, then by its name's extension; what the sender declared is the last
 * resort. */
#ifndef PARSERS_SNIFF_H
#define PARSERS_SNIFF_H

#include "base/arena.h"

#include <stddef.h>

/* Loads the magic database. Must be called before the sandbox; it stays loaded for the process's life. BROKEN
 * without one. */
MUST_USE enum outcome sniff_preload(struct reason *why);

/* `head`: up to LIMIT_SNIFF_BYTES of the content; `name` and `declared` may be "". Never NULL, in lower case.
 */
const char *sniff_type(const void *head, size_t len, const char *name, const char *declared, struct arena *a);

/* The extension of a file name in lower case without the dot, "" where there is none; `room` bytes at most.
 */
void sniff_extension(const char *name, char *extension_r, size_t room);

#endif
