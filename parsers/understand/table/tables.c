#include "parsers/understand/table/tables.h"

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/table/cells.h"
#include "parsers/understand/table/formrow.h"
#include "parsers/understand/table/guess.h"
#include "parsers/understand/table/heads.h"
#include "parsers/understand/table/turned.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

/* What the rows of a band have said so far, column by column. */
struct band {
	bool grouped[CELLS_COLUMNS]; /* a blank cell of it belongs to the value above */
	const char *above[CELLS_COLUMNS];
};

/* One table while it is read from top to bottom. */
struct sheet {
	struct cells c;
	struct drafts *d;
	struct origin o;
	struct work_claims caption; /* of the whole table */
	struct work_claims section; /* of the rows below a row that says so: 二、微视频 */
	struct draft *lone;         /* the only work of the band above: further labels may follow below it */
};

/* --- what stands over several works --- */

void tables_read_caption(
        struct reading *rd, struct work_claims *caption, const struct runes *r, struct origin o)
{
	struct drafts tmp = {0};
	struct span all = {0, r->n}, unit;
	value_kinds(rd, &tmp, r, all, o, false, WEIGHT_HEADING);
	for (size_t i = 0; i < tmp.shared.work.kinds.n; i++)
		draft_add_kind(rd, caption, &tmp.shared.work.kinds.v[i]);
	if (shape_find_unit(rd->lex, r, all, &unit)) {
		struct claim c =
		        claim_make(rd, LABEL_UNIT, o, RANK_TEXT, runes_text(rd->a, r, unit), r, unit);
		draft_add(rd, caption, &c);
	}
}

static void copy_all(struct reading *rd, struct work_claims *to, const struct work_claims *from)
{
	for (size_t i = 0; i < from->claims.n; i++)
		draft_add(rd, to, &from->claims.v[i]);
	for (size_t i = 0; i < from->kinds.n; i++)
		draft_add_kind(rd, to, &from->kinds.v[i]);
}

/* A row with one text: the table's title, a section's heading, or labels for all (填报单位：…). */
static void read_single(struct sheet *s, const char *text, bool below_header)
{
	struct runes r = runes_read(s->c.rd->a, text);
	struct drafts tmp = {0};
	if (labels_read_marked(s->c.rd, &tmp, &r, s->o) > 0) {
		for (size_t i = 0; i < tmp.v.n; i++)
			copy_all(s->c.rd, &s->d->shared.work, &tmp.v.v[i]->work);
		copy_all(s->c.rd, &s->d->shared.work, &tmp.shared.work);
		s->d->labelled += tmp.labelled;
		return;
	}
	if (r.n > 60)
		return;
	if (below_header)
		s->section = (struct work_claims){0};
	tables_read_caption(s->c.rd, below_header ? &s->section : &s->caption, &r, s->o);
}

/* --- labels above --- */

/* Whether a row with a single text is a section's heading rather than a work of which only that is known. */
static bool is_section(const struct sheet *s, uint32_t row, uint32_t header, const struct row_look *look)
{
	struct labelled l;
	if (look->texts != 1)
		return false;
	if (cells_next(s->c.t, row, look->first) - look->first > 1 || look->first == 0)
		return true;
	return !cells_column_label(&s->c, header, look->first, &l);
}

static void set_number(struct sheet *s, const struct labelled *l, const char *text)
{
	struct runes r = runes_read(s->c.rd->a, text);
	struct span n = runes_trim(&r, (struct span){0, r.n});
	bool digits = n.to > n.from && n.to - n.from <= 3;
	for (size_t i = n.from; i < n.to; i++)
		digits = digits && rune_is_digit(r.cp[i]);
	if (digits && l->word && l->word->role == WORD_FOREIGN && s->d->now.n > 0 && !s->d->now.v[0]->number)
		s->d->now.v[0]->number = runes_text(s->c.rd->a, &r, n);
}

