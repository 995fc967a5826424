#include "parsers/understand/letter/sections.h"

#include "parsers/understand/words/hits.h"

#include <string.h>
#include <strings.h>

/* Asked of every line of every letter: on the bytes, so that it costs no memory. */
static bool is_line_of_signs(const char *line)
{
	size_t lead = strspn(line, " \t"), signs = strspn(line + lead, "_-=*");
	const char *rest = line + lead + signs;
	return !rest[strspn(rest, " \t\r")] && (signs >= 5 || (signs == 2 && line[lead] == '-'));
}

static bool is_greeting(const char *line)
{
	return strncasecmp(line, "Best regards", 12) == 0 || strncasecmp(line, "Kind regards", 12) == 0;
}

static bool parts_at(const struct blocks *b, size_t i)
{
	return b->v.v[i]->kind == BLOCK_LINE && is_line_of_signs(b->v.v[i]->line);
}

static bool gives_title(const struct hit *h)
{
	return h->labelled.titles || h->labelled.word->label == LABEL_TITLE;
}

/* Up to the next line of signs. */
static bool tells_of_work(struct reading *rd, const struct blocks *b, size_t from)
{
	size_t labels = 0, titles = 0;
	for (size_t i = from; i < b->v.n && !parts_at(b, i); i++) {
		struct hit hits[HITS];
		if (b->v.v[i]->kind != BLOCK_LINE)
			continue;
		struct runes r = runes_read(rd->a, b->v.v[i]->line);
		size_t n = hits_find(rd, &r, hits);
		if (n == 0 || hits[0].parting == PARTING_NONE || hits[0].at > hits_skip_ordinal(&r) + 2)
			continue;
		labels++;
		titles += gives_title(&hits[0]);
	}
	return labels >= 2 && titles > 0;
}

static bool is_last(const struct blocks *b, size_t i)
{
	for (size_t k = i + 1; k < b->v.n; k++)
		if (parts_at(b, k))
			return false;
	return true;
}

enum section sections_begin(struct reading *rd, const struct blocks *b, size_t i)
{
	if (is_greeting(b->v.v[i]->line))
		return SECTION_SIGNATURE;
	if (!parts_at(b, i))
		return SECTION_NONE;
	if (tells_of_work(rd, b, i + 1))
		return SECTION_WORK;
	return i > 0 && is_last(b, i) ? SECTION_SIGNATURE : SECTION_TEXT;
}
