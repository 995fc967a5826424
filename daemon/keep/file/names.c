#include "daemon/keep/file/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* The next character of valid UTF-8, or its one bad byte as U+FFFD. */
static uint32_t next_character(const unsigned char **s)
{
	const unsigned char *p = *s;
	unsigned more = *p < 0x80 ? 0 : *p >= 0xf0 && *p < 0xf5 ? 3 : *p >= 0xe0 ? 2 : *p >= 0xc2 ? 1 : 9;
	if (*p >= 0xf5)
		more = 9;
	uint32_t c = more == 0 ? *p : more == 9 ? 0xfffd : *p & (0x3fu >> more);
	for (unsigned i = 1; more != 9 && i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			more = 9;
			c = 0xfffd;
		} else {
			c = c << 6 | (p[i] & 0x3fu);
		}
	}
	*s = p + (more == 9 ? 1 : more + 1);
	return c;
}

static bool is_forbidden(uint32_t c)
{
	return c < ' ' || c == 0x7f || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c)) || c == 0xfffd;
}

/* Invisible and direction-changing characters: they would make one name look like another. */
static bool is_invisible(uint32_t c)
{
	return (c >= 0x80 && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xe0000 && c <= 0xe0fff);
}

/* CON, LPT1 … name devices on Windows, with any extension. */
static bool is_device_name(const char *name)
{
	static const char *const plain[] = {"con", "prn", "aux", "nul"}, *const numbered[] = {"com", "lpt"};
	size_t stem = strcspn(name, ".");
	for (size_t i = 0; stem == 3 && i < sizeof plain / sizeof *plain; i++)
		if (strncasecmp(name, plain[i], 3) == 0)
			return true;
	for (size_t i = 0; stem == 4 && i < sizeof numbered / sizeof *numbered; i++)
		if (strncasecmp(name, numbered[i], 3) == 0 && strchr("0123456789", name[3]))
			return true;
	return false;
}

static char *replace_characters(struct arena *a, const char *name)
{
	const unsigned char *s = (const unsigned char *)name;
	char *out = arena_alloc(a, strlen(name) + 1), *to = out;
	while (*s) {
		const unsigned char *start = s;
		uint32_t c = next_character(&s);
		if (is_invisible(c))
			continue;
		if (is_forbidden(c)) {
			if (to > out && to[-1] != '_')
				*to++ = '_';
			continue;
		}
		memcpy(to, start, (size_t)(s - start));
		to += s - start;
	}
	return out;
}

/* Where the extension starts: a dot with one to ten bytes behind it; the end where there is none. */
static size_t stem_length(const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t len = strlen(name);
	size_t extension = dot && dot > name ? strlen(dot) : 0;
	return extension > 1 && extension <= 11 ? len - extension : len;
}

static size_t cut_at_character(const char *s, size_t most)
{
	while (most > 0 && ((unsigned char)s[most] & 0xc0) == 0x80)
		most--;
	return most;
}

const char *names_make_safe(struct arena *a, const char *name, size_t most, const char *fallback)
{
	char *s = replace_characters(a, name);
	s += strspn(s, ". -_");
	size_t len = strlen(s);
	while (len > 0 && strchr(". ", s[len - 1]))
		s[--len] = '\0';
	if (len == 0)
		return fallback;
	if (is_device_name(s))
		s = arena_printf(a, "_%s", s);
	size_t stem = stem_length(s);
	len = strlen(s);
	if (len > most && len - stem < most) {
		size_t cut = cut_at_character(s, most - (len - stem));
		return arena_printf(a, "%.*s%s", (int)cut, s, s + stem);
	}
	return len > most ? arena_strndup(a, s, cut_at_character(s, most)) : s;
}

const char *names_numbered(struct arena *a, const char *name, unsigned n)
{
	size_t stem = stem_length(name);
	return n < 2 ? name : arena_printf(a, "%.*s (%u)%s", (int)stem, name, n, name + stem);
}
