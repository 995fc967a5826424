#include "parsers/understand/letter/enclosed.h"

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == '!' || c == '?' || c == ';'; /* 。 and, made plain by runes.h, ！？； */
}

/* 附件：晨光.jpg is said of a file; 附件： alone may head a list of what the notice had. */
static bool says_something(const struct runes *r, const struct match *m, struct span s)
{
	if (r->cp[m->end - 1] != ':')
		return true;
	for (size_t i = m->end; i < s.to; i++)
		if (rune_is_word(r->cp[i]))
			return true;
	return false;
}

/* 没有附上 holds 附上 and says no such thing: the longer word wins. */
static bool says_enclosed(struct reading *rd, const struct runes *r, struct span s)
{
	const lexicon_set both = LEX(LEX_ENCLOSED) | LEX(LEX_ENCLOSED_DENIAL);
	struct match m;
	size_t at;
	for (struct span rest = s; lexicon_find(rd->lex, both, r, rest, &at, &m); rest.from = m.end)
		if (m.class == LEX_ENCLOSED && says_something(r, &m, s))
			return true;
	return false;
}

static bool names_works(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	size_t at;
	if (lexicon_find(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK), r, s, &at, &m))
		return true;
	for (; lexicon_find(rd->lex, LEX(LEX_LABEL), r, s, &at, &m); s.from = m.end) {
		const struct vocabulary_word *word = m.ref;
		if (word->label == LABEL_TITLE && word->role <= WORD_SECOND)
			return true; /* 作品 */
	}
	return false;
}

/* 已按要求在…平台提交; not 已按要求命名 */
static bool says_elsewhere(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	size_t at, done;
	return lexicon_find(rd->lex, LEX(LEX_ANNOUNCED), r, s, &at, &m) &&
	       lexicon_find(rd->lex, LEX(LEX_HANDED_IN), r, (struct span){at, s.to}, &done, &m) &&
	       lexicon_find(rd->lex, LEX(LEX_HANDED_IN_PLACE), r, s, &done, &m);
}

static void read_sentence(struct reading *rd, const struct runes *r, struct span s, struct enclosed *told)
{
	struct match m;
	size_t at;
	if (!says_enclosed(rd, r, s)) {
		told->elsewhere = told->elsewhere || says_elsewhere(rd, r, s);
		return;
	}
	bool table = lexicon_find(rd->lex, LEX(LEX_STATISTICS_TITLE), r, s, &at, &m);
	bool works = names_works(rd, r, s);
	told->table = told->table || table;
	told->works = told->works || works;
	told->unnamed = told->unnamed || (!table && !works);
}

void enclosed_read(struct reading *rd, const struct runes *r, struct enclosed *told)
{
	struct span s = {0, 0};
	for (; s.to <= r->n; s.to++) {
		if (s.to < r->n && !ends_sentence(r->cp[s.to]))
			continue;
		read_sentence(rd, r, s, told);
		s.from = s.to + 1;
	}
}
