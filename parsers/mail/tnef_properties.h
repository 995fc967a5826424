/* MAPI properties as they stand in a winmail.dat. */
#ifndef PARSERS_TNEF_PROPERTIES_H
#define PARSERS_TNEF_PROPERTIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
	const uint8_t *bytes; /* NULL: none */
	size_t len;
};

/* Reads forward and never past the end; what is not there is zero, and `bad`. */
struct tnef_reader {
	const uint8_t *at, *end;
	bool bad;
};

uint32_t tnef_get(struct tnef_reader *r, unsigned bytes); /* little-endian, 1 to 4 */
struct span tnef_take(struct tnef_reader *r, size_t len);

enum tnef_type { TNEF_OBJECT = 0x000d, TNEF_STRING8 = 0x001e, TNEF_UNICODE = 0x001f, TNEF_BINARY = 0x0102 };

/* The first value of one property that is a string, binary or an object. */
typedef void tnef_property(void *context, unsigned id, unsigned type, struct span value);

/* Calls `found` for each such property until the end or the first that makes no sense. */
void tnef_read_properties(struct span from, tnef_property *found, void *context);

#endif
