/* JPEG: the segments that make up the picture, its colours and which way is up. */
#include "daemon/export/clean_formats.h"

#include <string.h>

enum {
	SOF0 = 0xc0,
	JPG = 0xc8,
	SOF15 = 0xcf,
	SOI = 0xd8,
	EOI = 0xd9,
	SOS = 0xda,
	DQT,
	DNL,
	DRI,
	APP0 = 0xe0,
	APP1,
	APP2,
	APP14 = 0xee,
	APP15,
	COM = 0xfe
};

/* One segment, without marker and length. */
struct segment {
	unsigned marker;
	uint8_t *body;
	size_t at, len; /* `at`: of its marker */
};

/* --- which way is up --- */

static uint32_t get(const uint8_t *p, size_t bytes, bool little)
{
	uint32_t n = 0;
	for (size_t i = 0; i < bytes; i++)
		n |= (uint32_t)p[i] << 8 * (little ? i : bytes - 1 - i);
	return n;
}

/* Of an Exif block, 1 where there is none: without it a photograph would lie on its side. */
static unsigned find_orientation(const struct segment *s)
{
	if (s->len < 14 || memcmp(s->body, "Exif\0\0", 6) != 0)
		return 1;
	const uint8_t *tiff = s->body + 6;
	size_t n = s->len - 6;
	bool little = tiff[0] == 'I';
	size_t at = get(tiff + 4, 4, little);
	if (at > n || n - at < 2)
		return 1;
	unsigned entries = get(tiff + at, 2, little);
	for (size_t entry = at + 2; entries-- && entry <= n && n - entry >= 12; entry += 12)
		if (get(tiff + entry, 2, little) == 0x0112)
			return get(tiff + entry + 8, 2, little);
	return 1;
}

static void put_orientation(struct cleaning *c, unsigned orientation)
{
	uint8_t exif[] = {0xff, APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
	        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0};
	if (orientation >= 2 && orientation <= 8)
		clean_put_bytes(c, exif, sizeof exif);
}

/* --- segments --- */

/* Its density; the small picture that may stand in it shows what was cut off later. */
static void put_jfif(struct cleaning *c, const struct segment *s)
{
	uint8_t jfif[18] = {0xff, APP0, 0, 16};
	if (s->len < 14 || memcmp(s->body, "JFIF", 5) != 0)
		return;
	memcpy(jfif + 4, s->body, 12);
	clean_put_bytes(c, jfif, sizeof jfif);
}

/* How its colours are coded. */
static void put_adobe(struct cleaning *c, const struct segment *s)
{
	static const uint8_t head[] = {0xff, APP14, 0, 14};
	if (s->len < 12 || memcmp(s->body, "Adobe", 5) != 0)
		return;
	clean_put_bytes(c, head, sizeof head);
	clean_put_bytes(c, s->body, 12);
}

static bool is_colour(const struct segment *s)
{
	return s->marker == APP2 && s->len > 14 && memcmp(s->body, "ICC_PROFILE", 12) == 0;
}

/* False: a kind that no picture of ours has. */
static bool put_segment(struct cleaning *c, const struct segment *s)
{
	bool frame = s->marker >= SOF0 && s->marker <= SOF15 && s->marker != JPG;
	if (frame || (s->marker >= SOS && s->marker <= DRI) || is_colour(s))
		clean_put(c, s->at, 4 + s->len);
	else if (s->marker == APP0)
		put_jfif(c, s);
	else if (s->marker == APP1)
		put_orientation(c, find_orientation(s));
	else if (s->marker == APP14)
		put_adobe(c, s);
	else
		return (s->marker >= APP0 && s->marker <= APP15) || s->marker == COM;
	return true;
}

/* The segment that begins at `at`, which may be filled up before. False: none does; at EOI its length is 0. */
static bool find_segment(const struct cleaning *c, size_t at, struct segment *s)
{
	while (c->size - at >= 2 && c->bytes[at] == 0xff && c->bytes[at + 1] == 0xff)
		at++;
	if (c->size - at < 2 || c->bytes[at] != 0xff)
		return false;
	*s = (struct segment){.marker = c->bytes[at + 1], .at = at};
	if (s->marker == EOI)
		return true;
	size_t len = c->size - at >= 4 ? clean_big(c->bytes + at + 2, 2) : 0;
	if (len < 2 || len > c->size - at - 2)
		return false;
	s->body = c->bytes + at + 4;
	s->len = len - 2;
	return true;
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

/* --- the profile, which may be cut into several segments --- */

static void move_profile(struct cleaning *c, uint8_t *whole, size_t *len, bool back)
{
	struct segment s;
	*len = 0;
	for (size_t at = 2; find_segment(c, at, &s) && s.marker != EOI && s.marker != SOS;
	        at = s.at + 4 + s.len) {
		if (!is_colour(&s))
			continue;
		if (back)
			memcpy(s.body + 14, whole + *len, s.len - 14);
		else if (whole)
			memcpy(whole + *len, s.body + 14, s.len - 14);
		*len += s.len - 14;
	}
}

static bool clean_profile(struct cleaning *c)
{
	size_t len;
	move_profile(c, NULL, &len, false);
	if (len == 0)
		return true;
	struct buf whole = BUF_INIT(len + 1);
	for (size_t i = 0; i < len; i++)
		buf_putc(&whole, 0);
	move_profile(c, (uint8_t *)whole.data, &len, false);
	bool ok = clean_icc((uint8_t *)whole.data, len);
	if (ok)
		move_profile(c, (uint8_t *)whole.data, &len, true);
	buf_free(&whole);
	return ok;
}

enum cleaned clean_jpeg(struct cleaning *c)
{
	struct segment s;
	if (c->size < 4 || c->bytes[0] != 0xff || c->bytes[1] != SOI || !clean_profile(c))
		return CLEANED_UNKNOWN;
	clean_put(c, 0, 2);
	for (size_t at = 2; find_segment(c, at, &s);) {
		if (s.marker == EOI) { /* what telephones put behind the picture stays behind */
			clean_put(c, s.at, 2);
			return CLEANED;
		}
		if (!put_segment(c, &s))
			return CLEANED_UNKNOWN;
		at = s.at + 4 + s.len;
		size_t end = s.marker == SOS ? skip_scan(c, at) : at;
		clean_put(c, at, end - at);
		at = end;
	}
	return CLEANED_UNKNOWN;
}
