#include "parsers/understand/table/cells.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/words/composed.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

enum { LABEL_RUNES = 40 };

/* A merged cell's text stands in its first cell. */
static const struct cell *cells_origin(const struct table *t, uint32_t row, uint32_t column)
{
	const struct cell *c = table_cell(t, row, column);
	if (c->merged_row < t->rows && c->merged_column < t->columns)
		return table_cell(t, c->merged_row, c->merged_column);
	return c;
}

const char *cells_text(const struct table *t, uint32_t row, uint32_t column)
{
	const char *text = cells_origin(t, row, column)->text;
	return text ? text : "";
}

bool cells_is_origin(const struct table *t, uint32_t row, uint32_t column)
{
	return cells_origin(t, row, column) == table_cell(t, row, column);
}

/* The next column whose cell is another one than that of `column`. */
uint32_t cells_next(const struct table *t, uint32_t row, uint32_t column)
{
	uint32_t next = column + 1;
	while (next < t->columns && cells_origin(t, row, next) == cells_origin(t, row, column))
		next++;
	return next;
}

bool cells_label(const struct cells *s, uint32_t row, uint32_t column, struct labelled *l_r)
{
	struct runes r = runes_read(s->rd->a, cells_text(s->t, row, column));
	struct match m;
	if (r.n == 0 || r.n > LABEL_RUNES)
		return false;
	if (!labels_is_label(s->rd, &r, (struct span){0, r.n}, l_r))
		return composed_label(s->rd, &r, l_r);
	/* 摄影 in a cell is the sub-project, not who held the camera */
	return !l_r->word || l_r->word->role != WORD_SECOND || l_r->word->label != LABEL_NAME ||
	       !lexicon_is(s->rd->lex, LEX(LEX_STRONG), &r, (struct span){0, r.n}, &m);
}

bool cells_answer(const struct cells *s, const struct labelled *l, const char *value)
{
	struct runes r = runes_read(s->rd->a, value);
	struct span all = {0, r.n};
	enum fault fault;
	if (!l->word || l->word->role > WORD_SECOND)
		return false;
	if (l->word->label == LABEL_NAME)
		return shape_is_name(s->rd->lex, &r, all);
	if (l->word->label == LABEL_UNIT)
		return shape_is_unit(s->rd->lex, &r, all);
	return l->word->label == LABEL_CONTACT && *value_contacts(s->rd, &r, all, &fault);
}

struct row_look cells_look(const struct cells *s, uint32_t row)
{
	struct row_look look = {.text = ""};
	struct labelled l;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k = cells_next(s->t, row, k)) {
		const char *text = cells_text(s->t, row, k);
		if (text[strspn(text, " \t\n")] == '\0')
			continue;
		look.filled++;
		look.texts += strcmp(look.text, text) != 0;
		if (!*look.text) {
			look.text = text;
			look.first = k;
		}
		if (cells_label(s, row, k, &l)) {
			look.labels++;
			look.ours += labels_is_ours(&l);
		}
	}
	return look;
}

bool cells_listed_label(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r)
{
	return cells_label(s, header, column, l_r) || (header > 0 && cells_label(s, header - 1, column, l_r));
}

bool cells_column_label(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r)
{
	if (cells_listed_label(s, header, column, l_r))
		return true;
	if (s->guessed && column < CELLS_COLUMNS && (s->guessed[column].word || s->guessed[column].titles)) {
		*l_r = s->guessed[column];
		return true;
	}
	return false;
}

bool cells_is_blank(const struct row_look *look)
{
	return look->filled == 0;
}

bool cells_is_total(const struct cells *s, const struct row_look *look)
{
	struct match m;
	struct runes r = runes_read(s->rd->a, look->text);
	struct span all = runes_trim(&r, (struct span){0, r.n});
	return all.to - all.from <= 6 && lexicon_at(s->rd->lex, LEX(LEX_TOTAL), &r, all.from, all.to, &m);
}
