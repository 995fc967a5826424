#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

struct block {
	struct block *next;
	size_t used, room;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *first;
	size_t taken, cap;
};

static struct block *add_block(struct arena *a, size_t size)
{
	size_t room = size > BLOCK ? size : BLOCK;
	if (room > a->cap - a->taken)
		memory_exhausted("arena cap");
	struct block *b = malloc(sizeof *b + room);
	if (!b)
		memory_exhausted("arena block");
	b->used = 0;
	b->room = room;
	b->next = a->first;
	a->first = b;
	a->taken += room;
	return b;
}

struct arena *arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		memory_exhausted("arena");
	a->cap = cap;
	return a;
}

void arena_close(struct arena **a)
{
	if (!*a)
		return;
	for (struct block *b = (*a)->first, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(*a);
	*a = NULL;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t step = alignof(max_align_t);
	if (size > a->cap)
		memory_exhausted("arena cap");
	size = (size + step - 1) / step * step;
	struct block *b = a->first;
	if (!b || b->room - b->used < size)
		b = add_block(a, size);
	void *p = b->bytes + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void *arena_grow(struct arena *a, const void *old, size_t count, size_t room, size_t size)
{
	invariant(room >= count);
	if (size && room > a->cap / size)
		memory_exhausted("arena cap");
	void *p = arena_alloc(a, room * size);
	if (count)
		memcpy(p, old, count * size);
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1);
	if (len)
		memcpy(p, s, len);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	invariant(len >= 0);
	char *p = arena_alloc(a, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return p;
}
