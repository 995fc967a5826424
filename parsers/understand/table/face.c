#include "parsers/understand/table/face.h"

struct face face_of(const struct table *t, bool turned)
{
	return (struct face){t, turned, turned ? t->columns : t->rows, turned ? t->rows : t->columns};
}

static const struct cell *origin(const struct face *f, uint32_t row, uint32_t column)
{
	const struct table *t = f->table;
	const struct cell *c = f->turned ? table_cell(t, column, row) : table_cell(t, row, column);
	if (c->merged_row < t->rows && c->merged_column < t->columns)
		c = table_cell(t, c->merged_row, c->merged_column);
	return c;
}

const char *face_text(const struct face *f, uint32_t row, uint32_t column)
{
	const struct cell *c = origin(f, row, column);
	return c->text ? c->text : "";
}

bool face_is_one(
        const struct face *f, uint32_t row, uint32_t column, uint32_t other_row, uint32_t other_column)
{
	return origin(f, row, column) == origin(f, other_row, other_column);
}

bool face_is_first_in_row(const struct face *f, uint32_t row, uint32_t column)
{
	return column == 0 || !face_is_one(f, row, column, row, column - 1);
}

uint32_t face_filled(const struct face *f, uint32_t row, uint32_t *first_r)
{
	uint32_t n = 0;
	for (uint32_t k = 0; k < f->columns; k++) {
		if (!*face_text(f, row, k) || !face_is_first_in_row(f, row, k))
			continue;
		if (n++ == 0)
			*first_r = k;
	}
	return n;
}
