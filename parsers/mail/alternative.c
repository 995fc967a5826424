#include "parsers/mail/alternative.h"

#include <string.h>

static size_t text_length(const struct text *t)
{
	size_t len = 0;
	for (size_t i = 0; i < t->blocks.n; i++)
		if (t->blocks.v[i].kind == BLOCK_LINE)
			len += strlen(t->blocks.v[i].line);
	return len;
}

static bool has_table(const struct text *t)
{
	for (size_t i = 0; i < t->blocks.n; i++)
		if (t->blocks.v[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

static const char *first_line(const struct text *t)
{
	for (size_t i = 0; i < t->blocks.n; i++)
		if (t->blocks.v[i].kind == BLOCK_LINE && *t->blocks.v[i].line)
			return t->blocks.v[i].line;
	return "";
}

/* The text's first line stands in the other, whatever the breaks of lines. */
static bool is_told_by(const struct text *t, const struct text *other)
{
	const char *line = first_line(t);
	for (size_t i = 0; i < other->blocks.n; i++) {
		const struct block *b = &other->blocks.v[i];
		if (b->kind == BLOCK_LINE && *b->line && (strstr(b->line, line) || strstr(line, b->line)))
			return true;
	}
	return false;
}

/* "This mail needs a program that shows HTML" is no alternative. */
static bool says_less(const struct text *plain, const struct text *html)
{
	enum { SLACK = 200 };
	size_t one = text_length(plain), two = text_length(html);
	return one == 0 || two > 2 * one + SLACK || (two > one && !is_told_by(plain, html));
}

static const struct text *find_body(const struct document *d, size_t first, const char *type)
{
	for (size_t i = first; i < d->texts.n; i++) {
		const struct part *p = &d->claims->parts.v[d->texts.v[i].part];
		if (p->role == PART_BODY && strcmp(p->type, type) == 0 &&
		        d->texts.v[i].message == d->texts.v[first].message)
			return &d->texts.v[i];
	}
	return NULL;
}

void alternative_choose(struct document *d, size_t first)
{
	const struct text *plain = find_body(d, first, "text/plain"),
	                  *html = find_body(d, first, "text/html");
	if (!plain || !html)
		return;
	bool take_html = has_table(html) || html->links.n > 0 || says_less(plain, html);
	size_t drop = (size_t)((take_html ? plain : html) - d->texts.v);
	memmove(&d->texts.v[drop], &d->texts.v[drop + 1], (d->texts.n - drop - 1) * sizeof d->texts.v[0]);
	d->texts.n--;
}
