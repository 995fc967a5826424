#include "parsers/understand/link/link_names.h"

#include "parsers/understand/link/link_facts.h"
#include "parsers/understand/link/providers.h"
#include "schema/limits.h"

#include <string.h>

enum { EXTENSION_MOST = 5, NAME_MOST = 120 };

static bool is_extension_sign(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || rune_is_digit(c);
}

static bool ends_as_file(const struct runes *r, struct span s)
{
	size_t dot = s.to;
	while (dot > s.from && dot + EXTENSION_MOST >= s.to && is_extension_sign(r->cp[dot - 1]))
		dot--;
	if (dot < s.from + 2 || r->cp[dot - 1] != '.' || dot + 2 > s.to || s.to - dot > EXTENSION_MOST)
		return false;
	bool figure = rune_is_digit(r->cp[dot - 2]) && rune_is_digit(r->cp[dot]); /* 12.3MB, V5.10 */
	return !figure && !rune_is_digit(r->cp[s.to - 2]);
}

bool link_has_extension(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	return ends_as_file(&r, runes_trim(&r, (struct span){0, r.n}));
}

bool link_is_button(struct reading *rd, const char *shown)
{
	struct runes r = runes_read(rd->a, shown);
	struct span all = runes_trim(&r, (struct span){0, r.n}), at;
	if (all.from >= all.to || strstr(shown, "://") || provider_of(shown))
		return true;
	return !ends_as_file(&r, all) && link_find_word(&r, all, provider_button_words, &at);
}

/* Without a colon, a size in brackets and signs at the ends. */
static const char *clean(struct reading *rd, const struct runes *r, struct span s)
{
	struct span size;
	if (link_read_size(r, s, &size) && size.from > s.from + 1)
		for (size_t i = size.from; i > s.from; i--)
			if (r->cp[i - 1] == '(' || r->cp[i - 1] == '[') {
				s.to = i - 1;
				break;
			}
	s = runes_unwrap(r, s);
	while (s.from < s.to && (r->cp[s.from] == '-' || r->cp[s.from] == '>' || rune_closes(r->cp[s.from])))
		s = runes_trim(r, (struct span){s.from + 1, s.to});
	return s.to - s.from <= NAME_MOST ? runes_text(rd->a, r, s) : "";
}

/* 通过百度网盘分享的文件：… */
static const char *behind_word(struct reading *rd, const struct runes *r, struct span s)
{
	struct span word, share;
	for (struct span rest = s; link_find_word(r, rest, provider_name_words, &word); rest.from = word.to) {
		size_t i = word.to;
		while (i < s.to && rune_is_blank(r->cp[i]))
			i++;
		bool shared =
		        link_find_word(r, (struct span){s.from, word.from}, provider_share_words, &share);
		bool whole = shared || word.from == s.from || !rune_is_han(r->cp[word.from - 1]) ||
		             word.to - word.from > 2;
		if (whole && i < s.to && r->cp[i] == ':') /* 作品名称：… names no file */
			return clean(rd, r, (struct span){i + 1, s.to});
	}
	return "";
}

/* 我用夸克网盘分享了「…」 */
static const char *in_quotes(struct reading *rd, const struct runes *r, struct span s)
{
	struct span word;
	if (!link_find_word(r, s, provider_share_words, &word))
		return "";
	for (size_t i = word.to; i < s.to; i++) {
		bool quotes =
		        r->cp[i] == '"' || r->cp[i] == 0x300c || r->cp[i] == 0x201c || r->cp[i] == 0x3010;
		uint32_t closer = quotes ? rune_closer(r->cp[i]) : 0;
		for (size_t k = i + 1; closer && k < s.to; k++)
			if (r->cp[k] == closer)
				return clean(rd, r, (struct span){i + 1, k});
	}
	return "";
}

