#include "parsers/understand/bare.h"

#include "parsers/understand/shapes.h"

enum { LINE_MOST = 120, PIECES_MOST = 10, RUN_MOST = 12 };

enum kind_of_piece {
	PIECE_WORDS,
	PIECE_UNIT,
	PIECE_NUMBER,
	PIECE_TITLE,
	PIECE_NAME,
	PIECE_SPARE,
	PIECE_OTHER
};

struct tally {
	bool unit, number, title, name, other;
	size_t spares;
	struct span spare;
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
	if (lexicon_rest(rd->lex, described, r, s) == 0)
		return PIECE_WORDS;
	return shape_may_be_name(rd->lex, r, s) ? PIECE_SPARE : PIECE_OTHER;
}

static void count(struct reading *rd, struct tally *t, const struct runes *r, struct span s)
{
	s = runes_trim(r, s);
	if (s.from >= s.to)
		return;
	switch (look_at(rd, r, s)) {
	case PIECE_UNIT:
		t->unit = true;
		break;
	case PIECE_NUMBER:
		t->number = true;
		break;
	case PIECE_TITLE:
		t->title = true;
		break;
	case PIECE_NAME:
		t->name = true;
		break;
	case PIECE_SPARE:
		t->spares++;
		t->spare = s;
		break;
	case PIECE_WORDS:
		break;
	default:
		t->other = true;
	}
}

static bool tells_name(const struct tally *t)
{
	return !t->name && !t->other && t->spares == 1 && t->unit + t->number + t->title >= 2;
}

static void add_name(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	struct claim c = claim_make(rd, LABEL_NAME, o, RANK_TEXT, runes_text_dense(rd->a, r, s), r, s);
	drafts_claim(rd, d, &c, NULL, false);
}

void bare_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct tally t = {0};
	size_t pieces = 0;
	if (r->n < 6 || r->n > LINE_MOST || o.place == PLACE_SIGNATURE)
		return;
	for (size_t from = 0, i = 0; i <= r->n; i++) {
		if (i < r->n && !parts(r->cp[i]))
			continue;
		count(rd, &t, r, (struct span){from, i});
		pieces += i > from;
		from = i + 1;
	}
	if (pieces <= PIECES_MOST && tells_name(&t))
		add_name(rd, d, r, t.spare, o);
}

size_t bare_read_run(
        struct reading *rd, struct drafts *d, const struct blocks *b, size_t line, struct origin o)
{
	struct tally t = {0};
	struct runes spare = {0};
	size_t end = line;
	for (; end < b->v.n && end < line + RUN_MOST && b->v.v[end]->kind == BLOCK_LINE; end++) {
		struct runes r = runes_read(rd->a, b->v.v[end]->line);
		struct tally before = t;
		if (r.n > LINE_MOST)
			break;
		count(rd, &t, &r, (struct span){0, r.n});
		if (t.spares > before.spares)
			spare = r;
		if (t.other) {
			t = before;
			break;
		}
	}
	if (tells_name(&t))
		add_name(rd, d, &spare, t.spare, o);
	return end - line;
}
