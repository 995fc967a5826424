/* A table as it is read: as it stands, or turned by a quarter where its heads stand in the first column. */
#ifndef UNDERSTAND_FACE_H
#define UNDERSTAND_FACE_H

#include "parsers/document.h"

struct face {
	const struct table *table;
	bool turned;
	uint32_t rows, columns;
};

struct face face_of(const struct table *t, bool turned);

/* A merged cell's text is that of the cell it was merged into; "" where there is none. */
const char *face_text(const struct face *f, uint32_t row, uint32_t column);
/* Both positions show one and the same cell. */
bool face_is_one(
        const struct face *f, uint32_t row, uint32_t column, uint32_t other_row, uint32_t other_column);
/* The cell was not shown already to the left of it, nor above. */
bool face_is_first_in_row(const struct face *f, uint32_t row, uint32_t column);
/* Cells of the row that hold something, each counted once; the first one's column. */
uint32_t face_filled(const struct face *f, uint32_t row, uint32_t *first_r);

#endif
