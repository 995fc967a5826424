#include "daemon/keep/reply/shown.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#define REPLACEMENT 0xfffdu

/* Decodes one character; REPLACEMENT for a broken byte, which is skipped alone. */
static uint32_t next_character(const unsigned char **at)
{
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *p = *at;
	size_t more = p[0] < 0x80 ? 0 : p[0] >= 0xc2 && p[0] < 0xe0 ? 1 : p[0] >= 0xe0 && p[0] < 0xf0 ? 2 : 3;
	*at = p + 1;
	if (more == 0)
		return p[0];
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return REPLACEMENT;
	uint32_t c = p[0] & (0x3fu >> more);
	for (size_t i = 1; i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return REPLACEMENT;
	*at = p + 1 + more;
	return c;
}

static bool is_blank(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029;
}

/* What changes the look of its neighbours without being seen, or is no character at all. */
static bool is_hidden(uint32_t c)
{
	return c == 0xad || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x180e ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       c == 0x3164 || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c & 0xfffe) == 0xfffe ||
	       (c >= 0xe0000 && c <= 0xe0fff);
}

static void put_character(struct buf *out, uint32_t c)
{
	char u[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
	for (size_t i = n; i-- > 1; c >>= 6)
		u[i] = (char)(0x80 | (c & 0x3f));
	u[0] = (char)(lead[n] | c);
	buf_put(out, u, n);
}

void shown_text(const char *s, size_t most, struct buf *out)
{
	const unsigned char *at = (const unsigned char *)s;
	size_t n = 0, before_last = out->len;
	bool blank = false;
	while (*at) {
		uint32_t c = next_character(&at);
		if (is_hidden(c))
			continue;
		if (is_blank(c)) {
			blank = n > 0;
			continue;
		}
		if (n + blank >= most) {
			/* Room for the sign of the cut is made by giving up the last character. */
			if (most > 0 && n == most) {
				out->len = before_last;
				out->data[out->len] = '\0';
			}
			if (most > 0)
				put_character(out, 0x2026);
			return;
		}
		if (blank) {
			buf_putc(out, ' ');
			n++;
			blank = false;
		}
		before_last = out->len;
		put_character(out, c);
		n++;
	}
}

size_t shown_length(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

size_t shown_offset(const char *s, size_t n)
{
	size_t i = 0;
	for (; s[i]; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80 && n-- == 0)
			break;
	return i;
}

void shown_size(uint64_t bytes, struct buf *out)
{
	static const char *const units[] = {"KB", "MB", "GB"};
	if (bytes < 1024) {
		buf_printf(out, "%" PRIu64 " B", bytes);
		return;
	}
	size_t u = 0;
	uint64_t scale = 1024;
	/* 1048525 bytes are 1.0 MB, not 1024.0 KB */
	while (u + 1 < sizeof units / sizeof *units && bytes * 10 / scale >= 10235) {
		scale *= 1024;
		u++;
	}
	uint64_t tenths = bytes / scale * 10 + (bytes % scale * 10 + scale / 2) / scale;
	buf_printf(out, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10, tenths % 10, units[u]);
}

struct shown_time shown_time(int64_t epoch, int utc_offset)
{
	time_t local = (time_t)(epoch + utc_offset);
	struct tm tm = {0};
	/* A year beyond int is the only way to fail; it is shown as 1900 then. */
	if (!gmtime_r(&local, &tm))
		tm = (struct tm){.tm_mday = 1};
	int64_t days = local / 86400 - (local % 86400 < 0);
	return (struct shown_time){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, days};
}
