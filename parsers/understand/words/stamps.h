/* Lines of a form that are there for stamp, signature and day: （盖章）　　年　月　日. What stands on them is no value. */
#ifndef UNDERSTAND_STAMPS_H
#define UNDERSTAND_STAMPS_H

#include "parsers/understand/words/lexicon.h"

/* The span holds words and signs of such a line, and nothing else. A day that was filled in is one only beside a word for the
 * stamp: 7月1日 by itself may be what a work is called. */
bool stamp_is_line(const struct lexicon *lex, const struct runes *r, struct span s);
/* A unit's name without what belongs to its stamp: 塘沽街道总工会（盖章）2022年8月12日. Empty where that is all. */
struct span stamp_trim_unit(const struct lexicon *lex, const struct runes *r, struct span s);

#endif
