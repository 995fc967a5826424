/* Text of a header field as RFC 2047 encoded-words, for compose.c alone. GMime 3.2.13 makes words of more
 * than 75 bytes, which the RFC forbids. */
#ifndef KEEP_ENCODED_WORD_H
#define KEEP_ENCODED_WORD_H

#include "base/buf.h"

/* Appends valid UTF-8 as encoded-words of at most 64 bytes with "\n " between them, each holding whole
 * characters: the lines of a folded field, the first of which may have a name before it. */
void encoded_word_put(const char *text, struct buf *out);

#endif
