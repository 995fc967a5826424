/* Any bytes as a Content-Type or Content-Disposition field: RFC 2231 and what clients write in its place. */
#include "parsers/mail/parameter.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = {"name", "filename", "charset", "boundary", "x"};
	static bool ready;
	struct reason why;
	if (!ready && charset_preload(&why) != DONE)
		abort();
	ready = true;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	char *raw = arena_strndup(a, (const char *)data, size);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *value = parameter_decode(raw, keys[i], a);
		if (!charset_is_utf8(value, strlen(value)) || strpbrk(value, "\r\n"))
			abort();
	}
	arena_close(&a);
	return 0;
}
