#include "parsers/understand/words/bare.h"

#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

enum { LINE_MOST = 120, PIECES_MOST = 10, RUN_MOST = 12 };

enum kind_of_piece {
	PIECE_WORDS,
	PIECE_LABEL,
	PIECE_UNIT,
	PIECE_NUMBER,
	PIECE_TITLE,
	PIECE_NAME,
	PIECE_SPARE,
	PIECE_OTHER
};

/* A piece, in the line that it stands in. */
struct piece {
	const struct runes *r;
	struct span s;
};

struct tally {
	size_t units, numbers, titles, names, labels, spares, others;
	struct piece unit, number, title, name, spare, other;
	const char *all_names;
};

static bool parts(uint32_t c)
{
	return c == ',' || c == ';' || c == '/' || c == '|' || c == 0x3002 || c == 0x3001 || rune_is_blank(c);
}

static enum kind_of_piece look_at(struct reading *rd, const struct runes *r, struct span s)
{
	const lexicon_set described = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_GENERIC) |
	                              LEX(LEX_MATERIAL) | LEX(LEX_SUBMISSION) | LEX(LEX_RECEIVER);
	struct span inner, outer;
	struct phone phone;
	struct match m;
	if (shape_find_title(r, s, &inner, &outer) && outer.to == s.to)
		return lexicon_rest(rd->lex, described, r, (struct span){s.from, outer.from}) == 0
		               ? PIECE_TITLE
		               : PIECE_OTHER;
	if (shape_is_unit(rd->lex, r, s))
		return PIECE_UNIT;
	if (shape_is_name(rd->lex, r, s))
		return PIECE_NAME;
	if (rune_is_digit(r->cp[s.from]) && s.to - s.from >= 7 &&
	        shape_phone_at(rd->lex, r, s.from, s.to, &phone) && phone.span.to == s.to)
		return phone.fault == FAULT_NONE ? PIECE_NUMBER : PIECE_OTHER;
	bool kind = lexicon_is(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK), r, s, &m);
	if (!kind && lexicon_is(rd->lex, LEX(LEX_LABEL), r, s, &m)) /* 参赛作品 is a caption here */
		return ((const struct vocabulary_word *)m.ref)->label == LABEL_TITLE ? PIECE_WORDS
		                                                                     : PIECE_LABEL;
	if (lexicon_rest(rd->lex, described, r, s) == 0)
		return PIECE_WORDS;
	return shape_may_be_name(rd->lex, r, s) ? PIECE_SPARE : PIECE_OTHER;
}

/* A title that no mark sets off may be so long. */
static bool may_be_title(struct reading *rd, struct piece p)
{
	enum { TITLE_LEAST = 2, TITLE_MOST = 16 };
	const lexicon_set words = LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL) | LEX(LEX_PERSON_LEAD) |
	                          LEX(LEX_UNIT_LEAD) | LEX(LEX_TITLE_END) | LEX(LEX_UNIT_BREAK);
	struct match m;
	if (lexicon_at(rd->lex, words, p.r, p.s.from, p.s.to, &m) && m.runes >= 2)
		return false;
	size_t n = p.s.to - p.s.from, han = 0;
	for (size_t i = p.s.from; i < p.s.to; i++)
		han += rune_is_han(p.r->cp[i]);
	return n >= TITLE_LEAST && n <= TITLE_MOST && han * 2 >= n && p.r->cp[p.s.from] != '@';
}

static void count(struct reading *rd, struct tally *t, const struct runes *r, struct span s)
{
	s = runes_trim(r, s);
	if (s.from >= s.to)
		return;
	struct piece p = {r, s};
	switch (look_at(rd, r, s)) {
	case PIECE_UNIT:
		t->units++;
		t->unit = p;
		break;
	case PIECE_NUMBER:
		t->numbers++;
		t->number = p;
		break;
	case PIECE_TITLE:
		t->titles++;
		t->title = p;
		break;
	case PIECE_NAME:
		t->all_names = t->names ? value_join(rd->a, t->all_names, runes_text_dense(rd->a, r, s))
		                        : runes_text_dense(rd->a, r, s);
		t->names++;
		t->name = p;
		break;
	case PIECE_SPARE:
		t->spares++;
		t->spare = p;
		break;
	case PIECE_WORDS:
		break;
	case PIECE_LABEL:
		t->labels++;
		break;
	default:
		t->others++;
		t->other = p;
	}
}

