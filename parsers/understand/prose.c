#include "parsers/understand/prose.h"

#include "parsers/understand/shapes.h"

#include <string.h>

/* A word that announces a work ends right before `at`: 摄影作品《…》, 报送《…》 */
static bool announced(struct reading *rd, const struct runes *r, size_t at)
{
	const uint64_t classes = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_SUBMISSION) | LEX(LEX_TITLE_LABEL);
	struct match m;
	for (size_t back = 1; back <= 20 && back <= at; back++) {
		if (lexicon_at(rd->lex, classes, r, at - back, at, &m) && m.end == at)
			return true;
		if (lexicon_at(rd->lex, LEX(LEX_LABEL), r, at - back, at, &m) && m.end == at &&
		        ((const struct vocabulary_word *)m.ref)->label == LABEL_TITLE)
			return true;
	}
	return false;
}

static void add_title(struct reading *rd, struct drafts *d, const struct runes *r, struct span inner,
        struct span outer, struct origin o, uint32_t rank)
{
	struct claim c = claim_make(rd, LABEL_TITLE, o, rank, runes_text(rd->a, r, inner), r, outer);
	drafts_claim(rd, d, &c, NULL, false);
}

static void add_name(struct reading *rd, struct drafts *d, const struct runes *r, struct span name,
        struct span source, struct origin o, uint32_t rank)
{
	struct claim c = claim_make(rd, LABEL_NAME, o, rank, runes_text_dense(rd->a, r, name), r, source);
	drafts_claim(rd, d, &c, NULL, false);
}

/* The campaign, one of its sub-projects or its notice: 《网聚职工正能量 争做中国好网民》, 《关于…的通知》 */
static bool is_slogan(struct reading *rd, const struct runes *r, struct span s)
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

static bool read_titles(struct reading *rd, struct drafts *d, const struct runes *r, struct span s,
        struct origin o, bool labelled)
{
	struct span inner, outer, rest = s;
	bool found = false;
	struct span name;
	for (; shape_find_title(r, rest, &inner, &outer); rest.from = outer.to) {
		if (is_slogan(rd, r, inner))
			continue;
		bool sure = labelled || announced(rd, r, outer.from) ||
		            runes_trim(r, (struct span){s.from, outer.from}).from >= outer.from;
		add_title(rd, d, r, inner, outer, o, sure ? RANK_NAMED : RANK_TEXT);
		if (sure && shape_name_at(rd->lex, r, outer.to, rest.to, &name)) /* 《春天》李丽 */
			add_name(rd, d, r, name, (struct span){outer.from, name.to}, o, RANK_TEXT);
		found = found || sure;
	}
	return found;
}

/* “互联网+工会”维权服务案例: the quotes stand inside a sub-project's name. */
static bool is_split_word(struct reading *rd, const struct runes *r, struct span quoted, size_t to)
{
	struct match m;
	size_t end = to > quoted.to + 20 ? quoted.to + 20 : to;
	for (size_t i = 0; i < rd->campaign->sub_projects.n; i++)
		if (strstr(rd->campaign->sub_projects.v[i].name, runes_text(rd->a, r, quoted)))
			return true;
	const char *one = runes_text(rd->a, r, quoted),
	           *two = runes_text(rd->a, r, (struct span){quoted.to + 1, end});
	struct runes whole = runes_read(rd->a, arena_printf(rd->a, "%s%s", one, two));
	return lexicon_at(rd->lex, LEX(LEX_STRONG), &whole, 0, whole.n, &m) &&
	       m.end > quoted.to - quoted.from;
}

/* A name in quotes beside the word for what it names: 平台“太平职工云超市”, “哈弗工友”微信小程序 */
static void read_quoted(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	for (size_t i = s.from; i < s.to; i++) {
		uint32_t closer = r->cp[i] == 0x201c || r->cp[i] == '"' ? rune_closer(r->cp[i]) : 0;
		size_t end = i + 1;
		struct match m;
		while (closer && end < s.to && end < i + 32 && r->cp[end] != closer)
			end++;
		if (!closer || end >= s.to || r->cp[end] != closer)
			continue;
		if (is_split_word(rd, r, (struct span){i + 1, end}, s.to)) {
			i = end;
			continue;
		}
		bool before = announced(rd, r, i);
		bool after = lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK), r, end + 1, s.to, &m);
		if ((before || after) && end - i >= 3 && end - i <= 30)
			add_title(rd, d, r, (struct span){i + 1, end}, (struct span){i, end + 1}, o,
			        RANK_SECOND);
		i = end;
	}
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
		if (shape_name_at(rd->lex, r, at, s.to, &name))
			add_name(rd, d, r, name, (struct span){unit.from, name.to}, o, RANK_TEXT);
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
			add_name(rd, d, r, name, (struct span){at, name.to}, o, RANK_SECOND);
}

/* 我叫古丽米热: behind these words a name stands, however it looks, as far as the next sign. */
static void read_sure_names(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	const uint64_t words = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) |
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
static void read_owner(struct reading *rd, struct drafts *d, const struct runes *r, struct span phone,
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

static void read_mobiles(
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
		if (p.fault == FAULT_NONE && p.mobile) {
			struct claim c = claim_make(
			        rd, LABEL_CONTACT, o, RANK_TEXT, arena_strdup(rd->a, p.digits), r, p.span);
			drafts_claim(rd, d, &c, NULL, false);
			if (o.place == PLACE_BODY)
				read_owner(rd, d, r, p.span, s, o);
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
	bool titled = read_titles(rd, d, r, s, o, labelled);
	if (!titled)
		read_quoted(rd, d, r, s, o);
	read_units(rd, d, r, s, o);
	read_persons(rd, d, r, s, o);
	read_sure_names(rd, d, r, s, o);
	if (o.place == PLACE_BODY)
		read_unlisted(rd, d, r, s, o);
	read_mobiles(rd, d, r, s, o);
	read_kinds(rd, d, r, s, o, titled);
}
