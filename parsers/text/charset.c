#include "parsers/text/charset.h"

#include "schema/limits.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Converters that are named in the code; the others are found by label only. */
enum { GB18030, BIG5, UTF16LE, UTF16BE, UTF32LE, UTF32BE, WESTERN, FIRST_OTHER };

/* One row per converter. Labels are those seen in mails; each GB name is read as the superset of all of them.
 */
static struct converter {
	const char *iconv_name;
	const char *labels; /* between blanks */
	iconv_t handle;     /* NULL: not opened, or not on this machine */
} converters[] = {
        [GB18030] = {"GB18030",
                " gb18030 gb2312 gb_2312-80 gb_2312 gb2312-80 gbk gb-k cp936 936 ms936 windows-936 x-gbk "
                "euc-cn euccn csgb2312 x-euc-cn gb18030-2000 gb13000 chinese zh_cn hz-gb-2312 hz ",
                NULL},
        [BIG5] = {"BIG5-HKSCS", " big5 big5-hkscs cp950 x-big5 big-5 csbig5 big5hkscs zh_tw ", NULL},
        [UTF16LE] = {"UTF-16LE", " utf-16le ", NULL},
        [UTF16BE] = {"UTF-16BE", " utf-16be utf-16 ucs-2 unicode ", NULL},
        [UTF32LE] = {"UTF-32LE", " utf-32le ", NULL},
        [UTF32BE] = {"UTF-32BE", " utf-32be utf-32 ", NULL},
        [WESTERN] = {"WINDOWS-1252",
                " iso-8859-1 windows-1252 us-ascii ascii latin1 iso8859-1 iso_8859-1 cp1252 ansi_x3.4-1968 "
                "x-ansi ",
                NULL},
        [FIRST_OTHER] = {"UTF-7", " utf-7 unicode-1-1-utf-7 x-utf-7 ", NULL},
        {"ISO-8859-2", " iso-8859-2 latin2 ", NULL},
        {"ISO-8859-3", " iso-8859-3 ", NULL},
        {"ISO-8859-4", " iso-8859-4 ", NULL},
        {"ISO-8859-5", " iso-8859-5 ", NULL},
        {"ISO-8859-6", " iso-8859-6 ", NULL},
        {"ISO-8859-7", " iso-8859-7 ", NULL},
        {"ISO-8859-8", " iso-8859-8 iso-8859-8-i ", NULL},
        {"ISO-8859-9", " iso-8859-9 latin5 ", NULL},
        {"ISO-8859-15", " iso-8859-15 latin-9 latin9 ", NULL},
        {"WINDOWS-1250", " windows-1250 cp1250 ", NULL},
        {"WINDOWS-1251", " windows-1251 cp1251 ", NULL},
        {"WINDOWS-1253", " windows-1253 cp1253 ", NULL},
        {"WINDOWS-1254", " windows-1254 cp1254 ", NULL},
        {"WINDOWS-1255", " windows-1255 cp1255 ", NULL},
        {"WINDOWS-1256", " windows-1256 cp1256 ", NULL},
        {"WINDOWS-1257", " windows-1257 cp1257 ", NULL},
        {"WINDOWS-1258", " windows-1258 cp1258 ", NULL},
        {"KOI8-R", " koi8-r ", NULL},
        {"KOI8-U", " koi8-u ", NULL},
        {"SHIFT_JIS", " shift_jis shift-jis sjis x-sjis cp932 ", NULL},
        {"ISO-2022-JP", " iso-2022-jp ", NULL},
        {"EUC-JP", " euc-jp ", NULL},
        {"EUC-KR", " euc-kr ks_c_5601-1987 cp949 ", NULL},
        {"ISO-2022-KR", " iso-2022-kr ", NULL},
        {"ISO-2022-CN", " iso-2022-cn iso-2022-cn-ext ", NULL},
};

enum { N_CONVERTERS = sizeof converters / sizeof converters[0] };

