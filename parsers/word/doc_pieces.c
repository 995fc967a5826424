#include "parsers/word/doc_pieces.h"

#include "parsers/view.h"
#include "schema/limits.h"

enum { CLX_PROPERTIES = 1, CLX_PIECES = 2, PIECE_BYTES = 8, COMPRESSED = 0x40000000 };

/* Steps over the properties in front of the piece table; its length, 0 where there is none. */
static size_t find_table(const uint8_t *clx, size_t len, size_t *at_r)
{
	size_t at = 0;
	while (at + 3 <= len && clx[at] == CLX_PROPERTIES)
		at += 3 + view_u16(clx, len, at + 1);
	if (at + 5 > len || clx[at] != CLX_PIECES)
		return 0;
	size_t table = view_u32(clx, len, at + 1);
	*at_r = at + 5;
	return table <= len - at - 5 ? table : len - at - 5;
}

static void add_piece(
        struct doc_pieces *p, const uint8_t *table, size_t len, size_t n, size_t i, struct arena *a)
{
	uint32_t first = view_u32(table, len, 4 * i), end = view_u32(table, len, 4 * (i + 1));
	uint32_t fc = view_u32(table, len, 4 * (n + 1) + PIECE_BYTES * i + 2);
	bool wide = !(fc & COMPRESSED);
	uint32_t last = p->list.n ? p->list.v[p->list.n - 1].end : 0;
	if (end <= first || first < last)
		return;
	*list_add(a, &p->list) = (struct doc_piece){
	        first, end, wide ? fc & ~COMPRESSED : (fc & ~(uint32_t)COMPRESSED) / 2, wide};
}

enum outcome doc_pieces_read(GsfInput *table, uint32_t offset, uint32_t len, struct arena *a,
        struct doc_pieces *p_r, struct reason *why)
{
	*p_r = (struct doc_pieces){0};
	size_t at = 0;
	uint8_t *clx = ole_slurp(table, offset, len, LIMIT_DOC_PIECES * (PIECE_BYTES + 4));
	size_t bytes = clx ? find_table(clx, len, &at) : 0;
	size_t n = bytes >= 4 ? (bytes - 4) / (PIECE_BYTES + 4) : 0;
	for (size_t i = 0; i < n; i++)
		add_piece(p_r, clx + at, bytes, n, i, a);
	g_free(clx);
	return p_r->list.n ? DONE : fail(why, REFUSED, "the document's piece table is damaged");
}
