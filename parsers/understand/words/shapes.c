#include "parsers/understand/words/shapes.h"

#include "parsers/understand/words/stamps.h"

static bool ends_with(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s)
{
	struct match m;
	size_t first = s.to > s.from + 12 ? s.to - 12 : s.from;
	for (size_t i = first; i < s.to; i++)
		if (lexicon_at(lex, classes, r, i, s.to, &m) && m.end == s.to)
			return true;
	return false;
}

/* --- persons --- */

bool shape_is_dot(uint32_t c)
{
	return c == 0xb7 || c == 0x2022 || c == 0x30fb || c == 0x2027;
}

static size_t count_han(const struct runes *r, struct span s, size_t *others_r)
{
	size_t han = 0;
	*others_r = 0;
	for (size_t i = s.from; i < s.to; i++) {
		if (rune_is_han(r->cp[i]))
			han++;
		else if (!rune_is_blank(r->cp[i]))
			++*others_r;
	}
	return han;
}

bool shape_is_department(const struct lexicon *lex, const struct runes *r, struct span s)
{
	size_t others, han;
	s = runes_trim(r, s);
	han = count_han(r, s, &others);
	return others == 0 && han >= 2 && han <= 10 && ends_with(lex, LEX(LEX_DEPARTMENT), r, s);
}

bool shape_is_name(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	size_t others;
	s = runes_trim(r, s);
	size_t han = count_han(r, s, &others);
	if (others == 1 && han >= 4 && han <= 12) {
		for (size_t i = s.from + 1; i + 1 < s.to; i++)
			if (shape_is_dot(r->cp[i]))
				return !ends_with(lex, LEX(LEX_UNIT_ENDING) | LEX(LEX_DEPARTMENT), r, s) &&
				       !ends_with(lex, LEX(LEX_UNIT_ENDING), r, (struct span){s.from, i});
		return false;
	}
	if (others > 0 || han < 2 || han > 4)
		return false;
	if (lexicon_is(lex,
	            LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) | LEX(LEX_FORM) |
	                    LEX(LEX_MATERIAL) | LEX(LEX_LABEL) | LEX(LEX_UNIT_BREAK) | LEX(LEX_RECEIVER) |
	                    LEX(LEX_UNIT) | LEX(LEX_COMMON_WORD),
	            r, s, &m))
		return false;
	if (lexicon_at(lex, LEX(LEX_COURTESY), r, s.from, s.to, &m)) /* 辛苦啦, 敬礼 */
		return false;
	if (!lexicon_at(lex, LEX(LEX_SURNAME), r, s.from, s.to, &m))
		return false;
	return han > m.runes && han <= m.runes + 2 && !ends_with(lex, LEX(LEX_DEPARTMENT), r, s);
}

bool shape_may_be_name(const struct lexicon *lex, const struct runes *r, struct span s)
{
	const lexicon_set known = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) |
	                          LEX(LEX_FORM) | LEX(LEX_MATERIAL) | LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL) |
	                          LEX(LEX_UNIT) | LEX(LEX_UNIT_LEAD) | LEX(LEX_RECEIVER) |
	                          LEX(LEX_SUBMISSION) | LEX(LEX_QUESTION) | LEX(LEX_CONNECTOR) |
	                          LEX(LEX_MESSENGER) | LEX(LEX_ROLE) | LEX(LEX_PLACEHOLDER) |
	                          LEX(LEX_NOT_NAME) | LEX(LEX_PERSON_LEAD) | LEX(LEX_COURTESY);
	size_t others, han;
	s = runes_trim(r, s);
	han = count_han(r, s, &others);
	return others == 0 && han >= 2 && han <= 4 && lexicon_count(lex, known, r, s) == 0;
}

