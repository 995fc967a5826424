#include "parsers/mail/uuencode.h"

#include "parsers/mail/header.h"

#include <string.h>

/* The line without its end. */
static size_t trimmed(const char *line, size_t len)
{
	return len > 0 && line[len - 1] == '\r' ? len - 1 : len;
}

/* Bytes that a line says it carries, where its length bears it out; -1: it is no line of a block. */
static int line_bytes(const char *line, size_t len)
{
	if (len == 0 || len > 90)
		return -1;
	for (size_t i = 0; i < len; i++)
		if (line[i] < ' ' || line[i] > '`')
			return -1;
	int bytes = (line[0] - ' ') & 63;
	size_t coded = ((size_t)bytes + 2) / 3 * 4;
	/* Blanks at the end of a line get lost, and some programs add a checksum. */
	return len + 3 > coded && len <= coded + 3 ? bytes : -1;
}

/* Where the name stands in "begin 644 name"; 0: it is no such line. */
static size_t name_at(const char *line, size_t len)
{
	size_t at = 6;
	if (len < 11 || memcmp(line, "begin ", 6) != 0)
		return 0;
	while (at < len && line[at] >= '0' && line[at] <= '7')
		at++;
	return at >= 9 && at + 1 < len && line[at] == ' ' ? at + 1 : 0;
}

static bool is_end(const char *line, size_t len)
{
	return len == 3 && memcmp(line, "end", 3) == 0;
}

/* --- the text without them --- */

static size_t line_length(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	return newline ? (size_t)(newline - at) : (size_t)(end - at);
}

static bool begins_block(const char *line, size_t len, const char *end)
{
	const char *next = line + len + 1;
	if (!name_at(line, trimmed(line, len)) || next >= end)
		return false;
	return line_bytes(next, trimmed(next, line_length(next, end))) >= 0;
}

bool uuencode_cut(struct buf *text)
{
	bool in_block = false, found = false;
	size_t kept = 0, len;
	if (!text->len)
		return false;
	const char *end = text->data + text->len;
	for (const char *at = text->data; at < end; at += len) {
		len = line_length(at, end);
		size_t bare = trimmed(at, len);
		bool begins = !in_block && begins_block(at, len, end);
		bool keep = !in_block && !begins;
		if (in_block && (is_end(at, bare) || (bare > 0 && line_bytes(at, bare) < 0))) {
			in_block = false;
			keep = !is_end(at, bare);
		}
		in_block |= begins;
		found |= begins;
		len += at + len < end;
		if (keep) {
			memmove(text->data + kept, at, len);
			kept += len;
		}
	}
	if (found) {
		text->len = kept;
		text->data[kept] = '\0';
	}
	return found;
}

/* --- the files --- */

static size_t decode_line(const char *line, size_t len, size_t bytes, uint8_t out[64])
{
	size_t n = 0;
	for (size_t at = 1; n < bytes; at += 4) {
		uint32_t group = 0;
		for (size_t i = at; i < at + 4; i++)
			group = group << 6 | (i < len ? ((uint32_t)line[i] - ' ') & 63 : 0);
		for (int shift = 16; shift >= 0 && n < bytes; shift -= 8)
			out[n++] = (uint8_t)(group >> shift);
	}
	return n;
}

void uuencode_end(struct uudecoder *d)
{
	d->in_block = false;
	if (!d->taken)
		return;
	d->taken = false;
	size_t at = name_at(d->begin, d->begin_len);
	const struct item item = {.name = header_decode(d->begin + at, d->begin_len - at, d->to->arena),
	        .declared = "application/octet-stream",
	        .charset = "",
	        .role = PART_FILE,
	        .parent = d->body->parent,
	        .message = d->body->message,
	        .depth = d->body->depth};
	collect_read(d->to, &item, collect_end(d->to, &item));
}

static enum outcome take_line(struct uudecoder *d, struct reason *why)
{
	uint8_t bytes[64];
	size_t len = trimmed(d->line, d->len);
	int n = line_bytes(d->line, len);
	if (!d->in_block && d->begin_len && n >= 0) {
		d->in_block = true;
		d->taken = collect_begin(d->to, true);
	}
	if (d->in_block && (is_end(d->line, len) || (n < 0 && len > 0)))
		uuencode_end(d);
	if (!d->in_block) {
		d->begin_len = name_at(d->line, len) ? len : 0;
		memcpy(d->begin, d->line, d->begin_len);
		return DONE;
	}
	return d->taken && n > 0 ? collect_add(d->to, bytes, decode_line(d->line, len, (size_t)n, bytes), why)
	                         : DONE;
}

enum outcome uuencode_add(struct uudecoder *d, const void *bytes, size_t len, struct reason *why)
{
	enum outcome o = DONE;
	const char *s = bytes;
	for (size_t i = 0; i < len && o == DONE; i++) {
		if (s[i] == '\n') {
			o = take_line(d, why);
			d->len = 0;
		} else if (d->len < UU_LINE_MOST) {
			d->line[d->len++] = s[i];
		}
	}
	if (o != DONE && d->taken) {
		collect_drop(d->to);
		d->taken = false;
	}
	return o;
}
