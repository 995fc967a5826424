/* Running text without labels: titles in 《》, units, persons and mobile numbers, hints at the sub-project.
 */
#ifndef UNDERSTAND_PROSE_H
#define UNDERSTAND_PROSE_H

#include "parsers/understand/words/values.h"

/* The campaign, one of its sub-projects or its notice, where a title would stand. */
bool prose_is_slogan(struct reading *rd, const struct runes *r, struct span s);

/* `labelled`: labels stand in the same line, so that a title in it is the work's. */
void prose_read(struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o,
        bool labelled);

#endif
