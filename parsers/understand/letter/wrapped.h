/* Paragraphs that a mail program broke into lines of one width, in the middle of words. */
#ifndef UNDERSTAND_WRAPPED_H
#define UNDERSTAND_WRAPPED_H

#include "parsers/understand/letter/quoted.h"

/* Makes one line of each such paragraph. */
void wrapped_join(struct reading *rd, struct blocks *b);

#endif
