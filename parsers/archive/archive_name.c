#include "parsers/archive/archive.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <ctype.h>
#include <string.h>

/* Characters that show as nothing, or turn the direction of what follows them. */
static size_t trick_at(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	if (*u < ' ' || *u == 0x7f)
		return 1;
	if (u[0] == 0xc2 && u[1] >= 0x80 && u[1] <= 0x9f)
		return 2;
	if (u[0] == 0xe2 && u[1] == 0x80 && (u[2] == 0x8e || u[2] == 0x8f || (u[2] >= 0xa8 && u[2] <= 0xae)))
		return 3;
	return u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9 ? 3 : 0;
}

/* One name between two separators; `first` may be a drive. */
static void put_name(struct buf *out, const char *s, size_t len, bool first)
{
	if (first && len >= 2 && isalpha((unsigned char)s[0]) && s[1] == ':') {
		s += 2;
		len -= 2;
	}
	if (len == 0 || (len == 1 && s[0] == '.') || (len == 2 && s[0] == '.' && s[1] == '.'))
		return;
	if (out->len)
		buf_putc(out, '/');
	for (const char *end = s + len; s < end;) {
		size_t trick = trick_at(s);
		buf_put(out, trick ? "_" : s, 1);
		s += trick ? trick : 1;
	}
}

/* Backslashes count as separators after decoding only: before, one may be the second byte of a GBK character.
 */
const char *archive_name(const char *raw, struct arena *a)
{
	struct buf utf8 = BUF_INIT(16 * LIMIT_NAME_BYTES), out = BUF_INIT(LIMIT_NAME_BYTES);
	bool first = true;
	size_t len = strnlen(raw, 4 * LIMIT_NAME_BYTES);
	charset_to_utf8("", raw, len, &utf8);
	const char *s = buf_str(&utf8);
	for (size_t n; *s; s += n + (s[n] != '\0')) {
		n = strcspn(s, "/\\");
		put_name(&out, s, n, first);
		first = false;
	}
	const char *name = arena_strndup(a, buf_str(&out), charset_cut_utf8(buf_str(&out), out.len));
	buf_free(&utf8);
	buf_free(&out);
	return *name ? name : "_";
}
