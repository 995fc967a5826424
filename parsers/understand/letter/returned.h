/* What a bounce says: which of our mails came back, from whom, and whether for good. By RFC 3464 where it follows it, else by the
 * returned header fields and the words of the providers. */
#ifndef UNDERSTAND_RETURNED_H
#define UNDERSTAND_RETURNED_H

#include "parsers/understand/works/drafts.h"

/* Fills claims.returned. */
void returned_read(struct reading *rd, const struct document *d);

#endif
