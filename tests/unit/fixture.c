#include "tests/unit/fixture.h"

#include "schema/limits.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

enum { LEAD = 100 }; /* bytes of other parts before ours */

static int copy_of(const char *path, uint64_t *size_r)
{
	char name[512], block[8192];
	snprintf(name, sizeof name, SOURCE_FOLDER "/tests/fixtures/%s", path);
	int from = open(name, O_RDONLY | O_CLOEXEC), to = memfd_create("fixture", MFD_CLOEXEC);
	ssize_t n;
	assert_true(from >= 0 && to >= 0);
	assert_int_equal(lseek(to, LEAD, SEEK_SET), LEAD);
	for (*size_r = 0; (n = read(from, block, sizeof block)) > 0; *size_r += (uint64_t)n)
		assert_int_equal(write(to, block, (size_t)n), n);
	close(from);
	return to;
}

static void read_content(struct fixture *f, fixture_reader *reader)
{
	f->arena = arena_new(LIMIT_ARENA_BYTES);
	f->shown = BUF_INIT(1u << 20);
	f->outcome = reader(&f->content, f->arena, &f->text, &f->why);
}

void fixture_read(struct fixture *f, const char *path, fixture_reader *reader)
{
	*f = (struct fixture){.content = {.charset = "", .offset = LEAD}};
	f->content.fd = copy_of(path, &f->content.size);
	size_t len =
	        f->content.size < LIMIT_BODY_TEXT_BYTES ? (size_t)f->content.size : LIMIT_BODY_TEXT_BYTES;
	char *head = malloc(len + 1);
	assert_non_null(head);
	assert_int_equal(pread(f->content.fd, head, len, LEAD), len);
	f->content.bytes = head;
	f->content.len = len;
	f->content.cut = len < f->content.size;
	read_content(f, reader);
	free(head);
	f->content.bytes = NULL;
}

void fixture_read_bytes(struct fixture *f, const char *bytes, size_t len, fixture_reader *reader)
{
	*f = (struct fixture){.content = {.charset = "", .bytes = bytes, .len = len, .size = len, .fd = -1}};
	read_content(f, reader);
}

static void show_table(struct fixture *f, const struct table *t)
{
	buf_printf(&f->shown, "[%s%s\n", t->name, t->hidden ? " hidden" : "");
	for (uint32_t row = 0; row < t->rows; row++) {
		for (uint32_t column = 0; column < t->columns; column++) {
			const struct cell *cell = table_cell(t, row, column);
			bool left = cell->merged_column != column;
			buf_printf(&f->shown, "|%s", left ? "<" : cell->merged_row != row ? "^" : cell->text);
		}
		buf_puts(&f->shown, "|\n");
	}
}

const char *fixture_show(struct fixture *f)
{
	buf_reset(&f->shown);
	for (size_t i = 0; i < f->text.blocks.n; i++) {
		const struct block *b = &f->text.blocks.v[i];
		if (b->kind == BLOCK_TABLE)
			show_table(f, b->table);
		else
			buf_printf(&f->shown, "%s\n", b->line);
	}
	return buf_str(&f->shown);
}

void fixture_close(struct fixture *f)
{
	buf_free(&f->shown);
	arena_close(&f->arena);
	if (f->content.fd >= 0)
		close(f->content.fd);
}
