#include "parsers/understand/words/named.h"

#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

/* How surely a place begins or ends a name. A name wants ENOUGH of both together, and something at its end. */
enum strength { NOTHING = 0, SIGN = 1, WORD = 2, SURE = 3, ENOUGH = 4 };

enum { WORD_MOST = 8, BETWEEN_MOST = 4 };

/* The longest word of `classes` that ends at `at`; its length, 0 without. */
static size_t word_before(
        const struct lexicon *lex, lexicon_set classes, const struct runes *r, size_t at, size_t from)
{
	struct match m;
	size_t first = at > from + WORD_MOST ? at - WORD_MOST : from;
	for (size_t i = first; i < at; i++)
		if (lexicon_at(lex, classes, r, i, at, &m) && m.end == at)
			return m.runes;
	return 0;
}

static enum strength before(
        struct reading *rd, const struct runes *r, size_t at, size_t from, size_t unit_end, bool *leads_r)
{
	const uint32_t of = 0x7684; /* 的 */
	*leads_r = word_before(rd->lex, LEX(LEX_PERSON_LEAD) | LEX(LEX_SURE_LEAD), r, at, from) > 0;
	const uint32_t called = 0x53eb; /* 我是…的职工，叫仲夏 */
	if (at > from && r->cp[at - 1] == called && (at == from + 1 || !rune_is_word(r->cp[at - 2])))
		*leads_r = true;
	if (*leads_r || at == unit_end ||
	        (unit_end != SIZE_MAX && at == unit_end + 1 && r->cp[unit_end] == of))
		return SURE;
	size_t post = word_before(rd->lex, LEX(LEX_POST) | LEX(LEX_DEPARTMENT), r, at, from);
	if (post > 0)
		return post >= 2 ? SURE : WORD;
	if (word_before(rd->lex, LEX(LEX_UNIT_PART), r, at, from) > 0) /* 信息科鲜于波 */
		return WORD;
	if (word_before(rd->lex, LEX(LEX_UNIT_LEAD), r, at, from) > 0)
		return WORD;
	return at == from || !rune_is_word(r->cp[at - 1]) ? SIGN : NOTHING;
}

/* 两位同志, 自己: what may stand between a name and what the person did. */
static size_t skip_between(struct reading *rd, const struct runes *r, size_t i, size_t to)
{
	struct match m;
	for (size_t n = 0; n < BETWEEN_MOST && i < to; n++) {
		if (rune_is_blank(r->cp[i]))
			i++;
		else if (lexicon_at(rd->lex, LEX(LEX_PERSON_BETWEEN), r, i, to, &m) ||
		         (lexicon_at(rd->lex, LEX(LEX_POST), r, i, to, &m) && m.runes >= 2)) /* 三位馆员 */
			i = m.end;
		else
			break;
	}
	return i;
}

static bool makes(struct reading *rd, const struct runes *r, size_t end, size_t to)
{
	struct match m;
	size_t i = skip_between(rd, r, end, to);
	return lexicon_at(rd->lex, LEX(LEX_PERSON_MAKES), r, i, to, &m);
}

/* Behind 、 和 以及: where the next name would begin; `at` itself where nothing joins. */
static size_t behind_joint(const struct runes *r, size_t at, size_t to)
{
	const uint32_t by = 0x4ee5, and = 0x53ca; /* 以及 */
	size_t i = at;
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	if (i + 1 < to && r->cp[i] == by && r->cp[i + 1] == and)
		i += 2;
	else if (i < to && shape_joins_names(r->cp[i]))
		i++;
	else
		return at;
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	return i;
}

static enum strength behind(struct reading *rd, const struct runes *r, size_t end, size_t to)
{
	struct match m;
	if (makes(rd, r, end, to))
		return SURE;
	if (lexicon_at(rd->lex, LEX(LEX_PERSON_FOLLOW) | LEX(LEX_PERSON_END), r, end, to, &m))
		return WORD;
	size_t next = behind_joint(r, end, to);
	if (next > end && next + 1 < to && lexicon_at(rd->lex, LEX(LEX_SURNAME), r, next, to, &m) &&
	        m.end < to && rune_is_han(r->cp[m.end]))
		return WORD;
	return end >= to || !rune_is_word(r->cp[end]) ? SIGN : NOTHING;
}

static bool is_common(struct reading *rd, const struct runes *r, struct span s)
{
	const lexicon_set words = LEX(LEX_COMMON_WORD) | LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_LABEL) |
	                          LEX(LEX_FILLER) | LEX(LEX_FORM) | LEX(LEX_MATERIAL) | LEX(LEX_GENERIC) |
	                          LEX(LEX_UNIT) | LEX(LEX_RECEIVER) | LEX(LEX_MESSENGER);
	struct match m;
	if (lexicon_at(rd->lex, words, r, s.from, s.to, &m) && m.runes >= 2)
		return true; /* 安全员: the name would begin with a word */
	size_t post = word_before(rd->lex, LEX(LEX_POST) | LEX(LEX_DEPARTMENT), r, s.to, s.from + 1);
	return post > 0 && post + 1 >= s.to - s.from; /* 张主席 */
}