enum outcome charset_preload(struct reason *why)
{
	for (size_t i = 0; i < N_CONVERTERS; i++) {
		iconv_t handle = converters[i].handle ? converters[i].handle
		                                      : iconv_open("UTF-8", converters[i].iconv_name);
		converters[i].handle = handle == (iconv_t)-1 ? NULL : handle;
	}
	if (!converters[GB18030].handle)
		return fail_errno(why, BROKEN, "no GB18030 converter; install the C library's gconv modules");
	return DONE;
}

static struct converter *converter_by_label(const char *label)
{
	char wanted[64] = " ";
	size_t len = strlen(label);
	if (len == 0 || len > sizeof wanted - 3 || memchr(label, ' ', len))
		return NULL;
	memcpy(wanted + 1, label, len);
	wanted[len + 1] = ' ';
	for (size_t i = 0; i < N_CONVERTERS; i++)
		if (strcasestr(converters[i].labels, wanted))
			return &converters[i];
	return NULL;
}

/* The length of the UTF-8 character at `p`, 0 where there is none. */
static size_t utf8_length(const uint8_t *p, size_t left)
{
	if (p[0] < 0x80)
		return 1;
	size_t n = p[0] >= 0xc2 && p[0] < 0xe0   ? 2
	           : p[0] >= 0xe0 && p[0] < 0xf0 ? 3
	           : p[0] >= 0xf0 && p[0] < 0xf5 ? 4
	                                         : 0;
	if (n == 0 || n > left)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
	bool beyond = (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf4 && p[1] > 0x8f);
	return overlong || beyond ? 0 : n;
}

bool charset_is_utf8(const void *bytes, size_t len)
{
	const uint8_t *p = bytes;
	for (size_t i = 0, n; i < len; i += n)
		if ((n = utf8_length(p + i, len - i)) == 0)
			return false;
	return true;
}