/* What else stands in a work's row may be what its file is called. */
static void set_mark(struct sheet *s, const struct labelled *l, const char *text)
{
	enum { MARK_BYTES = 120 };
	bool ours = l && labels_is_ours(l);
	const char *key =
	        !ours && s->d->now.n > 0 && strlen(text) <= MARK_BYTES ? runes_key(s->c.rd->a, text) : "";
	if (strlen(key) >= 2)
		*list_add(s->c.rd->a, &s->d->now.v[0]->marks) = key;
}

static void read_cell(struct sheet *s, const struct labelled *l, const char *text)
{
	formrow_read_value(&s->c, s->d, s->o, l, text);
}

/* Nothing but its number: a line of the template that nobody filled in. */
static bool is_unused(const struct sheet *s, uint32_t row, uint32_t header)
{
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k++) {
		struct labelled l;
		struct runes r = runes_read(s->c.rd->a, cells_text(s->c.t, row, k));
		bool vertical = !cells_is_origin(s->c.t, row, k);
		if (!vertical && cells_column_label(&s->c, header, k, &l) && labels_is_ours(&l) &&
		        shape_emptiness(s->c.rd->lex, &r, (struct span){0, r.n}) != FAULT_EMPTY)
			return false;
	}
	return true;
}

/* Units and kinds are often told once, above those that share them; a column where one stands twice, or where
 * fewer cells are blank than could be groups, is not written so, and a blank cell in it was forgotten. */
static bool is_grouped(const struct sheet *s, uint32_t header, uint32_t column)
{
	const char *last = "";
	size_t values = 0, blanks = 0;
	struct labelled l;
	if (!cells_column_label(&s->c, header, column, &l) || !l.word ||
	        !(l.word->role == WORD_SUB_PROJECT ||
	                (l.word->label == LABEL_UNIT && l.word->role <= WORD_SUBMITTING)))
		return false;
	for (uint32_t row = header + 1; row < s->c.t->rows; row++) {
		const char *text = cells_text(s->c.t, row, column);
		bool blank = text[strspn(text, " \t\n")] == '\0';
		struct row_look look = cells_look(&s->c, row);
		if (look.filled < 2 || cells_is_total(&s->c, &look))
			continue;
		if (look.labels * 2 > look.filled ||
		        (!blank && strcmp(text, last) == 0 && cells_is_origin(s->c.t, row, column)))
			return false;
		values += !blank;
		blanks += blank;
		last = blank ? last : text;
	}
	return values > 0 && blanks + 1 >= values;
}

static struct band band_of(const struct sheet *s, uint32_t header)
{
	struct band b = {0};
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k++)
		b.grouped[k] = is_grouped(s, header, k);
	return b;
}

/* 〃 and 同上 say what stands above them, and so may a blank. */
static const char *cell_value(const struct sheet *s, struct band *b, uint32_t row, uint32_t column)
{
	const char *text = cells_text(s->c.t, row, column);
	bool blank = text[strspn(text, " \t\n")] == '\0';
	if (b->above[column] && ((blank && b->grouped[column]) || (!blank && value_is_ditto(s->c.rd, text))))
		return b->above[column];
	if (!blank)
		b->above[column] = text;
	return text;
}

static void read_row(struct sheet *s, struct band *b, uint32_t row, uint32_t header)
{
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k = cells_next(s->c.t, header, k)) {
		struct labelled l;
		bool known = cells_column_label(&s->c, header, k, &l);
		const char *text = cell_value(s, b, row, k);
		set_mark(s, known ? &l : NULL, text);
		if (!known)
			continue;
		set_number(s, &l, text);
		read_cell(s, &l, text);
	}
}

static bool has_title_column(const struct sheet *s, uint32_t header)
{
	struct labelled l;
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k++)
		if (cells_column_label(&s->c, header, k, &l) &&
		        (l.titles || (labels_is_ours(&l) && l.word->role != WORD_SUB_PROJECT &&
		                             l.word->label == LABEL_TITLE)))
			return true;
	return false;
}

