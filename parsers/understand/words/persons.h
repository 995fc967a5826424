/* Persons behind a label: parted from each other, and from their roles, departments and posts. */
#ifndef UNDERSTAND_PERSONS_H
#define UNDERSTAND_PERSONS_H

#include "parsers/understand/works/drafts.h"

/* Names of a span, one a line; "" where none looks like one. A department is none. `strict`: only by shape. */
const char *persons_read(struct reading *rd, const struct runes *r, struct span span, bool strict);

/* The span is a group that performs: 新港街道职工合唱团. */
bool persons_is_group(struct reading *rd, const struct runes *r, struct span s);

#endif
