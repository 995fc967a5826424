#include "schema/token.h"

#include <ctype.h>
#include <string.h>

enum { HALF = 5 };

/* Crockford's: no I, L, O, U, so that nothing is misread and no word comes about. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void token_write(uint64_t bits, char token_r[TOKEN_SIZE])
{
	for (size_t i = 0; i < TOKEN_SIZE - 1; i++) {
		token_r[i] = '-';
		if (i == HALF)
			continue;
		token_r[i] = alphabet[bits >> 59];
		bits <<= 5;
	}
	token_r[TOKEN_SIZE - 1] = '\0';
}

static char as_meant(char c)
{
	c = (char)toupper((unsigned char)c);
	return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

static bool read_at(const char *s, char token_r[TOKEN_SIZE])
{
	for (size_t i = 0; i < TOKEN_SIZE - 1; i++) {
		token_r[i] = as_meant(s[i]);
		bool fits = i == HALF ? s[i] == '-' : token_r[i] && strchr(alphabet, token_r[i]);
		if (!fits)
			return false;
	}
	token_r[TOKEN_SIZE - 1] = '\0';
	return true;
}

const char *token_find(const char *text, char token_r[TOKEN_SIZE])
{
	bool inside = false; /* a longer word, such as a Message-ID */
	for (const char *s = text; *s; s++) {
		if (!inside && read_at(s, token_r) && !isalnum((unsigned char)s[TOKEN_SIZE - 1]) &&
		        s[TOKEN_SIZE - 1] != '-')
			return s + TOKEN_SIZE - 1;
		inside = isalnum((unsigned char)*s) || *s == '-';
	}
	return NULL;
}
