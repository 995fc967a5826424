/* Tables of labels: a header row above one row per work, or labels to the left of their values. */
#ifndef UNDERSTAND_TABLES_H
#define UNDERSTAND_TABLES_H

#include "parsers/understand/values.h"

void tables_read(struct reading *rd, struct drafts *d, const struct table *t, uint32_t part);

#endif
