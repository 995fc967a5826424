#include "parsers/media/media.h"

#include "parsers/view.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

/* The header uses wide characters and sizes without including what declares them. */
#include <MediaInfoDLL/MediaInfoDLL_Static.h>

enum { BLOCK = 64 * 1024, FINISHED = 8 };

static const char *get(void *info, MediaInfo_stream_C kind, const char *parameter)
{
	const char *s = MediaInfoA_Get(info, kind, 0, parameter, MediaInfo_Info_Text, MediaInfo_Info_Name);
	return s ? s : "";
}

/* Decimal digits, perhaps with a fraction that does not count; 0 where it is none or more than `most`. */
static uint64_t number_of(const char *s, uint64_t most)
{
	char *end;
	unsigned long long n = s[0] >= '0' && s[0] <= '9' ? strtoull(s, &end, 10) : 0;
	return n <= most ? n : 0;
}

static size_t read_block(const struct content *c, uint64_t at, uint8_t *block)
{
	if (at >= c->size)
		return 0;
	size_t n = c->size - at < BLOCK ? (size_t)(c->size - at) : BLOCK;
	if (c->fd >= 0) {
		ssize_t got = pread(c->fd, block, n, (off_t)(c->offset + at));
		return got > 0 ? (size_t)got : 0;
	}
	if (at >= c->len)
		return 0;
	n = n < c->len - at ? n : c->len - at;
	memcpy(block, c->bytes + at, n);
	return n;
}

/* Without a parser's name the library makes one object of each of its parsers, some hundred, and asks them all. */
static void choose_parser(void *info, const struct content *c)
{
	static const struct {
		size_t at;
		const char *bytes, *parser;
	} heads[] = {
	        {0, "\xff\xd8\xff", "Jpeg"},
	        {0, "\x89PNG", "Png"},
	        {0, "GIF8", "Gif"},
	        {0, "II*", "Tiff"},
	        {0, "MM", "Tiff"},
	        {4, "ftyp", "Mpeg4"},
	        {0, "RIFF", "Riff"},
	        {0, "\x1a\x45\xdf\xa3", "Mk"},
	        {0, "\x30\x26\xb2\x75", "Wm"},
	        {0, "fLaC", "Flac"},
	        {0, "OggS", "Ogg"},
	        {0, "ID3", "Mpega"},
	        {0, "\xff\xfb", "Mpega"},
	        {0, "#!AMR", "Amr"},
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t n = strlen(heads[i].bytes);
		if (c->len < heads[i].at + n || memcmp(c->bytes + heads[i].at, heads[i].bytes, n) != 0)
			continue;
		MediaInfoA_Option(info, "File_ForceParser", heads[i].parser);
		return;
	}
}

/* The library asks for the places it wants to see; it is given so many bytes and no more. */
static void feed(void *info, const struct content *c)
{
	uint8_t block[BLOCK];
	uint64_t at = 0, budget = LIMIT_MEDIA_READ_BYTES;
	MediaInfoA_Open_Buffer_Init(info, c->size, 0);
	for (unsigned turns = 0; turns < LIMIT_MEDIA_READ_BYTES / BLOCK; turns++) {
		size_t n = budget >= BLOCK ? read_block(c, at, block) : 0;
		budget -= n;
		at += n;
		size_t status = MediaInfoA_Open_Buffer_Continue(info, block, n);
		if ((status & FINISHED) || n == 0)
			break;
		uint64_t wanted = MediaInfoA_Open_Buffer_Continue_GoTo_Get(info);
		if (wanted != UINT64_MAX) {
			at = wanted;
			MediaInfoA_Open_Buffer_Init(info, c->size, at);
		}
	}
	MediaInfoA_Open_Buffer_Finalize(info);
}

/* The library knows the name of WebP only. Three kinds of its first chunk tell the size, each in its own way.
 */
static void read_webp(const struct content *c, struct text *text)
{
	const uint8_t *s = (const uint8_t *)c->bytes;
	if (c->len < 30 || memcmp(s, "RIFF", 4) != 0 || memcmp(s + 8, "WEBPVP8", 7) != 0)
		return;
	uint32_t packed = view_u32(s, c->len, 21);
	if (s[15] == 'X') {
		text->width = (view_u32(s, c->len, 24) & 0xffffff) + 1;
		text->height = (view_u32(s, c->len, 26) >> 8) + 1;
	} else if (s[15] == 'L') {
		text->width = (packed & 0x3fff) + 1;
		text->height = (packed >> 14 & 0x3fff) + 1;
	} else if (s[15] == ' ') {
		text->width = view_u16(s, c->len, 26) & 0x3fff;
		text->height = view_u16(s, c->len, 28) & 0x3fff;
	}
}

static bool is_mpeg4_with_head(const struct content *c)
{
	return c->len >= 8 && memcmp(c->bytes + 4, "ftyp", 4) == 0 && memmem(c->bytes, c->len, "moov", 4);
}

/* What is known of the file is good, but it is not all. */
static void note(struct text *text, enum unread unread, const char *sentence, struct reason *why)
{
	text->unread = unread;
	(void)!fail(why, DONE, "%s", sentence);
}

enum outcome media_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	(void)a;
	void *info = MediaInfoA_New();
	if (!info)
		memory_exhausted("media");
	choose_parser(info, c);
	feed(info, c);
	if (strcmp(get(info, MediaInfo_Stream_General, "IsTruncated"), "Yes") == 0)
		note(text, UNREAD_BROKEN, "it is cut short", why);
	MediaInfo_stream_C kind = get(info, MediaInfo_Stream_Video, "Width")[0] ? MediaInfo_Stream_Video
	                                                                        : MediaInfo_Stream_Image;
	text->width = (uint32_t)number_of(get(info, kind, "Width"), UINT32_MAX);
	text->height = (uint32_t)number_of(get(info, kind, "Height"), UINT32_MAX);
	text->milliseconds = number_of(get(info, MediaInfo_Stream_General, "Duration"), UINT64_MAX / 2);
	MediaInfoA_Delete(info);
	if (text->width == 0)
		read_webp(c, text);
	/* The library says nothing where it runs out of memory; but this head always tells one of the two. */
	if (is_mpeg4_with_head(c) && !text->unread && !text->width && !text->milliseconds)
		note(text, UNREAD_PARTLY, "its head could not be read to the end", why);
	return DONE;
}

/* The library makes its tables when they are first wanted, which takes longer than to read a small picture: here they are
 * made once, and every child has them. */
void media_preload(void)
{
	static const uint8_t picture[] = {0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1,
	        0, 1, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63,
	        0, 0, 0xff, 0xd9};
	static const uint8_t film[] = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0, 0, 0,
	        0, 8, 'm', 'd', 'a', 't'};
	static const struct {
		const uint8_t *bytes;
		size_t len;
	} samples[] = {{picture, sizeof picture}, {film, sizeof film}};
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct text facts = {0};
		const struct content c = {.bytes = (const char *)samples[i].bytes,
		        .len = samples[i].len,
		        .fd = -1,
		        .size = samples[i].len};
		(void)!media_read(&c, NULL, &facts, NULL);
	}
}
