#include "parsers/understand/letter/typed.h"

#include <string.h>

enum { PIECES = 12, LINE_RUNES = 200 };

struct split {
	size_t n;
	struct span pieces[PIECES];
};

/* The pieces of a line between signs of one kind; a blank stands for any number of blanks. */
static bool split_at(const struct runes *r, struct span s, uint32_t sign, struct split *p)
{
	p->n = 0;
	for (size_t from = s.from, i = s.from; i <= s.to; i++) {
		if (i < s.to && r->cp[i] != sign)
			continue;
		struct span piece = runes_trim(r, (struct span){from, i});
		from = i + 1;
		if (sign == ' ' && piece.from >= piece.to)
			continue;
		if (p->n == PIECES)
			return false;
		p->pieces[p->n++] = piece;
	}
	return p->n >= 3;
}

/* Labels only, the first perhaps behind a caption and an opening bracket. */
static bool is_head(struct reading *rd, const struct runes *r, struct span s, uint32_t sign, struct split *p)
{
	size_t ours = 0;
	struct labelled l;
	if (!split_at(r, s, sign, p))
		return false;
	for (size_t i = 0; i < p->n; i++) {
		if (!labels_is_label(rd, r, p->pieces[i], &l))
			return false;
		ours += labels_is_ours(&l);
	}
	return ours >= 2;
}

static bool find_head(
        struct reading *rd, const struct runes *r, uint32_t *sign_r, struct split *p, const char **caption_r)
{
	static const uint32_t signs[] = {'|', ',', 0x3001, '/', ';', '+', '-', ' '};
	struct span s = runes_trim(r, (struct span){0, r->n});
	*caption_r = "";
	if (s.to > s.from + 4 && rune_closes(r->cp[s.to - 1]))
		for (size_t i = s.from; i < s.to; i++)
			if (rune_closer(r->cp[i]) == r->cp[s.to - 1]) {
				*caption_r = runes_text(rd->a, r, (struct span){s.from, i});
				s = (struct span){i + 1, s.to - 1};
				break;
			}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		*sign_r = signs[i];
		if (is_head(rd, r, s, signs[i], p))
			return true;
	}
	return false;
}

static void add_row(struct reading *rd, struct table *t, const struct runes *r, const struct split *p)
{
	for (uint32_t k = 0; k < p->n; k++)
		t->cells[(size_t)t->rows * t->columns + k] =
		        (struct cell){runes_text(rd->a, r, p->pieces[k]), t->rows, k};
	t->rows++;
}

static size_t count_lines(const struct blocks *b, size_t from)
{
	size_t i = from;
	while (i < b->v.n && b->v.v[i]->kind == BLOCK_LINE)
		i++;
	return i - from;
}

const struct table *typed_table(
        struct reading *rd, const struct blocks *b, size_t line, size_t *end_r, const char **caption_r)
{
	struct split head, row;
	uint32_t sign;
	struct runes r = runes_read(rd->a, b->v.v[line]->line);
	if (r.n < 6 || r.n > LINE_RUNES || !find_head(rd, &r, &sign, &head, caption_r))
		return NULL;
	struct table *t = arena_alloc(rd->a, sizeof *t);
	*t = (struct table){.columns = (uint32_t)head.n, .name = ""};
	size_t lines = count_lines(b, line);
	t->cells = arena_alloc(rd->a, lines * head.n * sizeof *t->cells);
	add_row(rd, t, &r, &head);
	for (size_t i = line + 1; i < line + lines; i++) {
		r = runes_read(rd->a, b->v.v[i]->line);
		if (r.n == 0)
			continue;
		if (r.n > LINE_RUNES || !split_at(&r, (struct span){0, r.n}, sign, &row) || row.n != head.n)
			break;
		add_row(rd, t, &r, &row);
		*end_r = i + 1;
	}
	return t->rows > 1 ? t : NULL;
}