bool shape_is_rare_name(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	s = runes_trim(r, s);
	return lexicon_at(lex, LEX(LEX_RARE_SURNAME), r, s.from, s.to, &m) && s.to - s.from >= 2 &&
	       s.to - s.from <= 3 && shape_may_be_name(lex, r, s) &&
	       !lexicon_at(lex, LEX(LEX_COMMON_WORD), r, s.from, s.to, &m) &&
	       !ends_with(lex, LEX(LEX_DEPARTMENT) | LEX(LEX_UNIT_ENDING), r, s);
}

bool shape_joins_names(uint32_t c)
{
	return c == 0x3001 || c == 0x548c || c == 0x4e0e || c == 0x53ca || c == 0x8ddf || c == '/' ||
	       c == '&';
}

/* A sign, a word that follows names, or another name behind a word that joins them: 张三和李四 */
static bool ends_name(const struct lexicon *lex, const struct runes *r, size_t end, size_t to)
{
	struct match m;
	if (end == to || !rune_is_han(r->cp[end]) || lexicon_at(lex, LEX(LEX_PERSON_FOLLOW), r, end, to, &m))
		return true;
	return shape_joins_names(r->cp[end]) && lexicon_at(lex, LEX(LEX_SURNAME), r, end + 1, to, &m) &&
	       m.end < to && rune_is_han(r->cp[m.end]);
}

bool shape_name_at(
        const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	struct match m;
	while (at < to && rune_is_blank(r->cp[at]))
		at++;
	if (!lexicon_at(lex, LEX(LEX_SURNAME), r, at, to, &m))
		return false;
	for (size_t end = m.end + 1; end <= m.end + 2; end++) {
		if (end > to || !rune_is_han(r->cp[end - 1]))
			return false;
		if (ends_name(lex, r, end, to)) {
			*span_r = (struct span){at, end};
			return !ends_with(lex, LEX(LEX_DEPARTMENT), r, *span_r);
		}
	}
	return false;
}

bool shape_rare_name_at(
        const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	for (size_t end = at + 2; end <= at + 3 && end <= to; end++) {
		*span_r = (struct span){at, end};
		if (ends_name(lex, r, end, to) && shape_is_rare_name(lex, r, *span_r))
			return true;
	}
	return false;
}

/* --- units --- */

bool shape_is_receiver(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	s = runes_trim(r, s);
	while (s.from < s.to && lexicon_at(lex, LEX(LEX_RECEIVER), r, s.from, s.to, &m)) {
		s.from = m.end;
		s = runes_trim(r, s);
		if (s.from == s.to)
			return true;
	}
	return false;
}

/* …滨海新区总工会: the receiver with words before it. Its short names are too common as endings
 * (高新区总工会). */
static bool ends_in_receiver(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.from; i + 6 <= s.to; i++)
		if (lexicon_at(lex, LEX(LEX_RECEIVER), r, i, s.to, &m) && m.end == s.to && m.runes >= 6)
			return true;
	return false;
}

/* Without a bracketed remark at its end: 塘沽街道总工会（盖章） */
static struct span drop_remark(const struct runes *r, struct span s)
{
	if (s.to > s.from && r->cp[s.to - 1] == ')')
		for (size_t i = s.to - 1; i > s.from; i--)
			if (r->cp[i] == '(')
				return runes_trim(r, (struct span){s.from, i});
	return s;
}

/* Runes of a unit's part: 物流部, 开发区网点 */
enum { PART_LEAST = 2, PART_MOST = 10 };

/* 茶淀街道环卫队, …有限公司物流部: a unit's name, and directly behind it a part of it. */
static bool is_part_of_unit(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	size_t at;
	if (!ends_with(lex, LEX(LEX_UNIT_PART), r, s))
		return false;
	for (size_t i = s.to - PART_LEAST; i >= s.from + 4 && i + PART_MOST >= s.to; i--)
		if (ends_with(lex, LEX(LEX_UNIT) | LEX(LEX_UNIT_ENDING), r, (struct span){s.from, i}))
			return !lexicon_find(lex, LEX(LEX_UNIT_BREAK), r, (struct span){i, s.to}, &at, &m);
	return false;
}

