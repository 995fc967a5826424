/* WAV, AVI, WebP: chunks in lists. They keep their sizes and places; what tells of the work becomes empty space. */
#include "daemon/export/clean_formats.h"

#include <string.h>

/* What each kind of list may hold. */
static const struct {
	const char *list, *chunks, *lists;
} grammar[] = {
        {"WAVE", "fmt factdata", ""},
        {"AVI ", "idx1", "hdrlmovi"},
        {"AVIX", "idx1", "movi"},
        {"hdrl", "avih", "strlodml"},
        {"strl", "strhstrfindxvprp", ""},
        {"odml", "dmlh", ""},
        {"movi", "", "rec "},
        {"rec ", "", ""},
        {"WEBP", "VP8 VP8LVP8XANIMALPHANMFICCP", ""},
};

static bool is_list(const uint8_t *chunk, size_t size)
{
	return size >= 4 && clean_is_one_of(chunk, "LISTRIFF");
}

/* 00dc, 01wb, ix00: pieces of the streams. */
static bool is_data(const uint8_t *type)
{
	bool first = type[0] >= '0' && type[0] <= '9' && type[1] >= '0' && type[1] <= '9';
	return (first && (memcmp(type + 2, "dc", 2) == 0 || memcmp(type + 2, "db", 2) == 0 ||
	                         memcmp(type + 2, "wb", 2) == 0)) ||
	       memcmp(type, "ix", 2) == 0;
}

static size_t find_rule(const uint8_t *list)
{
	size_t i = 0;
	while (i < sizeof grammar / sizeof *grammar && memcmp(grammar[i].list, list, 4) != 0)
		i++;
	return i;
}

static bool stays(size_t rule, const uint8_t *chunk, size_t size)
{
	bool streams = grammar[rule].list[0] == 'm' || grammar[rule].list[0] == 'r';
	return is_list(chunk, size)
	               ? clean_is_one_of(chunk + 8, grammar[rule].lists)
	               : clean_is_one_of(chunk, grammar[rule].chunks) || (streams && is_data(chunk));
}

/* A picture says in its head that it has Exif and XMP. */
static bool clean_chunk(uint8_t *chunk, size_t size)
{
	enum { TELLS_EXIF = 0x08, TELLS_XMP = 0x04 };
	if (clean_is_one_of(chunk, "VP8X") && size)
		chunk[8] &= (uint8_t) ~(TELLS_EXIF | TELLS_XMP);
	return !clean_is_one_of(chunk, "ICCP") || clean_icc(chunk + 8, size);
}

/* The chunks of a list, whose name stands at `at`. As deep as the grammar. */
static bool clean_list(struct cleaning *c, size_t at, size_t end)
{
	size_t rule = find_rule(c->bytes + at);
	if (rule == sizeof grammar / sizeof *grammar)
		return false;
	for (at += 4; end - at >= 8;) {
		uint8_t *p = c->bytes + at;
		size_t size = clean_little(p + 4), whole = 8 + size + (size & 1);
		if (size > end - at - 8)
			return false;
		if (whole > end - at)
			whole = end - at;
		if (!stays(rule, p, size)) {
			memcpy(p, "JUNK", 4);
			memset(p + 8, 0, whole - 8);
		} else if (is_list(p, size) ? !clean_list(c, at + 8, at + 8 + size) : !clean_chunk(p, size)) {
			return false;
		}
		at += whole;
	}
	memset(c->bytes + at, 0, end - at);
	return true;
}

enum cleaned clean_riff(struct cleaning *c)
{
	size_t at = 0;
	if (c->size < 12 || memcmp(c->bytes, "RIFF", 4) != 0 ||
	        !clean_is_one_of(c->bytes + 8, "WAVEAVI WEBP"))
		return CLEANED_UNKNOWN;
	/* Large films are several such lists; what stands behind them goes. */
	while (c->size - at >= 12 && memcmp(c->bytes + at, "RIFF", 4) == 0) {
		size_t size = clean_little(c->bytes + at + 4);
		bool first = at == 0;
		if (size < 4 || size > c->size - at - 8 ||
		        (!first && memcmp(c->bytes + at + 8, "AVIX", 4) != 0) ||
		        !clean_list(c, at + 8, at + 8 + size))
			return CLEANED_UNKNOWN;
		at += 8 + size + (size & 1);
		if (at > c->size)
			at = c->size;
	}
	clean_put(c, 0, at);
	return CLEANED;
}
