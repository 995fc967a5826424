/* Blocks of an answer that begin with one of our receipt numbers, as our questions print them to be filled in: typed anew above
 * the quotation, or filled in where they stand in it. */
#ifndef UNDERSTAND_ANSWERS_H
#define UNDERSTAND_ANSWERS_H

#include "parsers/understand/letter/letter.h"

/* Turns each block into a work of l->answers that names its number; its lines are `taken`. */
void answers_read(struct reading *rd, struct letter *l, const struct blocks *b, bool *taken, uint32_t part);

/* The number of ours that a text names, where it names just one; "" elsewhere. */
const char *answers_only_receipt(struct reading *rd, const struct blocks *b);

/* Words of the form of our tokens in subject and body, quoted or not. */
void answers_find_tokens(struct reading *rd, const struct document *d);

#endif
