/* Labels whose values stand on the next line. */
#ifndef UNDERSTAND_BELOW_H
#define UNDERSTAND_BELOW_H

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/letter/quoted.h"

/* The line that holds the value of the label that line `i` consists of, and its place; NULL where line `i` is none, or the value is
 * left out. Behind a colon only what looks like the label's value is one, an empty line between them or not. */
const char *below_value(
        struct reading *rd, const struct blocks *b, size_t i, struct labelled *l_r, size_t *at_r);

#endif
