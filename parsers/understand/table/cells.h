/* The cells of a table as a reader of labels sees them: merged ones once, rows by what they hold. */
#ifndef UNDERSTAND_CELLS_H
#define UNDERSTAND_CELLS_H

#include "parsers/understand/words/values.h"

enum { CELLS_COLUMNS = 64 }; /* that are looked at */

struct cells {
	struct reading *rd;
	const struct table *t;
	const struct labelled *guessed; /* of the header at hand, by column; NULL without */
};

struct row_look {
	uint32_t filled, labels, ours;
	uint32_t texts;   /* different ones */
	uint32_t first;   /* the column of the first text */
	const char *text; /* the first text, "" where the row is blank */
};

/* A merged cell's text stands in its first cell. */
const char *cells_text(const struct table *t, uint32_t row, uint32_t column);
bool cells_is_origin(const struct table *t, uint32_t row, uint32_t column);
/* The next column whose cell is another one than that of `column`. */
uint32_t cells_next(const struct table *t, uint32_t row, uint32_t column);

/* The cell is a label and nothing else. */
bool cells_label(const struct cells *s, uint32_t row, uint32_t column, struct labelled *l_r);
/* The label of a column: in the header row, or in the row above it where the header has two levels. */
bool cells_listed_label(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r);
/* The same, or what was guessed where no listed one stands. */
bool cells_column_label(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r);

/* The value is what the label asks for: 作者 | 田雨, 电话 | 25308816, 单位 | 大港医院工会. */
bool cells_answer(const struct cells *s, const struct labelled *l, const char *value);

struct row_look cells_look(const struct cells *s, uint32_t row);
bool cells_is_blank(const struct row_look *look);
bool cells_is_total(const struct cells *s, const struct row_look *look);

#endif
