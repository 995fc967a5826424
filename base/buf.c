#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct buf *b, size_t more)
{
	if (more > b->cap || b->len > b->cap - more) {
		b->overrun = true;
		return false;
	}
	size_t need = b->len + more + 1;
	if (need <= b->room)
		return true;
	size_t room = b->room ? b->room : 256;
	while (room < need)
		room *= 2;
	char *data = realloc(b->data, room);
	if (!data)
		memory_exhausted("buf");
	b->data = data;
	b->room = room;
	return true;
}

void buf_put(struct buf *b, const void *bytes, size_t len)
{
	if (!make_room(b, len))
		return;
	if (len)
		memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_put_number(struct buf *b, uint64_t n, unsigned width)
{
	char digits[20];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	while (at > 0 && sizeof digits - at < width)
		digits[--at] = '0';
	buf_put(b, digits + at, sizeof digits - at);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int len = b->data ? vsnprintf(b->data + b->len, b->room - b->len, fmt, ap)
	                  : vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	invariant(len >= 0);
	if ((size_t)len < b->room - b->len && (size_t)len <= b->cap - b->len) {
		b->len += (size_t)len;
		return;
	}
	if (b->data)
		b->data[b->len] = '\0';
	if (!make_room(b, (size_t)len))
		return;
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)len;
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->overrun = false;
	if (b->data)
		b->data[0] = '\0';
}

void buf_free(struct buf *b)
{
	free(b->data);
	*b = BUF_INIT(b->cap);
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}
