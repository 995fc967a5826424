/* What Word keeps about characters: whether they are hidden, or deleted and only kept for a reviewer. */
#ifndef PARSERS_DOC_CHPX_H
#define PARSERS_DOC_CHPX_H

#include "parsers/office/ole.h"

struct doc_chpx; /* closed by doc_chpx_close */

/* The index (PlcfBteChpx) lies at `offset` of the table stream. Never NULL; without a usable index all is shown. */
struct doc_chpx *doc_chpx_open(GsfInput *main, GsfInput *table, uint32_t offset, uint32_t len);
void doc_chpx_close(struct doc_chpx **c);
/* A reader of the document does not see the character at the byte `at` of the main stream. */
bool doc_chpx_hides(struct doc_chpx *c, uint32_t at);

#endif
