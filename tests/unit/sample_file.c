#include "tests/unit/sample_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

void sample_file_open(struct sample_file *f, const char *path)
{
	static char bytes[1 << 20];
	char whole[1024];
	snprintf(whole, sizeof whole, "%s/tests/fixtures/%s", SOURCE_FOLDER, path);
	FILE *in = fopen(whole, "rb");
	assert_non_null(in);
	size_t len = fread(bytes, 1, sizeof bytes, in);
	fclose(in);
	assert_in_range(len, 1, sizeof bytes - 1);
	sample_file_set(f, bytes, len);
}

void sample_file_close(struct sample_file *f)
{
	arena_close(&f->arena);
	free(f->bytes);
	f->bytes = NULL;
}

const struct table *sample_file_table(const struct sample_file *f, unsigned n)
{
	for (size_t i = 0; i < f->text.blocks.n; i++)
		if (f->text.blocks.v[i].kind == BLOCK_TABLE && n-- == 0)
			return f->text.blocks.v[i].table;
	return NULL;
}

const char *sample_file_line(const struct sample_file *f, unsigned n)
{
	for (size_t i = 0; i < f->text.blocks.n; i++)
		if (f->text.blocks.v[i].kind == BLOCK_LINE && n-- == 0)
			return f->text.blocks.v[i].line;
	return "";
}