/* 公司工会: what kind of unit it is, and not which. */
static bool is_kind_alone(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	size_t i = s.from;
	while (i < s.to && lexicon_at(lex, LEX(LEX_UNIT_ENDING) | LEX(LEX_SURE_ENDING), r, i, s.to, &m))
		i = m.end;
	return i >= s.to;
}

bool shape_is_unit(const struct lexicon *lex, const struct runes *r, struct span s)
{
	const uint32_t of = 0x7684; /* 一个街道的工会干部 */
	struct match m;
	s = drop_remark(r, runes_trim(r, s));
	if (s.to - s.from < 3 || s.to - s.from > 60 || shape_is_receiver(lex, r, s) ||
	        ends_in_receiver(lex, r, s))
		return false;
	if (lexicon_is(lex, LEX(LEX_UNIT), r, s, &m) && m.runes >= 3)
		return true;
	/* 高新区总工会 is one of its kind */
	bool kind = lexicon_at(lex, LEX(LEX_UNIT_ENDING), r, s.from, s.to, &m) && m.runes <= 2;
	if (kind && is_kind_alone(lex, r, s))
		return false;
	for (size_t i = s.from; i < s.to; i++)
		if ((!rune_is_word(r->cp[i]) || r->cp[i] == of) && r->cp[i] != '(' && r->cp[i] != ')' &&
		        r->cp[i] != '-' && r->cp[i] != ' ' && r->cp[i] != '&' && !shape_is_dot(r->cp[i]))
			return false;
	size_t others;
	return count_han(r, s, &others) >= 4 &&
	       (ends_with(lex, LEX(LEX_UNIT_ENDING), r, s) || is_part_of_unit(lex, r, s));
}

/* May stand inside a unit's name in running text. Brackets only as a pair around a place: （天津） */
static bool in_unit(uint32_t c)
{
	return rune_is_han(c) || rune_is_letter(c) || rune_is_digit(c) || c == '(' || c == ')' ||
	       shape_is_dot(c);
}

/* A unit's part ends here in running text: at a sign, at a word that no unit's name holds, or before a person. */
static bool ends_part(const struct lexicon *lex, const struct runes *r, size_t end, size_t to)
{
	struct match m;
	struct span name;
	return end == to || !rune_is_han(r->cp[end]) ||
	       lexicon_at(lex, LEX(LEX_UNIT_BREAK) | LEX(LEX_PERSON_LEAD) | LEX(LEX_POST), r, end, to, &m) ||
	       shape_name_at(lex, r, end, to, &name);
}

/* Behind the part of a unit that stands at `from`, directly behind the unit's own name; `from` itself where none does. */
static size_t behind_part(const struct lexicon *lex, const struct runes *r, size_t from, size_t to)
{
	size_t best = from, most = to - from > PART_MOST ? from + PART_MOST : to;
	struct match m;
	for (size_t i = from; i < most && rune_is_han(r->cp[i]); i++) {
		if (lexicon_at(lex, LEX(LEX_UNIT_BREAK) | LEX(LEX_PERSON_LEAD) | LEX(LEX_UNIT_FOLLOW), r, i,
		            to, &m))
			break;
		if (lexicon_at(lex, LEX(LEX_UNIT_PART), r, i, most, &m) && m.end >= from + PART_LEAST &&
		        (m.runes >= 2 || ends_part(lex, r, m.end, to)))
			best = m.end > best ? m.end : best;
	}
	return best;
}

/* The run of unit runes from `from` on, up to a break word that follows an ending; its last sure ending ends
 * the unit. */
