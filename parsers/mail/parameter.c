#include "parsers/mail/parameter.h"

#include "parsers/mail/header.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PIECES_MOST = 200 };

/* One "name*2*=value" as it stands in the field. */
struct piece {
	const char *value;
	size_t len;
	bool present, extended, quoted;
};

/* All pieces of one parameter: the plain form, and the numbered ones ("name*" counts as number 0). */
struct pieces {
	struct piece plain, numbered[PIECES_MOST];
};

/* A quote ends the value only before ';' or the end: names with stray quotes inside are common. */
static const char *quoted_end(const char *s, const char *end)
{
	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end && (s[1] == '"' || s[1] == '\\')) {
			s++;
			continue;
		}
		if (*s != '"')
			continue;
		const char *next = s + 1;
		while (next < end && isspace((unsigned char)*next))
			next++;
		if (next == end || *next == ';')
			return s;
	}
	return end;
}

static const char *read_value(const char *s, const char *end, struct piece *p_r)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	*p_r = (struct piece){.present = true, .quoted = s < end && *s == '"'};
	p_r->value = p_r->quoted ? s + 1 : s;
	const char *close = p_r->quoted ? quoted_end(s + 1, end) : memchr(s, ';', (size_t)(end - s));
	if (!close)
		close = end;
	p_r->len = (size_t)(close - p_r->value);
	const char *next = memchr(close, ';', (size_t)(end - close));
	return next ? next + 1 : end;
}

/* Where the attribute at `s` is `key`, puts the piece into its place. */
static void sort_in(const char *s, const char *end, const char *key, struct piece p, struct pieces *all)
{
	size_t len = strlen(key);
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	if ((size_t)(end - s) < len || strncasecmp(s, key, len) != 0)
		return;
	s += len;
	if (s == end) {
		if (!all->plain.present)
			all->plain = p;
		return;
	}
	if (*s++ != '*')
		return;
	p.extended = s == end || end[-1] == '*';
	unsigned long number = 0;
	for (; s < end && isdigit((unsigned char)*s) && number < PIECES_MOST; s++)
		number = number * 10 + (unsigned long)(*s - '0');
	if (number < PIECES_MOST && !all->numbered[number].present)
		all->numbered[number] = p;
}

static void collect(const char *raw, const char *key, struct pieces *all)
{
	const char *end = raw + strnlen(raw, LIMIT_PARAMETER_BYTES);
	const char *s = memchr(raw, ';', (size_t)(end - raw));
	for (s = s ? s + 1 : end; s < end;) {
		while (s < end && (isspace((unsigned char)*s) || *s == ';'))
			s++;
		const char *name_end = s;
		while (name_end < end && *name_end != '=' && *name_end != ';')
			name_end++;
		if (name_end == end || *name_end == ';') {
			s = name_end;
			continue;
		}
		struct piece p;
		const char *next = read_value(name_end + 1, end, &p);
		sort_in(s, name_end, key, p, all);
		s = next;
	}
}

static void put_percent(const char *s, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && i + 2 < len && isxdigit((unsigned char)s[i + 1]) &&
		        isxdigit((unsigned char)s[i + 2])) {
			char hex[3] = {s[i + 1], s[i + 2], '\0'};
			buf_putc(out, (char)strtoul(hex, NULL, 16));
			i += 2;
		} else if (s[i] != '\r' && s[i] != '\n') {
			buf_putc(out, s[i]);
		}
	}
}

/* Cuts "charset'language'" off the first piece. */
static void take_charset(struct piece *p, char *charset, size_t room)
{
	const char *first = memchr(p->value, '\'', p->len);
	const char *second = first ? memchr(first + 1, '\'', p->len - (size_t)(first + 1 - p->value)) : NULL;
	size_t len = second ? (size_t)(first - p->value) : 0;
	if (!second || len >= room)
		return;
	memcpy(charset, p->value, len);
	charset[len] = '\0';
	p->len -= (size_t)(second + 1 - p->value);
	p->value = second + 1;
}

static char *join_numbered(struct pieces *all, struct arena *a)
{
	char charset[64] = "";
	struct buf bytes = BUF_INIT(LIMIT_PARAMETER_BYTES), text = BUF_INIT(4 * LIMIT_PARAMETER_BYTES);
	if (all->numbered[0].extended)
		take_charset(&all->numbered[0], charset, sizeof charset);
	for (size_t i = 0; i < PIECES_MOST && all->numbered[i].present; i++) {
		const struct piece *p = &all->numbered[i];
		if (p->extended) {
			put_percent(p->value, p->len, &bytes);
		} else {
			char *plain = p->quoted ? header_unquote(p->value, p->len, a)
			                        : arena_strndup(a, p->value, p->len);
			buf_puts(&bytes, plain);
		}
	}
	charset_to_utf8(charset, buf_str(&bytes), bytes.len, &text);
	/* Only here can encoded-words stand inside RFC 2231 pieces; the text is UTF-8 already and stays as it
	 * is otherwise. */
	char *value = header_decode(buf_str(&text), text.len, a);
	buf_free(&bytes);
	buf_free(&text);
	return value;
}

char *parameter_decode(const char *raw, const char *key, struct arena *a)
{
	struct pieces all = {0};
	collect(raw, key, &all);
	if (all.numbered[0].present)
		return join_numbered(&all, a);
	if (!all.plain.present)
		return arena_strdup(a, "");
	char *plain = all.plain.quoted ? header_unquote(all.plain.value, all.plain.len, a)
	                               : arena_strndup(a, all.plain.value, all.plain.len);
	return header_decode(plain, strlen(plain), a);
}
