#include "parsers/understand/letter/mentions.h"

#include "parsers/understand/words/named.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

static void add_name(struct reading *rd, struct drafts *d, const struct runes *r, struct span name,
        struct span source, struct origin o, uint32_t rank)
{
	struct claim c = claim_make(rd, LABEL_NAME, o, rank, runes_text_dense(rd->a, r, name), r, source);
	drafts_claim(rd, d, &c, NULL, false);
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

/* Behind 《…》 or “…” that opens at `at`; `at` itself where nothing does. */
static size_t skip_quoted(const struct runes *r, size_t at, size_t to)
{
	enum { QUOTED_MOST = 40 };
	uint32_t closer = r->cp[at] == 0x300a || r->cp[at] == 0x201c || r->cp[at] == 0x300c
	                          ? rune_closer(r->cp[at])
	                          : 0;
	for (size_t i = at + 1; closer && i < to && i < at + QUOTED_MOST; i++)
		if (r->cp[i] == closer)
			return i + 1;
	return at;
}

static void add_named(
        struct reading *rd, struct drafts *d, const struct runes *r, const struct named *n, struct origin o)
{
	const uint32_t of = 0x7684; /* 方志敏的《可爱的中国》: wrote it, and need not be who reads it out */
	bool owns = n->end + 1 < r->n && r->cp[n->end] == of && r->cp[n->end + 1] == 0x300a;
	uint32_t rank = n->leads || n->makes ? RANK_SECOND : owns && !n->sure ? RANK_GUESS : RANK_TEXT;
	struct claim c =
	        claim_make(rd, LABEL_NAME, o, rank, n->names, r, (struct span){n->span.from, n->end});
	drafts_claim(rd, d, &c, NULL, false);
}

/* 我是海滨街道幸福社区的尤小红: between words that lead to a unit and what the writer is there, its name may end anyhow. */
static bool unit_led_at(struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *unit_r)
{
	enum { UNIT_MOST = 30 };
	const uint32_t of = 0x7684, in = 0x5728, under = 0x5f52; /* 的, 在, 归 */
	struct match m;
	size_t from = at, end;
	bool place = r->cp[at] == in || r->cp[at] == under;
	while (lexicon_at(rd->lex, LEX(LEX_UNIT_LEAD), r, from, to, &m) && m.runes >= 2)
		from = m.end;
	if (from == at && !place)
		return false;
	while (place && from < to && (r->cp[from] == in || r->cp[from] == under)) /* 现在归…管 */
		from++;
	end = from;
	while (end < to && end < from + UNIT_MOST && (rune_is_word(r->cp[end]) || r->cp[end] == ' '))
		end++;
	if (shape_find_unit(rd->lex, r, (struct span){from, end}, unit_r))
		return false;
	for (struct span s = {from, end}; s.to >= from + 4; s.to--) {
		const lexicon_set what = place ? LEX(LEX_UNIT_FOLLOW)
		                               : LEX(LEX_PERSON_LEAD) | LEX(LEX_POST) | LEX(LEX_UNIT_FOLLOW);
		bool follows =
		        s.to < to &&
		        ((r->cp[s.to] == of && !place) ||
		                (lexicon_at(rd->lex, what, r, s.to, to, &m) && (m.runes >= 2 || place)));
		if (follows && shape_is_unit(rd->lex, r, s)) {
			*unit_r = s;
			return true;
		}
	}
	return false;
}

/* 天津市公安局滨海分局寨上派出所推荐民警…: between the sentence's start and what is done, whatever the name ends with. */
static bool unit_submits_at(
        struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *unit_r)
{
	enum { UNIT_MOST = 30, UNIT_LEAST = 4 };
	struct match m;
	if (at > 0 && (rune_is_word(r->cp[at - 1]) || rune_closes(r->cp[at - 1])))
		return false;
	for (size_t end = at + UNIT_LEAST; end < to && end < at + UNIT_MOST; end++) {
		if (!rune_is_word(r->cp[end - 1]))
			return false;
		if (lexicon_at(rd->lex, LEX(LEX_SUBMISSION), r, end, to, &m)) {
			*unit_r = (struct span){at, end};
			return !lexicon_at(rd->lex, LEX(LEX_UNIT_LEAD), r, at, end, &m) &&
			       shape_is_unit(rd->lex, r, *unit_r);
		}
	}
	return false;
}

/* 是, 在, 系: between a person and where the person works. */
static bool links_to_unit(uint32_t c)
{
	return c == 0x662f || c == 0x5728 || c == 0x7cfb;
}

/* 我是汉沽第一中学工会的沧海，: who says where he is from says his name behind it, whatever it looks like. */
static void read_introduced(struct reading *rd, struct drafts *d, const struct runes *r, struct span unit,
        size_t to, struct origin o)
{
	const uint32_t me = 0x6211, am = 0x662f, of = 0x7684; /* 我是…的 */
	struct span name = {unit.to + 1, unit.to + 1};
	if (unit.from < 2 || r->cp[unit.from - 2] != me || r->cp[unit.from - 1] != am || unit.to >= to ||
	        r->cp[unit.to] != of)
		return;
	while (name.to < to && rune_is_han(r->cp[name.to]))
		name.to++;
	bool sign = name.to < to && !rune_is_word(r->cp[name.to]);
	if (sign && !shape_is_name(rd->lex, r, name) && shape_may_be_name(rd->lex, r, name))
		add_name(rd, d, r, name, (struct span){unit.from - 2, name.to}, o, RANK_TEXT);
}

/* Units' names, and persons between them; what stands in a title is neither. */
static void read_units_and_persons(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	struct span unit = {0, 0}, rest = s;
	size_t unit_end = SIZE_MAX, next = s.from; /* where the next unit's name begins */
	bool more = true;
	for (size_t i = s.from; i < s.to;) {
		struct named n;
		struct span led;
		size_t behind = skip_quoted(r, i, s.to);
		if (more && i >= next) {
			rest.from = i;
			more = shape_find_unit(rd->lex, r, rest, &unit);
			next = more ? unit.from : s.to;
		}
		if (more && i == unit.from && named_at(rd, r, i, s, unit_end, &n) && n.leads &&
		        n.end + 4 < unit.to && links_to_unit(r->cp[n.end])) { /* 我叫孙宝山是…公司的 */
			add_named(rd, d, r, &n, o);
			unit.from = i = n.end + 1;
		}
		if (more && i == unit.from) {
			struct claim c =
			        claim_make(rd, LABEL_UNIT, o, RANK_TEXT, runes_text(rd->a, r, unit), r, unit);
			drafts_claim(rd, d, &c, NULL, false);
			read_introduced(rd, d, r, unit, s.to, o);
			i = next = unit_end = unit.to;
		} else if (unit_led_at(rd, r, i, s.to, &led) ||
		           (unit_submits_at(rd, r, i, s.to, &led) && (!more || unit.from >= led.to))) {
			struct claim c =
			        claim_make(rd, LABEL_UNIT, o, RANK_TEXT, runes_text(rd->a, r, led), r, led);
			drafts_claim(rd, d, &c, NULL, false);
			i = unit_end = led.to;
		} else if (behind > i) {
			i = behind;
		} else if (named_at(rd, r, i, s, unit_end, &n) && !ends_a_quote(r, s.from, n.end, s.to)) {
			add_named(rd, d, r, &n, o);
			i = n.end;
		} else {
			i++;
		}
	}
}

/* 我叫古丽米热: behind these words a name stands, however it looks, as far as the next sign. */
static void read_sure_names(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	const lexicon_set words = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) |
	                          LEX(LEX_FORM) | LEX(LEX_MATERIAL) | LEX(LEX_LABEL) | LEX(LEX_PERSON_LEAD) |
	                          LEX(LEX_PERSON_MAKES) | LEX(LEX_COMMON_WORD) | LEX(LEX_UNIT_ENDING);
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
	read_units_and_persons(rd, d, r, s, o);
	read_sure_names(rd, d, r, s, o);
	if (o.place == PLACE_BODY)
		read_unlisted(rd, d, r, s, o);
}
