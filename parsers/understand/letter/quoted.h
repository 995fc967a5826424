/* What of a body is the sender's own word: without quoted copies of the notice and of our own mails. What a
 * sender forwards from an author stays. */
#ifndef UNDERSTAND_QUOTED_H
#define UNDERSTAND_QUOTED_H

#include "parsers/understand/works/drafts.h"

struct blocks {
	LIST(const struct block *) v;
	LIST(const struct block *)
	ours;                        /* quoted from our own mails: read only for what was filled in there */
	LIST(size_t) starts;         /* the first block of each mail that is passed on */
	LIST(const char *) subjects; /* … and its subject, "" without */
	bool dropped;                /* something was ours and left out */
	const char *from_name;       /* the display name of whom the text passes on; "" without */
	bool superseded; /* an earlier mail of the sender's own is quoted below words that tell all anew */
	bool amended;    /* … or below words that change something in it: a person looks */
};

void quoted_strip(struct reading *rd, const struct text *t, struct blocks *kept_r);

/* 新港街道总工会 of "新港街道总工会" <a@b.cn>; "" where there is only an address. */
const char *quoted_display_name(struct reading *rd, const char *field);

/* The line names us: our address, its local part, or the receiver. */
bool quoted_names_us(struct reading *rd, const struct runes *r);

#endif