size_t charset_cut_utf8(const char *s, size_t len)
{
	size_t at = len;
	while (at > 0 && len - at < 4 && ((uint8_t)s[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0 || (uint8_t)s[at - 1] < 0x80)
		return at;
	return utf8_length((const uint8_t *)s + at - 1, len - at + 1) == len - at + 1 ? len : at - 1;
}

static void put_valid(const void *bytes, size_t len, struct buf *out)
{
	const char *at = bytes, *end = at + len, *nul;
	while ((nul = memchr(at, 0, (size_t)(end - at)))) {
		buf_put(out, at, (size_t)(nul - at));
		at = nul + 1;
	}
	buf_put(out, at, (size_t)(end - at));
}

static void put_lossy_utf8(const void *bytes, size_t len, struct buf *out)
{
	const uint8_t *p = bytes;
	for (size_t i = 0, n; i < len; i += n ? n : 1) {
		n = utf8_length(p + i, len - i);
		if (n == 0)
			buf_puts(out, REPLACEMENT);
		else if (p[i])
			buf_put(out, p + i, n);
	}
}

/* A text this long may have been cut by a cap: half a character at its end is no fault of its charset. */
enum { MAY_BE_CUT = 4096 };

/* With `strict`, false on the first byte that does not decode. Otherwise such bytes become U+FFFD. */
static bool convert(iconv_t handle, const void *bytes, size_t len, bool strict, struct buf *out)
{
	if (!handle)
		return false;
	char *in = (char *)(uintptr_t)bytes, block[4096];
	size_t left = len;
	iconv(handle, NULL, NULL, NULL, NULL);
	while (left > 0) {
		char *to = block;
		size_t room = sizeof block;
		size_t r = iconv(handle, &in, &left, &to, &room);
		put_valid(block, sizeof block - room, out);
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		if (strict && !(errno == EINVAL && len >= MAY_BE_CUT))
			return false;
		if (errno == EINVAL)
			break;
		buf_puts(out, REPLACEMENT);
		in++;
		left--;
	}
	return true;
}

static bool try_strict(const struct converter *c, const void *bytes, size_t len, struct buf *out)
{
	size_t mark = out->len;
	if (convert(c->handle, bytes, len, true, out))
		return true;
	out->len = mark;
	if (out->data)
		out->data[mark] = '\0';
	return false;
}

static bool is_ascii(const uint8_t *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (p[i] >= 0x80)
			return false;
	return true;
}

/* Chinese as people write it stays in GB 2312's first level (B0..D7) and its punctuation (A1..A3); Western or
 * Big5 bytes that happen to decode as GB18030 do not. */
static bool is_plausible_gb(const uint8_t *p, size_t len)
{
	size_t usual = 0, other = 0;
	for (size_t i = 0; i + 1 < len; i++) {
		if (p[i] < 0x81)
			continue;
		bool common = ((p[i] >= 0xb0 && p[i] <= 0xd7) || (p[i] >= 0xa1 && p[i] <= 0xa3)) &&
		              p[i + 1] >= 0xa1;
		common ? usual++ : other++;
		i++;
	}
	return usual > other;
}

/* "Fr\xf6sche" decodes as GB18030 too; but Chinese does not stand as single characters between Latin letters,
 * each with a letter as its second byte. */
static bool is_western(const uint8_t *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (p[i] < 0x80)
			continue;
		bool inside = i > 0 && i + 1 < len && isalpha(p[i - 1]) && isalpha(p[i + 1]);
		if (!inside || p[i] < 0xc0)
			return false;
	}
	return true;
}

static bool has_private_use(const struct buf *b, size_t from)
{
	for (size_t i = from; i + 2 < b->len; i++) {
		uint8_t first = (uint8_t)b->data[i], second = (uint8_t)b->data[i + 1];
		if (first == 0xee || (first == 0xef && second >= 0x80 && second < 0xa4))
			return true;
	}
	return false;
}

/* UTF-8 with a few broken bytes, as a cut or a bad gateway leaves it. */
static bool is_mostly_utf8(const uint8_t *p, size_t len)
{
	size_t whole = 0, broken = 0;
	for (size_t i = 0, n; i < len; i += n ? n : 1) {
		n = utf8_length(p + i, len - i);
		whole += n >= 3;
		broken += n == 0;
	}
	return whole >= 8 && broken < whole / 2;
}

/* Without a trustworthy label: strict UTF-8, strict GB18030, strict Big5, and at last GB18030 with holes. */
static void guess(const uint8_t *p, size_t len, struct buf *out)
{
	size_t mark = out->len;
	if (charset_is_utf8(p, len)) {
		put_valid(p, len, out);
		return;
	}
	if (is_mostly_utf8(p, len)) {
		put_lossy_utf8(p, len, out);
		return;
	}
	if (is_western(p, len)) {
		(void)convert(converters[WESTERN].handle, p, len, false, out);
		return;
	}
	bool gb = try_strict(&converters[GB18030], p, len, out);
	if (gb && (is_plausible_gb(p, len) || !has_private_use(out, mark)))
		return;
	out->len = mark;
	if (try_strict(&converters[BIG5], p, len, out))
		return;
	if (is_plausible_gb(p, len))
		(void)convert(converters[GB18030].handle, p, len, false, out);
	else
		put_lossy_utf8(p, len, out);
}

/* Text labelled as one of the GB charsets that is whole UTF-8 of Han characters only: real GBK text does not
 * look so. */
static bool is_surely_utf8(const uint8_t *p, size_t len)
{
	size_t han = 0;
	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_length(p + i, len - i);
		if (n == 0 || n == 2)
			return false;
		han += n == 3 && p[i] >= 0xe3;
	}
	return han >= 3;
}

