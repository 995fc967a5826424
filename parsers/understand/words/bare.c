#include "parsers/understand/words/bare.h"

#include "parsers/understand/words/hits.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

#include <string.h>

enum { LINE_MOST = 120, PIECES_MOST = 12, RUN_MOST = 12, UNKNOWN_MOST = 3 };

enum kind_of_piece {
	PIECE_WORDS,
	PIECE_LABEL,
	PIECE_UNIT,
	PIECE_NUMBER,
	PIECE_TITLE,
	PIECE_NAME,
	PIECE_SPARE, /* two to four characters of which nothing is known: a name, perhaps */
	PIECE_OTHER
};

/* A piece, in the line that it stands in. */
struct piece {
	const struct runes *r;
	struct span s;
	enum kind_of_piece kind;
};

struct tally {
	size_t units, numbers, titles, names, labels, unknowns;
	struct piece unit, number, title, name, unknown[UNKNOWN_MOST],
	        first; /* `unknown`: spares and others */
	const char *all_names;
	bool row; /* numbered, or begun with what the work is, or a title parted by a dash */
};

/* The pieces of a line, a number that stands directly behind a name apart from it. */
struct pieces_of_line {
	size_t n;
	struct span v[PIECES_MOST];
	bool row;
};

static bool parts(uint32_t c)
{
	return c == ',' || c == ';' || c == '/' || c == '|' || c == 0x3002 || c == 0x3001 || c == '(' ||
	       c == ')' || rune_is_blank(c);
}

static bool add_piece(struct pieces_of_line *p, const struct runes *r, struct span s)
{
	s = runes_trim(r, s);
	if (s.from >= s.to)
		return true;
	if (p->n == PIECES_MOST)
		return false;
	p->v[p->n++] = s;
	return true;
}

/* 苗雨田13512847706: where the number begins. */
static size_t number_behind(struct reading *rd, const struct runes *r, struct span s)
{
	struct phone phone;
	for (size_t i = s.from + 2; i + 11 <= s.to && i <= s.from + 5; i++)
		if (rune_is_digit(r->cp[i]) && rune_is_han(r->cp[i - 1]) &&
		        shape_phone_at(rd->lex, r, i, s.to, &phone) && phone.mobile && phone.span.to == s.to)
			return i;
	return s.to;
}

static bool split_rest(struct reading *rd, const struct runes *r, size_t from, struct pieces_of_line *p)
{
	for (size_t i = from; i <= r->n; i++) {
		if (i < r->n && !parts(r->cp[i]))
			continue;
		struct span s = {from, i};
		size_t number = number_behind(rd, r, s);
		if (!add_piece(p, r, (struct span){from, number}) ||
		        !add_piece(p, r, (struct span){number, i}))
			return false;
		from = i + 1;
	}
	return true;
}

/* 摄影：绿衣裳 / …: behind what the work is; `from` where the line does not begin so. */
static size_t behind_kind(struct reading *rd, const struct runes *r, size_t from)
{
	struct match m;
	size_t at = hits_skip_blanks(r, from, r->n);
	if (!lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_ROLE), r, at, r->n, &m))
		return from;
	return m.end < r->n && r->cp[m.end] == ':' ? m.end + 1 : from;
}

/* 取样——苗雨田13512847706: the dash that parts a title, which may hold any sign, from what follows; 0 without. */
static size_t find_dash(const struct runes *r, size_t from)
{
	for (size_t i = from + 1; i + 2 < r->n; i++)
		if (r->cp[i] == '-' && r->cp[i + 1] == '-' && r->cp[i + 2] != '-' && r->cp[i - 1] != '-')
			return i;
	return 0;
}

static bool split_line(struct reading *rd, const struct runes *r, struct pieces_of_line *p)
{
	size_t ordinal = hits_skip_ordinal(r), from = behind_kind(rd, r, ordinal), dash = find_dash(r, from);
	*p = (struct pieces_of_line){.row = from > 0 || dash > 0};
	if (dash && !add_piece(p, r, (struct span){from, dash}))
		return false;
	return split_rest(rd, r, dash ? dash + 2 : from, p);
}

