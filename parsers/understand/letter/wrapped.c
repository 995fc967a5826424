#include "parsers/understand/letter/wrapped.h"

#include "parsers/understand/letter/labels.h"

#include <string.h>

/* Columns, a Han character being two: no program breaks lines shorter than LEAST or longer than MOST; a line that is a few short
 * of the longest is full, since a character or word did not fit; and one full line alone must be long to be believed. */
enum { LEAST = 48, MOST = 80, SHORT = 4, ALONE = 70 };

static size_t width_of(const char *line)
{
	size_t n = 0;
	for (const unsigned char *s = (const unsigned char *)line; *s; s++)
		n += *s < 0x80 ? 1 : *s >= 0xe0 ? 2 : *s >= 0xc0 ? 1 : 0;
	return n;
}

static const char *line_at(const struct blocks *b, size_t i)
{
	return i < b->v.n && b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "";
}

/* Ends where a writer would end it. */
static bool is_ended(const char *line)
{
	static const char *const ends[] = {"。", "！", "？", "：", "；", "!", "?", ":", ";"};
	size_t len = strlen(line);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (len >= n && strcmp(line + len - n, ends[i]) == 0)
			return true;
	}
	return false;
}

static bool begins_anew(struct reading *rd, const char *line)
{
	struct runes r = runes_read(rd->a, line);
	return r.n == 0 || labels_begins(rd, &r) || labels_is_numbered(&r) || !rune_is_word(r.cp[0]);
}

/* Sentences, and not the rows of a list. */
static bool is_prose(const char *line)
{
	return (strstr(line, "，") || strstr(line, "。") || strstr(line, "；") || strchr(line, ',')) &&
	       !strchr(line, '|') && !strstr(line, "｜") && !strchr(line, '\t');
}

/* Behind the last line of the paragraph that begins at `from`; from + 1 where it was not broken by a program. */
static size_t paragraph_end(struct reading *rd, const struct blocks *b, size_t from)
{
	size_t first = width_of(line_at(b, from)), end = from + 1, widest = first;
	if (first < LEAST || first > MOST || !is_prose(line_at(b, from)))
		return end;
	while (*line_at(b, end) && end < from + 40) {
		size_t w = width_of(line_at(b, end));
		bool full = width_of(line_at(b, end - 1)) + SHORT >= widest;
		if (!full || (end > from + 1 && !is_prose(line_at(b, end - 1))) || w > first + SHORT ||
		        w > MOST || (is_ended(line_at(b, end - 1)) && w + SHORT < widest) ||
		        begins_anew(rd, line_at(b, end)))
			break;
		widest = w > widest ? w : widest;
		end++;
	}
	size_t full = end - from - 1;
	return full >= 2 || (full == 1 && first >= ALONE && !is_ended(line_at(b, from))) ? end : from + 1;
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const struct block *join(struct reading *rd, const struct blocks *b, size_t from, size_t end)
{
	struct block *joined = arena_alloc(rd->a, sizeof *joined);
	const char *line = line_at(b, from);
	*joined = *b->v.v[from];
	for (size_t i = from + 1; i < end; i++) {
		const char *next = line_at(b, i);
		bool words = is_latin(line[strlen(line) - 1]) && is_latin(*next);
		line = arena_printf(rd->a, "%s%s%s", line, words ? " " : "", next);
	}
	joined->line = line;
	return joined;
}

void wrapped_join(struct reading *rd, struct blocks *b)
{
	size_t n = 0, start = 0;
	for (size_t i = 0; i < b->v.n;) {
		while (start < b->starts.n && b->starts.v[start] <= i)
			b->starts.v[start++] = n;
		size_t end = b->v.v[i]->kind == BLOCK_LINE ? paragraph_end(rd, b, i) : i + 1;
		b->v.v[n++] = end > i + 1 ? join(rd, b, i, end) : b->v.v[i];
		i = end;
	}
	b->v.n = n;
}
