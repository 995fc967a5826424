/* multipart/alternative: one content in several dress, of which one is read, so that no label is met twice.
 */
#ifndef PARSERS_ALTERNATIVE_H
#define PARSERS_ALTERNATIVE_H

#include "parsers/document.h"

/* Of the body texts from index `first` on keeps the HTML one where it has tables or links, or where the plain
 * one is empty or much shorter; else the plain one. Texts of files and of attached messages stay. */
void alternative_choose(struct document *d, size_t first);

#endif
