/* Parameters of Content-Type and Content-Disposition from raw bytes: RFC 2231 (continuations, charset,
 * characters cut anywhere) and what is written in its place: encoded-words, raw 8-bit names, unquoted names
 * with blanks. */
#ifndef PARSERS_PARAMETER_H
#define PARSERS_PARAMETER_H

#include "base/arena.h"

/* The decoded value of `key` in a raw field value, "" where there is none. The result is one line, ends
 * trimmed. */
char *parameter_decode(const char *raw, const char *key, struct arena *a);

#endif
