/* Lines of text: labels with their values, and what running text tells without labels. */
#ifndef UNDERSTAND_LABELS_H
#define UNDERSTAND_LABELS_H

#include "parsers/understand/words/values.h"

void labels_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o);

/* Only what stands behind labels, in a line that begins with one: how documents give them, whose running text
 * is the work's own. How many labels were read. */
size_t labels_read_marked(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o);

/* The line begins with a label, which a colon or nothing follows. */
bool labels_begins(struct reading *rd, const struct runes *r);

/* The line begins with an ordinal: 一、, (2) */
bool labels_is_numbered(const struct runes *r);

/* Not one whose value is none of ours: 指导老师, 传真. */
bool labels_is_ours(const struct labelled *l);

/* The whole span is a label, a colon and a bracketed remark aside. */
bool labels_is_label(struct reading *rd, const struct runes *r, struct span s, struct labelled *l_r);

#endif
