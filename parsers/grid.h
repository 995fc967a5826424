/* Table cells in reading order, with their spans, to a grid with every position filled. */
#ifndef PARSERS_GRID_H
#define PARSERS_GRID_H

#include "parsers/document.h"

struct grid_cell {
	struct text content;
	uint32_t row;                   /* the row it was written in; rises */
	uint32_t row_span, column_span; /* at least 1; 0 rows: down to the last one */
};

struct grid {
	LIST(struct grid_cell) cells;
	uint32_t rows;
};

/* NULL where the grid is no table to a reader (less than two columns, tables inside its cells) or is over a
 * cap. */
const struct table *grid_resolve(const struct grid *g, struct arena *a);

/* A table of layout gives its lines, and the tables in its cells, to what is around it. */
void grid_flatten(const struct grid *g, struct text *into, struct arena *a);

#endif
