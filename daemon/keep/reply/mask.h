/* Personal values as they may stand in a mail that could go astray: enough to recognise, too little to use.
 */
#ifndef KEEP_MASK_H
#define KEEP_MASK_H

#include "base/buf.h"

/* 13802012345 -> 138****2345, 65309739 -> 65****39, li.wei@example.com -> l****@example.com. Appends to
 * `out`. */
void mask_contact(const char *value, struct buf *out);

/* Copies `text`, every run of 11 or more digits in it masked likewise: a file's name holds the number as
 * often as a form. */
void mask_numbers(const char *text, struct buf *out);

/* 张伟 -> 张*, 欧阳修远 -> 欧**: the first character, then one star for each of at most two more. Appends to
 * `out`. */
void mask_name(const char *name, struct buf *out);

#endif
