/* Tables of works that lie on their side: labels down the left, a column for each work. */
#ifndef UNDERSTAND_TURNED_H
#define UNDERSTAND_TURNED_H

#include "parsers/understand/table/cells.h"

/* The stretch of such a table that begins in this row, set upright: its labels are the first row. NULL where the row begins
 * none. *end_r is behind its last row. */
const struct table *turned_table(const struct cells *s, uint32_t row, uint32_t *end_r);

#endif
