#include "parsers/understand/link/link_sights.h"

#include "schema/limits.h"

#include <string.h>

enum { LOOK_AHEAD = 60 }; /* blocks that a table of layout may have been flattened to */

const struct runes *link_row_runes(struct reading *rd, struct link_row *row)
{
	if (!row->r.text)
		row->r = runes_read(rd->a, row->text);
	return &row->r;
}

/* --- rows --- */

static void add_row(struct reading *rd, struct sights *s, const char *text, struct link_row like)
{
	like.text = text;
	*list_add(rd->a, &s->rows) = like;
}

static void add_rows(struct reading *rd, struct sights *s, const struct block *b, struct link_row like)
{
	if (b->kind == BLOCK_LINE) {
		add_row(rd, s, b->line, like);
		return;
	}
	size_t cells = b->table->hidden ? 0 : (size_t)b->table->rows * b->table->columns;
	for (size_t i = 0; i < cells; i++) {
		like.in = (struct table_row){b->table, (uint32_t)(i / b->table->columns)};
		for (const char *c = b->table->cells[i].text; c && *c; c += *c == '\n') {
			size_t len = strcspn(c, "\n");
			add_row(rd, s, arena_strndup(rd->a, c, len), like);
			c += len;
		}
	}
}

/* --- addresses that are typed out --- */

static bool is_of_address(unsigned char c)
{
	return c > 0x20 && c < 0x7f && !strchr("<>\"'()[]{}|\\^`,", c);
}

/* The address in a run of such bytes: 链接:https://… leaves the colon before it. */
static size_t address_in(const char *run, size_t len, size_t *from_r)
{
	const char *http = memmem(run, len, "http", 4);
	size_t from = http ? (size_t)(http - run) : strspn(run, ":;.!?=-*#/~+");
	while (len > from && strchr(".;:!?*", run[len - 1]))
		len--;
	*from_r = from;
	return len > from ? len - from : 0;
}

static void find_typed(struct reading *rd, struct sights *s, size_t row)
{
	const char *text = s->rows.v[row].text;
	for (size_t i = 0, len; text[i]; i += len ? len : 1) {
		for (len = 0; is_of_address((unsigned char)text[i + len]);)
			len++;
		size_t from, n = len > 8 && memchr(text + i, '/', len) ? address_in(text + i, len, &from) : 0;
		if (!n || n > LIMIT_VALUE_BYTES || s->v.n >= LIMIT_LINKS * 4)
			continue;
		const char *url = arena_strndup(rd->a, text + i + from, n);
		const struct provider *p = provider_of(url);
		if (!p)
			continue;
		const struct runes *r = link_row_runes(rd, &s->rows.v[row]);
		struct span at = {0, 0};
		while (at.from < r->n && r->at[at.from] < i + from)
			at.from++;
		at.to = at.from;
		while (at.to < r->n && r->at[at.to] < i + from + n)
			at.to++;
		*list_add(rd->a, &s->v) = (struct sight){url, p, "", row, at, 0};
	}
}

/* --- addresses behind the text --- */

struct cursor {
	size_t row, rune; /* what is shown next stands here or later */
};

static bool is_printable(const char *url)
{
	for (; *url; url++)
		if ((unsigned char)*url <= 0x20 || *url == 0x7f)
			return false;
	return true;
}

/* Where the text shows a link: from the cursor on, not before the link's own block. */
static bool find_shown(struct reading *rd, struct sights *s, const struct blocks *b, const struct text *text,
        const struct hyperlink *h, struct cursor *c, struct sight *sight)
{
	for (size_t i = c->row; i < s->rows.n; i++) {
		struct link_row *row = &s->rows.v[i];
		size_t block = (size_t)(b->v.v[row->block] - text->blocks.v);
		if (block < h->block)
			continue;
		if (block > (size_t)h->block + LOOK_AHEAD || (!*h->text && block > h->block))
			return false;
		const char *at = *h->text ? strstr(row->text, h->text) : row->text;
		const struct runes *r = at ? link_row_runes(rd, row) : NULL;
		size_t from = 0, len = strlen(h->text);
		while (at && from < r->n && r->at[from] < (size_t)(at - row->text))
			from++;
		if (!at || (i == c->row && from < c->rune))
			continue;
		sight->row = i;
		sight->at = (struct span){from, from};
		while (sight->at.to < r->n && r->at[sight->at.to] < (size_t)(at - row->text) + len)
			sight->at.to++;
		if (len)
			*c = (struct cursor){i, sight->at.to};
		return true;
	}
	return false;
}

static void find_behind(struct reading *rd, struct sights *s, const struct blocks *b, const struct text *text)
{
	struct cursor c = {0, 0};
	for (size_t i = 0; i < text->links.n && s->v.n < LIMIT_LINKS * 4; i++) {
		const struct hyperlink *h = &text->links.v[i];
		struct sight sight = {.url = h->url,
		        .provider = provider_of(h->url),
		        .shown = h->text,
		        .expires = h->expires};
		bool kept = strlen(h->url) <= LIMIT_VALUE_BYTES && is_printable(h->url);
		if (kept && find_shown(rd, s, b, text, h, &c, &sight) && (sight.provider || h->expires))
			*list_add(rd->a, &s->v) = sight;
	}
}

static bool may_hold_address(const char *text)
{
	const char *slash = strchr(text, '/');
	return slash && strchr(text, '.');
}

/* In the order of the text; few, and nearly in order. */
static void sort(struct sights *s)
{
	for (size_t i = 1; i < s->v.n; i++) {
		struct sight one = s->v.v[i];
		size_t k = i;
		for (; k > 0 && (s->v.v[k - 1].row > one.row || (s->v.v[k - 1].row == one.row &&
		                                                        s->v.v[k - 1].at.from > one.at.from));
		        k--)
			s->v.v[k] = s->v.v[k - 1];
		s->v.v[k] = one;
	}
}

void sights_find(struct reading *rd, const struct blocks *b, const struct text *text, const bool *taken,
        struct sights *s_r)
{
	for (size_t i = 0; i < b->v.n; i++)
		add_rows(rd, s_r, b->v.v[i],
		        (struct link_row){.block = i, .quoted = b->v.v[i]->quote > 0, .taken = taken[i]});
	for (size_t i = 0; i < s_r->rows.n; i++)
		if (may_hold_address(s_r->rows.v[i].text))
			find_typed(rd, s_r, i);
	find_behind(rd, s_r, b, text);
	sort(s_r);
}
