/* The token by which an answer finds its conversation where a client drops the header fields: ten letters and digits that only
 * we can make, as they stand in our subjects and texts ("K7Q2M-9XDTB"). */
#ifndef SCHEMA_TOKEN_H
#define SCHEMA_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOKEN_SIZE = 12 }; /* with the hyphen and NUL */

/* Writes the first 50 of 64 bits. */
void token_write(uint64_t bits, char token_r[TOKEN_SIZE]);

/* The next word of a token's form at or behind `text`, in the form of token_write (I and L are 1, O is 0); where it ends, or
 * NULL. That it has the form says nothing yet. */
const char *token_find(const char *text, char token_r[TOKEN_SIZE]);

#endif
