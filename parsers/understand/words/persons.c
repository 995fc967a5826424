#include "parsers/understand/words/persons.h"

#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

static bool parts_names(uint32_t c)
{
	return c == 0x3001 || c == ',' || c == '/' || c == ';' || c == '&' || c == '+' || c == '|' ||
	       c == 0x3002;
}

/* Where the name that begins at `from` ends: at a sign or number, or at a blank with whole names on both sides of it;
 * John Smith is one. */
static size_t name_end(const struct runes *r, size_t from, size_t to)
{
	size_t han = 0;
	for (size_t i = from; i < to; i++) {
		bool joint = i + 1 < to && r->cp[i] == 0x4ee5 && r->cp[i + 1] == 0x53ca; /* 以及 */
		if (parts_names(r->cp[i]) || joint || r->cp[i] == '(' ||
		        (han >= 2 && rune_is_digit(r->cp[i])))
			return i;
		bool latin = i + 1 < to && rune_is_letter(r->cp[i + 1]);
		if (rune_is_blank(r->cp[i]) && (han >= 2 || (han == 0 && !latin)))
			return i;
		han += rune_is_han(r->cp[i]);
	}
	return to;
}

/* 李强和贺兰芝: names on both sides of the word; `end` where it is none. */
static size_t joined_end(struct reading *rd, const struct runes *r, size_t from, size_t end)
{
	for (size_t i = from + 2; i + 2 < end && i < from + 6; i++)
		if (shape_joins_names(r->cp[i]) && shape_is_name(rd->lex, r, (struct span){from, i}) &&
		        shape_is_name(rd->lex, r, (struct span){i + 1, end}))
			return i;
	return end;
}

/* Without the role before it: 词 潘立军, 演唱：董婷婷 */
static struct span drop_role(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	s = runes_trim(r, s);
	if (lexicon_at(rd->lex, LEX(LEX_ROLE), r, s.from, s.to, &m) && m.end < s.to &&
	        !rune_is_han(r->cp[m.end]))
		s.from = m.end;
	return runes_trim(r, s);
}

/* 李强主任, 李强等3人, 李强 女: the name, and what is said of the person; the span itself where it is not so. */
static struct span drop_tail(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.from + 2; i < s.to && i <= s.from + 4; i++) {
		struct span name = {s.from, i}, rest = runes_trim(r, (struct span){i, s.to});
		bool others = r->cp[i] == 0x7b49; /* 等 */
		if ((others || lexicon_is(rd->lex, LEX(LEX_POST), r, rest, &m)) &&
		        shape_is_name(rd->lex, r, name))
			return name;
	}
	return s;
}

/* 设备部李强, 党支部书记李强: the name behind a department or post; the span itself where it is not so. */
static struct span drop_lead(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.from; i + 2 < s.to && i < s.from + 24; i++) {
		if (!lexicon_at(rd->lex, LEX(LEX_DEPARTMENT) | LEX(LEX_POST), r, i, s.to, &m))
			continue;
		struct span name = drop_tail(rd, r, (struct span){m.end, s.to});
		if (shape_is_name(rd->lex, r, name))
			return name;
	}
	return s;
}

/* The person of a value that also tells a role, department or post. */
static struct span find_person(struct reading *rd, const struct runes *r, struct span s)
{
	s = drop_role(rd, r, s);
	if (shape_is_name(rd->lex, r, s))
		return s;
	struct span name = drop_tail(rd, r, s);
	return shape_is_name(rd->lex, r, name) ? name : drop_lead(rd, r, s);
}

static bool ends_in(struct reading *rd, lexicon_set classes, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.to > s.from + 8 ? s.to - 8 : s.from; i < s.to; i++)
		if (lexicon_at(rd->lex, classes, r, i, s.to, &m) && m.end == s.to)
			return true;
	return false;
}

