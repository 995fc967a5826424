#include "daemon/keep/thread/titles.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Signs and blanks outside of ASCII that stand in titles. */
static const char *const signs[] = {"《", "》", "〈", "〉", "“", "”", "‘", "’", "（", "）", "【", "】", "〔",
        "〕", "［", "］", "「", "」", "：", "；", "，", "。", "、", "！", "？", "—", "–", "…", "·", "・",
        "～", "＋", "－", "＿", "　", "\xc2\xa0"};

static size_t sign_at(const char *s)
{
	if (isascii((unsigned char)*s))
		return !isalnum((unsigned char)*s);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

static char *without_signs(struct arena *a, const char *text)
{
	char *key = arena_strdup(a, text), *to = key;
	for (const char *s = key; *s;) {
		size_t n = sign_at(s);
		if (n == 0)
			*to++ = (char)tolower((unsigned char)*s);
		s += n ? n : 1;
	}
	*to = '\0';
	return key;
}

/* The length without one word of a newer version at the end: 终稿, v2. */
static size_t length_without_version(const struct campaign *c, const char *key, size_t len)
{
	const struct words *words = &c->phrases.version_words;
	size_t digits = 0;
	for (size_t i = 0; i < words->n; i++) {
		size_t n = strlen(words->v[i]);
		if (n < len && strncasecmp(key + len - n, words->v[i], n) == 0)
			return len - n;
	}
	while (digits + 1 < len && isdigit((unsigned char)key[len - 1 - digits]))
		digits++;
	return digits > 0 && digits < 3 && len > digits + 1 && key[len - 1 - digits] == 'v' ? len - digits - 1
	                                                                                    : len;
}

const char *titles_key(struct arena *a, const struct campaign *c, const char *title)
{
	char *key = without_signs(a, title);
	for (size_t len = strlen(key), less; (less = length_without_version(c, key, len)) < len; len = less)
		key[less] = '\0';
	return key;
}

static bool is_generic(const struct campaign *c, const char *key)
{
	const struct words *words = &c->shapes.generic_names;
	size_t len = strlen(key);
	while (len > 0 && isdigit((unsigned char)key[len - 1]))
		len--;
	if (len == 0)
		return true;
	for (size_t i = 0; i < words->n; i++)
		if (strlen(words->v[i]) == len && strncasecmp(key, words->v[i], len) == 0)
			return true;
	return false;
}

const char *titles_file_key(struct arena *a, const struct campaign *c, const char *name)
{
	const char *slash = strrchr(name, '/'), *own = slash ? slash + 1 : name, *dot = strrchr(own, '.');
	const char *key = titles_key(a, c, dot ? arena_strndup(a, own, (size_t)(dot - own)) : own);
	return is_generic(c, key) ? "" : key;
}
