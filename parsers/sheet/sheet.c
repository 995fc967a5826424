#include "parsers/sheet/sheet.h"

#include "base/buf.h"
#include "parsers/sheet/visible.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384 }; /* what a spreadsheet can address */

struct found {
	uint32_t row, column;
	const char *text;
};

struct region {
	uint32_t first_row, first_column, last_row, last_column;
};

struct stretch {
	uint32_t first, last;
};

struct leading {
	uint32_t row, column;
	const char *url;
};

struct builder {
	struct arena *arena;
	struct text *text;
	size_t room, text_room, tables; /* what the caps leave */
	const char *name;
	bool hidden;
	struct buf cells;               /* struct found, as they came */
	struct buf regions;             /* struct region */
	struct buf links;               /* struct leading */
	struct buf unshown[SHEET_AXES]; /* struct stretch */
};

static bool begin_sheet(void *context, const char *name, bool hidden)
{
	struct builder *b = context;
	if (b->tables == 0 || b->room == 0) {
		b->text->partial = true;
		return false;
	}
	b->name = arena_strdup(b->arena, name);
	b->hidden = hidden;
	buf_reset(&b->cells);
	buf_reset(&b->regions);
	buf_reset(&b->links);
	for (int axis = 0; axis < SHEET_AXES; axis++)
		buf_reset(&b->unshown[axis]);
	return true;
}

static bool add_cell(void *context, uint32_t row, uint32_t column, const char *text)
{
	struct builder *b = context;
	size_t len, count = b->cells.len / sizeof(struct found);
	const char *trimmed = text_trim(text, strlen(text), &len);
	if (len == 0)
		return true;
	if (row >= MOST_ROWS || column >= MOST_COLUMNS || count >= b->room || len > b->text_room) {
		b->text->partial = true;
		return false;
	}
	b->text_room -= len;
	struct found cell = {row, column, arena_strndup(b->arena, trimmed, len)};
	buf_put(&b->cells, &cell, sizeof cell);
	return true;
}

static void add_region(
        void *context, uint32_t first_row, uint32_t first_column, uint32_t last_row, uint32_t last_column)
{
	struct builder *b = context;
	struct region region = {first_row, first_column, last_row, last_column};
	if (first_row <= last_row && first_column <= last_column)
		buf_put(&b->regions, &region, sizeof region);
}

static void add_hidden(void *context, enum sheet_axis axis, uint32_t first, uint32_t last)
{
	struct builder *b = context;
	struct buf *known = &b->unshown[axis];
	struct stretch one = {first, last}, *before = NULL;
	if (known->len)
		before = (struct stretch *)(void *)(known->data + known->len - sizeof *before);
	if (before && first == before->last + 1 && last >= first)
		before->last = last;
	else if (first <= last)
		buf_put(known, &one, sizeof one);
}

static void add_link(void *context, uint32_t row, uint32_t column, const char *url)
{
	struct builder *b = context;
	if (!text_is_address(url) || b->links.len / sizeof(struct leading) >= LIMIT_TEXT_LINKS)
		return;
	struct leading link = {row, column, arena_strdup(b->arena, url)};
	buf_put(&b->links, &link, sizeof link);
}

/* The rows, or the columns, of a table: those of the sheet, or only the used ones where a few far cells would
 * blow it up. */
struct axis {
	uint32_t n;
	uint32_t *used; /* rising; NULL: all */
};

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static uint32_t position(const struct found *f, bool column)
{
	return column ? f->column : f->row;
}

static struct axis whole_axis(const struct found *cells, size_t n, bool column)
{
	uint32_t last = 0;
	for (size_t i = 0; i < n; i++)
		if (position(&cells[i], column) > last)
			last = position(&cells[i], column);
	return (struct axis){.n = last + 1};
}

static struct axis used_axis(const struct found *cells, size_t n, bool column, struct arena *a)
{
	struct axis axis = {.used = arena_alloc(a, n * sizeof *axis.used)};
	for (size_t i = 0; i < n; i++)
		axis.used[i] = position(&cells[i], column);
	qsort(axis.used, n, sizeof *axis.used, compare);
	for (size_t i = 0; i < n; i++)
		if (axis.n == 0 || axis.used[axis.n - 1] != axis.used[i])
			axis.used[axis.n++] = axis.used[i];
	return axis;
}

