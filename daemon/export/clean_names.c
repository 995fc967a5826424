/* Whether a text names somebody, however it is written: spaced out, in wide characters, as character references. */
#include "daemon/export/clean_formats.h"

#include "schema/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One character of UTF-8; a byte that is none stands for itself. */
static uint32_t take_character(const char **at, const char *end)
{
	const unsigned char *p = (const unsigned char *)*at;
	size_t left = (size_t)(end - *at), more = p[0] < 0xc0 ? 0 : p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
	uint32_t c = more == 0 ? p[0] : p[0] & (0x3f >> more);
	for (size_t i = 1; i <= more; i++) {
		if (i >= left || (p[i] & 0xc0) != 0x80) {
			more = 0;
			c = p[0];
			break;
		}
		c = c << 6 | (p[i] & 0x3f);
	}
	*at += 1 + more;
	return c;
}

/* "&#24352;", "&#x5F20;". False: it is none. */
static bool take_reference(const char **at, const char *end, uint32_t *c_r)
{
	const char *p = *at + 2;
	if (end - *at < 4 || (*at)[1] != '#')
		return false;
	int base = *p == 'x' || *p == 'X' ? 16 : 10;
	uint32_t n = 0;
	for (p += base == 16; p < end && isxdigit((unsigned char)*p) && n < 0x110000; p++) {
		int digit = isdigit((unsigned char)*p) ? *p - '0' : tolower((unsigned char)*p) - 'a' + 10;
		n = n * (uint32_t)base + (uint32_t)digit;
	}
	if (p == end || *p != ';')
		return false;
	*at = p + 1;
	*c_r = n;
	return true;
}

/* What people put between the characters of a name or a number. */
static bool is_space(uint32_t c)
{
	return c <= ' ' || c == '-' || c == 0xa0 || c == 0xad || c == 0xb7 || (c >= 0x2000 && c <= 0x206f) ||
	       (c >= 0x3000 && c <= 0x3001) || c == 0x30fb || c == 0xfeff;
}

static void put_character(struct buf *out, uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e) /* wide */
		c -= 0xff01 - '!';
	if (is_space(c))
		return;
	if (c < 0x80) {
		buf_putc(out, (char)tolower((int)c));
	} else if (c < 0x800) {
		buf_putc(out, (char)(0xc0 | c >> 6));
		buf_putc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		if (c >= 0x10000)
			buf_putc(out, (char)(0xf0 | c >> 18));
		buf_putc(out, (char)(c < 0x10000 ? 0xe0 | c >> 12 : 0x80 | (c >> 12 & 0x3f)));
		buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static void fold(const char *text, size_t len, struct buf *out)
{
	const char *at = text, *end = text + len;
	while (at < end) {
		uint32_t c;
		if (*at != '&' || !take_reference(&at, end, &c))
			c = take_character(&at, end);
		put_character(out, c);
	}
}

/* 11 digits or more of which the first two are those of a mobile number. */
static bool holds_number(const struct buf *text)
{
	size_t run = 0;
	for (size_t i = 0; i <= text->len; i++) {
		bool digit = i < text->len && isdigit((unsigned char)text->data[i]);
		const char *first = text->data + i - run;
		if (!digit && run >= 11 && first[0] == '1' && first[1] >= '3')
			return true;
		run = digit ? run + 1 : 0;
	}
	return false;
}

/* "a@b.c" */
static bool holds_address(const struct buf *text)
{
	for (size_t i = 1; i + 1 < text->len; i++)
		if (text->data[i] == '@' && isalnum((unsigned char)text->data[i - 1]) &&
		        isalnum((unsigned char)text->data[i + 1]))
			return true;
	return false;
}

bool clean_names_somebody(const struct buf *text, const struct clean_names *names, bool numbers)
{
	enum { SHORTEST = 4 }; /* bytes: one Chinese character is no name */
	struct buf folded = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES), name = BUF_INIT(LIMIT_VALUE_BYTES);
	if (text->len)
		fold(text->data, text->len, &folded);
	bool found = folded.overrun ||
	             (folded.len && numbers && (holds_number(&folded) || holds_address(&folded)));
	for (size_t i = 0; folded.len && !found && i < names->n; i++) {
		buf_reset(&name);
		fold(names->v[i], strlen(names->v[i]), &name);
		found = name.len >= SHORTEST && memmem(folded.data, folded.len, name.data, name.len);
	}
	buf_free(&name);
	buf_free(&folded);
	return found;
}
