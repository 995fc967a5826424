/* Attached documents: registration forms, tables of works, works that carry their labels, and plain texts. */
#ifndef UNDERSTAND_DOCUMENTS_H
#define UNDERSTAND_DOCUMENTS_H

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/letter/letter.h"

/* Reads what of a document's blocks is not `taken` by statistics: f->told, and f->purpose where the text tells
 * it. A purpose that was set before is kept unless works are told of as well. */
void documents_read(struct reading *rd, const struct blocks *b, const bool *taken, struct file_view *f);

#endif