/* What is left over where all around it is known: a name, however it begins, or a title without marks. */
static void settle(struct reading *rd, struct tally *t)
{
	size_t known = (t->units > 0) + (t->numbers > 0) + (t->titles > 0);
	if (t->names == 0 && t->spares == 1 && known >= 2 && (t->others == 0 || t->titles == 0)) {
		t->names = 1;
		t->name = t->spare;
		t->spares = 0;
		t->all_names = runes_text_dense(rd->a, t->name.r, t->name.s);
	}
	struct piece left = t->others ? t->other : t->spare;
	if (t->titles == 0 && t->names == 1 && t->units == 1 && t->numbers == 1 &&
	        t->others + t->spares == 1 && may_be_title(rd, left)) {
		t->titles = 1;
		t->title = left;
		t->others = t->spares = 0;
	}
}

static void add(struct reading *rd, struct drafts *d, enum label label, const char *value, struct piece p,
        struct origin o)
{
	uint32_t rank = label == LABEL_TITLE ? RANK_NAMED : RANK_TEXT;
	struct claim c = claim_make(rd, label, o, rank, value, p.r, p.s);
	drafts_claim(rd, d, &c, NULL, false);
}

static const char *title_of(struct reading *rd, struct piece p)
{
	struct span inner, outer;
	bool quoted = shape_find_title(p.r, p.s, &inner, &outer);
	return runes_text(rd->a, p.r, quoted ? inner : runes_unwrap(p.r, p.s));
}

/* A work told in one line: 海河夜渡 简宁 大沽街道办事处 13752200916 */
static void add_row(
        struct reading *rd, struct drafts *d, const struct tally *t, const struct runes *r, struct origin o)
{
	enum fault fault;
	if (d->now.n == 0 || d->now.v[0]->work.claims.n > 0) /* else: a heading has begun it */
		drafts_begin(rd, d, false);
	add(rd, d, LABEL_TITLE, title_of(rd, t->title), t->title, o);
	add(rd, d, LABEL_NAME, t->all_names, t->name, o);
	if (t->units)
		add(rd, d, LABEL_UNIT, runes_text(rd->a, r, t->unit.s), t->unit, o);
	if (t->numbers)
		add(rd, d, LABEL_CONTACT, value_contacts(rd, r, t->number.s, &fault), t->number, o);
	value_kinds(rd, d, r, (struct span){0, r->n}, o, true, 0);
}

bool bare_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct tally t = {0};
	size_t pieces = 0;
	if (r->n < 6 || r->n > LINE_MOST || o.place == PLACE_SIGNATURE)
		return false;
	for (size_t from = 0, i = 0; i <= r->n; i++) {
		if (i < r->n && !parts(r->cp[i]))
			continue;
		count(rd, &t, r, (struct span){from, i});
		pieces += i > from;
		from = i + 1;
	}
	size_t spares = t.spares;
	settle(rd, &t);
	if (pieces > PIECES_MOST || t.others > 0 || t.spares > 0 || t.names == 0)
		return false;
	if (t.labels == 0 && t.titles == 1 && t.units <= 1 && t.numbers <= 1 && t.units + t.numbers > 0) {
		add_row(rd, d, &t, r, o);
		return true;
	}
	if (spares == 1)
		add(rd, d, LABEL_NAME, t.all_names, t.name, o);
	return false;
}

size_t bare_read_run(
        struct reading *rd, struct drafts *d, const struct blocks *b, size_t line, struct origin o)
{
	struct tally t = {0}, most;
	size_t end = line;
	for (; end < b->v.n && end < line + RUN_MOST && b->v.v[end]->kind == BLOCK_LINE; end++) {
		struct runes *r = arena_alloc(rd->a, sizeof *r);
		*r = runes_read(rd->a, b->v.v[end]->line);
		most = t;
		if (r->n > LINE_MOST)
			break;
		count(rd, &t, r, (struct span){0, r->n});
		if (t.others > 1 || (t.others == 1 && !may_be_title(rd, t.other))) {
			t = most;
			break;
		}
	}
	struct tally known = t;
	settle(rd, &t);
	if (t.titles > known.titles && t.labels == 0 && t.others + t.spares == 0)
		add(rd, d, LABEL_TITLE, title_of(rd, t.title), t.title, o);
	if (t.names == 1 && t.others == 0 && (t.labels == 0 || known.names == 0) &&
	        (known.names == 0 || t.titles == 1))
		add(rd, d, LABEL_NAME, t.all_names, t.name, o);
	return end - line;
}
