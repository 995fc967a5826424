/* Works that documents tell of, joined with those of the letter's own text. */
#ifndef UNDERSTAND_JOIN_H
#define UNDERSTAND_JOIN_H

#include "parsers/understand/letter/letter.h"

/* How many works the documents may tell of at most. */
size_t join_count(const struct letter *l);

/* `works` holds the `n` works of the text and has room for join_count() more; how many there are then. Forms
 * that name no work say what counts for all, unless there are several. */
size_t join_documents(struct reading *rd, struct letter *l, struct draft **works, size_t n);

#endif
