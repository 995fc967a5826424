/* Statistics of activities (附件2): tables, columns of running text and labelled lines, in bodies and
 * documents. */
#ifndef UNDERSTAND_STATISTICS_H
#define UNDERSTAND_STATISTICS_H

#include "parsers/understand/quoted.h"

/* Where the blocks come from. */
struct statistics_source {
	uint32_t part;
	const char *name; /* the file's, or the subject of a body */
	bool document;
	bool copied; /* the mail asks, or quotes the notice: a blank table is the notice's own */
};

/* Adds the tables that the blocks hold to the claims, marks the blocks that they are made of in `taken` (one
 * for each block, all false before), and tells how many there were. */
size_t statistics_read(
        struct reading *rd, const struct blocks *b, const struct statistics_source *source, bool *taken);

/* "约120人", "1,260", "1.2万+"; -1 where there is no number. */
int64_t statistics_number(const struct runes *r, struct span s);
/* YYYY-MM-DD of 2022年7月15日, 7月15日, 2022-7-15, 7.15; "" for a span of days or what is no date. */
const char *statistics_date(struct arena *a, const struct runes *r, struct span s, int year);

#endif
