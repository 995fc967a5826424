/* Films and sounds. Containers keep their sizes and offsets: what tells of the work becomes empty space. */
#include "daemon/export/clean_formats.h"

#include <string.h>

static bool is_one_of(const uint8_t *type, const char *types)
{
	for (; *types; types += 4)
		if (memcmp(type, types, 4) == 0)
			return true;
	return false;
}

static uint64_t get_big(const uint8_t *p, size_t bytes)
{
	uint64_t n = 0;
	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | p[i];
	return n;
}

static uint32_t get_little(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* --- MP4, MOV, M4A, 3GP --- */

enum { BOXES_DEEP = 6 };

/* `end` is the end of the box around it. */
static bool clean_boxes(struct cleaning *c, size_t at, size_t end, int depth)
{
	while (end - at >= 8) {
		const uint8_t *p = c->bytes + at, *type = p + 4;
		uint64_t size = get_big(p, 4), head = 8;
		if (size == 1 && end - at >= 16) {
			size = get_big(p + 8, 8);
			head = 16;
		} else if (size == 0) {
			size = end - at; /* to the end */
		}
		if (size < head || size > end - at)
			return false;
		if (is_one_of(type, "udtameta"
		                    "uuidfreeskip")) {
			clean_put(c, at, 4);
			clean_put_bytes(c, "free", 4);
			clean_put(c, at + 8, head - 8);
			clean_put_zeros(c, size - head);
		} else if (is_one_of(type, "moovtrakmdiaminfstbledts") && depth < BOXES_DEEP) {
			clean_put(c, at, head);
			if (!clean_boxes(c, at + head, at + size, depth + 1))
				return false;
		} else {
			clean_put(c, at, size);
		}
		at += size;
	}
	clean_put(c, at, end - at);
	return true;
}

enum cleaned clean_bmff(struct cleaning *c)
{
	if (c->size < 16 || memcmp(c->bytes + 4, "ftyp", 4) != 0)
		return CLEANED_UNKNOWN;
	/* Of pictures in this container the box "meta" is the picture itself. */
	if (is_one_of(c->bytes + 8, "heicheixheimheismif1msf1avifavis"))
		return CLEANED_UNKNOWN;
	return clean_boxes(c, 0, c->size, 0) ? CLEANED : CLEANED_UNKNOWN;
}

/* --- WAV, AVI, WebP --- */

static bool clean_chunks(struct cleaning *c, size_t at, size_t end, int depth)
{
	while (end - at >= 8) {
		const uint8_t *p = c->bytes + at;
		size_t size = get_little(p + 4), whole = 8 + size + (size & 1);
		if (size > end - at - 8)
			return false;
		if (whole > end - at)
			whole = end - at;
		bool list = size >= 4 && is_one_of(p, "LISTRIFF");
		if (is_one_of(p, "id3 ID3 bextiXMLaXMLEXIFXMP _PMXIDITISFT") ||
		        (list && is_one_of(p + 8, "INFOadtl"))) {
			clean_put_bytes(c, "JUNK", 4);
			clean_put(c, at + 4, 4);
			clean_put_zeros(c, whole - 8);
		} else if (list && !is_one_of(p + 8, "movi") && depth < BOXES_DEEP) {
			clean_put(c, at, 12);
			if (!clean_chunks(c, at + 12, at + 8 + size, depth + 1))
				return false;
			clean_put(c, at + 8 + size, whole - 8 - size);
		} else {
			clean_put(c, at, whole);
		}
		at += whole;
	}
	clean_put(c, at, end - at);
	return true;
}

enum cleaned clean_riff(struct cleaning *c)
{
	if (c->size < 12 || memcmp(c->bytes, "RIFF", 4) != 0 || !is_one_of(c->bytes + 8, "WAVEAVI WEBP"))
		return CLEANED_UNKNOWN;
	return clean_chunks(c, 0, c->size, 0) ? CLEANED : CLEANED_UNKNOWN;
}

/* --- FLAC --- */

enum cleaned clean_flac(struct cleaning *c)
{
	enum { STREAMINFO = 0, PADDING = 1, SEEKTABLE = 3, LAST = 0x80 };
	size_t at = 4;
	bool last = false;
	if (c->size < 8 || memcmp(c->bytes, "fLaC", 4) != 0)
		return CLEANED_UNKNOWN;
	clean_put(c, 0, 4);
	while (!last && c->size - at >= 4) {
		uint8_t head[4];
		memcpy(head, c->bytes + at, 4);
		size_t len = get_big(head + 1, 3), kind = head[0] & 0x7f;
		last = head[0] & LAST;
		if (len > c->size - at - 4)
			return CLEANED_UNKNOWN;
		bool kept = kind == STREAMINFO || kind == SEEKTABLE;
		head[0] = (uint8_t)((head[0] & LAST) | (kept ? kind : PADDING));
		clean_put_bytes(c, head, 4);
		if (kept)
			clean_put(c, at + 4, len);
		else
			clean_put_zeros(c, len);
		at += 4 + len;
	}
	clean_put(c, at, c->size - at);
	return last ? CLEANED : CLEANED_UNKNOWN;
}

/* --- MP3 --- */

/* Bytes of the ID3v2 tag at `at`, 0 where there is none. */
static size_t id3_size(const struct cleaning *c, size_t at)
{
	const uint8_t *p = c->bytes + at;
	if (c->size - at < 10 || memcmp(p, "ID3", 3) != 0 || (p[6] | p[7] | p[8] | p[9]) & 0x80)
		return 0;
	size_t len = ((size_t)p[6] << 21 | (size_t)p[7] << 14 | (size_t)p[8] << 7 | p[9]) + 10 +
	             (p[5] & 0x10 ? 10 : 0);
	return len <= c->size - at ? len : 0;
}

/* Where the sound ends: before an ID3v1 tag and an APE tag. */
static size_t end_of_sound(const struct cleaning *c, size_t at)
{
	enum { ID3V1 = 128, APE = 32 };
	size_t end = c->size;
	if (end - at >= ID3V1 && memcmp(c->bytes + end - ID3V1, "TAG", 3) == 0)
		end -= ID3V1;
	if (end - at < APE || memcmp(c->bytes + end - APE, "APETAGEX", 8) != 0)
		return end;
	size_t len = get_little(c->bytes + end - APE + 12);
	bool has_head = get_little(c->bytes + end - APE + 20) & 0x80000000u;
	len += has_head ? APE : 0;
	return len >= APE && len <= end - at ? end - len : end;
}

enum cleaned clean_mpeg_audio(struct cleaning *c)
{
	size_t at = 0;
	for (size_t len; (len = id3_size(c, at)) > 0;)
		at += len;
	/* A frame of MPEG layer I to III, or of AAC. */
	if (c->size - at < 4 || c->bytes[at] != 0xff || (c->bytes[at + 1] & 0xe0) != 0xe0)
		return CLEANED_UNKNOWN;
	clean_put(c, at, end_of_sound(c, at) - at);
	return CLEANED;
}
