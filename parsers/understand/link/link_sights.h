/* Every address in a text that leads to somebody's file: typed out, or behind what HTML shows. */
#ifndef UNDERSTAND_LINK_SIGHTS_H
#define UNDERSTAND_LINK_SIGHTS_H

#include "parsers/understand/letter/quoted.h"
#include "parsers/understand/link/providers.h"

/* A line, or a line of a table's cell. */
struct link_row {
	const char *text;
	size_t block;        /* index into the blocks that were looked at */
	bool quoted;         /* stands in a mail that is passed on */
	bool taken;          /* belongs to a table or write-up that was read already */
	struct table_row in; /* of which table it is a row's; table NULL for a line */
	struct runes r;      /* made by link_row_runes() */
};

struct sight {
	const char *url;
	const struct provider *provider;
	const char
	        *shown; /* what HTML shows for it; "" for an address that is typed out or behind a picture */
	size_t row;
	struct span
	        at; /* of the address, or of what is shown, in the row; empty where it is not to be seen */
	int64_t expires; /* as a mail program says behind the text; 0: it does not */
};

struct sights {
	LIST(struct link_row) rows;
	LIST(struct sight) v; /* in the order of the text */
};

/* `text` is the one that the blocks are of; `taken` has a flag for each block. */
void sights_find(struct reading *rd, const struct blocks *b, const struct text *text, const bool *taken,
        struct sights *s_r);

const struct runes *link_row_runes(struct reading *rd, struct link_row *row);

#endif
