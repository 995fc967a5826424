/* TIFF: directories of tags that point anywhere in the file. What the kept tags point to stays in its place, all else is zeroed. */
#include "daemon/export/clean_formats.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAGES_MOST = 256,
	TAGS_MOST = 256,
	ENTRY = 12,
	SUB_DIRECTORIES = 330,
	OLD_JPEG = 6,
	COMPRESSION = 259,
	ICC = 34675
};

/* Of what a picture is made: size, coding, colours, strips and tiles, resolution, which way is up. */
static const uint16_t kept_tags[] = {254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281,
        282, 283, 284, 290, 291, 292, 293, 296, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334,
        336, 338, 339, 340, 341, 347, 529, 530, 531, 532, ICC};

enum taken { TAKEN_BY_TAGS = 1, TAKEN_BY_VALUES, TAKEN_BY_DATA };

struct tiff {
	struct cleaning *c;
	uint8_t *copy;  /* zeros, where what stays is put */
	uint8_t *taken; /* by what each of its bytes is taken: 0, or an enum taken */
	bool little, broken;
};

static uint64_t get(const struct tiff *t, size_t at, size_t bytes)
{
	uint64_t n = 0;
	for (size_t i = 0; i < bytes; i++)
		n |= (uint64_t)t->c->bytes[at + i] << 8 * (t->little ? i : bytes - 1 - i);
	return n;
}

static void put_number(struct tiff *t, size_t at, size_t bytes, uint64_t n)
{
	for (size_t i = 0; i < bytes; i++)
		t->copy[at + i] = (uint8_t)(n >> 8 * (t->little ? i : bytes - 1 - i));
}

static bool is_inside(const struct tiff *t, uint64_t at, uint64_t len)
{
	return at <= t->c->size && len <= t->c->size - at;
}

/* What lies over something else would keep what that must lose. Only values, and data, are sometimes used twice. */
static void keep(struct tiff *t, uint64_t at, uint64_t len, enum taken by)
{
	t->broken |= !is_inside(t, at, len);
	for (uint64_t i = at; !t->broken && i < at + len; i++) {
		t->broken = t->taken[i] && (t->taken[i] != by || by == TAKEN_BY_TAGS);
		t->taken[i] = (uint8_t)by;
		t->copy[i] = t->c->bytes[i];
	}
}

static bool stays(unsigned tag)
{
	for (size_t i = 0; i < sizeof kept_tags / sizeof *kept_tags; i++)
		if (kept_tags[i] == tag)
			return true;
	return false;
}

/* Bytes of one value of a type; 0 for none that a picture needs. */
static size_t width_of(unsigned type)
{
	static const uint8_t widths[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
	return type < sizeof widths ? widths[type] : 0;
}

/* A list of numbers: where it lies, how many. */
struct values {
	size_t at, width;
	uint64_t n;
};

static bool find_values(const struct tiff *t, size_t entry, struct values *v)
{
	v->width = width_of((unsigned)get(t, entry + 2, 2));
	v->n = get(t, entry + 4, 4);
	uint64_t len = v->n * v->width;
	v->at = len <= 4 ? entry + 8 : get(t, entry + 8, 4);
	return v->width > 0 && is_inside(t, v->at, len);
}

/* The strips or tiles of which the picture is made. */
static void keep_data(struct tiff *t, const struct values *at, const struct values *len)
{
	if (at->n != len->n || at->width < 2 || at->width > 4 || len->width < 2 || len->width > 4) {
		t->broken = true;
		return;
	}
	for (uint64_t i = 0; i < at->n && !t->broken; i++)
		keep(t, get(t, at->at + i * at->width, at->width),
		        get(t, len->at + i * len->width, len->width), TAKEN_BY_DATA);
}

static void keep_tag(struct tiff *t, size_t entry, size_t to, struct values found[4])
{
	static const uint16_t data_tags[] = {273, 279, 324, 325};
	unsigned tag = (unsigned)get(t, entry, 2);
	struct values v;
	if (!find_values(t, entry, &v) || (tag == COMPRESSION && get(t, entry + 8, 2) == OLD_JPEG)) {
		t->broken = true;
		return;
	}
	if (tag == ICC)
		t->broken |= !clean_icc(t->c->bytes + v.at, v.n * v.width);
	memcpy(t->copy + to, t->c->bytes + entry, ENTRY);
	if (v.n * v.width > 4)
		keep(t, v.at, v.n * v.width, TAKEN_BY_VALUES);
	for (size_t i = 0; i < 4; i++)
		if (data_tags[i] == tag)
			found[i] = v;
}

/* The directory at `at`; where the next one is. */
static size_t keep_directory(struct tiff *t, size_t at)
{
	struct values found[4] = {{0}};
	size_t tags = is_inside(t, at, 2) ? get(t, at, 2) : 0, kept = 0;
	if (tags == 0 || tags > TAGS_MOST || !is_inside(t, at, 2 + tags * ENTRY + 4)) {
		t->broken = true;
		return 0;
	}
	keep(t, at, 2 + tags * ENTRY + 4, TAKEN_BY_TAGS);
	if (!t->broken)
		memset(t->copy + at, 0, 2 + tags * ENTRY + 4);
	for (size_t i = 0; i < tags && !t->broken; i++) {
		size_t entry = at + 2 + i * ENTRY;
		unsigned tag = (unsigned)get(t, entry, 2);
		/* A raw photograph keeps its picture in such ones, and only a small one here. */
		t->broken |= tag == SUB_DIRECTORIES;
		if (stays(tag))
			keep_tag(t, entry, at + 2 + kept++ * ENTRY, found);
	}
	size_t next = get(t, at + 2 + tags * ENTRY, 4);
	put_number(t, at, 2, kept);
	put_number(t, at + 2 + kept * ENTRY, 4, next);
	t->broken |= found[0].n + found[2].n == 0;
	for (size_t i = 0; i < 4; i += 2)
		if (found[i].n)
			keep_data(t, &found[i], &found[i + 1]);
	return next;
}

enum cleaned clean_tiff(struct cleaning *c)
{
	struct tiff t = {.c = c};
	if (c->size < 8 || (memcmp(c->bytes, "II*\0", 4) != 0 && memcmp(c->bytes, "MM\0*", 4) != 0))
		return CLEANED_UNKNOWN;
	t.little = c->bytes[0] == 'I';
	t.copy = calloc(1, c->size);
	t.taken = calloc(1, c->size);
	if (!t.copy || !t.taken)
		abort();
	keep(&t, 0, 8, TAKEN_BY_TAGS);
	size_t pages = 0;
	for (size_t at = get(&t, 4, 4); at && !t.broken; at = keep_directory(&t, at))
		t.broken |= ++pages > PAGES_MOST;
	t.broken |= pages == 0;
	if (!t.broken)
		clean_put_bytes(c, t.copy, c->size);
	free(t.copy);
	free(t.taken);
	return t.broken ? CLEANED_UNKNOWN : CLEANED;
}