/* 【金山文档】报名表 */
static const char *behind_service(struct reading *rd, const struct runes *r, struct span s)
{
	size_t most = s.from + 6; /* a list's number may stand before it */
	while (s.from < s.to && s.from < most && r->cp[s.from] != '[' && r->cp[s.from] != 0x3010)
		s.from++;
	bool opens = s.from < s.to && (r->cp[s.from] == '[' || r->cp[s.from] == 0x3010);
	uint32_t closer = opens ? rune_closer(r->cp[s.from]) : 0;
	for (size_t i = s.from + 1; closer && i < s.to; i++)
		if (r->cp[i] == closer)
			return clean(rd, r, (struct span){i + 1, s.to});
	return "";
}

/* …炉火正红.mp4 (20M, …: everything up to the size, where that ends like a file. */
static const char *before_size(struct reading *rd, const struct runes *r, struct span s)
{
	struct span size;
	if (!link_read_size(r, s, &size))
		return "";
	size_t end = size.from;
	while (end > s.from &&
	        (rune_is_blank(r->cp[end - 1]) || r->cp[end - 1] == '(' || r->cp[end - 1] == '['))
		end--;
	struct span name = runes_trim(r, (struct span){s.from, end});
	return ends_as_file(r, name) ? clean(rd, r, name) : "";
}

static bool has_colon(const struct runes *r, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (r->cp[i] == ':')
			return true;
	return false;
}

/* Words without a label among them, and enough of them to be a name. */
static bool is_plain(const struct runes *r, struct span s)
{
	s = runes_trim(r, s);
	return !has_colon(r, s) && s.to >= s.from + 4;
}

const char *link_name_in(struct reading *rd, const struct runes *r, struct span s, bool loose)
{
	struct span bare, word;
	const char *name = behind_word(rd, r, s);
	if (!*name)
		name = in_quotes(rd, r, s);
	if (!*name)
		name = behind_service(rd, r, s);
	if (!*name)
		name = before_size(rd, r, s);
	if (!*name && !has_colon(r, s) && ends_as_file(r, runes_trim(r, s)))
		name = clean(rd, r, s);
	if (!*name && link_find_bare(rd, r, s, &bare))
		name = runes_text(rd->a, r, bare);
	if (!*name && loose && is_plain(r, s) && !link_find_word(r, s, provider_button_words, &word) &&
	        !link_find_word(r, s, provider_code_words, &word) &&
	        !link_find_word(r, s, provider_expiry_words, &word))
		name = clean(rd, r, s);
	return name;
}

/* --- names without links --- */

static bool is_known(struct reading *rd, const char *extension)
{
	const struct campaign *c = rd->campaign;
	bool known = strcmp(extension, "zip") == 0 || strcmp(extension, "rar") == 0 ||
	             strcmp(extension, "7z") == 0;
	for (size_t i = 0; i < c->sub_projects.n && !known; i++)
		for (size_t k = 0; k < c->sub_projects.v[i].extensions.n; k++)
			known = known || strcmp(c->sub_projects.v[i].extensions.v[k], extension) == 0;
	return known;
}

bool link_find_bare(struct reading *rd, const struct runes *r, struct span s, struct span *name_r)
{
	for (size_t dot = s.from + 1; dot + 2 < s.to; dot++) {
		size_t end = dot + 1, from = dot;
		while (end < s.to && end < dot + 6 &&
		        (rune_is_letter(r->cp[end]) || rune_is_digit(r->cp[end])))
			end++;
		if (r->cp[dot] != '.' || end < dot + 3)
			continue;
		while (from > s.from && !rune_is_blank(r->cp[from - 1]) && r->cp[from - 1] != '/' &&
		        r->cp[from - 1] != ':')
			from--;
		if (from + 2 > dot ||
		        !is_known(rd, runes_key(rd->a, runes_text(rd->a, r, (struct span){dot + 1, end}))))
			continue;
		*name_r = (struct span){from, end};
		return true;
	}
	return false;
}
