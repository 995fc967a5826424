#include "parsers/understand/words/figures.h"

#define FIGURE_MOST INT64_C(1000000000000)

/* Digits in a row that are no count but a telephone number or a day. */
enum { DIGITS_MOST = 7 };

static int han_digit(uint32_t c)
{
	static const uint32_t digits[][2] = {{0x3007, 0}, {0x96f6, 0}, {0x4e00, 1}, {0x4e8c, 2}, {0x4e24, 2},
	        {0x4e09, 3}, {0x56db, 4}, {0x4e94, 5}, {0x516d, 6}, {0x4e03, 7}, {0x516b, 8}, {0x4e5d, 9}};
	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
		if (digits[i][0] == c)
			return (int)digits[i][1];
	return -1;
}

/* 十 百 千 */
static int64_t han_scale(uint32_t c)
{
	return c == 0x5341 ? 10 : c == 0x767e ? 100 : c == 0x5343 ? 1000 : 0;
}

/* 千 万 亿, and w as in 10w+ */
static int64_t large_scale(const struct runes *r, size_t i, size_t to)
{
	if (i >= to)
		return 0;
	if (r->cp[i] == 'w' && (i + 1 >= to || !rune_is_letter(r->cp[i + 1])))
		return 10000;
	return r->cp[i] == 0x4e07 ? 10000 : r->cp[i] == 0x4ebf ? 100000000 : r->cp[i] == 0x5343 ? 1000 : 0;
}

/* 余 多 来 几: more or less */
static bool is_vague(uint32_t c)
{
	return c == 0x4f59 || c == 0x591a || c == 0x6765 || c == 0x51e0;
}

static int64_t add_digit(int64_t n, int digit)
{
	return n < FIGURE_MOST ? n * 10 + digit : n;
}

static size_t read_han(const struct runes *r, size_t i, size_t to, int64_t *value_r)
{
	int64_t sum = 0, now = 0;
	bool scaled = false;
	for (; i < to; i++) {
		int digit = han_digit(r->cp[i]);
		int64_t scale = han_scale(r->cp[i]);
		if (digit < 0 && !scale)
			break;
		if (scale) {
			sum = sum > FIGURE_MOST ? FIGURE_MOST : sum;
			sum += (now ? now : 1) * scale;
			now = 0;
			scaled = true;
		} else {
			now = scaled ? digit : add_digit(now, digit); /* 二〇二二 digit by digit */
		}
	}
	*value_r = sum + now;
	return i;
}

static size_t read_digits(const struct runes *r, size_t i, size_t to, struct figure *f, int64_t *fraction_r)
{
	int64_t scale = 10000;
	for (; i < to; i++) {
		bool comma = r->cp[i] == ',' && i + 3 < to && rune_is_digit(r->cp[i + 1]) &&
		             rune_is_digit(r->cp[i + 2]) && rune_is_digit(r->cp[i + 3]) &&
		             (i + 4 >= to || !rune_is_digit(r->cp[i + 4]));
		if (comma) {
			f->digits = 0;
			continue;
		}
		if (!rune_is_digit(r->cp[i]))
			break;
		f->value = add_digit(f->value, (int)(r->cp[i] - '0'));
		f->digits++;
	}
	*fraction_r = 0;
	if (i + 1 < to && r->cp[i] == '.' && rune_is_digit(r->cp[i + 1]))
		for (i++, f->fraction = true; i < to && rune_is_digit(r->cp[i]); i++) {
			scale /= 10;
			*fraction_r += (int64_t)(r->cp[i] - '0') * scale;
		}
	return i;
}

bool figure_at(const struct runes *r, size_t at, size_t to, struct figure *f_r)
{
	int64_t fraction = 0;
	size_t end;
	*f_r = (struct figure){.span = {at, at}};
	if (at >= to)
		return false;
	if (rune_is_digit(r->cp[at]))
		end = read_digits(r, at, to, f_r, &fraction);
	else if (han_digit(r->cp[at]) >= 0 || r->cp[at] == 0x5341)
		end = read_han(r, at, to, &f_r->value);
	else
		return false;
	size_t behind = end < to && is_vague(r->cp[end]) ? end + 1 : end;
	int64_t scale = large_scale(r, behind, to);
	if (scale) {
		f_r->value = (f_r->value < FIGURE_MOST / scale ? f_r->value * scale : FIGURE_MOST) +
		             fraction * scale / 10000;
		f_r->many = true;
		end = behind + 1;
	}
	f_r->span.to = end;
	return true;
}

