#include "daemon/send/smtp.h"

#include <string.h>

bool smtp_address_is_safe(const char *address)
{
	size_t len = strlen(address);
	if (len > LIMIT_ADDRESS_BYTES)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)address[i];
		if (c <= ' ' || c >= 0x7f || strchr("<>\"\\(),:;[]", c))
			return false;
	}
	return true;
}

/* Length of one character of strict UTF-8 at `s`, 0 where there is none. */
static size_t utf8_length(const unsigned char *s, size_t left)
{
	size_t len = s[0] < 0x80 ? 1 : s[0] >> 5 == 6 ? 2 : s[0] >> 4 == 14 ? 3 : s[0] >> 3 == 30 ? 4 : 0;
	if (len == 0 || len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if (s[i] >> 6 != 2)
			return 0;
	if ((s[0] & 0xfe) == 0xc0 || (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0) ||
	        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90) || s[0] > 0xf4)
		return 0;
	return len;
}

static bool is_utf8(const char *bytes, size_t len)
{
	size_t n = 1;
	for (size_t at = 0; at < len && n; at += n)
		n = utf8_length((const unsigned char *)bytes + at, len - at);
	return n > 0;
}

/* Some servers (QQ) answer in raw GBK, pieces of which may look like UTF-8: unless all of it is UTF-8, none
 * of it is. */
void smtp_make_safe(const char *bytes, size_t len, char *text_r, size_t size)
{
	bool utf8 = is_utf8(bytes, len);
	size_t out = 0;
	for (size_t at = 0, n; at < len; at += n) {
		const unsigned char *s = (const unsigned char *)bytes + at;
		bool plain = *s >= ' ' && *s != 0x7f && (*s < 0x80 || utf8);
		n = utf8 ? utf8_length(s, len - at) : 1;
		if (out + n >= size)
			break;
		for (size_t i = 0; i < n; i++)
			text_r[out++] = plain ? (char)s[i] : '?';
	}
	text_r[out] = '\0';
}
