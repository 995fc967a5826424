#include "schema/receipt.h"

#include <stdio.h>

/* Damm's quasigroup of order 10 (H. M. Damm, 2004): totally anti-symmetric, so that every single error and
 * every transposition of neighbours changes the result. */
static const unsigned char damm[10][10] = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

static unsigned check_digits(const char *text)
{
	unsigned interim = 0;
	for (; *text; text++)
		if (*text >= '0' && *text <= '9')
			interim = damm[interim][*text - '0'];
	return interim;
}

const char *receipt_make(struct arena *a, const char *prefix, int64_t serial)
{
	const char *body = arena_printf(a, "%s-%04lld", prefix, (long long)serial);
	return arena_printf(a, "%s-%u", body, check_digits(body));
}

bool receipt_is_valid(const char *text)
{
	size_t digits = 0;
	for (const char *p = text; *p; p++) {
		if (*p >= '0' && *p <= '9')
			digits++;
		else if (*p != '-')
			return false;
	}
	return digits >= 6 && check_digits(text) == 0;
}
