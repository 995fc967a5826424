#include "parsers/understand/table/turned.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/words/shapes.h"

enum { ROWS_LEAST = 3, UNKNOWN_RUNES = 10 };

/* Values of a row, each in a cell of its own; 0 where one of them is a label. */
static uint32_t count_values(const struct cells *s, uint32_t row)
{
	uint32_t n = 0;
	struct labelled l;
	for (uint32_t k = 1; k < s->t->columns; k++) {
		struct runes r = runes_read(s->rd->a, cells_text(s->t, row, k));
		if (r.n == 0 || !cells_is_origin(s->t, row, k))
			continue;
		if (cells_label(s, row, k, &l))
			return 0;
		n += shape_emptiness(s->rd->lex, &r, (struct span){0, r.n}) == FAULT_NONE;
	}
	return n;
}

static bool is_title(const struct labelled *l)
{
	return l->titles || (l->word->label == LABEL_TITLE && l->word->role <= WORD_SECOND);
}

/* A label, or a few words in a label's place: 平台类型, which nobody listed. */
static bool begins(const struct cells *s, uint32_t row, struct labelled *l_r, bool *known_r)
{
	struct runes r = runes_read(s->rd->a, cells_text(s->t, row, 0));
	*known_r = cells_label(s, row, 0, l_r);
	return r.n > 0 && cells_is_origin(s->t, row, 0) && cells_next(s->t, row, 0) == 1 &&
	       (*known_r || r.n <= UNKNOWN_RUNES);
}

/* Several works: at least two of them have a title, and most of what is asked has several answers. */
static bool is_turned(const struct cells *s, uint32_t row, uint32_t *end_r)
{
	uint32_t several = 0, single = 0;
	bool titled = false, known;
	struct labelled l;
	for (*end_r = row; *end_r < s->t->rows && begins(s, *end_r, &l, &known); ++*end_r) {
		if (*end_r == row && !known)
			return false;
		if (!known || !labels_is_ours(&l))
			continue;
		uint32_t values = count_values(s, *end_r);
		several += values >= 2;
		single += values < 2;
		titled = titled || (is_title(&l) && values >= 2);
	}
	return titled && several >= ROWS_LEAST && several > single;
}

const struct table *turned_table(const struct cells *s, uint32_t row, uint32_t *end_r)
{
	if (s->t->columns < 3 || s->t->columns > CELLS_COLUMNS || !is_turned(s, row, end_r))
		return NULL;
	struct table *t = arena_alloc(s->rd->a, sizeof *t);
	*t = (struct table){.rows = s->t->columns, .columns = *end_r - row, .name = ""};
	t->cells = arena_alloc(s->rd->a, (size_t)t->rows * t->columns * sizeof *t->cells);
	for (uint32_t r = 0; r < t->rows; r++)
		for (uint32_t k = 0; k < t->columns; k++)
			t->cells[(size_t)r * t->columns + k] =
			        (struct cell){cells_text(s->t, row + k, r), r, k};
	return t;
}
