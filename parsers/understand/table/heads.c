#include "parsers/understand/table/heads.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/table/guess.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

static bool is_blank(const struct cells *s, uint32_t row, uint32_t column)
{
	const char *text = cells_text(s->t, row, column);
	return text[strspn(text, " \t\n")] == '\0';
}

/* A value right of the label that asks for it. */
static bool holds_answer(const struct cells *s, uint32_t row)
{
	struct labelled l, other;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k = cells_next(s->t, row, k)) {
		uint32_t next = cells_next(s->t, row, k);
		if (next < s->t->columns && cells_label(s, row, k, &l) &&
		        !cells_label(s, row, next, &other) &&
		        cells_answer(s, &l, cells_text(s->t, row, next)))
			return true;
	}
	return false;
}

/* 撰写人 |  | 案例名称 | 握手: no two labels side by side, room left beside one, and no column goes on below where it was left. */
static bool leaves_room(const struct cells *s, uint32_t row)
{
	struct labelled l, other;
	bool room = false, kept = true;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k = cells_next(s->t, row, k)) {
		uint32_t next = cells_next(s->t, row, k);
		if (!cells_label(s, row, k, &l))
			continue;
		if (next >= s->t->columns || cells_label(s, row, next, &other))
			return false;
		if (!is_blank(s, row, next) || !cells_is_origin(s->t, row, next))
			continue;
		room = true;
		kept = kept && is_blank(s, row + 1, next);
	}
	return room && !kept;
}

/* The first row below that is more than a section's heading, which may read like a label. */
static struct row_look look_below(const struct cells *s, uint32_t row)
{
	struct row_look below = cells_look(s, row + 1);
	for (uint32_t next = row + 2; below.texts == 1 && next < s->t->rows && next < row + 4; next++)
		below = cells_look(s, next);
	return below;
}

bool heads_row(const struct cells *s, uint32_t row)
{
	struct row_look look = cells_look(s, row);
	uint32_t ours = 0;
	struct labelled l;
	if (look.labels == 0 || row + 1 >= s->t->rows)
		return false;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k = cells_next(s->t, row, k)) {
		if (cells_listed_label(s, row, k, &l)) {
			ours += labels_is_ours(&l);
		} else if (look.ours > 0 && guess_column(s, row, k, &l)) {
			look.labels++;
			ours++;
		}
	}
	if (ours < 2 || look.labels * 3 < look.filled * 2 || holds_answer(s, row) || leaves_room(s, row))
		return false;
	struct row_look below = look_below(s, row);
	return below.filled == 0 || below.labels * 2 < below.filled;
}
