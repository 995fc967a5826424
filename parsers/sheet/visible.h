/* Of a sheet's table, what its program shows: without rows and columns that somebody hid. */
#ifndef PARSERS_VISIBLE_H
#define PARSERS_VISIBLE_H

#include "parsers/document.h"

/* `rows` and `columns` have a flag for each one that is hidden. A merged cell shows its text in what is left of it, as the
 * program does. Lives in the arena; NULL where nothing is left. */
const struct table *visible_part(
        const struct table *t, const bool *rows, const bool *columns, struct arena *a);

#endif
