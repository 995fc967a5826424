/* What a letter says of its files: that they come with it, or that they were handed in elsewhere. */
#ifndef UNDERSTAND_ENCLOSED_H
#define UNDERSTAND_ENCLOSED_H

#include "parsers/understand/works/drafts.h"

struct enclosed {
	bool works, table; /* what is told of as attached */
	bool unnamed;      /* … or something that the sentence does not name: 请见附件 */
	bool elsewhere;    /* a sentence without such words says where the works were handed in */
};

/* Adds what one line says, sentence by sentence. */
void enclosed_read(struct reading *rd, const struct runes *r, struct enclosed *told);

#endif
