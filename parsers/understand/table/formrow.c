#include "parsers/understand/table/formrow.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/words/compound.h"

#include <string.h>

enum { LABEL_RUNES = 40, PATTERN_ROWS = 3, SPAN_ROWS = 12 };

void formrow_read_value(
        const struct cells *c, struct drafts *d, struct origin o, const struct labelled *l, const char *text)
{
	struct runes r = runes_read(c->rd->a, text);
	d->labelled += labels_is_ours(l);
	value_read(c->rd, d, l, &r, (struct span){0, r.n}, o);
}

static bool is_blank(const struct cells *c, uint32_t row, uint32_t column)
{
	const char *text = cells_text(c->t, row, column);
	return text[strspn(text, " \t\n")] == '\0';
}

/* Cells that go on from the row above belong to it. */
static bool is_own(const struct cells *c, uint32_t row, uint32_t column)
{
	return column < c->t->columns && cells_is_origin(c->t, row, column);
}

/* A column that all labels keep free: 作品名称 |  | 晨光. In how many rows it does, the label at `column`, the value behind
 * the free one. */
static bool leaves_free(const struct cells *c, uint32_t column, uint32_t free)
{
	size_t rows = 0;
	struct labelled l;
	for (uint32_t row = 0; row < c->t->rows; row++) {
		uint32_t next = free < c->t->columns ? cells_next(c->t, row, free) : free;
		if (!is_own(c, row, column) || !cells_label(c, row, column, &l))
			continue;
		if (cells_next(c->t, row, column) != free || !is_blank(c, row, free))
			return false;
		rows += next < c->t->columns && !is_blank(c, row, next) && !cells_label(c, row, next, &l);
	}
	return rows >= PATTERN_ROWS;
}

/* A label that stands beside several rows has a value in each: 作者 | 田雨, 孟禾. */
static const char *values_beside(const struct cells *c, uint32_t row, uint32_t column, uint32_t value)
{
	const char *text = cells_text(c->t, row, value);
	struct labelled l;
	for (uint32_t below = row + 1; below < c->t->rows && below < row + SPAN_ROWS; below++) {
		const struct cell *label = table_cell(c->t, below, column);
		bool beside = label->merged_row == row && label->merged_column == column;
		if (!beside || !is_own(c, below, value) || cells_label(c, below, value, &l))
			break;
		if (!is_blank(c, below, value))
			text = arena_printf(c->rd->a, "%s\n%s", text, cells_text(c->t, below, value));
	}
	return text;
}

enum { STACKED_LINES = 8 };

struct lines {
	const char *v[STACKED_LINES + 1];
	size_t n;
};

static struct lines lines_of(struct arena *a, const char *text)
{
	struct lines l = {.n = 0};
	for (size_t len; *text && l.n <= STACKED_LINES; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (len > 0)
			l.v[l.n++] = arena_strndup(a, text, len);
	}
	return l;
}

/* The value of a label: the next cell to the right, unless that is a label itself. Behind it. */
static uint32_t read_pair(const struct cells *c, struct drafts *d, struct origin o, uint32_t row,
        uint32_t column, const struct labelled *l)
{
	struct labelled other;
	uint32_t next = cells_next(c->t, row, column);
	bool named = l->word && l->word->role == WORD_SUB_PROJECT;
	if (next < c->t->columns && is_blank(c, row, next) && leaves_free(c, column, next))
		next = cells_next(c->t, row, next);
	bool value = next < c->t->columns && (named || !cells_label(c, row, next, &other));
	formrow_read_value(c, d, o, l, value ? values_beside(c, row, column, next) : "");
	return value ? cells_next(c->t, row, next) : next;
}

/* 姓名：张三 in one cell; or, behind a label that nobody listed, a sub-project's name and nothing else. */
static void read_free_cell(const struct cells *c, struct drafts *d, struct origin o, const char *text)
{
	struct runes r = runes_read(c->rd->a, text);
	struct span all = {0, r.n};
	if (labels_read_marked(c->rd, d, &r, o) == 0 && r.n <= LABEL_RUNES &&
	        lexicon_rest(c->rd->lex, LEX(LEX_STRONG) | LEX(LEX_FILLER), &r, all) == 0)
		value_kinds(c->rd, d, &r, all, o, true, 0);
}

