/* The formats that clean.c knows. All run in its jailed child; `bytes` are hostile.
 *
 * The rule for each: what is known to make up the picture, the sound or the text stays, everything else goes. What cannot be
 * understood is CLEANED_UNKNOWN: a person does it. */
#ifndef EXPORT_CLEAN_FORMATS_H
#define EXPORT_CLEAN_FORMATS_H

#include "base/buf.h"
#include "daemon/export/clean.h"

#include <stdbool.h>

struct cleaning {
	uint8_t *bytes; /* a private copy, which may be changed */
	size_t size;
	const struct clean_names *names;
	int to; /* or, with -1, into `memory` */
	struct buf *memory;
	unsigned depth; /* documents around this one */
	bool failed;    /* to write */
};

/* Copies a range of the bytes (what lies beyond them is left out), or bytes of our own. */
void clean_put(struct cleaning *c, size_t offset, size_t len);
void clean_put_bytes(struct cleaning *c, const void *bytes, size_t len);

typedef enum cleaned clean_format(struct cleaning *c);

/* CLEANED_UNKNOWN at once where the bytes are of another format. */
clean_format clean_jpeg, clean_png, clean_gif, clean_tiff, clean_bmff, clean_riff, clean_flac,
        clean_mpeg_audio, clean_office;
/* Tries all of them. */
clean_format clean_any;

/* Takes the texts, dates and makers out of a colour profile, in its place; the colours stay. False: it is none. */
bool clean_icc(uint8_t *profile, size_t size);

/* An XML member of a document, in its place: attributes and elements that tell of its author go. `named_r` becomes true where
 * it may name somebody. False: it cannot be read. */
bool clean_is_xml(const struct buf *member);
bool clean_xml(struct buf *member, const struct clean_names *names, bool *named_r);
/* The name of its first element, without prefix; "" for none. */
void clean_xml_root(const struct buf *member, char room[32]);

/* Whether text holds a name, a telephone number or an address of mail, however it is spaced. With `numbers`: any such number. */
bool clean_names_somebody(const struct buf *text, const struct clean_names *names, bool numbers);

static inline bool clean_is_one_of(const uint8_t *type, const char *types)
{
	for (; *types; types += 4)
		if (__builtin_memcmp(type, types, 4) == 0)
			return true;
	return false;
}

/* Numbers of so many bytes, and as headers of pictures have them. */
static inline uint64_t clean_big(const uint8_t *p, size_t bytes)
{
	uint64_t n = 0;
	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | p[i];
	return n;
}

static inline uint32_t clean_little(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

#endif