/* 139****6027 */
static bool is_masked(const struct runes *r, struct span s)
{
	size_t digits = 0, stars = 0;
	for (size_t i = s.from; i < s.to; i++) {
		digits += rune_is_digit(r->cp[i]);
		stars += r->cp[i] == '*' || r->cp[i] == 'x';
	}
	return digits >= 5 && stars >= 2 && digits + stars == s.to - s.from;
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
	if (is_masked(r, s))
		return PIECE_NUMBER;
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
	struct piece p = {r, s, look_at(rd, r, s)};
	if (!t->first.r && p.kind != PIECE_WORDS)
		t->first = p;
	switch (p.kind) {
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
	case PIECE_WORDS:
		break;
	case PIECE_LABEL:
		t->labels++;
		break;
	default:
		if (t->unknowns < UNKNOWN_MOST)
			t->unknown[t->unknowns] = p;
		t->unknowns++;
	}
}

static bool is_first(const struct tally *t, struct piece p)
{
	return p.r == t->first.r && p.s.from == t->first.s.from;
}

static struct piece take_unknown(struct tally *t, size_t i)
{
	struct piece p = t->unknown[i];
	for (t->unknowns--; i < t->unknowns && i + 1 < UNKNOWN_MOST; i++)
		t->unknown[i] = t->unknown[i + 1];
	return p;
}

static void take_name(struct reading *rd, struct tally *t, size_t i)
{
	t->name = take_unknown(t, i);
	t->names = 1;
	t->all_names = runes_text_dense(rd->a, t->name.r, t->name.s);
}

/* 绿衣裳 / 水永新 / 138…: of two names in a row that began with what the work is, the first is the title. */
static void settle_names(struct reading *rd, struct tally *t)
{
	const char *second;
	if (!t->row || t->titles || t->names != 2 || t->unknowns || t->first.kind != PIECE_NAME ||
	        !(second = strchr(t->all_names, '\n')))
		return;
	t->title = t->first;
	t->titles = 1;
	t->names = 1;
	t->all_names = arena_strdup(rd->a, second + 1);
}

