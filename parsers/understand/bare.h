/* Lines without labels whose pieces explain each other: where a unit, a number and a title stand around it, what is left
 * over is the name, however it begins. */
#ifndef UNDERSTAND_BARE_H
#define UNDERSTAND_BARE_H

#include "parsers/understand/quoted.h"

/* 2、《故乡》，席慕，15202266904: adds the name to the work at hand. */
void bare_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o);

/* The same with a piece a line, from this line on; it adds the name where one is left over. How many lines were
 * looked at, which need no second look. */
size_t bare_read_run(
        struct reading *rd, struct drafts *d, const struct blocks *b, size_t line, struct origin o);

#endif
