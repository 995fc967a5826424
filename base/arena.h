/* Memory that is freed all at once: one arena per mail (or per command). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/outcome.h"

#include <stddef.h>

struct arena;

/* `cap` bytes at most. Out of memory, or over the cap, the process ends: its supervisor decides what that
 * means. */
struct arena *arena_new(size_t cap);
void arena_close(struct arena **a);

/* Zeroed, aligned for any type. Lives until the arena is closed. */
void *arena_alloc(struct arena *a, size_t size);
/* A larger copy of an array of `count` elements; the old one stays valid until the arena is closed. */
void *arena_grow(struct arena *a, const void *old, size_t count, size_t room, size_t size);

char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Appends one element to an arena-backed list {type *v; size_t n, room;} and yields its address, zeroed. */
#define list_add(a, list)                                                                                    \
	((list)->n == (list)->room ? (void)((list)->v = arena_grow((a), (list)->v, (list)->n,                \
	                                            (list)->room = (list)->room ? (list)->room * 2 : 4,      \
	                                            sizeof *(list)->v))                                      \
	                           : (void)0,                                                                \
	        &(list)->v[(list)->n++])

#define LIST(type)                                                                                           \
	struct {                                                                                             \
		type *v;                                                                                     \
		size_t n, room;                                                                              \
	}

#endif