/* One person more of the list. False: the first one. */
static bool add_member(struct sheet *s, const struct claim *person)
{
	struct work_claims *w = &s->d->now.v[0]->work;
	for (size_t i = 0; i < w->claims.n; i++) {
		struct claim *c = &w->claims.v[i];
		if (c->label != LABEL_NAME || c->rank != RANK_SECOND || c->place != PLACE_FORM || c->fault)
			continue;
		if (!strstr(c->value, person->value))
			c->value = arena_printf(s->c.rd->a, "%s\n%s", c->value, person->value);
		return true;
	}
	return false;
}

/* A list of people inside a form that is about one work: they count where the form names no author. */
static void read_members(struct sheet *s, struct band *b, uint32_t row, uint32_t header)
{
	struct drafts tmp = {0}, *own = s->d;
	drafts_begin(s->c.rd, &tmp, true);
	s->d = &tmp;
	read_row(s, b, row, header);
	s->d = own;
	for (size_t i = 0; i < tmp.v.v[0]->work.claims.n; i++) {
		struct claim *c = &tmp.v.v[0]->work.claims.v[i];
		c->rank = c->rank < RANK_SECOND ? RANK_SECOND : c->rank;
		if (c->fault == FAULT_NONE && !(c->label == LABEL_NAME && add_member(s, c)))
			draft_add(s->c.rd, &own->now.v[0]->work, c);
	}
}

/* 序号 and title stand once beside several rows, or are left blank below: one more author of the same work. */
static bool goes_on(const struct sheet *s, uint32_t row, uint32_t header)
{
	struct labelled l;
	bool merged = false, blank = false, numbered = false;
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k = cells_next(s->c.t, header, k)) {
		if (!cells_column_label(&s->c, header, k, &l))
			continue;
		bool empty = !*cells_text(s->c.t, row, k);
		bool title = l.titles || (l.word->label == LABEL_TITLE && l.word->role <= WORD_SECOND);
		bool number = l.word && l.word->role == WORD_FOREIGN && k == 0;
		merged = merged || (title && !empty && !cells_is_origin(s->c.t, row, k) &&
		                           table_cell(s->c.t, row, k)->merged_row > header);
		blank = blank || (title && empty);
		numbered = numbered || (number && empty && *cells_text(s->c.t, row - 1, k));
	}
	return merged || (blank && numbered);
}

static bool says_already(const struct work_claims *w, const struct claim *c)
{
	for (size_t i = 0; i < w->claims.n; i++)
		if (w->claims.v[i].label == c->label && strcmp(w->claims.v[i].value, c->value) == 0)
			return true;
	return false;
}

/* A further author joins the first; what else the row says comes second. */
static void read_fellow(struct sheet *s, struct band *b, uint32_t row, uint32_t header, struct draft *work)
{
	struct drafts tmp = {0}, *own = s->d;
	struct work_claims *w = &work->work;
	drafts_begin(s->c.rd, &tmp, true);
	s->d = &tmp;
	read_row(s, b, row, header);
	s->d = own;
	for (size_t i = 0; i < tmp.v.v[0]->work.claims.n; i++) {
		struct claim *c = &tmp.v.v[0]->work.claims.v[i];
		bool joined = c->fault != FAULT_NONE || says_already(w, c);
		for (size_t k = 0; k < w->claims.n && !joined && c->label == LABEL_NAME; k++) {
			struct claim *first = &w->claims.v[k];
			joined = first->label == LABEL_NAME && first->rank == c->rank &&
			         first->fault == FAULT_NONE;
			if (joined)
				first->value = value_join(s->c.rd->a, first->value, c->value);
		}
		if (!joined)
			draft_add(s->c.rd, w, c);
	}
}

/* An empty table came back: its labels were asked for and stand without a value. */
static void add_blanks(struct sheet *s, uint32_t header)
{
	drafts_begin(s->c.rd, s->d, false);
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k = cells_next(s->c.t, header, k)) {
		struct labelled l;
		if (cells_column_label(&s->c, header, k, &l))
			read_cell(s, &l, "");
	}
	drafts_end(s->d);
}

