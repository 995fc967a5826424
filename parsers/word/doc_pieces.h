/* Where the characters of a Word document lie: pieces of its main stream, in one byte or in two. */
#ifndef PARSERS_DOC_PIECES_H
#define PARSERS_DOC_PIECES_H

#include "parsers/office/ole.h"

struct doc_piece {
	uint32_t first, end; /* counted in characters of all stories together */
	uint32_t offset;     /* of the first one in the main stream */
	bool wide;           /* UTF-16; else one byte a character */
};

struct doc_pieces {
	LIST(struct doc_piece) list; /* rising, without overlaps */
};

/* Reads the piece table (Clx) of `len` bytes at `offset` of the table stream. REFUSED where it is damaged. */
MUST_USE enum outcome doc_pieces_read(GsfInput *table, uint32_t offset, uint32_t len, struct arena *a,
        struct doc_pieces *p_r, struct reason *why);

#endif
