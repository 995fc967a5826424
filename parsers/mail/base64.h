/* Base64 as mails carry it: line ends and junk are skipped, a missing padding and several padded runs behind
 * each other are read. */
#ifndef PARSERS_BASE64_H
#define PARSERS_BASE64_H

#include <stddef.h>
#include <stdint.h>

struct base64 {
	uint32_t bits;
	unsigned held; /* characters of the open group */
};                     /* zeroed at first */

/* Decodes `len` characters into `out` (room for len / 4 * 3 + 3 bytes) and yields the number of bytes. */
size_t base64_decode(struct base64 *state, const char *in, size_t len, uint8_t *out);
/* What an unpadded end still holds, at most 2 bytes; the state is new again. */
size_t base64_finish(struct base64 *state, uint8_t *out);

#endif
