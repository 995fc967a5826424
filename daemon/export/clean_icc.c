/* Colour profiles, as pictures carry them: a photograph without its own would change its colours, and one that was made for
 * somebody's screen or camera bears its name. */
#include "daemon/export/clean_formats.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 128, ENTRY = 12, TABLE = HEADER + 4, TAGS_MOST = 100 };

/* Of the header: kind of program, date, system, maker, model, creator, identity. */
static const struct {
	size_t from, len;
} told_by_header[] = {{4, 4}, {24, 12}, {40, 4}, {48, 8}, {80, 20}};

/* What colours are computed from. */
static const char colours[] = "rXYZgXYZbXYZrTRCgTRCbTRCkTRCwtptbkptchadchrmcicplumi"
                              "A2B0A2B1A2B2B2A0B2A1B2A2gamtD2B0D2B1D2B2D2B3B2D0B2D1B2D2B2D3";

/* A text keeps its kind and loses what it says: without these 8 bytes some programs refuse the profile. */
static size_t kept_of(const uint8_t *entry)
{
	size_t size = clean_big(entry + 8, 4);
	return clean_is_one_of(entry, colours) || size < 8 ? size : 8;
}

bool clean_icc(uint8_t *profile, size_t size)
{
	if (size < TABLE || memcmp(profile + 36, "acsp", 4) != 0)
		return false;
	size_t tags = clean_big(profile + HEADER, 4);
	if (tags > TAGS_MOST || tags * ENTRY > size - TABLE)
		return false;
	uint8_t *kept = calloc(1, size);
	if (!kept)
		abort();
	bool ok = true;
	memcpy(kept, profile, TABLE + tags * ENTRY);
	for (size_t i = 0; i < sizeof told_by_header / sizeof *told_by_header; i++)
		memset(kept + told_by_header[i].from, 0, told_by_header[i].len);
	for (size_t i = 0; ok && i < tags; i++) {
		const uint8_t *entry = profile + TABLE + i * ENTRY;
		size_t at = clean_big(entry + 4, 4), len = clean_big(entry + 8, 4);
		ok = at >= TABLE + tags * ENTRY && at <= size && len <= size - at;
		if (ok)
			memcpy(kept + at, profile + at, kept_of(entry));
	}
	if (ok)
		memcpy(profile, kept, size);
	free(kept);
	return ok;
}
