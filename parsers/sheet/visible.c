#include "parsers/sheet/visible.h"

/* For each row, or column, its place among those that are shown; a hidden one has that of the next. */
static uint32_t places(const bool *hidden, uint32_t n, uint32_t *place_r)
{
	uint32_t shown = 0;
	for (uint32_t i = 0; i < n; i++) {
		place_r[i] = shown;
		shown += !hidden[i];
	}
	return shown;
}

const struct table *visible_part(
        const struct table *t, const bool *rows, const bool *columns, struct arena *a)
{
	uint32_t *row_at = arena_alloc(a, t->rows * sizeof *row_at),
	         *column_at = arena_alloc(a, t->columns * sizeof *column_at);
	struct table *part = arena_alloc(a, sizeof *part);
	*part = (struct table){.rows = places(rows, t->rows, row_at),
	        .columns = places(columns, t->columns, column_at),
	        .name = t->name};
	if (part->rows == 0 || part->columns == 0)
		return NULL;
	part->cells = arena_alloc(a, (size_t)part->rows * part->columns * sizeof *part->cells);
	struct cell *to = part->cells;
	for (uint32_t r = 0; r < t->rows; r++)
		for (uint32_t c = 0; c < t->columns; c++) {
			if (rows[r] || columns[c])
				continue;
			const struct cell *from = table_cell(t, r, c),
			                  *first = table_cell(t, from->merged_row, from->merged_column);
			*to = (struct cell){"", row_at[from->merged_row], column_at[from->merged_column]};
			if (to->merged_row == row_at[r] && to->merged_column == column_at[c])
				to->text = first->text;
			to++;
		}
	return part;
}
