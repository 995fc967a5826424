/* Tables of labels: a header row above one row per work, labels to the left of their values, or both in one
 * table, as forms have it. */
#ifndef UNDERSTAND_TABLES_H
#define UNDERSTAND_TABLES_H

#include "parsers/understand/words/values.h"

/* `caption` is what stands above the table and holds for all that is in it; NULL without. */
void tables_read(struct reading *rd, struct drafts *d, const struct table *t, uint32_t part,
        const struct work_claims *caption);

/* What a heading tells of all that stands below: its sub-project and unit. */
void tables_read_caption(
        struct reading *rd, struct work_claims *caption, const struct runes *r, struct origin o);

#endif
