#include "parsers/word/layout.h"

#include "base/buf.h"
#include "parsers/grid.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <string.h>

enum { FORM_CELLS = 4 };

struct open_table {
	struct open_table *outer;
	struct grid grid;
	uint32_t column;                      /* where the next cell of the row stands */
	uint32_t owners[LIMIT_TABLE_COLUMNS]; /* 1 + the cell that last began in the column; 0: none */
	uint32_t open;                        /* 1 + the cell that takes lines now; 0: between cells */
};

struct layout {
	struct arena *arena;
	struct text *text;
	struct buf line;
	size_t starts[LIMIT_XML_DEPTH]; /* where in `line` the line of each open box begins */
	size_t boxes;
	struct open_table *table, *closed; /* closed ones are used again */
	const char *url;                   /* of the open link; NULL outside */
	size_t link_at;                    /* where in `line` it begins */
	size_t room, lines, cells, tables; /* what the caps leave */
};

struct layout *layout_new(struct arena *a, struct text *text)
{
	struct layout *l = arena_alloc(a, sizeof *l);
	*l = (struct layout){.arena = a,
	        .text = text,
	        .line = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .room = LIMIT_BODY_TEXT_BYTES,
	        .lines = LIMIT_TEXT_LINES,
	        .cells = LIMIT_DOCUMENT_CELLS,
	        .tables = LIMIT_TABLES};
	return l;
}

bool layout_is_full(const struct layout *l)
{
	return l->room == 0 || l->lines == 0 || l->cells == 0;
}

void layout_put(struct layout *l, const char *s)
{
	size_t len = strlen(s);
	if (len > l->room) {
		l->text->partial = true;
		l->room = 0;
		return;
	}
	l->room -= len;
	buf_put(&l->line, s, len);
}

static struct text *target(struct layout *l)
{
	struct open_table *t = l->table;
	while (t && !t->open)
		t = t->outer;
	return t ? &t->grid.cells.v[t->open - 1].content : l->text;
}

static size_t line_start(const struct layout *l)
{
	return l->boxes ? l->starts[l->boxes - 1] : 0;
}

void layout_end_line(struct layout *l)
{
	if (l->lines == 0) {
		l->text->partial = true;
		return;
	}
	size_t start = line_start(l);
	l->lines--;
	text_add_line(target(l), buf_str(&l->line) + start, l->line.len - start, 0, l->arena);
	l->line.len = start;
}

static void end_open_line(struct layout *l)
{
	if (l->line.len > line_start(l))
		layout_end_line(l);
}

void layout_open_table(struct layout *l)
{
	end_open_line(l);
	struct open_table *t = l->closed;
	if (t)
		l->closed = t->outer;
	else
		t = arena_alloc(l->arena, sizeof *t);
	*t = (struct open_table){.outer = l->table};
	l->table = t;
}

void layout_open_row(struct layout *l)
{
	if (!l->table)
		return;
	layout_close_cell(l);
	l->table->grid.rows++;
	l->table->column = 0;
}

static bool take_cell(struct layout *l)
{
	if (!l->table)
		return false;
	layout_close_cell(l);
	if (l->cells == 0) {
		l->text->partial = true;
		return false;
	}
	l->cells--;
	if (l->table->grid.rows == 0)
		l->table->grid.rows = 1;
	return true;
}

static uint32_t at_most_columns(uint32_t n)
{
	return n < 1 ? 1 : n > LIMIT_TABLE_COLUMNS ? LIMIT_TABLE_COLUMNS : n;
}

void layout_open_cell(struct layout *l, uint32_t row_span, uint32_t column_span)
{
	if (!take_cell(l))
		return;
	struct open_table *t = l->table;
	struct grid_cell *cell = list_add(l->arena, &t->grid.cells);
	*cell = (struct grid_cell){.row = t->grid.rows - 1,
	        .row_span = row_span ? row_span : 1,
	        .column_span = at_most_columns(column_span)};
	t->open = (uint32_t)t->grid.cells.n;
	if (t->column < LIMIT_TABLE_COLUMNS)
		t->owners[t->column] = t->open;
	t->column = at_most_columns(t->column + cell->column_span);
}

