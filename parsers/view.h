/* The whole of a part's content as bytes in memory, for libraries that want it so: mapped from its file, not
 * read, so that only what is looked at takes memory. */
#ifndef PARSERS_VIEW_H
#define PARSERS_VIEW_H

#include "parsers/format.h"

struct view {
	const uint8_t *bytes; /* never NULL once open */
	size_t len;
	void *map; /* NULL where the bytes are the content's own */
	size_t map_len;
};

/* Valid until view_close, and as long as the content. REFUSED with `text->unread` set: larger than `most`
 * bytes, or neither kept in a file nor whole in its head. */
MUST_USE enum outcome view_open(
        const struct content *c, uint64_t most, struct text *text, struct view *v_r, struct reason *why);
void view_close(struct view *v);

/* Little-endian numbers; 0 where they do not lie inside of `len` bytes. */
static inline uint32_t view_u16(const uint8_t *bytes, size_t len, size_t at)
{
	return at + 2 <= len && at + 2 > at ? (uint32_t)(bytes[at] | bytes[at + 1] << 8) : 0;
}

static inline uint32_t view_u32(const uint8_t *bytes, size_t len, size_t at)
{
	return at + 4 <= len && at + 4 > at ? view_u16(bytes, len, at) | view_u16(bytes, len, at + 2) << 16
	                                    : 0;
}

#endif
