/* Any bytes as the value of a header field: RFC 2047 words, raw 8-bit text, addresses, quoted names. */
#include "parsers/mail/header.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_a_line(const char *s)
{
	if (!charset_is_utf8(s, strlen(s)) || strpbrk(s, "\r\n"))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why;
	if (!ready && charset_preload(&why) != DONE)
		abort();
	ready = true;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	char *raw = arena_strndup(a, (const char *)data, size);
	must_be_a_line(header_decode((const char *)data, size, a));
	const struct mailbox m = header_first_mailbox(raw, a);
	must_be_a_line(m.name);
	if (m.address[0] && !header_address_is_sound(m.address))
		abort();
	if (strpbrk(header_clean(raw, 200, a), "\r\n"))
		abort();
	(void)header_unquote((const char *)data, size, a);
	arena_close(&a);
	return 0;
}
