/* The part of set.c that takes the names away. */
#ifndef EXPORT_SET_ANONYMOUS_H
#define EXPORT_SET_ANONYMOUS_H

#include "daemon/export/set.h"
#include "daemon/export/target.h"

/* ".jpg", "" where there is none. */
const char *set_ending(const char *stored);
/* The descriptor is the caller's, after a failure too (-1: there is none). */
MUST_USE enum outcome set_open_file(const struct set_job *job, const struct register_work *w,
        const struct register_file *f, struct arena *a, int *fd_r, uint64_t *size_r, struct reason *why);

MUST_USE enum outcome set_add_anonymous(const struct set_job *job, struct target *t, struct arena *a,
        struct set_result *r, struct reason *why);

#endif