/* What is left over where all around it is known: a name, however it begins, or a title without marks. */
static void settle(struct reading *rd, struct tally *t)
{
	size_t known = (t->units > 0) + (t->numbers > 0) + (t->titles > 0);
	if (t->unknowns > UNKNOWN_MOST)
		return;
	settle_names(rd, t);
	bool spare = t->unknowns == 1 && t->unknown[0].kind == PIECE_SPARE;
	if (t->names == 0 && spare && known >= 2)
		take_name(rd, t, 0);
	/* a title first, and then whose it is */
	bool titled = t->row && t->titles == 0 && t->numbers == 1 && t->unknowns > 0 &&
	              is_first(t, t->unknown[0]) && may_be_title(rd, t->unknown[0]);
	if (titled && t->names == 0 && t->unknowns == 2 && t->unknown[1].kind == PIECE_SPARE)
		take_name(rd, t, 1);
	bool sure = t->units == 1 && t->numbers == 1;
	if (t->titles == 0 && t->names == 1 && t->unknowns == 1 && (sure || titled) &&
	        may_be_title(rd, t->unknown[0])) {
		t->title = take_unknown(t, 0);
		t->titles = 1;
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

static void add_number(
        struct reading *rd, struct drafts *d, const struct tally *t, const struct runes *r, struct origin o)
{
	enum fault fault;
	const char *number = value_contacts(rd, r, t->number.s, &fault);
	struct claim c = claim_make(rd, LABEL_CONTACT, o, RANK_TEXT, number, r, t->number.s);
	c.fault = *number ? FAULT_NONE : fault ? fault : FAULT_NO_NUMBER;
	drafts_claim(rd, d, &c, NULL, false);
}

/* A work told in one line: 海河夜渡 简宁 大沽街道办事处 13752200916 */
static void add_row(
        struct reading *rd, struct drafts *d, const struct tally *t, const struct runes *r, struct origin o)
{
	if (d->now.n == 0 || d->now.v[0]->work.claims.n > 0) /* else: a heading has begun it */
		drafts_begin(rd, d, false);
	add(rd, d, LABEL_TITLE, title_of(rd, t->title), t->title, o);
	add(rd, d, LABEL_NAME, t->all_names, t->name, o);
	if (t->units)
		add(rd, d, LABEL_UNIT, runes_text(rd->a, r, t->unit.s), t->unit, o);
	if (t->numbers)
		add_number(rd, d, t, r, o);
	value_kinds(rd, d, r, (struct span){0, r->n}, o, true, t->row ? WEIGHT_ANNOUNCING : 0);
}

bool bare_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct pieces_of_line p;
	struct tally t = {0};
	if (r->n < 6 || r->n > LINE_MOST || o.place == PLACE_SIGNATURE || !split_line(rd, r, &p))
		return false;
	t.row = p.row;
	for (size_t i = 0; i < p.n; i++)
		count(rd, &t, r, p.v[i]);
	bool spare = t.unknowns == 1 && t.unknown[0].kind == PIECE_SPARE && t.names == 0;
	settle(rd, &t);
	if (t.unknowns > 0 || t.names == 0)
		return false;
	if (t.labels == 0 && t.titles == 1 && t.units <= 1 && t.numbers <= 1 && t.units + t.numbers > 0) {
		add_row(rd, d, &t, r, o);
		return true;
	}
	if (spare)
		add(rd, d, LABEL_NAME, t.all_names, t.name, o);
	return false;
}

/* A line as one piece; or, where it is none, by its own pieces: 滨海新区快递行业联合工会  盖世杰 */
static void count_line(struct reading *rd, struct tally *t, const struct runes *r)
{
	struct pieces_of_line p;
	struct tally own = {0};
	struct span all = runes_trim(r, (struct span){0, r->n});
	bool whole = all.from >= all.to || look_at(rd, r, all) != PIECE_OTHER;
	if (!whole && split_line(rd, r, &p) && p.n == 2 && !p.row) {
		count(rd, &own, r, p.v[0]);
		count(rd, &own, r, p.v[1]);
		whole = own.units + own.numbers == 0 || own.unknowns + own.names != 1;
	} else {
		whole = true;
	}
	for (size_t i = 0; !whole && i < p.n; i++)
		count(rd, t, r, p.v[i]);
	if (whole)
		count(rd, t, r, (struct span){0, r->n});
}

/* What stands in the line, other than names and numbers, can only be a title. */
static bool may_go_on(struct reading *rd, const struct tally *t)
{
	size_t others = 0;
	for (size_t i = 0; i < t->unknowns && i < UNKNOWN_MOST; i++)
		if (t->unknown[i].kind == PIECE_OTHER) {
			others++;
			if (!may_be_title(rd, t->unknown[i]))
				return false;
		}
	return others <= 1 && t->unknowns <= UNKNOWN_MOST;
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
		count_line(rd, &t, r);
		if (!may_go_on(rd, &t)) {
			t = most;
			break;
		}
	}
	struct tally known = t;
	settle(rd, &t);
	if (t.titles > known.titles && t.labels == 0 && t.unknowns == 0)
		add(rd, d, LABEL_TITLE, title_of(rd, t.title), t.title, o);
	if (t.names == 1 && t.unknowns == 0 && (t.labels == 0 || known.names == 0) &&
	        (known.names == 0 || t.titles == 1))
		add(rd, d, LABEL_NAME, t.all_names, t.name, o);
	return end - line;
}