/* A label, or the name of the next form: 作品登记表（二） */
static bool line_label(const struct cells *c, const char *text, struct labelled *l_r)
{
	static const struct vocabulary_word form = {.text = "", .role = WORD_FOREIGN, .also = LABEL_COUNT};
	const lexicon_set words = LEX(LEX_FORM) | LEX(LEX_FILLER) | LEX(LEX_STRONG) | LEX(LEX_TITLE_LABEL);
	struct runes r = runes_read(c->rd->a, text);
	struct span all = {0, r.n};
	struct match m;
	size_t at;
	if (labels_is_label(c->rd, &r, all, l_r))
		return true;
	*l_r = (struct labelled){.word = &form, .text = text};
	return lexicon_find(c->rd->lex, LEX(LEX_FORM), &r, all, &at, &m) &&
	       lexicon_rest(c->rd->lex, words, &r, all) == 0;
}

/* 手机 and below it 单位 in one cell, 13802012345 in the next: lines of a page that were taken for one row. A value for each label, or
 * one for the first: the others were left empty. Behind the cells; 0 where it is not so. */
static uint32_t read_stacked(
        const struct cells *c, struct drafts *d, struct origin o, uint32_t row, uint32_t column)
{
	struct labelled l;
	uint32_t next = cells_next(c->t, row, column);
	struct lines labels = lines_of(c->rd->a, cells_text(c->t, row, column));
	if (labels.n < 2 || next >= c->t->columns || cells_label(c, row, next, &l))
		return 0;
	struct lines values = lines_of(c->rd->a, cells_text(c->t, row, next));
	bool answered = false, even = values.n <= 1 || values.n == labels.n;
	for (size_t i = 0; i < labels.n; i++) {
		if (!line_label(c, labels.v[i], &l))
			return 0;
		if (i > 0 && !even && labels_is_ours(&l))
			return 0; /* which line answers which */
		answered = answered || (i < values.n && cells_answer(c, &l, values.v[i]));
	}
	if (!answered)
		return 0; /* 账号 and below it 简介 are one label */
	for (size_t i = 0; i < labels.n; i++) {
		(void)line_label(c, labels.v[i], &l);
		formrow_read_value(c, d, o, &l, i < values.n && (even || i == 0) ? values.v[i] : "");
	}
	return cells_next(c->t, row, next);
}

/* 单位基本信息 | 名称 | 新港街道总工会: a name in a unit's section is the unit's. */
static void name_unit(const struct cells *c, uint32_t row, struct labelled *l)
{
	static const struct vocabulary_word unit = {.text = "", .label = LABEL_UNIT, .also = LABEL_COUNT};
	struct labelled section;
	if (l->word && l->word->label == LABEL_TITLE && l->word->role == WORD_SECOND &&
	        cells_label(c, row, 0, &section) && compound_is_unit_caption(&section))
		l->word = &unit;
}

void formrow_read(const struct cells *c, struct drafts *d, struct origin o, uint32_t row)
{
	bool value = false; /* the cell before was one */
	for (uint32_t k = 0; k < c->t->columns;) {
		struct labelled l;
		uint32_t stacked = 0;
		if (!cells_is_origin(c->t, row, k)) {
			k++;
		} else if (!cells_label(c, row, k, &l) && (stacked = read_stacked(c, d, o, row, k)) > 0) {
			k = stacked;
			value = true;
		} else if (!cells_label(c, row, k, &l)) {
			read_free_cell(c, d, o, cells_text(c->t, row, k));
			value = value || !is_blank(c, row, k);
			k = cells_next(c->t, row, k);
		} else if (value && cells_next(c->t, row, k) >= c->t->columns) {
			return; /* 作者 | 田雨 | 第一作者: a remark on the value */
		} else {
			name_unit(c, row, &l);
			k = read_pair(c, d, o, row, k, &l);
			value = true;
		}
	}
}
