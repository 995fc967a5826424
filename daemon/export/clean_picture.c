/* PNG and GIF: what shows the picture stays, what tells of it goes. */
#include "daemon/export/clean_formats.h"
#include "schema/limits.h"

#include <string.h>
#include <zlib.h>

/* --- PNG --- */

static void put_chunk(struct cleaning *c, const char *type, const struct buf *body)
{
	uint8_t head[8], check[4];
	uLong crc = crc32(crc32(0, (const Bytef *)type, 4), (const Bytef *)buf_str(body), (uInt)body->len);
	for (unsigned i = 0; i < 4; i++) {
		head[i] = (uint8_t)(body->len >> (24 - 8 * i));
		check[i] = (uint8_t)(crc >> (24 - 8 * i));
	}
	memcpy(head + 4, type, 4);
	clean_put_bytes(c, head, sizeof head);
	clean_put_bytes(c, buf_str(body), body->len);
	clean_put_bytes(c, check, sizeof check);
}

/* Into `to`, which has `*len_r` bytes. */
static bool inflate_profile(const uint8_t *body, size_t len, struct buf *to)
{
	const uint8_t *end = memchr(body, 0, len < 80 ? len : 80);
	uLongf room = LIMIT_CLEAN_PROFILE_BYTES;
	if (!end || len - (size_t)(end - body) < 3)
		return false;
	Bytef *out = (Bytef *)to->data;
	size_t packed = len - (size_t)(end - body) - 2;
	if (uncompress(out, &room, end + 2, packed) != Z_OK)
		return false;
	to->len = room;
	return true;
}

/* The name of a profile is free text, and so are parts of the profile. What is no profile is left out. */
static void put_profile(struct cleaning *c, const uint8_t *body, size_t len)
{
	static Bytef room[LIMIT_CLEAN_PROFILE_BYTES];
	static const char head[] = "profile\0"; /* its name, and how it is packed: 0 */
	struct buf chunk = BUF_INIT(2 * LIMIT_CLEAN_PROFILE_BYTES);
	struct buf profile = {.data = (char *)room};
	uLongf packed = compressBound(LIMIT_CLEAN_PROFILE_BYTES);
	if (!inflate_profile(body, len, &profile) || !clean_icc(room, profile.len))
		return;
	buf_put(&chunk, head, sizeof head);
	size_t before = chunk.len;
	for (uLongf i = 0; i < compressBound(profile.len); i++)
		buf_putc(&chunk, 0);
	packed = chunk.len - before;
	if (compress((Bytef *)chunk.data + before, &packed, room, profile.len) == Z_OK) {
		chunk.len = before + packed;
		put_chunk(c, "iCCP", &chunk);
	}
	buf_free(&chunk);
}

enum cleaned clean_png(struct cleaning *c)
{
	static const char kept[] = "IHDRPLTEIDATIENDtRNScHRMgAMAsBITsRGBbKGDpHYsacTLfcTLfdATcICPmDCVcLLI";
	if (c->size < 8 || memcmp(c->bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
		return CLEANED_UNKNOWN;
	clean_put(c, 0, 8);
	for (size_t at = 8; c->size - at >= 12;) {
		size_t len = clean_big(c->bytes + at, 4);
		const uint8_t *type = c->bytes + at + 4;
		if (len > c->size - at - 12)
			return CLEANED_UNKNOWN;
		if (clean_is_one_of(type, "iCCP"))
			put_profile(c, type + 4, len);
		else if (clean_is_one_of(type, kept))
			clean_put(c, at, 12 + len);
		at += 12 + len;
		if (clean_is_one_of(type, "IEND"))
			return CLEANED;
	}
	return CLEANED_UNKNOWN;
}

/* --- GIF --- */

/* The end of the blocks that begin at `at`, behind the empty one; 0 where the file ends before. */
static size_t skip_blocks(const struct cleaning *c, size_t at)
{
	while (at < c->size) {
		size_t len = c->bytes[at];
		at += 1 + len;
		if (len == 0)
			return at <= c->size ? at : 0;
	}
	return 0;
}

static size_t table_size(unsigned flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* How long a frame is shown, and how often all of them. */
static bool stays(const struct cleaning *c, size_t at, size_t end)
{
	const uint8_t *p = c->bytes + at;
	bool loop = p[1] == 0xff && end - at == 19 && p[2] == 11 && memcmp(p + 3, "NETSCAPE2.0", 11) == 0;
	return (p[1] == 0xf9 && end - at == 8) || loop;
}

/* The end of a frame: its descriptor, its colours, its data. */
static size_t skip_frame(const struct cleaning *c, size_t at)
{
	enum { DESCRIPTOR = 10 };
	if (c->size - at < DESCRIPTOR)
		return 0;
	size_t head = DESCRIPTOR + table_size(c->bytes[at + 9]) + 1;
	return head < c->size - at ? skip_blocks(c, at + head) : 0;
}

enum cleaned clean_gif(struct cleaning *c)
{
	enum { HEAD = 13, EXTENSION = 0x21, FRAME = 0x2c, TRAILER = 0x3b };
	if (c->size < HEAD || (memcmp(c->bytes, "GIF87a", 6) != 0 && memcmp(c->bytes, "GIF89a", 6) != 0))
		return CLEANED_UNKNOWN;
	size_t at = HEAD + table_size(c->bytes[10]);
	clean_put(c, 0, at);
	while (at < c->size && c->bytes[at] != TRAILER) {
		bool extension = c->bytes[at] == EXTENSION && c->size - at > 2;
		size_t end = extension               ? skip_blocks(c, at + 2)
		             : c->bytes[at] == FRAME ? skip_frame(c, at)
		                                     : 0;
		if (end == 0)
			return CLEANED_UNKNOWN;
		if (!extension || stays(c, at, end))
			clean_put(c, at, end - at);
		at = end;
	}
	if (at >= c->size)
		return CLEANED_UNKNOWN;
	clean_put(c, at, 1);
	return CLEANED;
}
