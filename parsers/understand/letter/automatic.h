/* Whether a program wrote the mail: header fields first, then the campaign's phrases. */
#ifndef UNDERSTAND_AUTOMATIC_H
#define UNDERSTAND_AUTOMATIC_H

#include "parsers/understand/works/drafts.h"

/* Sets claims.automatic and claims.automatic_why. */
void automatic_judge(struct reading *rd, const struct document *d);

#endif
