/* JPEG and PNG: what shows the picture stays, what tells of it goes. */
#include "daemon/export/clean_formats.h"

#include <string.h>

static unsigned get16(const uint8_t *p, bool little)
{
	return little ? p[0] | (unsigned)p[1] << 8 : (unsigned)p[0] << 8 | p[1];
}

static uint32_t get32(const uint8_t *p, bool little)
{
	return little ? get16(p, true) | (uint32_t)get16(p + 2, true) << 16
	              : (uint32_t)get16(p, false) << 16 | get16(p + 2, false);
}

/* --- JPEG --- */

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP0 = 0xe0, APP1, APP2, APP14 = 0xee, APP15, COM = 0xfe };

/* The orientation in an Exif block, 1 where there is none: without it a photograph would lie on its side. */
static unsigned find_orientation(const uint8_t *exif, size_t len)
{
	if (len < 14 || memcmp(exif, "Exif\0\0", 6) != 0)
		return 1;
	const uint8_t *tiff = exif + 6;
	size_t n = len - 6;
	bool little = tiff[0] == 'I';
	size_t at = get32(tiff + 4, little);
	if (at > n || n - at < 2)
		return 1;
	unsigned entries = get16(tiff + at, little);
	for (size_t entry = at + 2; entries-- && entry <= n && n - entry >= 12; entry += 12)
		if (get16(tiff + entry, little) == 0x0112)
			return get16(tiff + entry + 8, little);
	return 1;
}

static void put_orientation(struct cleaning *c, unsigned orientation)
{
	uint8_t exif[] = {0xff, APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
	        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0};
	if (orientation >= 2 && orientation <= 8)
		clean_put_bytes(c, exif, sizeof exif);
}

static bool stays(unsigned marker, const uint8_t *body, size_t len)
{
	if (marker == APP2)
		return len > 12 && memcmp(body, "ICC_PROFILE\0", 12) == 0; /* colours */
	return marker == APP0 || marker == APP14 || marker < APP0 || (marker > APP15 && marker != COM);
}

/* The end of the coded data that begin at `at`: the next marker that is none of theirs. */
static size_t skip_scan(const struct cleaning *c, size_t at)
{
	while (at + 1 < c->size) {
		const uint8_t *p = memchr(c->bytes + at, 0xff, c->size - 1 - at);
		if (!p)
			break;
		at = (size_t)(p - c->bytes);
		unsigned marker = p[1];
		if (marker != 0 && marker != 0xff && (marker < 0xd0 || marker > 0xd7))
			return at;
		at += marker == 0xff ? 1 : 2;
	}
	return c->size;
}

enum cleaned clean_jpeg(struct cleaning *c)
{
	if (c->size < 4 || c->bytes[0] != 0xff || c->bytes[1] != SOI)
		return CLEANED_UNKNOWN;
	clean_put(c, 0, 2);
	for (size_t at = 2; c->size - at >= 2 && c->bytes[at] == 0xff;) {
		unsigned marker = c->bytes[at + 1];
		if (marker == 0xff) { /* filling */
			at++;
			continue;
		}
		if (marker == EOI) { /* what telephones put behind the picture stays behind */
			clean_put(c, at, 2);
			return CLEANED;
		}
		size_t len = c->size - at >= 4 ? get16(c->bytes + at + 2, false) : 0, body = at + 4;
		if (len < 2 || len > c->size - at - 2)
			return CLEANED_UNKNOWN;
		if (marker == APP1)
			put_orientation(c, find_orientation(c->bytes + body, len - 2));
		if (stays(marker, c->bytes + body, len - 2))
			clean_put(c, at, 2 + len);
		at += 2 + len;
		size_t end = marker == SOS ? skip_scan(c, at) : at;
		clean_put(c, at, end - at);
		at = end;
	}
	return CLEANED_UNKNOWN;
}

/* --- PNG --- */

enum cleaned clean_png(struct cleaning *c)
{
	static const char kept[] =
	        "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT";
	if (c->size < 8 || memcmp(c->bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
		return CLEANED_UNKNOWN;
	clean_put(c, 0, 8);
	for (size_t at = 8; c->size - at >= 12;) {
		size_t len = get32(c->bytes + at, false);
		char type[5] = "";
		memcpy(type, c->bytes + at + 4, 4);
		if (len > c->size - at - 12)
			return CLEANED_UNKNOWN;
		if (strlen(type) == 4 && !strchr(type, ' ') && strstr(kept, type))
			clean_put(c, at, 12 + len);
		at += 12 + len;
		if (strcmp(type, "IEND") == 0)
			return CLEANED;
	}
	return CLEANED_UNKNOWN;
}
