/* Names for files and folders that are safe on Linux, on Windows shares and in a shell, and still readable.
 */
#ifndef KEEP_NAMES_H
#define KEEP_NAMES_H

#include "base/arena.h"

/* At most `most` bytes, cut at a character's border, an extension kept. Path separators, control, format and
 * bidi characters, and what Windows forbids become "_" or vanish; leading dots, blanks and hyphens, trailing
 * dots and blanks go. Where nothing is left: `fallback`. */
const char *names_make_safe(struct arena *a, const char *name, size_t most, const char *fallback);

/* `name`, or "stem (2).ext", "stem (3).ext" … for `n` = 2, 3 … */
const char *names_numbered(struct arena *a, const char *name, unsigned n);

#endif