static size_t last_ending(const struct lexicon *lex, const struct runes *r, size_t from, size_t to)
{
	size_t end = from;
	struct match m;
	for (size_t i = from; i < to && in_unit(r->cp[i]); i++) {
		if (end > from && i >= end && lexicon_at(lex, LEX(LEX_UNIT_BREAK), r, i, to, &m))
			break;
		if (lexicon_at(lex, LEX(LEX_SURE_ENDING), r, i, to, &m))
			end = m.end > end ? m.end : end;
		else if (lexicon_at(lex, LEX(LEX_UNIT), r, i, to, &m) && m.runes >= 4)
			end = behind_part(lex, r, m.end, to) > m.end ? m.end : end; /* 茶淀街道环卫队 */
	}
	const uint32_t union_ending = 0x4f1a; /* 会: a union's 宣讲小分队 is not where somebody works */
	return end > from && r->cp[end - 1] != union_ending ? behind_part(lex, r, end, to) : end;
}

static size_t skip_leads(const struct lexicon *lex, const struct runes *r, size_t from, size_t to)
{
	struct match m;
	while (from < to &&
	        (lexicon_at(lex, LEX(LEX_UNIT_LEAD), r, from, to, &m) || rune_is_digit(r->cp[from])))
		from = rune_is_digit(r->cp[from]) ? from + 1 : m.end;
	return from;
}

/* A lead word inside the run starts the name anew: 请看，现将我是…; and where it leads to an ending alone, to no unit: 听老同事说工会… */
static size_t after_last_lead(const struct lexicon *lex, const struct runes *r, size_t from, size_t end)
{
	struct match m, ending;
	for (size_t i = from; i + 3 < end; i++) {
		if (!lexicon_at(lex, LEX(LEX_UNIT_LEAD), r, i, end, &m) || m.runes < 2)
			continue;
		if (m.end + 3 < end ||
		        lexicon_is(lex, LEX(LEX_SURE_ENDING), r, (struct span){m.end, end}, &ending))
			from = m.end;
	}
	return from;
}

/* 孟祥瑞（古林街道总工会: what stands before a bracket that is not closed is no part of the name. */
static size_t behind_open_bracket(const struct runes *r, size_t from, size_t end)
{
	size_t closed = 0;
	for (size_t i = end; i > from; i--) {
		if (r->cp[i - 1] == ')')
			closed++;
		else if (r->cp[i - 1] == '(' && closed-- == 0)
			return i;
	}
	return from;
}

/* 我街道总工会, 本公司工会, 附件是我公司工会: what kind of unit the writer's is, and not which. */
static bool is_own_kind(const struct lexicon *lex, const struct runes *r, struct span unit)
{
	const uint32_t me = 0x6211, own = 0x672c;
	size_t i = unit.from;
	bool led = i > 0 && (r->cp[i - 1] == me || r->cp[i - 1] == own);
	for (size_t k = unit.from; k < unit.to && !led; k++)
		if (r->cp[k] == me || (r->cp[k] == own && k == unit.from)) {
			led = true;
			i = k + 1;
		}
	return led && is_kind_alone(lex, r, (struct span){i, unit.to});
}

bool shape_find_unit(const struct lexicon *lex, const struct runes *r, struct span s, struct span *unit_r)
{
	for (size_t i = s.from; i < s.to;) {
		if (!in_unit(r->cp[i])) {
			i++;
			continue;
		}
		size_t from = skip_leads(lex, r, i, s.to), run = i;
		while (run < s.to && in_unit(r->cp[run]))
			run++;
		size_t end = from < run ? last_ending(lex, r, from, run) : from;
		if (end > from)
			from = after_last_lead(lex, r, from, end);
		struct span unit = {behind_open_bracket(r, from, end), end};
		from = unit.from;
		if (end >= from + 4 && end <= from + 40 && !is_own_kind(lex, r, unit) &&
		        shape_is_unit(lex, r, unit)) {
			*unit_r = runes_trim(r, unit);
			return true;
		}
		i = end > i ? end : run;
	}
	return false;
}

/* --- titles and emptiness --- */

/* Runes of a title; a mark that is not closed so near is not looked at further, which keeps the cost linear.
 */
enum { TITLE_MOST = 120 };

