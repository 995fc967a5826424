/* The header of a message: all its fields, decoded, and the claims that stand in them. */
#ifndef PARSERS_ENVELOPE_H
#define PARSERS_ENVELOPE_H

#include "parsers/document.h"

#include <gmime/gmime.h>

/* Adds the fields of `m` to d->headers as those of message number `message`; of the mail itself (0) also
 * fills the claims. */
void envelope_read(GMimeMessage *m, uint32_t message, struct document *d, struct arena *a);

/* The raw value of the first field of that name, "" where there is none. Belongs to `object`. */
const char *envelope_field(GMimeObject *object, const char *name);

/* `s`, or a copy cut to at most `most` bytes between two characters. */
const char *envelope_cap(const char *s, size_t most, struct arena *a);

#endif
