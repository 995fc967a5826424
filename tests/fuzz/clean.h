/* The targets of the cleaners: any bytes as a file for judges. No crash, no hang; what was cleaned is clean: cleaning it once more
 * changes nothing. */
#ifndef FUZZ_CLEAN_H
#define FUZZ_CLEAN_H

#include "daemon/export/clean_formats.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline enum cleaned fuzz_clean_once(
        clean_format *format, const uint8_t *data, size_t size, struct buf *to)
{
	static const char *const names[] = {"欧阳修远", "13802012345"};
	const struct clean_names known = {names, 2};
	uint8_t *copy = malloc(size ? size : 1); /* of just this size: the sanitizer sees what lies beyond */
	struct cleaning c = {.bytes = copy, .size = size, .names = &known, .to = -1, .memory = to};
	memcpy(copy, data, size);
	enum cleaned r = format(&c);
	free(copy);
	return r;
}

static inline void fuzz_clean(clean_format *const *formats, size_t n, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < n; i++) {
		struct buf one = BUF_INIT(64u << 20), two = BUF_INIT(64u << 20);
		if (size && fuzz_clean_once(formats[i], data, size, &one) == CLEANED && !one.overrun) {
			if (fuzz_clean_once(formats[i], (const uint8_t *)one.data, one.len, &two) !=
			                CLEANED ||
			        one.len != two.len || memcmp(one.data, two.data, one.len) != 0)
				abort();
		}
		buf_free(&one);
		buf_free(&two);
	}
}

#endif
