/* Any line as the value of an Authentication-Results field. */
#include "parsers/mail/authres.h"
#include "parsers/mail/header.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *id = NULL;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const char *value = header_clean(arena_strndup(a, (const char *)data, size), LIMIT_HEADER_BYTES, a);
	enum authentication found = authres_read(value, "author@example.org", a, &id);
	if (found >= AUTHENTICATION_COUNT || !id || (!*id && found != AUTHENTICATION_NONE))
		abort();
	arena_close(&a);
	return 0;
}
