#include "parsers/word/flow.h"

#include "parsers/text/text.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

struct flow_cell {
	const char *text;
	int32_t left, right;
	bool joins_above, joins_left;
};

struct flow_row {
	size_t first, n; /* in cells */
};

struct flow {
	struct arena *arena;
	struct text *text;
	struct buf line, cell;
	size_t room, tables;
	LIST(struct flow_cell) cells; /* of the open table */
	LIST(struct flow_row) rows;
	size_t row_first; /* the first cell of the open row */
	bool shaped;      /* all rows told their edges */
};

struct flow *flow_new(struct arena *a, struct text *text)
{
	struct flow *f = arena_alloc(a, sizeof *f);
	*f = (struct flow){.arena = a,
	        .text = text,
	        .line = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .cell = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .room = LIMIT_BODY_TEXT_BYTES,
	        .shaped = true};
	return f;
}

bool flow_in_row(const struct flow *f)
{
	return f->cells.n > f->row_first;
}

bool flow_is_full(const struct flow *f)
{
	return f->room == 0;
}

void flow_put(struct flow *f, const char *s, size_t len)
{
	if (len > f->room) {
		f->text->partial = true;
		f->room = 0;
		return;
	}
	f->room -= len;
	buf_put(&f->line, s, len);
}

size_t flow_encode(uint32_t rune, char s[4])
{
	size_t n = 0;
	if (rune == 0 || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000))
		rune = 0xfffd;
	if (rune < 0x80) {
		s[n++] = (char)rune;
	} else if (rune < 0x800) {
		s[n++] = (char)(0xc0 | rune >> 6);
		s[n++] = (char)(0x80 | (rune & 0x3f));
	} else {
		if (rune < 0x10000) {
			s[n++] = (char)(0xe0 | rune >> 12);
		} else {
			s[n++] = (char)(0xf0 | rune >> 18);
			s[n++] = (char)(0x80 | (rune >> 12 & 0x3f));
		}
		s[n++] = (char)(0x80 | (rune >> 6 & 0x3f));
		s[n++] = (char)(0x80 | (rune & 0x3f));
	}
	return n;
}

void flow_put_rune(struct flow *f, uint32_t rune)
{
	char s[4];
	flow_put(f, s, flow_encode(rune, s));
}

/* The paragraph at hand goes into the open cell. */
static void line_to_cell(struct flow *f)
{
	size_t len;
	const char *s = text_trim(buf_str(&f->line), f->line.len, &len);
	if (len > 0 && f->cell.len > 0)
		buf_putc(&f->cell, '\n');
	buf_put(&f->cell, s, len);
	buf_reset(&f->line);
}

static int compare_edges(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
	return (x > y) - (x < y);
}

enum { SAME_EDGE = 60 }; /* twips: what a hand that drags an edge takes for the same place (1 mm) */

/* Distinct edges, rising; their number. */
static size_t collect_edges(const struct flow *f, int32_t *edges)
{
	size_t n = 0, distinct = 0;
	for (size_t i = 0; i < f->cells.n; i++) {
		edges[n++] = f->cells.v[i].left;
		edges[n++] = f->cells.v[i].right;
	}
	qsort(edges, n, sizeof *edges, compare_edges);
	for (size_t i = 0; i < n; i++)
		if (distinct == 0 || edges[i] - edges[distinct - 1] > SAME_EDGE)
			edges[distinct++] = edges[i];
	return distinct;
}

