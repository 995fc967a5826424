#include "parsers/word/doc_chpx.h"

#include "parsers/view.h"
#include "parsers/word/doc_property.h"
#include "schema/limits.h"

enum { DELETED = 0x0800, VANISHED = 0x083c };

struct doc_chpx {
	GsfInput *main;
	uint8_t *index; /* n + 1 offsets, then n page numbers */
	size_t n, bytes;
	uint8_t page[DOC_PAGE];
	uint32_t from, to; /* the bytes for which `hides` holds */
	bool hides;
};

struct doc_chpx *doc_chpx_open(GsfInput *main, GsfInput *table, uint32_t offset, uint32_t len)
{
	struct doc_chpx *c = g_new0(struct doc_chpx, 1);
	c->main = main;
	c->index = table ? ole_slurp(table, offset, len, LIMIT_DOC_PIECES * 8) : NULL;
	c->bytes = c->index ? len : 0;
	c->n = c->bytes >= 12 ? (c->bytes - 4) / 8 : 0;
	return c;
}

void doc_chpx_close(struct doc_chpx **c)
{
	g_free((*c)->index);
	g_free(*c);
	*c = NULL;
}

static bool says_hidden(const uint8_t *s, size_t len)
{
	bool deleted = false, vanished = false;
	for (size_t at = 0; at + 3 <= len;) {
		uint32_t property = view_u16(s, len, at);
		at += 2;
		size_t operand = doc_operand_bytes(s, len, at, property);
		if (operand > len - at)
			break;
		/* Other values mean "as the style has it", and no style hides its text. */
		if (property == DELETED)
			deleted = s[at] == 1;
		else if (property == VANISHED)
			vanished = s[at] == 1;
		at += operand;
	}
	return deleted || vanished;
}

static void load_run(struct doc_chpx *c, uint32_t at)
{
	size_t room = DOC_PAGE - 1, i = doc_search(c->index, c->bytes, c->n, at);
	c->hides = false;
	c->from = at;
	c->to = at + 1;
	if (i == c->n)
		return;
	uint32_t number = view_u32(c->index, c->bytes, 4 * (c->n + 1) + 4 * i) & 0x3fffff;
	if (!ole_read_at(c->main, (gsf_off_t)number * DOC_PAGE, c->page, DOC_PAGE))
		return;
	size_t runs = c->page[room];
	size_t run = 5 * runs + 4 <= room ? doc_search(c->page, room, runs, at) : runs;
	if (run == runs || view_u32(c->page, room, 4 * (run + 1)) <= at)
		return;
	c->from = view_u32(c->page, room, 4 * run);
	c->to = view_u32(c->page, room, 4 * (run + 1));
	size_t chpx = 2u * c->page[4 * (runs + 1) + run];
	if (chpx > 0 && chpx + 1 < room) {
		size_t len = c->page[chpx];
		c->hides = says_hidden(c->page + chpx + 1, len < room - chpx - 1 ? len : room - chpx - 1);
	}
}

bool doc_chpx_hides(struct doc_chpx *c, uint32_t at)
{
	if (c->n == 0)
		return false;
	if (at < c->from || at >= c->to)
		load_run(c, at);
	return c->hides;
}
