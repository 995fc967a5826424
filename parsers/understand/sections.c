#include "parsers/understand/sections.h"

#include "parsers/understand/hits.h"

#include <strings.h>

static bool is_line_of_signs(const struct runes *r)
{
	size_t signs = 0;
	for (size_t i = 0; i < r->n; i++)
		signs += r->cp[i] == '_' || r->cp[i] == '-' || r->cp[i] == '=' || r->cp[i] == '*';
	return signs == r->n && (signs >= 5 || (signs == 2 && r->cp[0] == '-'));
}

static bool is_greeting(const char *line)
{
	return strncasecmp(line, "Best regards", 12) == 0 || strncasecmp(line, "Kind regards", 12) == 0;
}

static bool parts_at(struct reading *rd, const struct blocks *b, size_t i)
{
	if (b->v.v[i]->kind != BLOCK_LINE)
		return false;
	struct runes r = runes_read(rd->a, b->v.v[i]->line);
	return is_line_of_signs(&r);
}

static bool gives_title(const struct hit *h)
{
	return h->labelled.titles || h->labelled.word->label == LABEL_TITLE;
}

/* Up to the next line of signs. */
static bool tells_of_work(struct reading *rd, const struct blocks *b, size_t from)
{
	size_t labels = 0, titles = 0;
	for (size_t i = from; i < b->v.n && !parts_at(rd, b, i); i++) {
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

static bool is_last(struct reading *rd, const struct blocks *b, size_t i)
{
	for (size_t k = i + 1; k < b->v.n; k++)
		if (parts_at(rd, b, k))
			return false;
	return true;
}

enum section sections_begin(struct reading *rd, const struct blocks *b, size_t i)
{
	if (is_greeting(b->v.v[i]->line))
		return SECTION_SIGNATURE;
	if (!parts_at(rd, b, i))
		return SECTION_NONE;
	if (tells_of_work(rd, b, i + 1))
		return SECTION_WORK;
	return i > 0 && is_last(rd, b, i) ? SECTION_SIGNATURE : SECTION_TEXT;
}
