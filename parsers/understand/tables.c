#include "parsers/understand/tables.h"

#include "parsers/understand/labels.h"
#include "parsers/understand/shapes.h"

enum { HEADER_ROWS = 8, COLUMNS = 64 };

/* A merged cell's text stands in its first cell. */
static const char *cell_text(const struct table *t, uint32_t row, uint32_t column)
{
	const struct cell *c = table_cell(t, row, column);
	if (c->merged_row < t->rows && c->merged_column < t->columns)
		c = table_cell(t, c->merged_row, c->merged_column);
	return c->text ? c->text : "";
}

static bool cell_label(
        struct reading *rd, const struct table *t, uint32_t row, uint32_t column, struct labelled *l_r)
{
	struct runes r = runes_read(rd->a, cell_text(t, row, column));
	return r.n <= 40 && labels_is_label(rd, &r, (struct span){0, r.n}, l_r);
}

static bool is_ours(const struct labelled *l)
{
	return l->titles || l->word->role != WORD_FOREIGN;
}

/* A header row holds labels only, at least two of them ours; the row below holds a value under one of these.
 */
static bool is_header(struct reading *rd, const struct table *t, uint32_t row)
{
	uint32_t ours = 0, filled = 0, labels = 0;
	struct labelled l;
	for (uint32_t k = 0; k < t->columns && k < COLUMNS; k++) {
		filled += *cell_text(t, row, k) != '\0';
		if (cell_label(rd, t, row, k, &l)) {
			labels++;
			ours += is_ours(&l);
		}
	}
	if (ours < 2 || labels * 3 < filled * 2 || row + 1 >= t->rows)
		return false;
	for (uint32_t k = 0; k < t->columns && k < COLUMNS; k++)
		if (cell_label(rd, t, row + 1, k, &l))
			return false;
	return true;
}

static bool is_blank_row(const struct table *t, uint32_t row)
{
	for (uint32_t k = 0; k < t->columns; k++)
		if (*cell_text(t, row, k))
			return false;
	return true;
}

static void read_cell(
        struct reading *rd, struct drafts *d, const struct labelled *l, const char *text, struct origin o)
{
	struct runes r = runes_read(rd->a, text);
	d->labelled++;
	value_read(rd, d, l, &r, (struct span){0, r.n}, o);
}

static void read_rows(
        struct reading *rd, struct drafts *d, const struct table *t, uint32_t header, struct origin o)
{
	for (uint32_t row = header + 1; row < t->rows; row++) {
		if (is_blank_row(t, row))
			continue;
		drafts_begin(rd, d, true);
		for (uint32_t k = 0; k < t->columns && k < COLUMNS; k++) {
			struct labelled l;
			if (cell_label(rd, t, header, k, &l))
				read_cell(rd, d, &l, cell_text(t, row, k), o);
		}
	}
	drafts_end(d);
}

static void read_pairs(struct reading *rd, struct drafts *d, const struct table *t, struct origin o)
{
	for (uint32_t row = 0; row < t->rows; row++)
		for (uint32_t k = 0; k < t->columns; k++) {
			struct labelled l, next;
			if (!cell_label(rd, t, row, k, &l)) {
				struct runes r = runes_read(rd->a, cell_text(t, row, k));
				if (k == 0)
					labels_read_line(rd, d, &r, (struct origin){PLACE_BODY, o.part});
				continue;
			}
			bool value = k + 1 < t->columns && !cell_label(rd, t, row, k + 1, &next);
			read_cell(rd, d, &l, value ? cell_text(t, row, k + 1) : "", o);
			k += value;
		}
	drafts_end(d);
}

void tables_read(struct reading *rd, struct drafts *d, const struct table *t, uint32_t part)
{
	struct origin o = {PLACE_FORM, part};
	for (uint32_t row = 0; row < t->rows && row < HEADER_ROWS; row++)
		if (is_header(rd, t, row)) {
			read_rows(rd, d, t, row, o);
			return;
		}
	read_pairs(rd, d, t, o);
}
