/* The texts of schema/NNN-*.sql, in order; made at build time. */
#ifndef KEEP_MIGRATIONS_H
#define KEEP_MIGRATIONS_H

#include <stddef.h>

extern const char *const migrations[];
extern const size_t migrations_count;

#endif