bool persons_is_group(struct reading *rd, const struct runes *r, struct span s)
{
	if (s.to < s.from + 3 || s.to > s.from + 24 || !ends_in(rd, LEX(LEX_GROUP), r, s))
		return false;
	for (size_t i = s.from; i < s.to; i++) /* “夜读”创作团队 */
		if (!rune_is_word(r->cp[i]) && r->cp[i] != 0x201c && r->cp[i] != 0x201d && r->cp[i] != '"')
			return false;
	return true;
}

static bool looks_like_name(struct reading *rd, const struct runes *r, struct span s, bool strict)
{
	size_t han = 0, letters = 0, others = 0;
	if (shape_is_name(rd->lex, r, s))
		return true;
	if (strict)
		return false;
	if (persons_is_group(rd, r, s))
		return true;
	if (r->cp[s.from] == 0x6211) /* 我一个人: who is told elsewhere */
		return false;
	if (shape_is_unit(rd->lex, r, s) || shape_is_receiver(rd->lex, r, s) ||
	        lexicon_count(rd->lex, LEX(LEX_FORM) | LEX(LEX_LABEL), r, s) > 0 ||
	        ends_in(rd, LEX(LEX_DEPARTMENT) | LEX(LEX_POST), r, s))
		return false;
	for (size_t i = s.from; i < s.to; i++) {
		han += rune_is_han(r->cp[i]);
		letters += rune_is_letter(r->cp[i]);
		others += rune_is_digit(r->cp[i]);
	}
	return others == 0 && ((han >= 2 && han <= 6) || (han == 0 && letters >= 3) ||
	                              (han >= 1 && letters > 0 && han <= 12));
}

/* A person's name stands in the span by itself: what is no name beside it is a department, 急诊科 庞博. */
static bool holds_name(struct reading *rd, const struct runes *r, struct span span)
{
	for (size_t i = span.from; i < span.to;) {
		size_t end = name_end(r, i, span.to);
		if (shape_is_name(rd->lex, r, (struct span){i, end}))
			return true;
		i = end > i ? end : i + 1;
		while (i < span.to && (parts_names(r->cp[i]) || rune_is_blank(r->cp[i])))
			i++;
	}
	return false;
}

/* Of three characters or more, as a department's name is. */
static bool may_be_department(const struct runes *r, struct span s)
{
	static const uint32_t ends[] = {
	        0x79d1, 0x90e8, 0x5ba4, 0x5904, 0x961f, 0x7ec4, 0x73ed, 0x9662}; /* 科部室处队组班院 */
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (s.to >= s.from + 3 && r->cp[s.to - 1] == ends[i])
			return true;
	return false;
}

const char *persons_read(struct reading *rd, const struct runes *r, struct span span, bool strict)
{
	const char *names = "";
	const bool named = holds_name(rd, r, span);
	for (size_t i = span.from; i < span.to;) {
		if (r->cp[i] == '(') { /* a remark: （词）, （设备部）; 宣传部（李强） */
			struct span remark = {i + 1, i + 1};
			while (remark.to < span.to && r->cp[remark.to] != ')')
				remark.to++;
			if (!*names && shape_is_name(rd->lex, r, remark))
				names = runes_text_dense(rd->a, r, runes_trim(r, remark));
			i = remark.to + (remark.to < span.to);
			continue;
		}
		size_t end = joined_end(rd, r, i, name_end(r, i, span.to));
		struct span s = find_person(rd, r, runes_unwrap(r, (struct span){i, end}));
		if (s.from < s.to && shape_emptiness(rd->lex, r, s) == FAULT_NONE &&
		        looks_like_name(rd, r, s, strict) &&
		        !(named && may_be_department(r, s) && !shape_is_name(rd->lex, r, s))) {
			size_t others = 0;
			for (size_t k = s.from; k < s.to; k++)
				others += rune_is_letter(r->cp[k]);
			names = value_join(rd->a, names,
			        others ? runes_text(rd->a, r, s) : runes_text_dense(rd->a, r, s));
		}
		i = end > i ? end : i + 1;
		while (i < span.to && (parts_names(r->cp[i]) || shape_joins_names(r->cp[i]) ||
		                              r->cp[i] == 0x4ee5 || rune_is_blank(r->cp[i])))
			i++;
	}
	return names;
}
