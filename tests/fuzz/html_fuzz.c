/* Any bytes as an HTML body. */
#include "parsers/text/charset.h"
#include "parsers/text/html.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_sound(const struct text *t)
{
	for (size_t i = 0; i < t->blocks.n; i++) {
		const struct block *b = &t->blocks.v[i];
		if (b->kind == BLOCK_LINE && !charset_is_utf8(b->line, strlen(b->line)))
			abort();
		for (size_t k = 0; b->kind == BLOCK_TABLE && k < (size_t)b->table->rows * b->table->columns;
		        k++)
			if (b->table->cells[k].merged_row >= b->table->rows ||
			        b->table->cells[k].merged_column >= b->table->columns)
				abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why = {""};
	struct text text = {0};
	if (!ready && charset_preload(&why) != DONE)
		abort();
	ready = true;
	html_preload();
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "", .fd = -1, .size = size};
	enum outcome o = html_read(&c, a, &text, &why);
	if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
		abort();
	must_be_sound(&text);
	arena_close(&a);
	return 0;
}