/* A second band of labels below the first: 联系电话 | 时长 */
static bool is_band(const struct sheet *s, uint32_t row)
{
	struct row_look look = cells_look(&s->c, row);
	return heads_row(&s->c, row) ||
	       (look.labels >= 2 && look.labels == look.filled && look.ours > 0 && row + 1 < s->c.t->rows);
}

/* 填表人：王芳 | 电话：25799031: every cell holds a label of its own. */
static bool is_foot(const struct sheet *s, uint32_t row)
{
	size_t marked = 0;
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k = cells_next(s->c.t, row, k)) {
		struct drafts tmp = {0};
		struct runes r = runes_read(s->c.rd->a, cells_text(s->c.t, row, k));
		if (r.n == 0)
			continue;
		if (labels_read_marked(s->c.rd, &tmp, &r, s->o) == 0)
			return false;
		marked++;
	}
	return marked > 0;
}

/* Where the rows below a header end: at another header, or where labels stand to the left again. */
static bool ends_band(const struct sheet *s, uint32_t row, const struct row_look *look)
{
	struct labelled l;
	struct match m;
	struct runes r = runes_read(s->c.rd->a, look->text);
	if (lexicon_is(s->c.rd->lex, LEX(LEX_STRONG), &r, (struct span){0, r.n}, &m))
		return false; /* 微视频 in the first column: the sub-project, though it may be a label */
	return is_band(s, row) || is_foot(s, row) ||
	       (look->labels > 0 && look->first == 0 && look->filled < 5 && cells_is_origin(s->c.t, row, 0) &&
	               cells_label(&s->c, row, 0, &l));
}

static void begin_row(struct sheet *s, uint32_t row, bool more)
{
	if (more && s->lone) {
		*list_add(s->c.rd->a, &s->d->now) = s->lone;
	} else {
		drafts_begin(s->c.rd, s->d, true);
		copy_all(s->c.rd, &s->d->now.v[0]->work, &s->section);
	}
	*list_add(s->c.rd->a, &s->d->now.v[0]->rows) = (struct table_row){s->c.t, row};
}

/* Of two heads that nobody listed and that ask for the same, none is known. */
static void drop_doubtful(struct labelled guessed[CELLS_COLUMNS])
{
	bool twice[CELLS_COLUMNS] = {false};
	for (uint32_t k = 0; k < CELLS_COLUMNS; k++)
		for (uint32_t other = 0; other < CELLS_COLUMNS; other++)
			twice[k] = twice[k] ||
			           (k != other && guessed[k].word && guessed[k].word == guessed[other].word);
	for (uint32_t k = 0; k < CELLS_COLUMNS; k++)
		if (twice[k])
			guessed[k] = (struct labelled){0};
}

/* Heads that nobody listed, by what stands below them. */
static void guess_heads(struct sheet *s, uint32_t header)
{
	struct labelled *guessed = arena_alloc(s->c.rd->a, CELLS_COLUMNS * sizeof *guessed), l;
	for (uint32_t k = 0; k < s->c.t->columns && k < CELLS_COLUMNS; k = cells_next(s->c.t, header, k))
		if (!cells_listed_label(&s->c, header, k, &l) && guess_column(&s->c, header, k, &l))
			guessed[k] = l;
	drop_doubtful(guessed);
	s->c.guessed = guessed;
}