static bool put_by_mark(const uint8_t *p, size_t len, struct buf *out)
{
	static const struct {
		const char *mark;
		size_t len;
		int converter;
	} marks[] = {{"\xef\xbb\xbf", 3, -1}, {"\xff\xfe\0\0", 4, UTF32LE}, {"\0\0\xfe\xff", 4, UTF32BE},
	        {"\xff\xfe", 2, UTF16LE}, {"\xfe\xff", 2, UTF16BE}, {"\x84\x31\x95\x33", 4, GB18030}};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (len < marks[i].len || memcmp(p, marks[i].mark, marks[i].len) != 0)
			continue;
		if (marks[i].converter < 0)
			put_lossy_utf8(p + marks[i].len, len - marks[i].len, out);
		else
			(void)convert(converters[marks[i].converter].handle, p + marks[i].len,
			        len - marks[i].len, false, out);
		return true;
	}
	return false;
}

/* UTF-16 without a mark: the zero bytes of blanks, digits and line ends tell the order. */
static const struct converter *utf16_order(const uint8_t *p, size_t len)
{
	size_t even = 0, odd = 0;
	for (size_t i = 0; i + 1 < len; i += 2) {
		even += p[i] == 0;
		odd += p[i + 1] == 0;
	}
	return &converters[odd > even ? UTF16LE : UTF16BE];
}

/* "~{VPND~}": seven-bit GB 2312; the C library has no converter. Shifted bytes get their high bit back. */
static void put_hz(const uint8_t *p, size_t len, struct buf *out)
{
	struct buf raw = BUF_INIT(len);
	bool shifted = false;
	for (size_t i = 0; i < len; i++) {
		uint8_t next = i + 1 < len ? p[i + 1] : 0;
		if (p[i] == '~' && (next == '{' || next == '}' || next == '~' || next == '\n')) {
			shifted = next == '{' ? true : next == '}' ? false : shifted;
			if (next == '~')
				buf_putc(&raw, '~');
			i++;
		} else {
			buf_putc(&raw, (char)(shifted && p[i] > 0x20 ? p[i] | 0x80 : p[i]));
		}
	}
	guess((const uint8_t *)buf_str(&raw), raw.len, out);
	buf_free(&raw);
}

void charset_to_utf8(const char *declared, const void *bytes, size_t len, struct buf *out)
{
	const uint8_t *p = bytes;
	if (len == 0 || put_by_mark(p, len, out))
		return;
	const struct converter *c = declared ? converter_by_label(declared) : NULL;
	if (c == &converters[UTF16BE] && !strcasestr(declared, "be"))
		c = utf16_order(p, len);
	if (c == &converters[GB18030] && strncasecmp(declared, "hz", 2) == 0) {
		put_hz(p, len, out);
	} else if (c == &converters[WESTERN]) {
		if (is_ascii(p, len) || charset_is_utf8(p, len))
			put_valid(p, len, out);
		else if (is_plausible_gb(p, len) && try_strict(&converters[GB18030], p, len, out))
			return;
		else if (!convert(c->handle, p, len, false, out))
			put_lossy_utf8(p, len, out);
	} else if (c == &converters[GB18030] && is_surely_utf8(p, len)) {
		put_valid(p, len, out);
	} else if (!c || !try_strict(c, p, len, out)) {
		guess(p, len, out);
	}
}

bool charset_is_text(const void *bytes, size_t len)
{
	const uint8_t *p = bytes;
	/* Some programs fill up the last block with zeros; a whole file of them is damage. */
	for (size_t filled = 0; len > 1 && filled < LIMIT_FILLED_BYTES && p[len - 1] == '\0'; filled++)
		len--;
	for (size_t i = 0; i < len; i++)
		if (p[i] == 0x7f || (p[i] < ' ' && !memchr("\t\n\f\r\x1b", p[i], 5)))
			return false;
	/* The end may split a character, since the head of a longer file is asked about. */
	if (charset_is_utf8(p, charset_cut_utf8(bytes, len)))
		return true;
	struct buf scratch = BUF_INIT(4 * len);
	bool text = false;
	for (size_t cut = 0; cut < 4 && cut < len && !text; cut++)
		text = try_strict(&converters[GB18030], p, len - cut, &scratch);
	buf_free(&scratch);
	return text;
}
