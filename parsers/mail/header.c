#include "parsers/mail/header.h"

#include "parsers/mail/base64.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* One encoded-word: =?charset*language?B?text?= */
struct word {
	char charset[64];
	char encoding;
	const char *text, *end; /* `end` points behind the closing ?= */
	size_t len;
};

static bool word_read(const char *at, const char *end, struct word *w_r)
{
	if (end - at < 8 || at[0] != '=' || at[1] != '?')
		return false;
	const char *charset = at + 2;
	const char *mark = memchr(charset, '?', (size_t)(end - charset));
	if (!mark || mark == charset || end - mark < 5 || mark[2] != '?' ||
	        (size_t)(mark - charset) >= sizeof w_r->charset)
		return false;
	size_t len = (size_t)(mark - charset);
	for (size_t i = 0; i < len; i++)
		if (!isgraph((unsigned char)charset[i]))
			return false;
	*w_r = (struct word){.encoding = (char)toupper((unsigned char)mark[1]), .text = mark + 3};
	const char *close = memmem(w_r->text, (size_t)(end - w_r->text), "?=", 2);
	if ((w_r->encoding != 'B' && w_r->encoding != 'Q') || !close)
		return false;
	const char *language = memchr(charset, '*', len);
	memcpy(w_r->charset, charset, language ? (size_t)(language - charset) : len);
	w_r->len = (size_t)(close - w_r->text);
	w_r->end = close + 2;
	return true;
}

static int hex_value(char c)
{
	return isdigit((unsigned char)c)    ? c - '0'
	       : isxdigit((unsigned char)c) ? toupper((unsigned char)c) - 'A' + 10
	                                    : -1;
}

static void word_put_quoted(const struct word *w, struct buf *bytes)
{
	for (size_t i = 0; i < w->len; i++) {
		int high = w->text[i] == '=' && i + 2 < w->len ? hex_value(w->text[i + 1]) : -1;
		int low = high >= 0 ? hex_value(w->text[i + 2]) : -1;
		if (low >= 0) {
			buf_putc(bytes, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_putc(bytes, w->text[i] == '_' ? ' ' : w->text[i]);
		}
	}
}

static void word_put_base64(const struct word *w, struct buf *bytes)
{
	struct base64 state = {0};
	for (size_t i = 0; i < w->len; i += 256) {
		uint8_t out[256];
		size_t n = base64_decode(&state, w->text + i, w->len - i < 256 ? w->len - i : 256, out);
		buf_put(bytes, out, n);
	}
	uint8_t rest[2];
	buf_put(bytes, rest, base64_finish(&state, rest));
}

/* Words of one charset are joined as bytes before they are converted: clients cut them inside characters. */
struct decoder {
	struct buf *out;
	struct buf bytes;
	char charset[64];
};

static void decoder_flush(struct decoder *d)
{
	if (d->bytes.len)
		charset_to_utf8(d->charset, d->bytes.data, d->bytes.len, d->out);
	buf_reset(&d->bytes);
	d->charset[0] = '\0';
}

static void decoder_add(struct decoder *d, const struct word *w)
{
	if (strcasecmp(d->charset, w->charset) != 0)
		decoder_flush(d);
	memcpy(d->charset, w->charset, sizeof d->charset);
	if (w->encoding == 'B')
		word_put_base64(w, &d->bytes);
	else
		word_put_quoted(w, &d->bytes);
}

static bool is_blank_only(const char *s, const char *end)
{
	while (s < end && memchr(" \t\r\n", *s, 4))
		s++;
	return s == end;
}

static void decode_words(const char *raw, size_t len, struct buf *out)
{
	struct decoder d = {.out = out, .bytes = BUF_INIT(LIMIT_HEADER_BYTES)};
	const char *at = raw, *end = raw + len, *plain = raw;
	bool behind_word = false;
	while (at < end) {
		struct word w;
		if (!word_read(at, end, &w)) {
			at++;
			continue;
		}
		if (!behind_word || !is_blank_only(plain, at)) {
			decoder_flush(&d);
			charset_to_utf8(NULL, plain, (size_t)(at - plain), out);
		}
		decoder_add(&d, &w);
		behind_word = true;
		plain = at = w.end;
	}
	decoder_flush(&d);
	charset_to_utf8(NULL, plain, (size_t)(end - plain), out);
	buf_free(&d.bytes);
}

/* A copy in the arena: folds undone, control bytes blank, ends trimmed. */
static char *clean_line(const char *s, size_t len, struct arena *a)
{
	char *line = arena_alloc(a, len + 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		bool fold = s[i] == '\r' || s[i] == '\n';
		if (fold && i + 1 < len && memchr(" \t\r\n", s[i + 1], 4))
			continue;
		line[n++] = (unsigned char)s[i] < ' ' || s[i] == 0x7f ? ' ' : s[i];
	}
	while (n > 0 && line[n - 1] == ' ')
		n--;
	line[n] = '\0';
	return line + strspn(line, " ");
}

char *header_decode(const char *raw, size_t len, struct arena *a)
{
	if (len > LIMIT_HEADER_BYTES)
		len = LIMIT_HEADER_BYTES;
	struct buf out = BUF_INIT(4 * LIMIT_HEADER_BYTES);
	decode_words(raw, len, &out);
	char *line = clean_line(buf_str(&out), out.len, a);
	buf_free(&out);
	return line;
}

char *header_clean(const char *raw, size_t most, struct arena *a)
{
	char *line = clean_line(raw, strnlen(raw, LIMIT_HEADER_BYTES), a);
	size_t len = strlen(line);
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)line[i] >= 0x80)
			line[i] = '?';
	if (len > most)
		line[most] = '\0';
	return line;
}