/* 阿依古丽·买买提: as far as a sign or a word that cannot be in it. */
static bool dotted_at(struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	size_t i = at, dots = 0, part = 0;
	for (; i < to && i < at + 14; i++) {
		bool dot = shape_is_dot(r->cp[i]);
		if (!dot && (!rune_is_han(r->cp[i]) || (dots && part >= 2 && behind(rd, r, i, to) >= WORD)))
			break;
		if (dot && part < 2)
			return false;
		dots += dot;
		part = dot ? 0 : part + 1;
	}
	*span_r = (struct span){at, i};
	return dots > 0 && part >= 2 && shape_is_name(rd->lex, r, *span_r);
}

/* The likeliest length of a name at a place: of two characters or three, what stands behind it decides. `led`: what stands before it
 * and behind it may make even a common word one: 职工耿直撰写 */
static enum strength longest(
        struct reading *rd, const struct runes *r, size_t at, size_t to, bool led, struct span *span_r)
{
	struct match m;
	enum strength best = NOTHING;
	if (dotted_at(rd, r, at, to, span_r))
		return behind(rd, r, span_r->to, to);
	bool known = lexicon_at(rd->lex, LEX(LEX_SURNAME), r, at, to, &m);
	if (!known && !(led && lexicon_at(rd->lex, LEX(LEX_RARE_SURNAME), r, at, to, &m)))
		return NOTHING;
	for (size_t end = m.end + 1; end <= m.end + 2 && end <= to && rune_is_han(r->cp[end - 1]); end++) {
		struct span s = {at, end};
		enum strength found = behind(rd, r, end, to);
		if (!known && (found < WORD || !shape_is_rare_name(rd->lex, r, s)))
			continue;
		if (found <= best ||
		        (is_common(rd, r, s) && !(led && found == SURE && makes(rd, r, end, to))))
			continue;
		best = found;
		*span_r = s;
	}
	return best;
}

/* 和珍、水淼两位同志朗诵: beside a name, and before what they did, whatever the first character. */
static bool unlisted_at(struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	for (size_t end = at + 2; end <= at + 3 && end <= to; end++) {
		*span_r = (struct span){at, end};
		if (shape_may_be_name(rd->lex, r, *span_r) && makes(rd, r, end, to))
			return true;
	}
	return false;
}

/* The names that follow the first, each a line. */
static void add_more(struct reading *rd, const struct runes *r, size_t to, struct named *n)
{
	struct span next;
	for (size_t at; (at = behind_joint(r, n->end, to)) > n->end; n->end = next.to) {
		if (longest(rd, r, at, to, false, &next) == NOTHING && !unlisted_at(rd, r, at, to, &next) &&
		        !shape_rare_name_at(rd->lex, r, at, to, &next))
			return;
		n->names = value_join(rd->a, n->names, runes_text_dense(rd->a, r, next));
	}
}

/* 德吉央宗参评: four characters of which nothing else is known, before a word that follows names. */
static bool foreign_at(struct reading *rd, const struct runes *r, size_t at, size_t to, struct span *span_r)
{
	enum { LENGTH = 4 };
	struct match m;
	*span_r = (struct span){at, at + LENGTH};
	return at + LENGTH < to && lexicon_at(rd->lex, LEX(LEX_PERSON_FOLLOW), r, at + LENGTH, to, &m) &&
	       m.runes >= 2 && shape_may_be_name(rd->lex, r, *span_r);
}

/* Keeps the look at what stands before a place for those where a name may stand. */
static bool starts_name(struct reading *rd, const struct runes *r, size_t at, size_t to)
{
	struct match m;
	struct span dotted;
	return lexicon_at(rd->lex, LEX(LEX_SURNAME) | LEX(LEX_RARE_SURNAME), r, at, to, &m) ||
	       dotted_at(rd, r, at, to, &dotted);
}

/* 四位老师（陆遥、尤佳、鲍晨曦、颜冰）; 两个人，卜凡、麻丽娟，: names and nothing else between two signs. */
static bool is_list_of_names(const struct runes *r, size_t at, const struct named *n)
{
	return n->end > n->span.to && at > 0 && !rune_is_word(r->cp[at - 1]) && n->end < r->n &&
	       !rune_is_word(r->cp[n->end]);
}

bool named_at(struct reading *rd, const struct runes *r, size_t at, struct span s, size_t unit_end,
        struct named *n_r)
{
	*n_r = (struct named){.names = ""};
	struct span any;
	if (!starts_name(rd, r, at, s.to) && !foreign_at(rd, r, at, s.to, &any))
		return false;
	enum strength start = before(rd, r, at, s.from, unit_end, &n_r->leads);
	enum strength end = longest(rd, r, at, s.to, start == SURE, &n_r->span);
	if (end == NOTHING && start == SURE && foreign_at(rd, r, at, s.to, &n_r->span))
		end = WORD;
	if (end == NOTHING)
		return false;
	n_r->sure = start == SURE;
	n_r->names = runes_text_dense(rd->a, r, n_r->span);
	n_r->end = n_r->span.to;
	add_more(rd, r, s.to, n_r);
	if (start + end < ENOUGH && !is_list_of_names(r, at, n_r))
		return false;
	n_r->makes = makes(rd, r, n_r->end, s.to);
	return true;
}
