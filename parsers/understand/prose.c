#include "parsers/understand/prose.h"

#include "parsers/understand/mentions.h"
#include "parsers/understand/shapes.h"

#include <string.h>

/* Before the quantity and the particle that stand between a verb and its title: 拍摄的《…》, 写了一首《…》 */
static size_t behind_verb(const struct runes *r, size_t at)
{
	size_t i = at;
	if (i >= 2 && (r->cp[i - 2] == 0x4e00 || rune_is_digit(r->cp[i - 2])) && rune_is_han(r->cp[i - 1]))
		i -= 2;
	return i > 0 && (r->cp[i - 1] == 0x7684 || r->cp[i - 1] == 0x4e86) ? i - 1 : i;
}

/* A word that announces a work ends right before `at`: 摄影作品《…》, 报送《…》, 取名《…》, 朗诵的《…》 */
static bool announced(struct reading *rd, const struct runes *r, size_t at)
{
	const lexicon_set classes = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_SUBMISSION) |
	                            LEX(LEX_TITLE_LABEL) | LEX(LEX_TITLE_LEAD);
	struct match m;
	size_t verb = behind_verb(r, at);
	for (size_t back = 1; back <= 20 && back <= at; back++) {
		if (lexicon_at(rd->lex, classes, r, at - back, at, &m) && m.end == at)
			return true;
		if (lexicon_at(rd->lex, LEX(LEX_LABEL), r, at - back, at, &m) && m.end == at &&
		        ((const struct vocabulary_word *)m.ref)->label == LABEL_TITLE)
			return true;
		if (back <= verb && lexicon_at(rd->lex, LEX(LEX_ROLE), r, verb - back, verb, &m) &&
		        m.end == verb)
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

static bool read_titles(struct reading *rd, struct drafts *d, const struct runes *r, struct span s,
        struct origin o, bool labelled)
{
	struct span inner, outer, rest = s;
	bool found = false;
	struct span name;
	for (; shape_find_title(r, rest, &inner, &outer); rest.from = outer.to) {
		if (prose_is_slogan(rd, r, inner))
			continue;
		bool sure = labelled || announced(rd, r, outer.from) ||
		            runes_trim(r, (struct span){s.from, outer.from}).from >= outer.from;
		add_title(rd, d, r, inner, outer, o, sure ? RANK_NAMED : RANK_TEXT);
		if (sure && shape_name_at(rd->lex, r, outer.to, rest.to, &name)) { /* 《春天》李丽 */
			struct claim c = claim_make(rd, LABEL_NAME, o, RANK_TEXT,
			        runes_text_dense(rd->a, r, name), r, (struct span){outer.from, name.to});
			drafts_claim(rd, d, &c, NULL, false);
		}
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
		bool after = lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_TITLE_FOLLOW), r,
		        end + 1, s.to, &m);
		if ((before || after) && end - i >= 3 && end - i <= 30)
			add_title(rd, d, r, (struct span){i + 1, end}, (struct span){i, end + 1}, o,
			        RANK_SECOND);
		i = end;
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
				mentions_read_owner(rd, d, r, p.span, s, o);
		}
		i = p.span.to;
	}
}

/* Where a title without marks ends: with its clause, or at what it is a title of: 题为早市的摄影作品 */
static size_t led_end(struct reading *rd, const struct runes *r, size_t from, size_t to)
{
	struct match m;
	size_t end = from;
	while (end < to && (rune_is_word(r->cp[end]) || rune_is_blank(r->cp[end]) || r->cp[end] == 0xb7))
		end++;
	for (size_t i = from + 2; i < end; i++)
		if (r->cp[i] == 0x7684 && i + 1 < end &&
		        lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_LABEL), r, i + 1, end,
		                &m) &&
		        m.end == end)
			return i;
	return end;
}

/* 这张照片题目是早市，…: a title that no mark sets off. */
static void read_led_titles(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	enum { LED_MOST = 16 };
	struct match m;
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_TITLE_LEAD), r, s, &at, &m); s.from = m.end) {
		struct span t = runes_trim(r, (struct span){m.end, led_end(rd, r, m.end, s.to)});
		size_t most = m.end + LED_MOST;
		if (t.to < t.from + 2 || t.to > most || shape_is_name(rd->lex, r, t) ||
		        shape_emptiness(rd->lex, r, t) != FAULT_NONE)
			continue;
		add_title(rd, d, r, t, (struct span){at, t.to}, o, RANK_SECOND);
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
	read_led_titles(rd, d, r, s, o);
	mentions_read(rd, d, r, s, o);
	if (labelled)
		mentions_read_pieces(rd, d, r, s, o);
	read_mobiles(rd, d, r, s, o);
	read_kinds(rd, d, r, s, o, titled);
}