void layout_continue_cell(struct layout *l, uint32_t column_span)
{
	struct open_table *t = l->table;
	uint32_t owner = t && t->column < LIMIT_TABLE_COLUMNS ? t->owners[t->column] : 0;
	struct grid_cell *above = owner ? &t->grid.cells.v[owner - 1] : NULL;
	if (!above || above->row + above->row_span + 1 != t->grid.rows ||
	        above->column_span != at_most_columns(column_span)) {
		layout_open_cell(l, 1, column_span);
		return;
	}
	if (!take_cell(l))
		return;
	above->row_span++;
	t->open = owner;
	t->column = at_most_columns(t->column + above->column_span);
}

void layout_close_cell(struct layout *l)
{
	if (!l->table || !l->table->open)
		return;
	end_open_line(l);
	l->table->open = 0;
}

static bool holds_table(const struct text *content)
{
	for (size_t i = 0; i < content->blocks.n; i++)
		if (content->blocks.v[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

/* Where few cells of many hold tables, it is a form with a table pasted into it: those follow the form. Else
 * it is a table of layout. */
static void lift_tables(struct grid *g, struct text *lifted, struct arena *a)
{
	size_t holders = 0;
	for (size_t i = 0; i < g->cells.n; i++)
		holders += holds_table(&g->cells.v[i].content);
	if (holders * FORM_CELLS > g->cells.n)
		return;
	for (size_t i = 0; i < g->cells.n; i++) {
		struct text *content = &g->cells.v[i].content;
		size_t kept = 0;
		for (size_t j = 0; j < content->blocks.n; j++)
			if (content->blocks.v[j].kind == BLOCK_TABLE)
				*list_add(a, &lifted->blocks) = content->blocks.v[j];
			else
				content->blocks.v[kept++] = content->blocks.v[j];
		content->blocks.n = kept;
	}
}

void layout_close_table(struct layout *l)
{
	struct open_table *t = l->table;
	if (!t)
		return;
	layout_close_cell(l);
	l->table = t->outer;
	struct text *into = target(l);
	struct text lifted = {0};
	lift_tables(&t->grid, &lifted, l->arena);
	const struct table *table = l->tables > 0 ? grid_resolve(&t->grid, l->arena) : NULL;
	if (table)
		*list_add(l->arena, &into->blocks) = (struct block){.kind = BLOCK_TABLE, .table = table};
	else
		grid_flatten(&t->grid, into, l->arena);
	for (size_t i = 0; i < lifted.blocks.n; i++)
		*list_add(l->arena, &into->blocks) = lifted.blocks.v[i];
	l->tables -= table != NULL;
	t->outer = l->closed;
	l->closed = t;
}

void layout_open_box(struct layout *l)
{
	if (l->boxes < LIMIT_XML_DEPTH)
		l->starts[l->boxes++] = l->line.len;
}

void layout_close_box(struct layout *l)
{
	end_open_line(l);
	if (l->boxes > 0)
		l->boxes--;
}

void layout_open_link(struct layout *l, const char *url)
{
	l->url = url && text_is_address(url) && l->text->links.n < LIMIT_TEXT_LINKS
	                 ? arena_strdup(l->arena, url)
	                 : NULL;
	l->link_at = l->line.len;
}

void layout_close_link(struct layout *l)
{
	size_t from = l->link_at < l->line.len ? l->link_at : line_start(l), len;
	if (!l->url)
		return;
	const char *shown = text_trim(buf_str(&l->line) + from, l->line.len - from, &len);
	*list_add(l->arena, &l->text->links) = (struct hyperlink){
	        arena_strndup(l->arena, shown, len), l->url, (uint32_t)l->text->blocks.n, 0};
	l->url = NULL;
}

void layout_finish(struct layout *l)
{
	while (l->table)
		layout_close_table(l);
	while (l->boxes)
		layout_close_box(l);
	end_open_line(l);
	buf_free(&l->line);
}
