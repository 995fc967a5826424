#include "parsers/grid.h"

#include "base/buf.h"
#include "schema/limits.h"

#include <string.h>

/* Places cells one after the other; spans of rows above push those below to the right. */
struct placer {
	uint32_t busy_until[LIMIT_TABLE_COLUMNS]; /* the first row in which the column is free again */
	uint32_t row, column, columns;
};

static uint32_t place(struct placer *p, const struct grid_cell *cell, uint32_t rows)
{
	if (cell->row != p->row) {
		p->row = cell->row;
		p->column = 0;
	}
	while (p->column < LIMIT_TABLE_COLUMNS && p->busy_until[p->column] > p->row)
		p->column++;
	uint32_t at = p->column;
	bool to_end = cell->row_span == 0 || cell->row_span > rows - cell->row;
	uint32_t until = to_end ? rows : cell->row + cell->row_span;
	for (uint32_t i = 0; i < cell->column_span && p->column < LIMIT_TABLE_COLUMNS; i++)
		p->busy_until[p->column++] = until;
	if (p->columns < p->column)
		p->columns = p->column;
	return at;
}

static bool holds_table(const struct text *content)
{
	for (size_t i = 0; i < content->blocks.n; i++)
		if (content->blocks.v[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

static const char *cell_text(const struct text *content, struct arena *a)
{
	struct buf lines = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	for (size_t i = 0; i < content->blocks.n; i++) {
		if (!content->blocks.v[i].line[0])
			continue;
		if (lines.len)
			buf_putc(&lines, '\n');
		buf_puts(&lines, content->blocks.v[i].line);
	}
	const char *text = arena_strndup(a, buf_str(&lines), lines.len);
	buf_free(&lines);
	return text;
}

static void fill(
        struct table *t, const struct grid_cell *from, uint32_t column, uint32_t until, struct arena *a)
{
	uint32_t bottom = until < t->rows ? until : t->rows;
	for (uint32_t row = from->row; row < bottom; row++)
		for (uint32_t c = column; c < t->columns && c - column < from->column_span; c++)
			t->cells[(size_t)row * t->columns + c] = (struct cell){"", from->row, column};
	t->cells[(size_t)from->row * t->columns + column].text = cell_text(&from->content, a);
}

static struct table *empty_table(uint32_t rows, uint32_t columns, struct arena *a)
{
	struct table *t = arena_alloc(a, sizeof *t);
	*t = (struct table){.rows = rows, .columns = columns, .name = ""};
	t->cells = arena_alloc(a, (size_t)rows * columns * sizeof *t->cells);
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t c = 0; c < columns; c++)
			t->cells[(size_t)r * columns + c] = (struct cell){"", r, c};
	return t;
}

const struct table *grid_resolve(const struct grid *g, struct arena *a)
{
	struct placer measure = {.row = UINT32_MAX}, p = {.row = UINT32_MAX};
	for (size_t i = 0; i < g->cells.n; i++) {
		if (holds_table(&g->cells.v[i].content))
			return NULL;
		(void)place(&measure, &g->cells.v[i], g->rows);
	}
	if (measure.columns < 2 || (uint64_t)measure.columns * g->rows > LIMIT_TABLE_CELLS)
		return NULL;
	struct table *t = empty_table(g->rows, measure.columns, a);
	for (size_t i = 0; i < g->cells.n; i++) {
		const struct grid_cell *cell = &g->cells.v[i];
		uint32_t column = place(&p, cell, g->rows);
		if (column < t->columns)
			fill(t, cell, column, p.busy_until[column], a);
	}
	return t;
}

void grid_flatten(const struct grid *g, struct text *into, struct arena *a)
{
	for (size_t i = 0; i < g->cells.n; i++) {
		const struct text *content = &g->cells.v[i].content;
		for (size_t j = 0; j < content->blocks.n; j++)
			*list_add(a, &into->blocks) = content->blocks.v[j];
	}
}
