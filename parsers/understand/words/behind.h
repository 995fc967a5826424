/* Labels in brackets behind their values: 母馨月（姓名） */
#ifndef UNDERSTAND_BEHIND_H
#define UNDERSTAND_BEHIND_H

#include "parsers/understand/letter/labels.h"

/* Reads a line that from `at` on is such a value and nothing else, or several with signs between them; false, and nothing is
 * read, where it is not. */
bool behind_read(struct reading *rd, struct drafts *d, const struct runes *r, size_t at, struct origin o);

#endif
