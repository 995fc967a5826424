#include "parsers/word/doc_papx.h"

#include "parsers/view.h"
#include "parsers/word/doc_property.h"
#include "schema/limits.h"

enum { PAGE = DOC_PAGE, BX_BYTES = 13, MOST_GRPPRL = 16 * 1024 };
/* Properties, by the numbers that the format gives them. */
enum {
	IN_TABLE = 0x2416,
	ENDS_ROW = 0x2417,
	HUGE_1 = 0x6645,
	HUGE_2 = 0x6646,
	CHANGE_TABS = 0xc615,
	DEFINE_TABLE = 0xd608,
};

struct doc_papx {
	GsfInput *main, *data;
	uint8_t *index; /* n + 1 offsets, then n page numbers */
	size_t n, bytes;
	uint8_t page[PAGE];
	uint32_t page_number; /* of what `page` holds; UINT32_MAX: nothing */
};

struct doc_papx *doc_papx_open(GsfInput *main, GsfInput *table, GsfInput *data, uint32_t offset, uint32_t len)
{
	struct doc_papx *p = g_new0(struct doc_papx, 1);
	p->main = main;
	p->data = data;
	p->page_number = UINT32_MAX;
	p->index = table ? ole_slurp(table, offset, len, LIMIT_DOC_PIECES * 8) : NULL;
	p->bytes = p->index ? len : 0;
	p->n = p->bytes >= 12 ? (p->bytes - 4) / 8 : 0;
	return p;
}

void doc_papx_close(struct doc_papx **p)
{
	g_free((*p)->index);
	g_free(*p);
	*p = NULL;
}

size_t doc_search(const uint8_t *base, size_t bytes, size_t n, uint32_t at)
{
	size_t low = 0, high = n;
	if (n == 0 || view_u32(base, bytes, 0) > at)
		return n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (view_u32(base, bytes, 4 * middle) <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t doc_operand_bytes(const uint8_t *s, size_t len, size_t at, uint32_t property)
{
	static const uint8_t fixed[8] = {1, 1, 2, 4, 2, 2, 0, 3};
	if (property >> 13 != 6)
		return fixed[property >> 13];
	if (property == DEFINE_TABLE)
		return view_u16(s, len, at) + 1;
	return at < len ? s[at] + 1u : 0;
}

/* The operand: its length, the number of cells, their edges, then 20 bytes for each. */
static void read_shape(const uint8_t *s, size_t len, struct flow_shape *shape_r)
{
	unsigned n = len > 2 ? s[2] : 0;
	if (n > FLOW_CELLS || 3 + 2 * (n + 1) > len)
		return;
	*shape_r = (struct flow_shape){.n = n};
	for (unsigned i = 0; i <= n; i++)
		shape_r->edges[i] = (int16_t)view_u16(s, len, 3 + 2 * i);
	for (unsigned i = 0; i < n; i++)
		shape_r->joins_above[i] = (view_u16(s, len, 3 + 2 * (n + 1) + 20 * i) >> 5 & 3) == 1;
}

static void read_properties(
        struct doc_papx *p, const uint8_t *s, size_t len, struct doc_paragraph *r, bool nested);

/* Properties that do not fit a page stand in the data stream. */
static void read_huge(struct doc_papx *p, uint32_t at, struct doc_paragraph *r)
{
	uint8_t head[2];
	if (!p->data || !ole_read_at(p->data, at, head, sizeof head))
		return;
	size_t len = view_u16(head, sizeof head, 0);
	uint8_t *s = ole_slurp(p->data, (gsf_off_t)at + 2, len, MOST_GRPPRL);
	if (s)
		read_properties(p, s, len, r, true);
	g_free(s);
}

static void read_properties(
        struct doc_papx *p, const uint8_t *s, size_t len, struct doc_paragraph *r, bool nested)
{
	for (size_t at = 0; at + 3 <= len;) {
		uint32_t property = view_u16(s, len, at);
		at += 2;
		size_t operand = doc_operand_bytes(s, len, at, property);
		if (operand > len - at || (property == CHANGE_TABS && s[at] == 255))
			return;
		if (property == IN_TABLE)
			r->in_table = s[at] != 0;
		else if (property == ENDS_ROW)
			r->ends_row = s[at] != 0;
		else if (property == DEFINE_TABLE)
			read_shape(s + at, operand, &r->shape);
		else if ((property == HUGE_1 || property == HUGE_2) && !nested)
			read_huge(p, view_u32(s, len, at), r);
		at += operand;
	}
}

static bool load_page(struct doc_papx *p, uint32_t number)
{
	if (p->page_number == number)
		return true;
	bool ok = ole_read_at(p->main, (gsf_off_t)number * PAGE, p->page, PAGE);
	p->page_number = ok ? number : UINT32_MAX;
	return ok;
}

bool doc_papx_find(struct doc_papx *p, uint32_t at, struct doc_paragraph *paragraph_r)
{
	*paragraph_r = (struct doc_paragraph){0};
	size_t i = doc_search(p->index, p->bytes, p->n, at);
	if (i == p->n || !load_page(p, view_u32(p->index, p->bytes, 4 * (p->n + 1) + 4 * i) & 0x3fffff))
		return false;
	size_t runs = p->page[PAGE - 1], room = PAGE - 1;
	if (runs == 0 || 4 * (runs + 1) + BX_BYTES * runs > room)
		return false;
	size_t run = doc_search(p->page, room, runs, at);
	if (run == runs || view_u32(p->page, room, 4 * (run + 1)) <= at)
		return false;
	size_t papx = 2u * p->page[4 * (runs + 1) + BX_BYTES * run];
	if (papx == 0 || papx + 2 > room)
		return papx == 0; /* a paragraph without properties of its own */
	size_t len = p->page[papx] ? 2u * p->page[papx] - 1 : 2u * p->page[papx + 1];
	papx += p->page[papx] ? 1 : 2;
	if (len > room - papx)
		len = room - papx;
	if (len > 2)
		read_properties(p, p->page + papx + 2, len - 2, paragraph_r, false);
	return true;
}
