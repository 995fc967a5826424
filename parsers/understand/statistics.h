/* Statistics of activities typed into a body: tables and numbered lines. */
#ifndef UNDERSTAND_STATISTICS_H
#define UNDERSTAND_STATISTICS_H

#include "parsers/understand/drafts.h"

/* True where the table is one; then its rows are in *s_r. `year`: of dates that give none. */
bool statistics_read_table(
        struct reading *rd, const struct table *t, int year, uint32_t part, struct statistics_claims *s_r);
/* True where the line is an activity with labels (活动名称：…；时间：…；参加人数：…); adds its row. */
bool statistics_read_line(struct reading *rd, const struct runes *r, int year, struct statistics_claims *s);

/* "约120人", "1,260", "1.2万+"; -1 where there is no number. */
int64_t statistics_number(const struct runes *r, struct span s);
/* YYYY-MM-DD of 2022年7月15日, 7月15日, 2022-7-15, 7.15; "" for a span of days or what is no date. */
const char *statistics_date(struct arena *a, const struct runes *r, struct span s, int year);

#endif
