#include "parsers/sheet/xls_record.h"

#include "parsers/text/charset.h"
#include "parsers/view.h"
#include "parsers/word/flow.h"
#include "schema/limits.h"

#include <string.h>

enum { WINDOW = 128 * 1024, HEAD = 4, CONTINUE = 0x3c };
/* How a BIFF8 string says what it is made of. */
enum { WIDE = 1, PHONETIC = 4, RICH = 8 };

void xls_records_init(struct xls_records *r, GsfInput *in)
{
	*r = (struct xls_records){
	        .in = in, .window = g_malloc(WINDOW), .body = (const uint8_t *)"", .charset = ""};
}

void xls_records_free(struct xls_records *r)
{
	g_free(r->window);
	r->window = NULL;
}

void xls_records_seek(struct xls_records *r, gsf_off_t offset)
{
	r->next = offset;
}

/* `len` bytes of the stream at `offset` in the window; NULL beyond the stream's end. */
static const uint8_t *look_at(struct xls_records *r, gsf_off_t offset, size_t len)
{
	gsf_off_t size = gsf_input_size(r->in);
	if (offset < 0 || offset > size || (gsf_off_t)len > size - offset)
		return NULL;
	if (offset < r->start || offset + (gsf_off_t)len > r->start + (gsf_off_t)r->have) {
		r->start = offset;
		r->have = size - offset < WINDOW ? (size_t)(size - offset) : WINDOW;
		if (!ole_read_at(r->in, offset, r->window, r->have)) {
			r->have = 0;
			return NULL;
		}
	}
	return r->window + (offset - r->start);
}

bool xls_records_next(struct xls_records *r)
{
	const uint8_t *head = look_at(r, r->next, HEAD);
	r->len = r->at = 0;
	if (!head)
		return false;
	uint32_t type = view_u16(head, HEAD, 0);
	size_t len = view_u16(head, HEAD, 2);
	const uint8_t *body = look_at(r, r->next, HEAD + len);
	if (!body)
		return false;
	r->type = type;
	r->body = body + HEAD;
	r->len = len;
	r->next += (gsf_off_t)(HEAD + len);
	return true;
}

uint32_t xls_u16(const struct xls_records *r, size_t at)
{
	return view_u16(r->body, r->len, at);
}

uint32_t xls_u32(const struct xls_records *r, size_t at)
{
	return view_u32(r->body, r->len, at);
}

double xls_double(const struct xls_records *r, size_t at)
{
	uint64_t bits = xls_u32(r, at) | (uint64_t)xls_u32(r, at + 4) << 32;
	double v;
	memcpy(&v, &bits, sizeof v);
	return v;
}

static bool go_on(struct xls_records *r)
{
	const uint8_t *head = look_at(r, r->next, HEAD);
	return head && view_u16(head, HEAD, 0) == CONTINUE && xls_records_next(r);
}

/* There is something left in this record or in one that continues it. */
static bool has_more(struct xls_records *r)
{
	while (r->at >= r->len)
		if (!go_on(r))
			return false;
	return true;
}

bool xls_take(struct xls_records *r, size_t size, uint32_t *v_r)
{
	*v_r = 0;
	for (size_t i = 0; i < size; i++) {
		if (!has_more(r))
			return false;
		*v_r |= (uint32_t)r->body[r->at++] << 8 * i;
	}
	return true;
}

static bool skip(struct xls_records *r, uint64_t n)
{
	while (n > 0) {
		if (!has_more(r))
			return false;
		size_t step = n < r->len - r->at ? (size_t)n : r->len - r->at;
		r->at += step;
		n -= step;
	}
	return true;
}

struct utf16 {
	uint32_t high; /* the first half of a surrogate pair */
	struct buf *out;
};

static void put_unit(struct utf16 *u, uint32_t unit)
{
	char s[4];
	if (unit >= 0xd800 && unit < 0xdc00) {
		u->high = unit;
		return;
	}
	if (u->high && unit >= 0xdc00 && unit < 0xe000)
		unit = 0x10000 + ((u->high - 0xd800) << 10) + (unit - 0xdc00);
	u->high = 0;
	buf_put(u->out, s, flow_encode(unit, s));
}

/* Where a string goes on in another record, that record begins with a byte that says anew how wide it is. */
static bool take_units(struct xls_records *r, uint32_t n, bool wide, struct buf *out)
{
	struct utf16 u = {0, out};
	while (n > 0) {
		if (r->at >= r->len) {
			uint32_t flags;
			if (!has_more(r) || !xls_take(r, 1, &flags))
				return false;
			wide = flags & WIDE;
			continue;
		}
		if (wide && r->len - r->at < 2)
			return false;
		put_unit(&u, wide ? xls_u16(r, r->at) : r->body[r->at]);
		r->at += wide ? 2 : 1;
		n--;
	}
	return true;
}

static bool take_wide(struct xls_records *r, uint32_t n, bool short_length, struct buf *out)
{
	uint32_t flags, runs = 0, phonetic = 0;
	if (!xls_take(r, 1, &flags))
		return false;
	if (!short_length && (flags & RICH) && !xls_take(r, 2, &runs))
		return false;
	if (!short_length && (flags & PHONETIC) && !xls_take(r, 4, &phonetic))
		return false;
	return take_units(r, n, flags & WIDE, out) && skip(r, 4ull * runs + phonetic);
}

bool xls_take_string(struct xls_records *r, enum xls_length length, struct buf *out)
{
	uint32_t n;
	if (!xls_take(r, length, &n))
		return false;
	if (r->wide_charset)
		return n == 0 && r->at >= r->len ? true : take_wide(r, n, length == XLS_LENGTH_8, out);
	size_t len = n < r->len - r->at ? n : r->len - r->at;
	charset_to_utf8(r->charset, r->body + r->at, len, out);
	r->at += len;
	return len == n;
}
