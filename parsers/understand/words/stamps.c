#include "parsers/understand/words/stamps.h"

static const uint32_t han_year = 0x5e74, han_month = 0x6708, han_day = 0x65e5;

static bool is_stamp(uint32_t c)
{
	return c == 0x7ae0 || c == 0x7b7e || c == 0x76d6; /* 章 签 盖 */
}

/* What a line of stamp words holds. */
struct line {
	size_t numbers, signs; /* of a day: 2022年 月 日 has one number and three signs */
	bool stamp, day;
};

/* False where something else stands in the span. */
static bool look_at(const struct lexicon *lex, const struct runes *r, struct span s, struct line *l_r)
{
	struct match m;
	uint32_t before = 0; /* the sign of a day before */
	bool apart = false;  /* room or a number since: 年月 is a word */
	*l_r = (struct line){0};
	for (size_t i = s.from; i < s.to;) {
		size_t end = i + 1;
		uint32_t c = r->cp[i];
		if (rune_is_digit(c)) {
			while (end < s.to && rune_is_digit(r->cp[end]))
				end++;
			if (end - i > 4)
				return false;
			l_r->numbers++;
		} else if (rune_is_word(c)) {
			if (!lexicon_at(lex, LEX(LEX_STAMP), r, i, s.to, &m))
				return false;
			end = m.end;
		}
		for (size_t k = i; k < end; k++)
			l_r->stamp = l_r->stamp || is_stamp(r->cp[k]);
		apart = apart || !rune_is_han(c);
		bool sign = end == i + 1 && (c == han_year || c == han_month || c == han_day);
		l_r->signs += sign;
		l_r->day = l_r->day || (sign && apart &&
		                               ((before == han_year && c == han_month) ||
		                                       (before == han_month && c == han_day)));
		before = sign ? c : before;
		apart = apart && !sign;
		i = end;
	}
	return true;
}

bool stamp_is_line(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct line l;
	return look_at(lex, r, s, &l) && (l.stamp || (l.day && l.numbers < l.signs));
}

static bool belongs_to_stamp(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct line l;
	return look_at(lex, r, s, &l) && (l.stamp || l.day);
}

struct span stamp_trim_unit(const struct lexicon *lex, const struct runes *r, struct span s)
{
	if (s.from < s.to && r->cp[s.from] == '(') /* （公章）塘沽街道总工会 */
		for (size_t i = s.from + 1; i < s.to && i < s.from + 12; i++)
			if (r->cp[i] == ')' && belongs_to_stamp(lex, r, (struct span){s.from, i + 1})) {
				s = runes_trim(r, (struct span){i + 1, s.to});
				break;
			}
	for (size_t i = s.from; i < s.to; i++) {
		bool parted = i == s.from || r->cp[i] == '(' || rune_is_blank(r->cp[i]) ||
		              rune_is_blank(r->cp[i - 1]) || rune_is_digit(r->cp[i]);
		if (parted && belongs_to_stamp(lex, r, (struct span){i, s.to}))
			return runes_trim(r, (struct span){s.from, i});
	}
	return s;
}
