#include "daemon/fetch/mailbox_name.h"

#include <string.h>

/* Base64 with "," for "/", without padding, over UTF-16BE. */
struct encoder {
	struct buf *out;
	uint32_t bits;
	unsigned n_bits;
	bool shifted;
};

static void put_sextet(struct encoder *e, unsigned v)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
	buf_putc(e->out, digits[v & 63]);
}

static void put_unit(struct encoder *e, uint16_t unit)
{
	if (!e->shifted)
		buf_putc(e->out, '&');
	e->shifted = true;
	e->bits = e->bits << 16 | unit;
	e->n_bits += 16;
	while (e->n_bits >= 6) {
		e->n_bits -= 6;
		put_sextet(e, e->bits >> e->n_bits);
	}
	e->bits &= (1u << e->n_bits) - 1;
}

static void leave_shift(struct encoder *e)
{
	if (!e->shifted)
		return;
	if (e->n_bits)
		put_sextet(e, e->bits << (6 - e->n_bits));
	buf_putc(e->out, '-');
	*e = (struct encoder){.out = e->out};
}

static void put_point(struct encoder *e, uint32_t c)
{
	if (c < 0x80) {
		leave_shift(e);
		buf_putc(e->out, (char)c);
		if (c == '&')
			buf_putc(e->out, '-');
	} else if (c < 0x10000) {
		put_unit(e, (uint16_t)c);
	} else {
		put_unit(e, (uint16_t)(0xd800 + ((c - 0x10000) >> 10)));
		put_unit(e, (uint16_t)(0xdc00 + ((c - 0x10000) & 0x3ff)));
	}
}

/* One character of strict UTF-8; its length, or 0. */
static size_t read_point(const char *s, uint32_t *c_r)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80 ? 1 : u[0] >> 5 == 6 ? 2 : u[0] >> 4 == 14 ? 3 : u[0] >> 3 == 30 ? 4 : 0;
	if (len < 2) {
		*c_r = u[0];
		return len;
	}
	uint32_t c = u[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if (u[i] >> 6 != 2)
			return 0;
		c = c << 6 | (u[i] & 63);
	}
	*c_r = c;
	return c < smallest[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0 : len;
}

enum outcome mailbox_name_encode(const char *utf8, struct buf *name_r, struct reason *why)
{
	struct encoder e = {.out = name_r};
	buf_reset(name_r);
	while (*utf8) {
		uint32_t c;
		size_t len = read_point(utf8, &c);
		if (len == 0 || c < ' ' || c == 0x7f)
			return fail(why, REFUSED, "the name of a mailbox is not text in UTF-8");
		put_point(&e, c);
		utf8 += len;
	}
	leave_shift(&e);
	if (name_r->overrun || name_r->len == 0)
		return fail(why, REFUSED, "the name of a mailbox is empty or too long");
	return DONE;
}
