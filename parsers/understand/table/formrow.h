/* Rows of a form: labels with their values to the right, or both in one cell. */
#ifndef UNDERSTAND_FORMROW_H
#define UNDERSTAND_FORMROW_H

#include "parsers/understand/table/cells.h"

void formrow_read(const struct cells *c, struct drafts *d, struct origin o, uint32_t row);

/* A cell's text behind its label. */
void formrow_read_value(
        const struct cells *c, struct drafts *d, struct origin o, const struct labelled *l, const char *text);

#endif