static uint32_t column_of(const int32_t *edges, size_t n, int32_t at)
{
	size_t low = 0, high = n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (edges[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return (uint32_t)low;
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

static void place(struct table *t, uint32_t row, uint32_t from, uint32_t to, const struct flow_cell *cell)
{
	struct cell *line = &t->cells[(size_t)row * t->columns];
	uint32_t origin_row = row, origin_column = from;
	if (cell->joins_above && row > 0 && !cell->text[0]) {
		const struct cell *above = line - t->columns + from;
		origin_row = above->merged_row;
		origin_column = above->merged_column;
	} else if (cell->joins_left && from > 0 && !cell->text[0]) {
		origin_row = line[from - 1].merged_row;
		origin_column = line[from - 1].merged_column;
	} else {
		line[from].text = cell->text;
	}
	for (uint32_t c = from; c < to; c++) {
		line[c].merged_row = origin_row;
		line[c].merged_column = origin_column;
	}
}

static void fill(struct flow *f, struct table *t, const int32_t *edges, size_t n_edges)
{
	for (uint32_t row = 0; row < t->rows; row++) {
		const struct flow_row *r = &f->rows.v[row];
		uint32_t next = 0;
		for (size_t i = 0; i < r->n && next < t->columns; i++) {
			const struct flow_cell *cell = &f->cells.v[r->first + i];
			uint32_t from = edges ? column_of(edges, n_edges, cell->left) : (uint32_t)i;
			uint32_t to = edges ? column_of(edges, n_edges, cell->right) : from + 1;
			from = from < next ? next : from;
			to = to <= from ? from + 1 : to;
			if (from >= t->columns)
				break;
			to = to > t->columns ? t->columns : to;
			place(t, row, from, to, cell);
			next = to;
		}
	}
}

static struct table *build_table(struct flow *f)
{
	int32_t *edges = NULL;
	size_t n = 0, columns = 0;
	if (f->tables >= LIMIT_TABLES)
		return NULL;
	if (f->shaped) {
		edges = arena_alloc(f->arena, f->cells.n * 2 * sizeof *edges + 1);
		n = collect_edges(f, edges);
		columns = n > 0 ? n - 1 : 0;
	}
	for (size_t i = 0; i < f->rows.n; i++)
		if (columns < f->rows.v[i].n)
			columns = f->rows.v[i].n;
	if (columns < 2 || columns > LIMIT_TABLE_COLUMNS || columns * f->rows.n > LIMIT_TABLE_CELLS)
		return NULL;
	struct table *t = empty_table((uint32_t)f->rows.n, (uint32_t)columns, f->arena);
	fill(f, t, edges, n);
	return t;
}

static void cells_to_lines(struct flow *f)
{
	for (size_t i = 0; i < f->cells.n; i++)
		for (const char *s = f->cells.v[i].text; *s;) {
			size_t len = strcspn(s, "\n");
			text_add_line(f->text, s, len, 0, f->arena);
			s += len + (s[len] == '\n');
		}
}

static void end_table(struct flow *f)
{
	if (flow_in_row(f))
		flow_end_row(f, NULL);
	if (f->rows.n > 0) {
		const struct table *t = build_table(f);
		if (t)
			*list_add(f->arena, &f->text->blocks) =
			        (struct block){.kind = BLOCK_TABLE, .table = t};
		else
			cells_to_lines(f);
		f->tables += t != NULL;
	}
	f->rows.n = f->cells.n = f->row_first = 0;
	f->shaped = true;
}

void flow_end_line(struct flow *f, bool in_table)
{
	if (in_table) {
		line_to_cell(f);
		return;
	}
	end_table(f);
	if (f->cell.len > 0) {
		text_add_line(f->text, buf_str(&f->cell), f->cell.len, 0, f->arena);
		buf_reset(&f->cell);
	}
	text_add_line(f->text, buf_str(&f->line), f->line.len, 0, f->arena);
	buf_reset(&f->line);
}

void flow_end_cell(struct flow *f)
{
	line_to_cell(f);
	if (f->cells.n < LIMIT_TABLE_CELLS)
		*list_add(f->arena, &f->cells) =
		        (struct flow_cell){.text = arena_strndup(f->arena, buf_str(&f->cell), f->cell.len)};
	else
		f->text->partial = true;
	buf_reset(&f->cell);
}

void flow_end_row(struct flow *f, const struct flow_shape *shape)
{
	size_t len;
	text_trim(buf_str(&f->line), f->line.len, &len);
	if (len > 0 || f->cell.len > 0)
		flow_end_cell(f);
	size_t n = f->cells.n - f->row_first;
	if (n == 0)
		return;
	buf_reset(&f->line);
	*list_add(f->arena, &f->rows) = (struct flow_row){f->row_first, n};
	f->shaped = f->shaped && shape && shape->n >= n;
	for (size_t i = 0; f->shaped && i < n; i++) {
		struct flow_cell *cell = &f->cells.v[f->row_first + i];
		cell->left = shape->edges[i];
		cell->right = shape->edges[i + 1];
		cell->joins_above = shape->joins_above[i];
		cell->joins_left = shape->joins_left[i];
	}
	f->row_first = f->cells.n;
}

void flow_finish(struct flow *f)
{
	if (f->line.len > 0 && !flow_in_row(f))
		flow_end_line(f, false);
	if (f->line.len > 0)
		flow_end_cell(f);
	end_table(f);
	buf_free(&f->line);
	buf_free(&f->cell);
}
