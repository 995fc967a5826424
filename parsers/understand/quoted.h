/* What of a body is the sender's own word: without quoted copies of the notice and of our own mails. What a
 * sender forwards from an author stays. */
#ifndef UNDERSTAND_QUOTED_H
#define UNDERSTAND_QUOTED_H

#include "parsers/understand/drafts.h"

struct blocks {
	LIST(const struct block *) v;
	bool dropped; /* something was ours and left out */
};

void quoted_strip(struct reading *rd, const struct text *t, struct blocks *kept_r);

/* The line names us: our address, its local part, or the receiver. */
bool quoted_names_us(struct reading *rd, const struct runes *r);

#endif
