#include "parsers/understand/words/runes.h"

#include "parsers/understand/words/simplified.h"

#include <string.h>

static const uint32_t brackets[][2] = {{'(', ')'}, {'[', ']'}, {'{', '}'}, {0x3010, 0x3011}, {0x300a, 0x300b},
        {0x3008, 0x3009}, {0x300c, 0x300d}, {0x300e, 0x300f}, {0x201c, 0x201d}, {0x2018, 0x2019},
        {0x3014, 0x3015}, {0x3016, 0x3017}, {'"', '"'}, {'<', '>'}};

enum { BRACKETS = sizeof brackets / sizeof *brackets };

/* One code point; a byte that is no UTF-8 stands for U+FFFD and is stepped over alone. */
static size_t decode(const unsigned char *s, uint32_t *cp_r)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = s[0] < 0x80                   ? 1
	             : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
	             : s[0] >= 0xe0                ? 3
	             : s[0] >= 0xc2                ? 2
	                                           : 0;
	if (s[0] >= 0xf5)
		len = 0;
	uint32_t cp = len == 1 ? s[0] : s[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			len = 0;
		else
			cp = cp << 6 | (s[i] & 0x3fu);
	}
	if (len == 0 || cp < least[len]) {
		*cp_r = 0xfffd;
		return 1;
	}
	*cp_r = cp;
	return len;
}

static uint32_t fold(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
		c -= 0xfee0;
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c < 0x20 || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f)
		return ' ';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63)
		return '-';
	if (c >= 0x4e00 && c <= 0x9fff)
		return rune_simplified(c);
	if (c == 0x3002) /* 。 stays, it ends sentences; the others are one with their ASCII forms */
		return c;
	if (c == 0x3008 || c == 0x3009) /* 〈〉 as 《》 */
		return c + 2;
	return c == 0xfe55 || c == 0x2236 ? ':' : c == 0xfe50 ? ',' : c == 0xfe54 ? ';' : c;
}

/* Signs that are not there for a reader: zero-width blanks, byte order marks, bidirectional marks. */
static bool is_invisible(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 || c == 0xfeff ||
	       c == 0xad;
}

struct runes runes_read(struct arena *a, const char *text)
{
	size_t len = strlen(text);
	struct runes r = {.text = text};
	r.cp = arena_alloc(a, (len + 1) * sizeof *r.cp);
	r.at = arena_alloc(a, (len + 1) * sizeof *r.at);
	for (size_t i = 0; i < len;) {
		uint32_t c;
		size_t used = decode((const unsigned char *)text + i, &c);
		c = fold(c);
		bool doubled = (c == '<' || c == '>') && r.n > 0 && r.cp[r.n - 1] == c;
		if (doubled) /* <<早班车>>: typed for 《》 */
			r.cp[r.n - 1] = c == '<' ? 0x300a : 0x300b;
		else if (!is_invisible(c)) {
			r.cp[r.n] = c;
			r.at[r.n++] = (uint32_t)i;
		}
		i += used;
	}
	r.at[r.n] = (uint32_t)len;
	return r;
}

bool rune_is_han(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x20000 && c <= 0x323af) || (c >= 0xf900 && c <= 0xfaff) || c == 0x3007;
}

bool rune_is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

uint32_t rune_numeral(uint32_t c)
{
	static const uint32_t numerals[] = {
	        0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341};
	for (uint32_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (numerals[i] == c)
			return i + 1;
	return 0;
}

bool rune_is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7); /* not ×, ÷ */
}

bool rune_is_word(uint32_t c)
{
	return rune_is_han(c) || rune_is_digit(c) || rune_is_letter(c);
}

uint32_t rune_closer(uint32_t opener)
{
	for (size_t i = 0; i < BRACKETS; i++)
		if (brackets[i][0] == opener)
			return brackets[i][1];
	return 0;
}

bool rune_opens(uint32_t c)
{
	return rune_closer(c) != 0;
}

bool rune_closes(uint32_t c)
{
	for (size_t i = 0; i < BRACKETS; i++)
		if (brackets[i][1] == c)
			return true;
	return false;
}

static bool is_edge(uint32_t c)
{
	return c == ' ' || c == ',' || c == ';' || c == ':' || c == 0x3002 || c == 0x3001 || c == '.' ||
	       c == '*' || c == '|' || c == '!' || c == 0xb7 || c == 0x2022 || c == 0x25cf;
}

struct span runes_trim(const struct runes *r, struct span s)
{
	while (s.from < s.to && is_edge(r->cp[s.from]))
		s.from++;
	while (s.to > s.from && is_edge(r->cp[s.to - 1]))
		s.to--;
	return s;
}

struct span runes_unwrap(const struct runes *r, struct span s)
{
	s = runes_trim(r, s);
	while (s.to > s.from + 1) {
		uint32_t closer = rune_closer(r->cp[s.from]);
		if (!closer || r->cp[s.to - 1] != closer)
			break;
		for (size_t i = s.from + 1; i + 1 < s.to;
		        i++) /* “夜校+云校”双课堂“…”: two pairs, not one around */
			if (r->cp[i] == closer)
				return s;
		s = runes_trim(r, (struct span){s.from + 1, s.to - 1});
	}
	return s;
}

const char *runes_text(struct arena *a, const struct runes *r, struct span s)
{
	return s.from >= s.to ? "" : arena_strndup(a, r->text + r->at[s.from], r->at[s.to] - r->at[s.from]);
}

const char *runes_text_dense(struct arena *a, const struct runes *r, struct span s)
{
	char *out = arena_alloc(a, s.from < s.to ? r->at[s.to] - r->at[s.from] + 1 : 1);
	size_t n = 0;
	for (size_t i = s.from; i < s.to; i++) {
		if (rune_is_blank(r->cp[i]))
			continue;
		memcpy(out + n, r->text + r->at[i], r->at[i + 1] - r->at[i]);
		n += r->at[i + 1] - r->at[i];
	}
	return out;
}

static size_t encode(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)((0xf00u >> len & 0xffu) | c);
	return len;
}

const char *runes_key(struct arena *a, const char *text)
{
	struct runes r = runes_read(a, text);
	char *out = arena_alloc(a, r.n * 4 + 1);
	size_t n = 0;
	for (size_t i = 0; i < r.n; i++)
		if (rune_is_word(r.cp[i]))
			n += encode(r.cp[i], out + n);
	return out;
}
