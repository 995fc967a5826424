/* Files that stand as uuencoded lines ("begin 644 name" … "end") in the text of a body. */
#ifndef PARSERS_UUENCODE_H
#define PARSERS_UUENCODE_H

#include "parsers/collect.h"

/* Takes such blocks out of a text; false where it holds none. */
bool uuencode_cut(struct buf *text);

enum { UU_LINE_MOST = 512 }; /* a longer line is none of a block */

/* Reads a whole body in a stream and gives the files in it to `to`, as parts beside the body. Zeroed at first
 * but for `to` and `body`. */
struct uudecoder {
	struct collector *to;
	const struct item *body;
	char line[UU_LINE_MOST], begin[UU_LINE_MOST];
	size_t len, begin_len; /* a "begin" counts once the next line bears it out */
	bool in_block, taken;
};

/* Outcomes as of collect_add. */
MUST_USE enum outcome uuencode_add(struct uudecoder *d, const void *bytes, size_t len, struct reason *why);
/* A block without its end is a file too. */
void uuencode_end(struct uudecoder *d);

#endif
