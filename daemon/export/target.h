/* Where exported files go: a new folder, or a ZIP file where the name ends so. */
#ifndef EXPORT_TARGET_H
#define EXPORT_TARGET_H

#include "base/outcome.h"

#include <stdint.h>

struct target; /* heap; ended by target_close */

/* REFUSED: it is there already, or cannot be made. */
MUST_USE enum outcome target_open(const char *path, struct target **t_r, struct reason *why);
/* Copies `size` bytes of `fd` from its beginning. `name` has no "/". `mtime` in epoch seconds. */
MUST_USE enum outcome target_add(
        struct target *t, const char *name, int fd, uint64_t size, int64_t mtime, struct reason *why);
/* Whole only if DONE; a caller that gives up ignores what it tells. */
MUST_USE enum outcome target_close(struct target **t, struct reason *why);

#endif