/* Reads the rows below a header; where they end. */
static uint32_t read_band(struct sheet *s, uint32_t header)
{
	guess_heads(s, header);
	bool titles = has_title_column(s, header);
	bool members = !titles && s->d->now.n > 0 && *draft_value(&s->d->now.v[0]->work, LABEL_TITLE);
	uint32_t row = header + 1, works = 0;
	struct band b = band_of(s, header);
	struct draft *last = NULL;
	for (; row < s->c.t->rows; row++) {
		struct row_look look = cells_look(&s->c, row);
		if (cells_is_blank(&look) || cells_is_total(&s->c, &look))
			continue;
		if (is_section(s, row, header, &look)) {
			read_single(s, look.text, true);
			continue;
		}
		if (ends_band(s, row, &look))
			break;
		if (is_unused(s, row, header))
			continue;
		works++;
		if (members) {
			read_members(s, &b, row, header);
			continue;
		}
		if (last && goes_on(s, row, header)) {
			read_fellow(s, &b, row, header, last);
			continue;
		}
		begin_row(s, row, !titles && works == 1);
		read_row(s, &b, row, header);
		last = s->d->now.v[0];
		s->lone = works == 1 ? last : NULL;
		drafts_end(s->d);
	}
	if (works == 0 && !members)
		add_blanks(s, header);
	return row;
}

/* What the caption says counts for each work of the table. */
static void spread_caption(struct sheet *s, size_t first)
{
	for (size_t i = first; i < s->d->v.n; i++)
		copy_all(s->c.rd, &s->d->v.v[i]->work, &s->caption);
	if (s->d->v.n == first)
		copy_all(s->c.rd, &s->d->shared.work, &s->caption);
}

/* A table on its side, set upright: its rows are read as of any other, then the rest of the sheet goes on. */
static bool read_turned(struct sheet *s, uint32_t *row)
{
	uint32_t end;
	const struct table *upright = turned_table(&s->c, *row, &end), *own = s->c.t;
	if (!upright)
		return false;
	s->c.t = upright;
	(void)read_band(s, 0);
	s->c.t = own;
	s->c.guessed = NULL;
	*row = end;
	return true;
}

/* The first of two rows of a header: below its labels is nothing, or they go on there. */
static bool is_upper_level(const struct sheet *s, uint32_t row)
{
	struct labelled l;
	const struct table *t = s->c.t;
	bool below = false;
	if (row + 1 >= t->rows || !heads_row(&s->c, row + 1))
		return false;
	for (uint32_t k = 0; k < t->columns && k < CELLS_COLUMNS; k = cells_next(t, row, k)) {
		if (!cells_label(&s->c, row, k, &l) || !labels_is_ours(&l))
			continue;
		const char *text = cells_text(t, row + 1, k);
		bool goes_on = !cells_is_origin(t, row + 1, k) && strcmp(text, cells_text(t, row, k)) == 0;
		if (*text && !goes_on && cells_next(t, row, k) == k + 1)
			return false;
		below = true;
	}
	return below;
}

static void read_sheet(struct sheet *s)
{
	bool below = false;
	for (uint32_t row = 0; row < s->c.t->rows;) {
		struct row_look look = cells_look(&s->c, row);
		if (!cells_is_blank(&look) && (heads_row(&s->c, row) || (s->lone && is_band(s, row)))) {
			row = read_band(s, row);
			s->c.guessed = NULL;
			below = true;
			continue;
		}
		if (look.labels > 0 && read_turned(s, &row))
			continue;
		if (is_upper_level(s, row)) {
			row++;
			continue;
		}
		if (look.texts == 1 && look.labels == 0)
			read_single(s, look.text, below);
		else if (!cells_is_blank(&look))
			formrow_read(&s->c, s->d, s->o, row);
		row++;
	}
}

void tables_read(struct reading *rd, struct drafts *d, const struct table *t, uint32_t part,
        const struct work_claims *caption)
{
	struct sheet s = {.c = {.rd = rd, .t = t}, .d = d, .o = {PLACE_FORM, part}};
	size_t first = d->v.n;
	struct runes name = runes_read(rd->a, t->name ? t->name : "");
	if (caption)
		copy_all(rd, &s.caption, caption);
	tables_read_caption(rd, &s.caption, &name, s.o);
	read_sheet(&s);
	drafts_end(d);
	spread_caption(&s, first);
}
