/* Foreign Message-IDs made fit to be sent on, for compose.c alone: only "<...>" of printable ASCII is taken
 * up. */
#ifndef KEEP_MESSAGE_ID_H
#define KEEP_MESSAGE_ID_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends the first Message-ID of a field; false where it holds none. */
bool message_id_first(const char *field, struct buf *out);

/* Appends the References of an answer: those of the answered mail, shortened to LIMIT_REFERENCES, then its
 * Message-ID. */
void message_id_references(const char *references, const char *message_id, struct buf *out);

#endif
