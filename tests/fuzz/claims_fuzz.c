/* Any bytes as what a jail says about a mail: the border that a taken-over jail would attack. What is believed must
 * come back the same. */
#include "schema/claims.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VERSION_BYTES = 4 };

/* The version is the one of today, so that seeds outlive it. */
static uint8_t *of_today(const uint8_t *data, size_t size, struct arena *a)
{
	struct buf sample = BUF_INIT(LIMIT_CLAIMS_BYTES);
	uint8_t *copy = memcpy(arena_alloc(a, size), data, size);
	claims_encode(claims_new(a), &sample);
	memcpy(copy, buf_str(&sample), size < VERSION_BYTES ? size : VERSION_BYTES);
	buf_free(&sample);
	return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct buf once = BUF_INIT(LIMIT_CLAIMS_BYTES), twice = BUF_INIT(LIMIT_CLAIMS_BYTES);
	struct claims *claims, *again;
	struct reason why = {""};
	enum outcome o = claims_decode(of_today(data, size, a), size, a, &claims, &why);
	if (o == REFUSED ? !why.text[0] : o != DONE)
		abort();
	if (o == DONE) {
		claims_encode(claims, &once);
		if (claims_decode(buf_str(&once), once.len, a, &again, &why) != DONE)
			abort();
		claims_encode(again, &twice);
		if (once.len != twice.len || memcmp(buf_str(&once), buf_str(&twice), once.len) != 0)
			abort();
	}
	buf_free(&once);
	buf_free(&twice);
	arena_close(&a);
	return 0;
}