bool shape_find_title(const struct runes *r, struct span s, struct span *inner_r, struct span *outer_r)
{
	for (size_t i = s.from; i < s.to; i++) {
		if (r->cp[i] != 0x300a)
			continue;
		size_t depth = 1, k = i + 1, most = s.to - i > TITLE_MOST ? i + TITLE_MOST : s.to;
		for (; k < most && depth > 0; k++)
			depth += r->cp[k] == 0x300a ? 1 : r->cp[k] == 0x300b ? (size_t)-1 : 0;
		if (depth > 0 || k - i < 3)
			continue;
		*outer_r = (struct span){i, k};
		*inner_r = runes_trim(r, (struct span){i + 1, k - 1});
		return inner_r->from < inner_r->to;
	}
	return false;
}

/* Nothing follows, or a remark: 待补（下周报）, 暂缺，下周报 */
static bool ends_clause(const struct runes *r, size_t at, size_t to)
{
	while (at < to && rune_is_blank(r->cp[at]))
		at++;
	return at >= to || r->cp[at] == '(' || r->cp[at] == ',' || r->cp[at] == 0x3002 || r->cp[at] == ';';
}

/* 题目待定, 名单后补: what is still to come is named before the word that says so. */
static bool ends_open(const struct lexicon *lex, const struct runes *r, struct span s)
{
	const lexicon_set named = LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL) | LEX(LEX_FILLER) | LEX(LEX_FORM);
	struct match m;
	if (s.to - s.from > 12)
		return false;
	for (size_t i = s.from + 1; i + 1 < s.to; i++)
		if (lexicon_at(lex, LEX(LEX_PLACEHOLDER), r, i, s.to, &m) && m.runes >= 2 &&
		        ends_clause(r, m.end, s.to))
			return lexicon_rest(lex, named, r, (struct span){s.from, i}) == 0;
	return false;
}

/* ×××, ***, ????, 000: one sign or letter again and again. */
static bool repeats_one_sign(const struct runes *r, struct span s)
{
	if (s.to < s.from + 2 || rune_is_han(r->cp[s.from]))
		return false;
	for (size_t i = s.from; i < s.to; i++)
		if (r->cp[i] != r->cp[s.from] && !rune_is_blank(r->cp[i]))
			return false;
	return true;
}

bool shape_is_example(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	s = runes_unwrap(r, s);
	if (!lexicon_at(lex, LEX(LEX_EXAMPLE), r, s.from, s.to, &m) || m.end >= s.to)
		return false;
	return r->cp[m.end] == ':' || (m.runes >= 2 && rune_is_digit(r->cp[m.end]));
}

/* 限15字: how long the value may be. */
static bool limits_length(const struct runes *r, struct span s)
{
	const uint32_t most = 0x9650, letter = 0x5b57; /* 限 字 */
	for (size_t i = s.from; i < s.to; i++) {
		size_t end = i + 1;
		while (r->cp[i] == most && end < s.to &&
		        (rune_is_digit(r->cp[end]) || rune_is_blank(r->cp[end])))
			end++;
		if (end > i + 1 && end < s.to && r->cp[end] == letter)
			return true;
	}
	return false;
}

enum fault shape_emptiness(const struct lexicon *lex, const struct runes *r, struct span s)
{
	struct match m;
	size_t at, words = 0;
	for (size_t i = s.from; i < s.to; i++)
		words += rune_is_word(r->cp[i]);
	if (lexicon_find(lex, LEX(LEX_HINT), r, s, &at, &m) || shape_is_example(lex, r, s) ||
	        limits_length(r, s))
		return FAULT_PLACEHOLDER;
	struct span value = runes_unwrap(r, s);
	if (words == 0 || repeats_one_sign(r, value) ||
	        (lexicon_at(lex, LEX(LEX_PLACEHOLDER), r, value.from, value.to, &m) &&
	                ends_clause(r, m.end, value.to)) ||
	        ends_open(lex, r, value) || stamp_is_line(lex, r, s))
		return FAULT_EMPTY;
	return FAULT_NONE;
}
