#include "parsers/understand/table/guess.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/words/shapes.h"

enum { HEAD_RUNES = 12, ROWS_BELOW = 4 };

static const struct vocabulary_word words[LABEL_COUNT] = {
        [LABEL_UNIT] = {.text = "", .label = LABEL_UNIT, .role = WORD_SECOND, .also = LABEL_COUNT},
        [LABEL_CONTACT] = {.text = "", .label = LABEL_CONTACT, .role = WORD_SECOND, .also = LABEL_COUNT},
        [LABEL_TITLE] = {.text = "", .label = LABEL_TITLE, .role = WORD_SECOND, .also = LABEL_COUNT},
};

/* A few words without numbers that are nobody's name and no unit's. */
static bool may_be_head(const struct cells *s, const struct runes *r, struct span all)
{
	if (all.from >= all.to || all.to - all.from > HEAD_RUNES)
		return false;
	for (size_t i = all.from; i < all.to; i++)
		if (rune_is_digit(r->cp[i]) || r->cp[i] == ':' || r->cp[i] == 0x300a)
			return false;
	return !shape_is_name(s->rd->lex, r, all) && !shape_is_unit(s->rd->lex, r, all);
}

static bool is_number(const struct cells *s, const struct runes *r, struct span all)
{
	struct phone p;
	return shape_phone_at(s->rd->lex, r, all.from, all.to, &p) && p.fault == FAULT_NONE && p.mobile &&
	       p.span.from == all.from && p.span.to == all.to;
}

static bool is_title(const struct runes *r, struct span all)
{
	struct span inner, outer;
	return shape_find_title(r, all, &inner, &outer) && outer.from == all.from && outer.to == all.to;
}

/* What one cell looks like; LABEL_COUNT for nothing of ours. */
static enum label look_of(const struct cells *s, const struct runes *r, struct span all)
{
	if (is_number(s, r, all))
		return LABEL_CONTACT;
	if (is_title(r, all))
		return LABEL_TITLE;
	return shape_is_unit(s->rd->lex, r, all) ? LABEL_UNIT : LABEL_COUNT;
}

/* A form goes on there; 微视频 is what kind a work is, though it may be a label. */
static bool holds_label(const struct cells *s, uint32_t row)
{
	struct labelled l;
	struct match m;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k = cells_next(s->t, row, k)) {
		struct runes r = runes_read(s->rd->a, cells_text(s->t, row, k));
		if (cells_label(s, row, k, &l) &&
		        !lexicon_is(s->rd->lex, LEX(LEX_STRONG), &r, (struct span){0, r.n}, &m))
			return true;
	}
	return false;
}

static enum label look_below(const struct cells *s, uint32_t header, uint32_t column)
{
	enum label all = LABEL_COUNT;
	for (uint32_t row = header + 1, seen = 0; row < s->t->rows && seen < ROWS_BELOW; row++, seen++) {
		struct runes r = runes_read(s->rd->a, cells_text(s->t, row, column));
		struct span value = runes_trim(&r, (struct span){0, r.n});
		if (holds_label(s, row))
			break;
		if (value.from >= value.to)
			continue;
		enum label one = look_of(s, &r, value);
		if (one == LABEL_COUNT || (all != LABEL_COUNT && one != all))
			return LABEL_COUNT;
		all = one;
	}
	return all;
}

static bool is_listed(const struct cells *s, uint32_t header, enum label label)
{
	struct labelled l;
	for (uint32_t k = 0; k < s->t->columns && k < CELLS_COLUMNS; k++)
		if (cells_listed_label(s, header, k, &l) && labels_is_ours(&l) &&
		        (l.titles ? label == LABEL_TITLE
		                  : l.word->role != WORD_SUB_PROJECT &&
		                                (l.word->label == label || l.word->also == label)))
			return true;
	return false;
}

bool guess_column(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r)
{
	struct runes r = runes_read(s->rd->a, cells_text(s->t, header, column));
	struct span head = runes_trim(&r, (struct span){0, r.n});
	if (!may_be_head(s, &r, head))
		return false;
	enum label label = look_below(s, header, column);
	if (label == LABEL_COUNT || is_listed(s, header, label))
		return false;
	*l_r = (struct labelled){.word = &words[label], .text = r.text, .weak = label == LABEL_UNIT};
	return true;
}
