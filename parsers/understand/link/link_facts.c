#include "parsers/understand/link/link_facts.h"

#include "parsers/understand/link/providers.h"
#include "parsers/understand/words/dates.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

enum { DAY = 86400, NEAR = 8, CODE_LEAST = 3, CODE_MOST = 16 };

/* The rune at a byte of the text as written. */
static size_t rune_of(const struct runes *r, size_t byte)
{
	size_t low = 0, high = r->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (r->at[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool link_find_word(const struct runes *r, struct span s, const char *const *words, struct span *s_r)
{
	const char *first = NULL;
	size_t len = 0;
	for (; *words && s.from < s.to; words++) {
		const char *at = strcasestr(r->text + r->at[s.from], *words);
		if (at && (!first || at < first)) {
			first = at;
			len = strlen(*words);
		}
	}
	if (!first || (size_t)(first - r->text) + len > r->at[s.to])
		return false;
	*s_r = (struct span){
	        rune_of(r, (size_t)(first - r->text)), rune_of(r, (size_t)(first - r->text) + len)};
	return true;
}

static size_t skip_blanks(const struct runes *r, size_t i, size_t to)
{
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	return i;
}

/* --- size --- */

/* The unit of a size that begins at `at`; false for a letter that may be anything (4K, 5G) where nothing but a
 * size stands in such a place. */
static bool read_unit(
        const struct runes *r, struct span number, size_t at, size_t to, unsigned *shift_r, size_t *end_r)
{
	static const char units[] = "bkmgt";
	const char *unit = at < to && r->cp[at] < 0x80 ? strchr(units, (int)r->cp[at]) : NULL;
	if (at + 1 < to && r->cp[at] == 0x5b57 && r->cp[at + 1] == 0x8282) { /* 字节 */
		*shift_r = 0;
		*end_r = at + 2;
		return true;
	}
	if (!unit || !*unit)
		return false;
	size_t end = at + 1;
	bool plain = *unit != 'b' && end < to && (r->cp[end] == 'b' || r->cp[end] == 'i');
	while (plain && end < to && (r->cp[end] == 'b' || r->cp[end] == 'i'))
		end++;
	size_t before = number.from, behind = skip_blanks(r, end, to);
	while (before > 0 && rune_is_blank(r->cp[before - 1]))
		before--;
	bool closed = behind >= to ? before == 0 || plain
	                           : r->cp[behind] == ')' || r->cp[behind] == ',' || r->cp[behind] == ']';
	bool opened = before > 0 && (r->cp[before - 1] == '(' || r->cp[before - 1] == ',' ||
	                                    r->cp[before - 1] == '[' || r->cp[before - 1] == ':');
	if ((end < to && (rune_is_letter(r->cp[end]) || rune_is_digit(r->cp[end]))) ||
	        (!plain && !closed && !opened))
		return false;
	*shift_r = (unsigned)(unit - units) * 10;
	*end_r = end;
	return true;
}

/* Digits with at most one point between them. */
static size_t number_end(const struct runes *r, size_t at, size_t to, double *n_r)
{
	double n = 0, scale = 0;
	size_t i = at;
	for (; i < to && i < at + 16; i++) {
		if (rune_is_digit(r->cp[i])) {
			n = n * 10 + (double)(r->cp[i] - '0');
			scale *= 10;
		} else if (r->cp[i] == '.' && scale < 1 && i > at) {
			scale = 1;
		} else {
			break;
		}
	}
	*n_r = scale > 1 ? n / scale : n;
	return i;
}

uint64_t link_read_size(const struct runes *r, struct span s, struct span *at_r)
{
	for (size_t i = s.from; i < s.to; i++) {
		double n;
		unsigned shift;
		size_t end;
		bool inside = i > s.from && (rune_is_digit(r->cp[i - 1]) || rune_is_letter(r->cp[i - 1]) ||
		                                    r->cp[i - 1] == '.');
		if (inside || !rune_is_digit(r->cp[i]))
			continue;
		size_t number = number_end(r, i, s.to, &n);
		if (!read_unit(r, (struct span){i, number}, skip_blanks(r, number, s.to), s.to, &shift, &end))
			continue;
		n *= (double)(1ull << shift);
		*at_r = (struct span){i, end};
		return n <= (double)LIMIT_LINK_BYTES ? (uint64_t)(n + 0.5) : 0;
	}
	return 0;
}

/* --- expiry --- */

/* Days since 1970-01-01. */
static int64_t days_of(struct day d)
{
	int64_t y = d.year - (d.month <= 2), era = y / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* 19:18, 18时, 9点30 behind a day; the last second of the day where there is none. */
static int64_t seconds_at(const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	int64_t part[3] = {0};
	size_t n = 0, i = skip_blanks(r, at, to);
	while (n < 3 && i < to && rune_is_digit(r->cp[i])) {
		size_t digits = i;
		for (; i < to && i < digits + 2 && rune_is_digit(r->cp[i]); i++)
			part[n] = part[n] * 10 + (int64_t)(r->cp[i] - '0');
		bool goes_on = i < to && (r->cp[i] == ':' || r->cp[i] == 0x65f6 || r->cp[i] == 0x70b9 ||
		                                 r->cp[i] == 0x5206 || r->cp[i] == 0x79d2);
		if (n == 0 && !goes_on)
			break;
		n++;
		*end_r = i;
		if (!goes_on)
			break;
		*end_r = ++i;
	}
	bool told = n > 0 && part[0] < 24 && part[1] < 60 && part[2] < 60;
	return told ? part[0] * 3600 + part[1] * 60 + part[2] : DAY - 1;
}

static size_t gap_between(struct span one, struct span two)
{
	if (one.to <= two.from)
		return two.from - one.to;
	return two.to <= one.from ? one.from - two.to : 0;
}

/* How far the next word of expiry stands from a place; more than NEAR where none does. */
static size_t gap_to_word(const struct runes *r, struct span s, struct span place)
{
	size_t least = NEAR + 1;
	struct span word;
	for (struct span rest = s; link_find_word(r, rest, provider_expiry_words, &word);
	        rest.from = word.from + 1)
		if (gap_between(word, place) < least)
			least = gap_between(word, place);
	return least;
}

/* Without a year (1月5日到期, in December) it is the next such day. */
static int64_t moment_of(struct reading *rd, struct day d, int64_t seconds, bool year)
{
	int64_t at = days_of(d) * DAY + seconds - rd->campaign->utc_offset;
	if (!year && rd->claims->date > 0 && at < rd->claims->date - (int64_t)30 * DAY) {
		d.year++;
		at = days_of(d) * DAY + seconds - rd->campaign->utc_offset;
	}
	return at;
}

/* 2022年9月30日 18:00: of several days the one next to a word of expiry. */
static bool read_date(struct reading *rd, const struct runes *r, struct span s, struct link *link)
{
	size_t least = NEAR + 1, end;
	struct day d;
	for (size_t i = s.from; i < s.to; i++) {
		bool inside = i > s.from && (rune_is_digit(r->cp[i - 1]) || rune_is_letter(r->cp[i - 1]));
		if (inside || !rune_is_digit(r->cp[i]) ||
		        !date_at(r, i, s.to, date_year_of_mail(rd), &d, &end))
			continue;
		int64_t seconds = seconds_at(r, end, s.to, &end);
		size_t gap = gap_to_word(r, s, (struct span){i, end});
		if (gap < least) {
			least = gap;
			link->expiry = EXPIRY_DATE;
			link->expires = moment_of(rd, d, seconds, rune_is_digit(r->cp[i + 2]));
		}
		i = end - 1;
	}
	return least <= NEAR;
}

/* 天 日 周 月 年 小时, with 个 or 星 before: seconds, 0 for anything else. */
static int64_t unit_seconds(const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	size_t i = skip_blanks(r, at, to);
	i += i < to && (r->cp[i] == 0x4e2a || r->cp[i] == 0x661f || r->cp[i] == 0x5c0f);
	if (i >= to)
		return 0;
	*end_r = i + 1;
	switch (r->cp[i]) {
	case 0x5929: /* 天 */
	case 0x65e5: /* 日 */
		return DAY;
	case 0x5468: /* 周 */
	case 0x671f: /* 星期 */
		return 7 * DAY;
	case 0x6708: /* 月 */
		return 30 * DAY;
	case 0x5e74: /* 年 */
		return 365 * DAY;
	case 0x65f6: /* 小时 */
		return 3600;
	default:
		return r->cp[i] == 'd' && i + 3 < to && r->cp[i + 1] == 'a' && r->cp[i + 2] == 'y' ? DAY : 0;
	}
}

/* 30天后过期, 有效期：7天 */
static bool read_span(const struct runes *r, struct span s, int64_t sent, struct link *link)
{
	struct figure f;
	for (size_t i = s.from, end; i < s.to; i++) {
		if (!figure_at(r, i, s.to, &f))
			continue;
		int64_t unit = unit_seconds(r, f.span.to, s.to, &end);
		if (unit && f.value > 0 && f.value < 1000 && !f.fraction &&
		        gap_to_word(r, s, (struct span){i, end}) <= NEAR / 2) {
			link->expiry = sent > 0 ? EXPIRY_DATE : EXPIRY_UNKNOWN;
			link->expires = sent > 0 ? sent + f.value * unit : 0;
			return true;
		}
		i = f.span.to > i ? f.span.to - 1 : i;
	}
	return false;
}

bool link_read_expiry(
        struct reading *rd, const struct runes *r, struct span s, int64_t sent, struct link *link)
{
	struct span word;
	if (read_date(rd, r, s, link) || read_span(r, s, sent, link))
		return true;
	if (!link_find_word(r, s, provider_lasting_words, &word))
		return false;
	link->expiry = EXPIRY_NEVER;
	link->expires = 0;
	return true;
}

/* --- extraction code --- */

static bool is_code_sign(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || rune_is_digit(c);
}

const char *link_read_code(struct reading *rd, const struct runes *r, struct span s)
{
	struct span word;
	for (; link_find_word(r, s, provider_code_words, &word); s.from = word.from + 1) {
		size_t i = word.to;
		while (i < s.to &&
		        (rune_is_blank(r->cp[i]) || r->cp[i] == ':' || r->cp[i] == '=' ||
		                r->cp[i] == 0x662f || r->cp[i] == 0x4e3a || rune_opens(r->cp[i]))) /* 是 为 */
			i++;
		size_t end = i;
		while (end < s.to && is_code_sign(r->cp[end]))
			end++;
		if (end - i >= CODE_LEAST && end - i <= CODE_MOST)
			return runes_text(rd->a, r, (struct span){i, end});
	}
	return "";
}

const char *link_code_of(struct reading *rd, const char *url)
{
	for (const char *p = strpbrk(url, "?#&"); p; p = strpbrk(p + 1, "?#&"))
		for (const char *const *key = provider_code_keys; *key; key++) {
			size_t n = strlen(*key);
			if (strncasecmp(p + 1, *key, n) != 0 || p[1 + n] != '=')
				continue;
			const char *value = p + 2 + n;
			size_t len = strspn(
			        value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
			if (len >= CODE_LEAST && len <= CODE_MOST)
				return arena_strndup(rd->a, value, len);
		}
	return "";
}
