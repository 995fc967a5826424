/* The rows of a statistics table: which are activities, and what they say. */
#ifndef UNDERSTAND_ACTIVITIES_H
#define UNDERSTAND_ACTIVITIES_H

#include "parsers/understand/activity/columns.h"

struct activities {
	struct statistics_claims *claims; /* rows are added to it */
	int year;                         /* of dates that give none */
	const char *unit;                 /* of the unit column, where all rows agree; "" else */
	bool units_differ;
};

/* Reads the rows below the header up to `to`, or to the row that repeats a header; tells where the last one that is an
 * activity or a sum ended. */
uint32_t activities_read_rows(struct reading *rd, const struct face *f, const struct columns *c, uint32_t to,
        struct activities *a, uint32_t *end_r);

/* An activity without values. */
struct statistics_row activity_blank(void);
/* One value of an activity as written, e.g. 约120人. */
void activity_set(struct reading *rd, struct statistics_row *row, enum column column, const struct runes *r,
        struct span s, int year);
/* False where the row names nothing, a sum, an example or a hint, so that it was not added. */
bool activity_add(struct reading *rd, struct statistics_claims *s, const struct statistics_row *row);

#endif
