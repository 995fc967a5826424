/* What a mail or a file inside it looks like to a reader: texts made of lines and tables, in reading order.
 * The one model that every format's parser produces and that understand/ reads. Everything lives in the
 * mail's arena. */
#ifndef PARSERS_DOCUMENT_H
#define PARSERS_DOCUMENT_H

#include "base/arena.h"
#include "schema/claims.h"

#include <stdbool.h>
#include <stdint.h>

/* Cells in rows; a merged cell's text stands in its first cell, `merged_with_*` say where the others look. */
struct cell {
	const char *text; /* lines inside a cell are separated by "\n" */
	uint32_t merged_row,
	        merged_column; /* the cell that this one was merged into; itself where it was not */
};

struct table {
	uint32_t rows, columns;
	struct cell *cells; /* row by row; a short row is filled up with empty cells */
	const char *name;   /* a sheet's name; "" elsewhere */
	bool hidden; /* a sheet that its program does not show, or shows in part: what is shown stands before it */
};

static inline const struct cell *table_cell(const struct table *t, uint32_t row, uint32_t column)
{
	return &t->cells[(size_t)row * t->columns + column];
}

enum block_kind { BLOCK_LINE, BLOCK_TABLE };

struct block {
	enum block_kind kind;
	uint32_t quote;            /* depth of quotation: ">" marks, <blockquote> */
	const char *line;          /* BLOCK_LINE: one line, blanks at its ends removed, may be "" */
	const struct table *table; /* BLOCK_TABLE */
};

/* Where an <a> leads. */
struct hyperlink {
	const char *text, *url; /* http or https, as written */
	uint32_t block;         /* the block of the text it stands in; in a table, the table's */
	int64_t expires; /* epoch seconds, where a mail program gives them for a large attachment; 0: not */
};

/* A picture that the text shows from another part of the mail. */
struct shown_picture {
	const char *cid;  /* without "cid:" and <> */
	bool as_ornament; /* drawn small, or below the line that opens a signature */
};

/* What a reader found in one part: its text, and facts about the file. */
struct text {
	uint32_t part;    /* index into claims.parts */
	uint32_t message; /* 0: the mail itself; n: the n-th attached message */
	bool partial;     /* a cap cut it */
	LIST(struct block) blocks;
	LIST(struct hyperlink) links;
	LIST(struct shown_picture) pictures;
	enum unread unread;     /* set with REFUSED, or where the text is not all */
	bool macros, hides;     /* hides: text in sheets, rows or columns that its program does not show */
	uint32_t width, height; /* of a picture or film, in pixels */
	uint64_t milliseconds;  /* of a sound or film */
};

struct header {
	const char *name, *value; /* name in lower case; value decoded, unfolded */
	uint32_t message;         /* as in struct text */
};

/* A mail as it was read. `claims` already holds the header fields and the parts. */
struct document {
	struct claims *claims;
	LIST(struct header) headers; /* all fields of the mail and its attached messages, in order */
	size_t header_bytes;         /* of all of them, raw */
	LIST(struct text) texts;     /* bodies and readable documents, in the order of their parts */
	LIST(struct text) reports;   /* delivery status, returned header fields: lines for programs */
};

#endif