char *header_unquote(const char *s, size_t len, struct arena *a)
{
	bool double_byte = !charset_is_utf8(s, len);
	char *plain = arena_alloc(a, len + 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		if (double_byte && (unsigned char)s[i] >= 0x81 && i + 1 < len) {
			plain[n++] = s[i++];
			plain[n++] = s[i];
			continue;
		}
		if (s[i] == '"')
			continue;
		if (s[i] == '\\' && i + 1 < len && (s[i + 1] == '"' || s[i + 1] == '\\'))
			i++;
		plain[n++] = s[i];
	}
	plain[n] = '\0';
	return plain;
}

bool header_address_is_sound(const char *address)
{
	const char *at = strrchr(address, '@');
	if (!at || at == address || !at[1] || at - address > 64 || strlen(at) > 254 || address[0] == '-')
		return false;
	for (const char *p = address; p < at; p++)
		if (!isgraph((unsigned char)*p) || strchr("<>()[]\\,;:@\"", *p))
			return false;
	for (const char *p = at + 1; *p; p++)
		if (!isalnum((unsigned char)*p) && *p != '-' && *p != '.')
			return false;
	return at[1] != '.' && at[1] != '-' && address[strlen(address) - 1] != '.' && !strstr(at, "..");
}

/* The raw pieces of the first mailbox of a list. */
struct mailbox_span {
	const char *name, *name_end, *address, *address_end;
};

static const char *skip_quoted(const char *s)
{
	for (s++; *s && *s != '"'; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : s;
}

static const char *skip_comment(const char *s)
{
	unsigned depth = 0;
	for (; *s; s++) {
		depth += *s == '(';
		if (*s == ')' && --depth == 0)
			return s + 1;
	}
	return s;
}

/* A comma ends the first mailbox only where an address was seen: bad clients leave commas of names unquoted.
 */
static struct mailbox_span find_mailbox(const char *raw)
{
	struct mailbox_span m = {.name = raw, .name_end = raw, .address = raw, .address_end = raw};
	bool at_sign = false;
	const char *s = raw;
	while (*s && !(at_sign && (*s == ',' || *s == ';'))) {
		if (*s == '"') {
			s = skip_quoted(s);
		} else if (*s == '(') {
			const char *end = skip_comment(s);
			m.name = s + 1;
			m.name_end = end > s + 1 && end[-1] == ')' ? end - 1 : end;
			if (at_sign)
				m.address_end = s;
			s = end;
		} else if (*s == '<') {
			const char *close = strpbrk(s, ">\r\n");
			m = (struct mailbox_span){
			        raw, s, s + 1, close && *close == '>' ? close : s + strlen(s)};
			return m;
		} else {
			at_sign = at_sign || *s == '@';
			s++;
		}
	}
	if (!at_sign)
		m.address = m.address_end = raw;
	else if (m.address_end == raw)
		m.address_end = s;
	return m;
}

/* An address as it is within one machine. */
static bool is_local(const char *address)
{
	for (const char *p = address; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-._+", *p))
			return false;
	return *address && strlen(address) <= 64;
}

static struct mailbox take_mailbox(const char *raw, struct arena *a)
{
	struct mailbox_span m = find_mailbox(raw);
	char *address = header_decode(m.address, (size_t)(m.address_end - m.address), a);
	char *name = header_unquote(m.name, (size_t)(m.name_end - m.name), a);
	if (strncasecmp(address, "mailto:", 7) == 0)
		address += 7;
	if (!header_address_is_sound(address))
		address[strcspn(address, " ")] = '\0'; /* several, with blanks between them */
	name = header_decode(name, strlen(name), a);
	bool sound = header_address_is_sound(address), echo = strcasecmp(name, address) == 0;
	return (struct mailbox){
	        echo ? "" : name, sound ? address : "", sound || is_local(address) ? address : ""};
}

struct mailbox header_first_mailbox(const char *raw, struct arena *a)
{
	char *field = arena_strndup(a, raw, strnlen(raw, LIMIT_HEADER_BYTES));
	struct mailbox m = take_mailbox(field, a);
	if (m.address[0])
		return m;
	/* Some programs encode the whole field, address and all. */
	char *decoded = header_decode(field, strlen(field), a);
	struct mailbox second = strstr(field, "=?") ? take_mailbox(decoded, a) : m;
	if (second.address[0])
		return second;
	if (!m.name[0] && !strpbrk(decoded, "@<>"))
		m.name = header_unquote(decoded, strlen(decoded), a);
	return m;
}
