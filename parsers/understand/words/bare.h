/* Lines without labels whose pieces explain each other, in any order: where the others are known, what is left over is the name,
 * however it begins, or the title. */
#ifndef UNDERSTAND_BARE_H
#define UNDERSTAND_BARE_H

#include "parsers/understand/letter/quoted.h"

/* 《故乡》，席慕，15202266904: a work told in one line, which is read; else false, and a name left over goes to the work at hand. */
bool bare_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o);

/* The same with a piece a line, from this line on; it adds name and title that are left over. How many lines were
 * looked at, which need no second look. */
size_t bare_read_run(
        struct reading *rd, struct drafts *d, const struct blocks *b, size_t line, struct origin o);

#endif
