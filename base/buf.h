/* A growing byte string with a cap. Past the cap it keeps what it has and says so. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data; /* always followed by a NUL once anything was put; NULL before */
	size_t len, room, cap;
	bool overrun; /* something did not fit under the cap and was left out */
};

#define BUF_INIT(most)                                                                                       \
	(struct buf)                                                                                         \
	{                                                                                                    \
		.cap = (most)                                                                                \
	}

void buf_put(struct buf *b, const void *bytes, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
/* Decimal digits, with zeros before them where there are fewer than `width` (at most 20). */
void buf_put_number(struct buf *b, uint64_t n, unsigned width);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_reset(struct buf *b); /* empty, memory kept */
void buf_free(struct buf *b);  /* empty, memory returned, cap kept */
/* The content as a C string: "" where nothing was put. Valid until the next change. */
const char *buf_str(const struct buf *b);

#endif
