#include "daemon/keep/reply/encoded_word.h"

#include <glib.h>
#include <string.h>

/* 39 bytes are 52 in base64; with what stands around them 64, and 73 behind "Subject: ": within the 76 of a
 * line. */
enum { WORD_BYTES = 39 };

static size_t whole_characters(const char *text)
{
	size_t n = strnlen(text, WORD_BYTES);
	if (n < WORD_BYTES)
		return n;
	while (n > 1 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void encoded_word_put(const char *text, struct buf *out)
{
	for (size_t n; (n = whole_characters(text)) > 0; text += n) {
		char *encoded = g_base64_encode((const guchar *)text, n);
		buf_printf(out, "=?UTF-8?B?%s?=%s", encoded, text[n] ? "\n " : "");
		g_free(encoded);
	}
}
