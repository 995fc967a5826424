#include "parsers/understand/mentions.h"

#include "parsers/understand/shapes.h"
#include "parsers/understand/values.h"

static void add_name(struct reading *rd, struct drafts *d, const struct runes *r, struct span name,
        struct span source, struct origin o, uint32_t rank)
{
	struct claim c = claim_make(rd, LABEL_NAME, o, rank, runes_text_dense(rd->a, r, name), r, source);
	drafts_claim(rd, d, &c, NULL, false);
}

/* 祁连生、车月娥: the names that follow one, each a line. */
static void add_names(struct reading *rd, struct drafts *d, const struct runes *r, struct span name,
        size_t to, size_t from, struct origin o, uint32_t rank)
{
	const char *names = runes_text_dense(rd->a, r, name);
	while (name.to < to && shape_joins_names(r->cp[name.to]) &&
	        shape_name_at(rd->lex, r, name.to + 1, to, &name))
		names = value_join(rd->a, names, runes_text_dense(rd->a, r, name));
	struct claim c = claim_make(rd, LABEL_NAME, o, rank, names, r, (struct span){from, name.to});
	drafts_claim(rd, d, &c, NULL, false);
}

/* …公司调度员祁连生, …工会宣传部干事贺兰芝: what the person is stands between unit and name. */
static bool name_behind_post(
        struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *name_r)
{
	struct match m;
	for (size_t i = at; i < to && i < at + 12 && rune_is_han(r->cp[i]); i++)
		if (lexicon_at(rd->lex, LEX(LEX_DEPARTMENT) | LEX(LEX_POST), r, i, to, &m) &&
		        shape_name_at(rd->lex, r, m.end, to, name_r))
			return true;
	return false;
}

/* A unit's name, and the person who follows it: …工会的王雪, 大沽街道总工会史可 */
static void read_units(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	struct span unit, name;
	struct match m;
	for (; shape_find_unit(rd->lex, r, s, &unit); s.from = unit.to) {
		struct claim c =
		        claim_make(rd, LABEL_UNIT, o, RANK_TEXT, runes_text(rd->a, r, unit), r, unit);
		drafts_claim(rd, d, &c, NULL, false);
		size_t at = unit.to;
		if (lexicon_at(rd->lex, LEX(LEX_PERSON_FOLLOW), r, at, s.to, &m) && m.runes == 1)
			at = m.end;
		if (shape_name_at(rd->lex, r, at, s.to, &name) || name_behind_post(rd, r, at, s.to, &name))
			add_names(rd, d, r, name, s.to, unit.from, o, RANK_TEXT);
	}
}

/* “太平职工云超市”: the words are the end of a name in quotes. */
static bool ends_a_quote(const struct runes *r, size_t from, size_t end, size_t to)
{
	if (end >= to || !rune_closes(r->cp[end]))
		return false;
	for (size_t i = from; i < end; i++)
		if (rune_closer(r->cp[i]) == r->cp[end])
			return false;
	return true;
}

static void read_persons(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	struct match m;
	struct span name;
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_PERSON_LEAD), r, s, &at, &m); s.from = m.end)
		if (shape_name_at(rd->lex, r, m.end, s.to, &name) && !ends_a_quote(r, at, name.to, s.to))
			add_names(rd, d, r, name, s.to, at, o, RANK_SECOND);
}

/* 我叫古丽米热: behind these words a name stands, however it looks, as far as the next sign. */
static void read_sure_names(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	const lexicon_set words = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) |
	                          LEX(LEX_FORM) | LEX(LEX_MATERIAL) | LEX(LEX_LABEL) | LEX(LEX_PERSON_LEAD);
	struct match m, follow;
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_SURE_LEAD), r, s, &at, &m); s.from = m.end) {
		size_t end = m.end;
		bool ends = false;
		while (end < s.to && end < m.end + 4 && rune_is_han(r->cp[end]) && !ends) {
			end++;
			ends = end >= s.to || !rune_is_han(r->cp[end]) ||
			       lexicon_at(rd->lex, LEX(LEX_PERSON_FOLLOW), r, end, s.to, &follow);
			ends = ends && end >= m.end + 2;
		}
		if (ends && lexicon_count(rd->lex, words, r, (struct span){m.end, end}) == 0)
			add_name(rd, d, r, (struct span){m.end, end}, (struct span){at, end}, o, RANK_TEXT);
	}
}

/* 第五建华，13102274490: whose number it is. */
void mentions_read_owner(struct reading *rd, struct drafts *d, const struct runes *r, struct span phone,
        struct span s, struct origin o)
{
	size_t to = phone.from, from, after = phone.to;
	while (to > s.from && !rune_is_word(r->cp[to - 1]) && !rune_closes(r->cp[to - 1]))
		to--;
	for (from = to; from > s.from && rune_is_han(r->cp[from - 1]);)
		from--;
	if (shape_is_name(rd->lex, r, (struct span){from, to})) {
		add_name(rd, d, r, (struct span){from, to}, (struct span){from, phone.to}, o, RANK_TEXT);
		return;
	}
	while (after < s.to && rune_is_blank(r->cp[after]))
		after++;
	for (to = after; to < s.to && rune_is_han(r->cp[to]);)
		to++;
	if (from == to || after == phone.to || !shape_is_name(rd->lex, r, (struct span){after, to}))
		return;
	add_name(rd, d, r, (struct span){after, to}, (struct span){phone.from, to}, o, RANK_TEXT);
}

/* 驾驶员：何建军: behind a label that nobody listed, a person and nothing else. */
static void read_unlisted(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	struct match m;
	for (size_t i = s.from + 2; i < s.to; i++) {
		size_t from = i, to = i + 1;
		if (r->cp[i] != ':')
			continue;
		while (from > s.from && rune_is_han(r->cp[from - 1]))
			from--;
		while (to < s.to && (rune_is_han(r->cp[to]) || rune_is_blank(r->cp[to])))
			to++;
		bool label = i - from >= 2 && i - from <= 6 &&
		             !lexicon_is(rd->lex, LEX(LEX_LABEL) | LEX(LEX_QUOTE_HEAD), r,
		                     (struct span){from, i}, &m);
		if (label && shape_is_name(rd->lex, r, (struct span){i + 1, to}))
			add_name(rd, d, r, (struct span){i + 1, to}, (struct span){from, to}, o, RANK_TEXT);
	}
}

void mentions_read_pieces(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	enum { PIECE_MOST = 26 };
	struct match m;
	size_t at;
	for (size_t from = s.from, i = s.from; i <= s.to; i++) {
		bool part = i == s.to || r->cp[i] == ',' || r->cp[i] == ';' || r->cp[i] == 0x3002 ||
		            r->cp[i] == '/' || r->cp[i] == '|' || r->cp[i] == ' ';
		if (!part)
			continue;
		struct span piece = runes_trim(r, (struct span){from, i});
		from = i + 1;
		if (piece.to > piece.from + PIECE_MOST || !shape_is_unit(rd->lex, r, piece) ||
		        lexicon_find(rd->lex, LEX(LEX_UNIT_BREAK) | LEX(LEX_SUBMISSION), r, piece, &at, &m))
			continue;
		struct claim c =
		        claim_make(rd, LABEL_UNIT, o, RANK_TEXT, runes_text(rd->a, r, piece), r, piece);
		drafts_claim(rd, d, &c, NULL, false);
	}
}

void mentions_read(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	read_units(rd, d, r, s, o);
	read_persons(rd, d, r, s, o);
	read_sure_names(rd, d, r, s, o);
	if (o.place == PLACE_BODY)
		read_unlisted(rd, d, r, s, o);
}
