/* Lines that tell of several works one after the other: 一、…；二、…, 一个是…《A》，一个是…《B》 */
#ifndef UNDERSTAND_SEVERAL_H
#define UNDERSTAND_SEVERAL_H

#include "parsers/understand/works/drafts.h"

enum { SEVERAL_MOST = 24 };

/* Cuts the line into what stands before the works, each work, in their order; how many parts, 0 where the line is to be read as one.
 * *first_r is the first part that is a work's. */
size_t several_split(
        struct reading *rd, const struct runes *r, struct span parts[SEVERAL_MOST], size_t *first_r);

#endif
