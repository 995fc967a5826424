#include "parsers/understand/words/phone.h"

#include <string.h>

enum { GROUPS = 12, DIGITS_MOST = 24 };

struct groups {
	char digits[DIGITS_MOST + 1];
	size_t n, count;
	size_t sum[GROUPS];   /* digits up to and with each group */
	size_t end[GROUPS];   /* place behind each group */
	uint32_t gap[GROUPS]; /* the sign before each group */
	bool country;         /* +86 stood before */
};

/* Signs that may stand between the groups of one number. */
static bool joins(uint32_t c)
{
	return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.';
}

static void collect(const struct runes *r, size_t at, size_t to, struct groups *g)
{
	size_t i = at;
	while (g->count < GROUPS && i < to) {
		size_t signs = 0;
		uint32_t gap = 0;
		for (; i < to && signs < 4 && joins(r->cp[i]); i++, signs++)
			gap = r->cp[i] == ' ' && gap ? gap : r->cp[i];
		if (i >= to || !rune_is_digit(r->cp[i]))
			break;
		g->gap[g->count] = gap;
		while (i < to && rune_is_digit(r->cp[i])) {
			if (g->n < DIGITS_MOST)
				g->digits[g->n++] = (char)r->cp[i];
			i++;
		}
		g->sum[g->count] = g->n;
		g->end[g->count++] = i;
	}
}

static bool is_mobile(const char *d, size_t n)
{
	return n == 11 && d[0] == '1' && d[1] >= '3';
}

static bool is_landline(const char *d, size_t n)
{
	if (d[0] == '0') /* area code of two or three digits behind the 0 */
		return d[1] >= '1' && (n == 11 || (n == 12 && d[1] >= '3') || (n == 10 && d[1] >= '3'));
	return n == 8 && d[0] >= '2' && d[0] <= '9';
}

static bool is_service(const char *d, size_t n)
{
	return n == 10 && (memcmp(d, "400", 3) == 0 || memcmp(d, "800", 3) == 0);
}

static enum fault fault_of(const char *d, size_t n)
{
	if (d[0] == '1')
		return n < 11 ? FAULT_TOO_SHORT : n > 11 ? FAULT_TOO_LONG : FAULT_NO_NUMBER;
	return n < 7 ? FAULT_TOO_SHORT : n > 12 ? FAULT_TOO_LONG : FAULT_NO_NUMBER;
}

/* 转 8012, -8012 */
static void read_extension(const struct lexicon *lex, const struct runes *r, size_t to, struct phone *p)
{
	size_t i = p->span.to;
	struct match m;
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	if (lexicon_at(lex, LEX(LEX_EXTENSION), r, i, to, &m))
		i = m.end;
	else if (i < to && r->cp[i] == '-')
		i++;
	else
		return;
	while (i < to && (rune_is_blank(r->cp[i]) || r->cp[i] == '.' || r->cp[i] == ':'))
		i++;
	char ext[8];
	size_t n = 0;
	while (i < to && rune_is_digit(r->cp[i]) && n < 7)
		ext[n++] = (char)r->cp[i++];
	ext[n] = '\0';
	if (n == 0 || n > 5)
		return;
	size_t len = strlen(p->digits);
	p->digits[len] = '-';
	memcpy(p->digits + len + 1, ext, n + 1);
	p->span.to = i;
}

static size_t skip_country(const struct runes *r, size_t at, size_t to, bool *country_r)
{
	size_t i = at;
	*country_r = false;
	while (i < to && (r->cp[i] == '(' || r->cp[i] == ' '))
		i++;
	bool plus = i < to && r->cp[i] == '+';
	if (i + 3 < to && r->cp[i] == '8' && r->cp[i + 1] == '6') { /* 86-138…, but not 8613 7022 */
		struct groups g = {0};
		collect(r, i + 2, to, &g);
		*country_r = g.n >= 10 && (is_mobile(g.digits, 11) ||
		                                  (!rune_is_digit(r->cp[i + 2]) && g.digits[0] == '2'));
		return *country_r ? i + 2 : at;
	}
	if (plus)
		i++;
	else if (i + 4 < to && r->cp[i] == '0' && r->cp[i + 1] == '0' && r->cp[i + 2] == '8')
		i += 2;
	else
		return at;
	if (i + 1 >= to || r->cp[i] != '8' || r->cp[i + 1] != '6')
		return at;
	*country_r = true;
	return i + 2;
}

/* A word that mixes letters into its digits, like 138O2O6617l. */
static bool has_letters(const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	size_t letters = 0, digits = 0, i = at;
	for (; i < to && (rune_is_digit(r->cp[i]) || rune_is_letter(r->cp[i])); i++)
		rune_is_digit(r->cp[i]) ? digits++ : letters++;
	*end_r = i;
	return letters > 0 && letters <= 4 && digits >= 5 && digits + letters >= 8;
}

bool shape_phone_at(const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct phone *p_r)
{
	struct groups g = {0};
	size_t end;
	bool country;
	*p_r = (struct phone){.span = {at, at}};
	size_t start = skip_country(r, at, to, &country);
	if (has_letters(r, start, to, &end)) {
		p_r->fault = FAULT_LETTERS;
		p_r->span.to = end;
		return true;
	}
	collect(r, start, to, &g);
	if (g.count == 0 || g.n == 0)
		return false;
	for (size_t k = g.count; k-- > 0;) { /* the longest run of groups that is a whole number */
		size_t n = g.sum[k];
		char d[DIGITS_MOST + 2] = "0";
		bool area = country && n == 10 && g.digits[0] != '0' && g.digits[0] != '1';
		memcpy(d + area, g.digits, n + 1);
		n += area;
		d[n] = '\0';
		if (!is_mobile(d, n) && !is_landline(d, n) && !is_service(d, n))
			continue;
		p_r->mobile = is_mobile(d, n);
		memcpy(p_r->digits, d, n + 1);
		p_r->span.to = g.end[k];
		if (!p_r->mobile)
			read_extension(lex, r, to, p_r);
		return true;
	}
	p_r->span.to = g.end[g.count - 1];
	memcpy(p_r->digits, g.digits, g.n + 1);
	p_r->fault = fault_of(g.digits, g.n);
	return true;
}

bool shape_is_day(const char *d)
{
	if (strlen(d) != 8 || (memcmp(d, "19", 2) != 0 && memcmp(d, "20", 2) != 0))
		return false;
	int month = (d[4] - '0') * 10 + d[5] - '0', day = (d[6] - '0') * 10 + d[7] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool is_address_sign(uint32_t c)
{
	return rune_is_digit(c) || rune_is_letter(c) || c == '_' || c == '-' || c == '.' || c == '@' ||
	       c == '+';
}

bool shape_address_at(const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	size_t i = at;
	while (i < to && is_address_sign(r->cp[i]))
		i++;
	*span_r = (struct span){at, i};
	return i - at >= 5;
}
