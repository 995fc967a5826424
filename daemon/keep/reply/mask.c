#include "daemon/keep/reply/mask.h"

#include "daemon/keep/reply/shown.h"

#include <string.h>

static void put_characters(struct buf *out, const char *s, size_t from, size_t to)
{
	size_t begin = shown_offset(s, from), end = shown_offset(s, to);
	buf_put(out, s + begin, end - begin);
}

void mask_contact(const char *value, struct buf *out)
{
	const char *at = strrchr(value, '@');
	if (at && at > value) {
		put_characters(out, value, 0, 1);
		buf_puts(out, "****");
		buf_puts(out, at);
		return;
	}
	size_t n = shown_length(value);
	size_t head = n >= 11 ? 3 : n >= 7 ? 2 : n >= 4 ? 1 : 0;
	size_t tail = n >= 11 ? 4 : head;
	put_characters(out, value, 0, head);
	buf_puts(out, "****");
	put_characters(out, value, n - tail, n);
}

void mask_numbers(const char *text, struct buf *out)
{
	while (*text) {
		size_t n = strspn(text, "0123456789");
		if (n >= 11) {
			buf_put(out, text, 3);
			buf_puts(out, "****");
			buf_put(out, text + n - 4, 4);
		} else {
			n += n == 0;
			buf_put(out, text, n);
		}
		text += n;
	}
}

void mask_name(const char *name, struct buf *out)
{
	size_t n = shown_length(name);
	put_characters(out, name, 0, 1);
	for (size_t i = 1; i < n && i < 3; i++)
		buf_putc(out, '*');
}
