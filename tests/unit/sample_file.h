/* A file of tests/fixtures/ as a reader gets it. */
#ifndef TESTS_UNIT_SAMPLE_FILE_H
#define TESTS_UNIT_SAMPLE_FILE_H

#include "parsers/format.h"

#include <stdlib.h>
#include <string.h>

struct sample_file {
	struct content content;
	struct arena *arena;
	struct text text;
	char *bytes;
};

/* `bytes` are copied. They are all in memory, there is no descriptor. */
static inline void sample_file_set(struct sample_file *f, const void *bytes, size_t len)
{
	*f = (struct sample_file){.arena = arena_new(64u << 20), .bytes = malloc(len + 1)};
	memcpy(f->bytes, bytes, len);
	f->content = (struct content){.bytes = f->bytes, .len = len, .charset = "", .fd = -1, .size = len};
}

/* `path` below tests/fixtures/. */
void sample_file_open(struct sample_file *f, const char *path);
void sample_file_close(struct sample_file *f);

/* The n-th table of the text, or NULL; and its n-th line, or "". */
const struct table *sample_file_table(const struct sample_file *f, unsigned n);
const char *sample_file_line(const struct sample_file *f, unsigned n);

#endif
