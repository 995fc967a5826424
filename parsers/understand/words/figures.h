/* Figures as people write them: 1,260, 1.2万+, 五十, 120余人. */
#ifndef UNDERSTAND_FIGURES_H
#define UNDERSTAND_FIGURES_H

#include "parsers/understand/works/drafts.h"

struct figure {
	struct span span;
	int64_t value; /* rounded down */
	size_t digits; /* Arabic ones in a row; 0 for Chinese numerals */
	bool fraction; /* a point and digits stood behind it */
	bool many;     /* 万, 亿 or the like stood behind it */
};

/* The figure that begins at `at`. */
bool figure_at(const struct runes *r, size_t at, size_t to, struct figure *f_r);
/* The first one from s.from on. */
bool figure_find(const struct runes *r, struct span s, struct figure *f_r);

/* How many people the span tells of; several groups side by side are added up. -1 where it does not tell. */
int64_t figure_people(struct reading *rd, const struct runes *r, struct span s);
/* Any count: the first figure. -1 where there is none. */
int64_t figure_count(const struct runes *r, struct span s);

#endif
