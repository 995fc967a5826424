/* How a letter without signs of a signature closes: a name, and below it the unit, numbers, a date, and nothing else. */
#ifndef UNDERSTAND_CLOSING_H
#define UNDERSTAND_CLOSING_H

#include "parsers/understand/letter/quoted.h"

/* From line `i` on the letter is signed; `from_name` is the sender's display name, which may be anybody's. */
bool closing_begins(struct reading *rd, const struct blocks *b, size_t i, const char *from_name);
/* 曲清源 | 天津滨海高新区总工会 | Tel 022-84806731 | …: a signature of one line. False where the line is none. */
bool closing_read_bars(struct reading *rd, struct drafts *d, const struct blocks *b, size_t i, uint32_t part);

#endif
