/* Which row of a table heads the rows below it. */
#ifndef UNDERSTAND_HEADS_H
#define UNDERSTAND_HEADS_H

#include "parsers/understand/table/cells.h"

/* It holds hardly anything but labels, two of them ours (with the level above), and the row below holds values. */
bool heads_row(const struct cells *s, uint32_t row);

#endif
