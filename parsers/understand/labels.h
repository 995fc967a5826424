/* Lines of text: labels with their values, and what running text tells without labels. */
#ifndef UNDERSTAND_LABELS_H
#define UNDERSTAND_LABELS_H

#include "parsers/understand/values.h"

void labels_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o);

/* The whole span is a label, a colon and a bracketed remark aside. */
bool labels_is_label(struct reading *rd, const struct runes *r, struct span s, struct labelled *l_r);

#endif
