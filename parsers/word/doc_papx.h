/* What Word keeps about paragraphs: whether one stands in a table, ends its row, and how that row is cut into
 * cells. */
#ifndef PARSERS_DOC_PAPX_H
#define PARSERS_DOC_PAPX_H

#include "parsers/office/ole.h"
#include "parsers/word/flow.h"

struct doc_papx; /* closed by doc_papx_close */

struct doc_paragraph {
	bool in_table, ends_row;
	struct flow_shape shape; /* of the row that it ends; n 0 where it is not told */
};

/* The index (PlcfBtePapx) lies at `offset` of the table stream. `data` may be NULL. Never NULL; without a
 * usable index no paragraph is found. */
struct doc_papx *doc_papx_open(
        GsfInput *main, GsfInput *table, GsfInput *data, uint32_t offset, uint32_t len);
void doc_papx_close(struct doc_papx **p);
/* The paragraph that holds the byte `at` of the main stream; false where nothing is known of it. */
bool doc_papx_find(struct doc_papx *p, uint32_t at, struct doc_paragraph *paragraph_r);

#endif
