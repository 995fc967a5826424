/* FLAC, MP3 and AAC: the sound stays, the tags before, behind and between go. */
#include "daemon/export/clean_formats.h"

#include <string.h>

/* --- tags around a sound --- */

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

static size_t ape_size(const uint8_t *end, size_t left)
{
	enum { FOOT = 32 };
	if (left < FOOT || memcmp(end - FOOT, "APETAGEX", 8) != 0)
		return 0;
	size_t len = clean_little(end - FOOT + 12) + (clean_little(end - FOOT + 20) & 0x80000000u ? FOOT : 0);
	return len >= FOOT && len <= left ? len : 0;
}

/* "LYRICSBEGIN…000123LYRICS200": six digits of its length before the end. */
static size_t lyrics_size(const uint8_t *end, size_t left)
{
	size_t len = 15;
	if (left < 26 || memcmp(end - 9, "LYRICS200", 9) != 0)
		return 0;
	for (size_t i = 0, factor = 100000; i < 6; i++, factor /= 10)
		len += (size_t)(end[-15 + (int)i] - '0') % 10 * factor;
	return len <= left ? len : 0;
}

/* An ID3v2 tag may stand at the end too, with its head once more behind it. */
static size_t late_id3_size(const struct cleaning *c, size_t end)
{
	if (end < 20 || memcmp(c->bytes + end - 10, "3DI", 3) != 0)
		return 0;
	const uint8_t *p = c->bytes + end - 10;
	size_t len = ((size_t)(p[6] & 0x7f) << 21 | (size_t)(p[7] & 0x7f) << 14 | (size_t)(p[8] & 0x7f) << 7 |
	                     (p[9] & 0x7f)) +
	             20;
	return len <= end ? len : 0;
}

/* Where the sound ends: before all tags, in whatever order programs put them. */
static size_t end_of_sound(const struct cleaning *c, size_t at, size_t end)
{
	enum { ID3V1 = 128 };
	for (;;) {
		const uint8_t *p = c->bytes + end;
		size_t left = end - at, len = ape_size(p, left);
		if (!len && left >= ID3V1 && memcmp(p - ID3V1, "TAG", 3) == 0)
			len = ID3V1;
		if (!len)
			len = lyrics_size(p, left);
		if (!len)
			len = late_id3_size(c, end);
		if (!len || len > left)
			return end;
		end -= len;
	}
}

/* --- FLAC --- */

enum cleaned clean_flac(struct cleaning *c)
{
	enum { STREAMINFO = 0, PADDING = 1, SEEKTABLE = 3, LAST = 0x80 };
	size_t at = 4;
	bool last = false;
	if (c->size < 8 || memcmp(c->bytes, "fLaC", 4) != 0)
		return CLEANED_UNKNOWN;
	while (!last && c->size - at >= 4) {
		uint8_t *head = c->bytes + at;
		size_t len = clean_big(head + 1, 3), kind = head[0] & 0x7f;
		last = head[0] & LAST;
		if (len > c->size - at - 4)
			return CLEANED_UNKNOWN;
		if (kind != STREAMINFO && kind != SEEKTABLE) {
			head[0] = (uint8_t)((head[0] & LAST) | PADDING);
			memset(head + 4, 0, len);
		}
		at += 4 + len;
	}
	if (!last)
		return CLEANED_UNKNOWN;
	clean_put(c, 0, end_of_sound(c, at, c->size));
	return CLEANED;
}

/* --- MP3, AAC: frame after frame --- */

/* Bytes of the frame of MPEG layer I to III whose head is at `p`, 0 for none. */
static size_t mpeg_frame(const uint8_t *p)
{
	static const uint16_t rates[2][3][15] = {
	        {{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	                {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	                {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}},
	        {{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	                {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
	                {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}}};
	static const uint16_t samplings[3] = {44100, 48000, 32000};
	unsigned version = p[1] >> 3 & 3, layer = p[1] >> 1 & 3, rate = p[2] >> 4, sampling = p[2] >> 2 & 3;
	if (p[0] != 0xff || (p[1] & 0xe0) != 0xe0 || version == 1 || layer == 0 || rate == 0 || rate == 15 ||
	        sampling == 3)
		return 0;
	bool low = version != 3;
	size_t hertz = (size_t)samplings[sampling] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
	size_t bits = (size_t)rates[low][3 - layer][rate] * 1000, padding = p[2] >> 1 & 1;
	if (layer == 3)
		return (12 * bits / hertz + padding) * 4;
	return (layer == 1 && low ? 72 : 144) * bits / hertz + padding;
}

/* … of AAC in ADTS. */
static size_t aac_frame(const uint8_t *p)
{
	if (p[0] != 0xff || (p[1] & 0xf6) != 0xf0)
		return 0;
	size_t len = (size_t)(p[3] & 3) << 11 | (size_t)p[4] << 3 | p[5] >> 5;
	return len >= 7 ? len : 0;
}

/* The end of the frames that follow one another from `at` on; the last one may be cut off. */
static size_t skip_frames(const struct cleaning *c, size_t at, size_t end)
{
	while (end - at >= 6) {
		size_t len = aac_frame(c->bytes + at);
		if (!len)
			len = mpeg_frame(c->bytes + at);
		if (!len)
			break;
		at = len < end - at ? at + len : end;
	}
	return at;
}

/* Programs fill up with zeros. */
static size_t skip_zeros(const struct cleaning *c, size_t at, size_t end)
{
	while (at < end && c->bytes[at] == 0)
		at++;
	return at;
}

enum cleaned clean_mpeg_audio(struct cleaning *c)
{
	enum { CRUMBS = 6 };
	size_t at = 0;
	for (size_t len; (len = id3_size(c, at)) > 0;)
		at += len;
	size_t end = end_of_sound(c, at, c->size), from = skip_zeros(c, at, end),
	       to = skip_frames(c, from, end);
	/* What lies between frames is no sound: rather a person than a song cut off there. The last bytes must be no tag either. */
	if (to - from < 64 || end - skip_zeros(c, to, end) >= CRUMBS || end_of_sound(c, from, to) != to)
		return CLEANED_UNKNOWN;
	clean_put(c, from, to - from);
	return CLEANED;
}