bool figure_find(const struct runes *r, struct span s, struct figure *f_r)
{
	for (size_t i = s.from; i < s.to; i++) {
		bool vague =
		        i > s.from && (r->cp[i - 1] == 0x51e0 || r->cp[i - 1] == 0x6570); /* 几十, 数百 */
		if (figure_at(r, i, s.to, f_r)) {
			if (!vague)
				return true;
			i = f_r->span.to - 1;
		}
	}
	return false;
}

enum counted { COUNTED_PEOPLE, COUNTED_OTHER, COUNTED_PLAIN };

static enum counted counted_by(struct reading *rd, const struct runes *r, size_t at, size_t to)
{
	struct match m;
	while (at < to && (rune_is_blank(r->cp[at]) || is_vague(r->cp[at]) || r->cp[at] == '+'))
		at++;
	if (!lexicon_at(rd->lex, LEX(LEX_PEOPLE) | LEX(LEX_OTHER_COUNT), r, at, to, &m))
		return at < to && r->cp[at] == ':' ? COUNTED_OTHER : COUNTED_PLAIN; /* 14:30 */
	return m.class == LEX_PEOPLE ? COUNTED_PEOPLE : COUNTED_OTHER;
}

/* A word that ends right before the figure, signs and blanks aside, within a few runes. */
static bool stands_before(
        struct reading *rd, enum lexicon_class class, const struct runes *r, size_t from, size_t at)
{
	struct match m;
	size_t near = at > from + 8 ? at - 8 : from;
	for (size_t i = near; i < at; i++)
		if (lexicon_at(rd->lex, LEX(class), r, i, at, &m))
			return true;
	return false;
}

struct people {
	int64_t sum, plain, together;
	bool groups, plains, whole;
	size_t since; /* behind the last figure */
	size_t depth; /* of brackets */
};

static void count(
        struct reading *rd, const struct runes *r, struct span s, const struct figure *f, struct people *p)
{
	enum counted what = counted_by(rd, r, f->span.to, s.to);
	bool aside = p->depth > 0 || stands_before(rd, LEX_ASIDE, r, p->since, f->span.from);
	if (what == COUNTED_OTHER || (f->digits > DIGITS_MOST && !f->many))
		return;
	if (!p->whole && !aside && stands_before(rd, LEX_TOGETHER, r, p->since, f->span.from)) {
		p->whole = true;
		p->together = f->value;
	}
	if (what == COUNTED_PEOPLE && (!aside || !p->groups)) {
		p->sum = aside || !p->groups ? f->value : p->sum + f->value;
		p->groups = true;
	} else if (what == COUNTED_PLAIN && !p->plains && !aside) {
		p->plain = f->value;
		p->plains = true;
	}
}

int64_t figure_people(struct reading *rd, const struct runes *r, struct span s)
{
	struct people p = {.since = s.from};
	struct figure f;
	for (size_t i = s.from; i < s.to;) {
		p.depth += rune_opens(r->cp[i]) && r->cp[i] == '(';
		p.depth -= p.depth > 0 && r->cp[i] == ')';
		struct span here = {i, s.to};
		if (!figure_at(r, i, s.to, &f)) {
			i++;
			continue;
		}
		if (i == s.from || (r->cp[i - 1] != 0x51e0 && r->cp[i - 1] != 0x6570))
			count(rd, r, here, &f, &p);
		i = f.span.to;
		p.since = i;
	}
	return p.whole ? p.together : p.groups ? p.sum : p.plains ? p.plain : -1;
}

int64_t figure_count(const struct runes *r, struct span s)
{
	struct figure f;
	return figure_find(r, s, &f) && (f.digits <= DIGITS_MOST || f.many) ? f.value : -1;
}
