/* Statistics of activities (附件2): tables, columns of running text and labelled lines, in bodies and documents. */
#ifndef UNDERSTAND_STATISTICS_H
#define UNDERSTAND_STATISTICS_H

#include "parsers/understand/letter/quoted.h"

/* Where the blocks come from. */
struct statistics_source {
	uint32_t part;
	const char *name; /* the file's, or the subject of a body */
	const char *unit; /* that the name tells; "" or NULL where it does not */
	bool document;
	bool copied; /* the mail asks, or quotes the notice: a blank table is the notice's own */
};

/* Adds the tables that the blocks hold to the claims, marks the blocks that they are made of in `taken` (one for each
 * block, all false before), and tells how many there were. */
size_t statistics_read(
        struct reading *rd, const struct blocks *b, const struct statistics_source *source, bool *taken);

/* The name or what stands above the first rows says 统计表: where nothing could be read all the same, a person looks. */
bool statistics_is_titled(struct reading *rd, const struct blocks *b, const struct statistics_source *source);

/* Of the tables from `first` on: one that came twice (pasted and attached) counts once, and blank sheets beside filled
 * ones of the same unit do not count. */
void statistics_settle(struct reading *rd, size_t first);

#endif