/* Where `value` stands, or the first used one behind it. */
static uint32_t axis_find(const struct axis *axis, uint32_t value)
{
	if (!axis->used)
		return value;
	uint32_t low = 0, high = axis->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (axis->used[middle] < value)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct table *empty_table(const struct builder *b, uint32_t rows, uint32_t columns)
{
	struct table *t = arena_alloc(b->arena, sizeof *t);
	*t = (struct table){.rows = rows, .columns = columns, .name = b->name, .hidden = b->hidden};
	t->cells = arena_alloc(b->arena, (size_t)rows * columns * sizeof *t->cells);
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t c = 0; c < columns; c++)
			t->cells[(size_t)r * columns + c] = (struct cell){"", r, c};
	return t;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Regions do not overlap in any honest sheet, so painting all of them costs no more than the table has cells.
 */
static void merge_cells(
        struct table *t, const struct axis *rows, const struct axis *columns, const struct builder *b)
{
	const struct region *regions = (const struct region *)(const void *)buf_str(&b->regions);
	size_t n = b->regions.len / sizeof *regions, budget = (size_t)t->rows * t->columns;
	for (size_t i = 0; i < n; i++) {
		uint32_t top = axis_find(rows, regions[i].first_row),
		         left = axis_find(columns, regions[i].first_column),
		         bottom = least(axis_find(rows, regions[i].last_row + 1), t->rows),
		         right = least(axis_find(columns, regions[i].last_column + 1), t->columns);
		if (top >= bottom || left >= right)
			continue;
		size_t area = (size_t)(bottom - top) * (right - left);
		if (area > budget)
			return;
		budget -= area;
		const char *text = table_cell(t, top, left)->text;
		for (uint32_t r = top; r < bottom; r++)
			for (uint32_t c = left; c < right; c++)
				t->cells[(size_t)r * t->columns + c] = (struct cell){"", top, left};
		t->cells[(size_t)top * t->columns + left].text = text;
	}
}

static void add_lines(struct builder *b, const struct table *t)
{
	for (uint32_t row = 0; row < t->rows; row++)
		for (const char *s = t->cells[row].text; *s;) {
			size_t len = strcspn(s, "\n");
			text_add_line(b->text, s, len, 0, b->arena);
			s += len + (s[len] == '\n');
		}
}

/* A flag for each row, or column, that is hidden; Stretches do not overlap in any
 * honest sheet, so that marking them costs no more than there are rows. */
static bool *mark_hidden(const struct builder *b, enum sheet_axis along, const struct axis *axis)
{
	const struct stretch *v = (const struct stretch *)(const void *)buf_str(&b->unshown[along]);
	size_t n = b->unshown[along].len / sizeof *v, budget = axis->n;
	bool *hidden = arena_alloc(b->arena, axis->n * sizeof *hidden);
	for (size_t i = 0; i < n; i++) {
		uint32_t from = axis_find(axis, v[i].first),
		         to = v[i].last < UINT32_MAX ? axis_find(axis, v[i].last + 1) : axis->n;
		for (; from < to && from < axis->n && budget > 0; from++, budget--)
			hidden[from] = true;
	}
	return hidden;
}

static bool hides_text(const struct table *t, const bool *rows, const bool *columns)
{
	for (uint32_t r = 0; r < t->rows; r++)
		for (uint32_t c = 0; c < t->columns; c++)
			if ((rows[r] || columns[c]) && *table_cell(t, r, c)->text)
				return true;
	return false;
}

static void add_table(struct builder *b, const struct table *t)
{
	if (t->columns < 2 && !t->hidden)
		add_lines(b, t);
	else
		*list_add(b->arena, &b->text->blocks) = (struct block){.kind = BLOCK_TABLE, .table = t};
}

/* What is shown of it, and then the whole, where something is hidden. */
static void add_sheet(struct builder *b, struct table *t, const struct axis *rows, const struct axis *columns)
{
	size_t size = (size_t)t->rows * t->columns;
	bool none = b->unshown[SHEET_ROWS].len + b->unshown[SHEET_COLUMNS].len == 0;
	b->room -= size;
	b->tables--;
	b->text->hides = b->text->hides || t->hidden;
	if (!none && !t->hidden) {
		bool *row_hidden = mark_hidden(b, SHEET_ROWS, rows),
		     *column_hidden = mark_hidden(b, SHEET_COLUMNS, columns);
		t->hidden = hides_text(t, row_hidden, column_hidden);
		const struct table *part = visible_part(t, row_hidden, column_hidden, b->arena);
		if (part)
			add_table(b, part);
		if (!t->hidden)
			return; /* nothing but empty cells is hidden */
		b->text->hides = true;
		b->room -= size < b->room ? size : b->room;
	}
	add_table(b, t);
}

static int compare_links(const void *a, const void *b)
{
	const struct leading *x = a, *y = b;
	if (x->row != y->row)
		return (x->row > y->row) - (x->row < y->row);
	return (x->column > y->column) - (x->column < y->column);
}

/* In reading order: of several cells that show the same each has its own. */
static void add_links(struct builder *b, const struct table *t, const struct axis *rows,
        const struct axis *columns, uint32_t block)
{
	struct leading *v = (struct leading *)(void *)b->links.data;
	size_t n = b->links.len / sizeof *v;
	if (n)
		qsort(v, n, sizeof *v, compare_links);
	for (size_t i = 0; i < n && b->text->links.n < LIMIT_TEXT_LINKS; i++) {
		uint32_t row = axis_find(rows, v[i].row), column = axis_find(columns, v[i].column);
		if (row >= t->rows || column >= t->columns)
			continue;
		const struct cell *cell = table_cell(t, row, column);
		const char *shown = table_cell(t, cell->merged_row, cell->merged_column)->text;
		*list_add(b->arena, &b->text->links) = (struct hyperlink){
		        arena_strndup(b->arena, shown, strcspn(shown, "\n")), v[i].url, block, 0};
	}
}

static void end_sheet(void *context)
{
	struct builder *b = context;
	const struct found *cells = (const struct found *)(const void *)buf_str(&b->cells);
	size_t n = b->cells.len / sizeof *cells;
	if (n == 0)
		return;
	struct axis rows = whole_axis(cells, n, false), columns = whole_axis(cells, n, true);
	if ((uint64_t)rows.n * columns.n > b->room) {
		rows = used_axis(cells, n, false, b->arena);
		columns = used_axis(cells, n, true, b->arena);
	}
	if ((uint64_t)rows.n * columns.n > b->room) {
		b->text->partial = true;
		rows.n = (uint32_t)(b->room / columns.n);
	}
	struct table *t = empty_table(b, rows.n, columns.n);
	for (size_t i = 0; i < n; i++) {
		uint32_t row = axis_find(&rows, cells[i].row), column = axis_find(&columns, cells[i].column);
		if (row < t->rows)
			t->cells[(size_t)row * t->columns + column].text = cells[i].text;
	}
	merge_cells(t, &rows, &columns, b);
	uint32_t block = (uint32_t)b->text->blocks.n;
	add_sheet(b, t, &rows, &columns);
	add_links(b, t, &rows, &columns, block);
}

enum outcome sheet_build(SHEET_READER((*reader)), const struct content *c, struct arena *a, struct text *text,
        struct reason *why)
{
	struct builder b = {.arena = a,
	        .text = text,
	        .room = LIMIT_SHEET_CELLS,
	        .text_room = LIMIT_SHEET_TEXT_BYTES,
	        .tables = LIMIT_TABLES,
	        .cells = BUF_INIT(LIMIT_SHEET_CELLS * sizeof(struct found)),
	        .regions = BUF_INIT(LIMIT_SHEET_MERGES * sizeof(struct region)),
	        .links = BUF_INIT(LIMIT_TEXT_LINKS * sizeof(struct leading)),
	        .unshown = {BUF_INIT(LIMIT_SHEET_HIDDEN * sizeof(struct stretch)),
	                BUF_INIT(LIMIT_SHEET_HIDDEN * sizeof(struct stretch))}};
	const struct sheet_sink sink = {.context = &b,
	        .begin_sheet = begin_sheet,
	        .cell = add_cell,
	        .merge = add_region,
	        .hide = add_hidden,
	        .link = add_link,
	        .end_sheet = end_sheet};
	enum outcome o = reader(c, &sink, text, why);
	buf_free(&b.cells);
	buf_free(&b.regions);
	buf_free(&b.links);
	for (int axis = 0; axis < SHEET_AXES; axis++)
		buf_free(&b.unshown[axis]);
	return o;
}

const char *sheet_read_reference(const char *s, uint32_t *row_r, uint32_t *column_r)
{
	uint32_t row = 0, column = 0;
	const char *letters = s;
	for (; isalpha((unsigned char)*s) && column <= MOST_COLUMNS; s++)
		column = column * 26 + (uint32_t)(toupper((unsigned char)*s) - 'A' + 1);
	const char *digits = s;
	for (; isdigit((unsigned char)*s) && row <= MOST_ROWS; s++)
		row = row * 10 + (uint32_t)(*s - '0');
	if (digits == letters || s == digits || column > MOST_COLUMNS || row == 0 || row > MOST_ROWS)
		return NULL;
	*row_r = row - 1;
	*column_r = column - 1;
	return s;
}
