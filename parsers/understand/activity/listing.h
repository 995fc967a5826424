/* Activities typed as lines: columns parted by blanks, labels with values, numbered sentences. */
#ifndef UNDERSTAND_LISTING_H
#define UNDERSTAND_LISTING_H

#include "parsers/understand/letter/quoted.h"

/* A line that is a header (序号  活动名称  时间  人数) with lines below it that have the same columns, as a table; NULL where
 * the line is none. *end_r is behind its last line. */
const struct table *listing_table(struct reading *rd, const struct blocks *b, size_t line, size_t *end_r);

/* Activities of all lines that say 活动名称：…；时间：…；人数：…, in one line or several; where `titled` also sentences (1.
 * 7月7日网络安全进工地，90人参加). Marks their lines. */
void listing_read(struct reading *rd, const struct blocks *b, bool titled, int year,
        struct statistics_claims *s, bool *taken);

#endif
