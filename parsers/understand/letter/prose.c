#include "parsers/understand/letter/prose.h"

#include "parsers/understand/letter/mentions.h"
#include "parsers/understand/letter/titles.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

#include <string.h>

/* The campaign, one of its sub-projects or its notice: 《网聚职工正能量 争做中国好网民》, 《关于…的通知》 */
bool prose_is_slogan(struct reading *rd, const struct runes *r, struct span s)
{
	const struct campaign *c = rd->campaign;
	const char *key = runes_key(rd->a, runes_text(rd->a, r, s));
	struct match m;
	size_t at;
	bool slogan = s.to >= s.from + 5 && strstr(runes_key(rd->a, c->name), key);
	for (size_t i = 0; i < c->sub_projects.n && !slogan; i++)
		slogan = lexicon_is(rd->lex, LEX(LEX_STRONG), r, s, &m) ||
		         strcmp(runes_key(rd->a, c->sub_projects.v[i].name), key) == 0;
	return slogan || lexicon_find(rd->lex, LEX(LEX_NOTICE), r, s, &at, &m);
}

/* 有问题请拨28301756, 请联系仉琳，66289013: a word shortly before the number says that it is there to be called. */
static bool is_called(struct reading *rd, const struct runes *r, size_t at)
{
	enum { NEAR = 12 };
	struct match m;
	for (size_t i = at; i > 0 && at - i < NEAR; i--) {
		uint32_t c = r->cp[i - 1];
		if (rune_is_digit(c) || c == 0x3002 || c == ';')
			return false;
		if (lexicon_at(rd->lex, LEX(LEX_CALL), r, i - 1, at, &m))
			return true;
	}
	return false;
}

/* 022-65306217: an area code, a sign, and seven digits or eight. */
static bool has_area_code(const struct runes *r, struct span s)
{
	size_t digits = 0;
	bool code = r->cp[s.from] == '0' || r->cp[s.from] == '(' || r->cp[s.from] == '+';
	for (size_t i = s.from; i < s.to; i++)
		digits += rune_is_digit(r->cp[i]);
	return code && digits >= 10 && digits <= 12 && s.to - s.from > digits;
}

/* The line is a number and nothing else. */
static bool stands_alone(const struct runes *r, struct span s)
{
	struct span all = runes_trim(r, (struct span){0, r->n});
	return all.from == s.from && all.to == s.to;
}

static void read_numbers(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	for (size_t i = s.from; i < s.to;) {
		struct phone p;
		bool starts = rune_is_digit(r->cp[i]) &&
		              (i == 0 || !rune_is_word(r->cp[i - 1]) || rune_is_han(r->cp[i - 1]));
		if (!starts || !shape_phone_at(rd->lex, r, i, s.to, &p) || p.span.to <= i) {
			i++;
			continue;
		}
		bool fixed = !p.mobile && !value_is_office_phone(rd, p.digits) &&
		             (is_called(rd, r, p.span.from) ||
		                     (stands_alone(r, p.span) && has_area_code(r, p.span)));
		if (p.fault == FAULT_NONE && (p.mobile || fixed)) {
			struct claim c = claim_make(
			        rd, LABEL_CONTACT, o, RANK_TEXT, arena_strdup(rd->a, p.digits), r, p.span);
			drafts_claim(rd, d, &c, NULL, false);
			if (o.place == PLACE_BODY)
				mentions_read_owner(rd, d, r, p.span, s, o);
		}
		i = p.span.to;
	}
}

/* Hints outside of titles: a title may hold any word. */
static void read_kinds(struct reading *rd, struct drafts *d, const struct runes *r, struct span s,
        struct origin o, bool to_work)
{
	struct span inner, outer;
	while (shape_find_title(r, s, &inner, &outer)) {
		value_kinds(rd, d, r, (struct span){s.from, outer.from}, o, to_work, 0);
		s.from = outer.to;
	}
	value_kinds(rd, d, r, s, o, to_work, 0);
}

void prose_read(struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o,
        bool labelled)
{
	if (s.from >= s.to)
		return;
	bool titled = titles_read(rd, d, r, s, o, labelled);
	mentions_read(rd, d, r, s, o);
	if (labelled)
		mentions_read_pieces(rd, d, r, s, o);
	read_numbers(rd, d, r, s, o);
	read_kinds(rd, d, r, s, o, titled);
}
