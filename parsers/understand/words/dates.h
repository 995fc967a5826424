/* Days as people write them: 2022年7月15日, 7.15, 7/15, 七月十五日, a spreadsheet's serial number. */
#ifndef UNDERSTAND_DATES_H
#define UNDERSTAND_DATES_H

#include "parsers/understand/words/figures.h"

struct day {
	int year, month, day;
};

/* A day that begins at `at`: month and day, with a year before them or in `year`; *end_r is behind it. */
bool date_at(const struct runes *r, size_t at, size_t to, int year, struct day *day_r, size_t *end_r);

/* YYYY-MM-DD of the day that the span names; "" for none, or for a span of days. */
const char *date_read(struct arena *a, const struct runes *r, struct span s, int year);

/* The year of the mail in the campaign's time zone: of dates that give none. */
int date_year_of_mail(const struct reading *rd);

#endif
