#include "parsers/understand/activity/listing.h"

#include "parsers/understand/activity/activities.h"
#include "parsers/understand/words/dates.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

enum { ROWS_MOST = 2000, GAP_LINES = 1, SENTENCE_MOST = 100 };

enum parting { PARTING_WIDE, PARTING_BAR, PARTING_COMMA, PARTING_BLANK, PARTINGS };

struct pieces_of_line {
	struct span v[COLUMNS_MOST];
	size_t n;
};

static const char *line_of(const struct blocks *b, size_t i)
{
	return i < b->v.n && b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "";
}

/* --- columns --- */

static bool parts_at(const struct runes *r, size_t i, enum parting how)
{
	if (how == PARTING_BAR)
		return r->cp[i] == '|';
	if (how == PARTING_COMMA)
		return r->cp[i] == ',';
	bool tab = r->text[r->at[i]] == '\t';
	bool wide = rune_is_blank(r->cp[i]) && (tab || (i + 1 < r->n && rune_is_blank(r->cp[i + 1])) ||
	                                               (i > 0 && rune_is_blank(r->cp[i - 1])));
	return how == PARTING_WIDE ? wide : rune_is_blank(r->cp[i]);
}

static struct pieces_of_line split(const struct runes *r, enum parting how)
{
	struct pieces_of_line p = {.n = 0};
	bool blanks = how == PARTING_WIDE || how == PARTING_BLANK;
	for (size_t from = 0, i = 0; i <= r->n && p.n < COLUMNS_MOST; i++) {
		if (i < r->n && !parts_at(r, i, how))
			continue;
		if (i > from || !blanks)
			p.v[p.n++] = (struct span){from, i};
		from = i + 1;
	}
	return p;
}

static void put_row(struct reading *rd, struct table *t, uint32_t row, const struct runes *r,
        const struct pieces_of_line *p)
{
	for (uint32_t k = 0; k < t->columns; k++) {
		struct cell *c = &t->cells[(size_t)row * t->columns + k];
		*c = (struct cell){.text = "", .merged_row = row, .merged_column = k};
		if (k < p->n)
			c->text = runes_text(rd->a, r, runes_trim(r, p->v[k]));
	}
}

/* 活动名称：反诈课: a label with its value, where a head has labels alone; 人数（单位：人） is one. */
static bool has_value(const struct runes *r, struct span s)
{
	for (size_t i = s.from, depth = 0; i < s.to; i++) {
		depth += rune_opens(r->cp[i]);
		depth -= depth > 0 && rune_closes(r->cp[i]);
		if (depth == 0 && r->cp[i] == ':')
			return runes_trim(r, (struct span){i + 1, s.to}).from < s.to;
	}
	return false;
}

static bool is_header(struct reading *rd, const struct runes *r, enum parting how, struct pieces_of_line *p_r)
{
	struct cell cells[COLUMNS_MOST];
	struct table t = {.rows = 1, .cells = cells, .name = ""};
	struct columns c;
	*p_r = split(r, how);
	if (p_r->n < 3)
		return false;
	for (size_t k = 0; k < p_r->n; k++)
		if (has_value(r, p_r->v[k]))
			return false;
	t.columns = (uint32_t)p_r->n;
	put_row(rd, &t, 0, r, p_r);
	struct face f = face_of(&t, false);
	return columns_read(rd, &f, 0, &c) && c.sure;
}

/* One blank too many stands inside a value: the pieces from the activity on are put together. */
static void close_up(struct pieces_of_line *p, size_t columns, size_t activity)
{
	size_t more = p->n - columns;
	if (p->n <= columns || activity + more >= p->n)
		return;
	p->v[activity].to = p->v[activity + more].to;
	memmove(&p->v[activity + 1], &p->v[activity + 1 + more], (columns - activity - 1) * sizeof *p->v);
	p->n = columns;
}

static size_t activity_column(struct reading *rd, const struct runes *r, const struct pieces_of_line *head)
{
	struct match m;
	for (size_t k = 0; k < head->n; k++)
		if (lexicon_is(rd->lex, LEX(LEX_COLUMN), r, head->v[k], &m) &&
		        strcmp(((const struct statistics_column *)m.ref)->id, "activity") == 0)
			return k;
	return 0;
}

/* How many lines from the header on have columns; one empty line may stand between. */
static size_t last_line(struct reading *rd, const struct blocks *b, size_t line, enum parting how)
{
	size_t end = line + 1;
	for (size_t i = line + 1; i < b->v.n && i < line + ROWS_MOST && i <= end + GAP_LINES; i++) {
		struct runes r = runes_read(rd->a, line_of(b, i));
		if (b->v.v[i]->kind != BLOCK_LINE)
			break;
		if (r.n > 0 && split(&r, how).n < 2)
			break;
		if (r.n > 0)
			end = i + 1;
	}
	return end;
}

const struct table *listing_table(struct reading *rd, const struct blocks *b, size_t line, size_t *end_r)
{
	struct runes r = runes_read(rd->a, line_of(b, line));
	struct pieces_of_line head;
	struct match m;
	size_t at;
	if (r.n < 6 || r.n > 200 ||
	        !lexicon_find(rd->lex, LEX(LEX_COLUMN), &r, (struct span){0, r.n}, &at, &m))
		return NULL;
	enum parting how = PARTING_WIDE;
	while (how < PARTINGS && !is_header(rd, &r, how, &head))
		how++;
	if (how == PARTINGS)
		return NULL;
	*end_r = last_line(rd, b, line, how);
	struct table *t = arena_alloc(rd->a, sizeof *t);
	*t = (struct table){.rows = (uint32_t)(*end_r - line), .columns = (uint32_t)head.n, .name = ""};
	t->cells = arena_alloc(rd->a, (size_t)t->rows * t->columns * sizeof *t->cells);
	for (uint32_t row = 0; row < t->rows; row++) {
		struct runes one = runes_read(rd->a, line_of(b, line + row));
		struct pieces_of_line p = split(&one, how);
		close_up(&p, head.n, activity_column(rd, &r, &head));
		put_row(rd, t, row, &one, &p);
	}
	return t;
}

/* --- labels --- */

static enum column kind_of_label(const struct match *m)
{
	const char *id = ((const struct statistics_column *)m->ref)->id;
	return strcmp(id, "activity") == 0        ? COLUMN_ACTIVITY
	       : strcmp(id, "date") == 0          ? COLUMN_DATE
	       : strcmp(id, "participants") == 0  ? COLUMN_PARTICIPANTS
	       : strcmp(id, "unions") == 0        ? COLUMN_UNIONS
	       : strcmp(id, "propagandists") == 0 ? COLUMN_PROPAGANDISTS
	       : strcmp(id, "enterprises") == 0   ? COLUMN_ENTERPRISES
	       : strcmp(id, "reach") == 0         ? COLUMN_REACH
	                                          : COLUMN_FOREIGN;
}

/* The next label with a colon from `from` on; r->n where there is none. */
static size_t next_label(struct reading *rd, const struct runes *r, size_t from, struct match *m_r)
{
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_COLUMN), r, (struct span){from, r->n}, &at, m_r);
	        from = m_r->end)
		if (m_r->end < r->n && r->cp[m_r->end] == ':')
			return at;
	return r->n;
}

struct record {
	struct statistics_row row;
	bool activity, people, date;
	size_t first, last; /* lines */
};

static void finish(
        struct reading *rd, struct record *one, bool titled, struct statistics_claims *s, bool *taken)
{
	bool whole = one->activity && one->people && (one->date || titled || one->first == one->last);
	if (whole && activity_add(rd, s, &one->row))
		for (size_t i = one->first; i <= one->last; i++)
			taken[i] = true;
	*one = (struct record){.row = activity_blank()};
}

static void read_labels(struct reading *rd, const struct blocks *b, bool titled, int year,
        struct statistics_claims *s, bool *taken)
{
	struct record one = {.row = activity_blank()};
	for (size_t i = 0; i < b->v.n; i++) {
		struct runes r = runes_read(rd->a, line_of(b, i));
		struct match m, next;
		if (taken[i] || r.n > 400)
			continue;
		for (size_t at = next_label(rd, &r, 0, &m); at < r.n; m = next) {
			size_t end = next_label(rd, &r, m.end + 1, &next);
			enum column kind = kind_of_label(&m);
			if (kind == COLUMN_ACTIVITY && one.activity)
				finish(rd, &one, titled, s, taken);
			if (kind == COLUMN_ACTIVITY)
				one.first = i;
			one.activity = one.activity || kind == COLUMN_ACTIVITY;
			one.people = one.people || kind == COLUMN_PARTICIPANTS;
			one.date = one.date || kind == COLUMN_DATE;
			if (one.activity && kind != COLUMN_FOREIGN) {
				activity_set(rd, &one.row, kind, &r, (struct span){m.end + 1, end}, year);
				one.last = i;
			}
			at = end;
		}
	}
	finish(rd, &one, titled, s, taken);
}

/* --- numbered sentences --- */

/* - • ● ■ ◆ ★ */
static bool is_bullet(uint32_t c)
{
	static const uint32_t bullets[] = {'-', '*', 0xb7, 0x2022, 0x25cf, 0x25a0, 0x25c6, 0x2605};
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (bullets[i] == c)
			return true;
	return false;
}

/* 1. 1、 （1） ① 一、 or a bullet: behind what the item begins with; false where it begins with none. */
static bool is_item(const struct runes *r, size_t *from_r)
{
	struct figure f;
	size_t i = 0;
	while (i < r->n && rune_is_blank(r->cp[i]))
		i++;
	*from_r = i;
	if (i < r->n && ((r->cp[i] >= 0x2460 && r->cp[i] <= 0x2473) || is_bullet(r->cp[i]))) {
		*from_r = i + 1;
		return true;
	}
	i += i < r->n && r->cp[i] == '(';
	if (!figure_at(r, i, r->n < i + 3 ? r->n : i + 3, &f) || f.fraction || f.span.to >= r->n)
		return false;
	uint32_t c = r->cp[f.span.to];
	bool decimal = c == '.' && f.span.to + 1 < r->n && rune_is_digit(r->cp[f.span.to + 1]);
	if ((c != '.' && c != 0x3001 && c != ')' && c != ',') || decimal)
		return false;
	*from_r = f.span.to + 1;
	return true;
}

static bool ends_piece(uint32_t c)
{
	return c == ',' || c == ';' || c == 0x3002 || c == '(' || c == ')' || c == 0x3001 || c == ':' ||
	       rune_is_blank(c);
}

/* The longest piece that holds neither the day nor the people, without the day that it begins with and 开展. */
static struct span name_of(struct reading *rd, const struct runes *r, struct span s, int year)
{
	struct span best = {0, 0};
	struct day d;
	struct match m;
	for (size_t from = s.from, i = s.from; i <= s.to; i++) {
		if (i < s.to && !ends_piece(r->cp[i]))
			continue;
		struct span piece = {from, i};
		size_t end;
		if (date_at(r, piece.from, piece.to, year, &d, &end))
			piece.from = end;
		while (piece.from < piece.to &&
		        lexicon_at(rd->lex, LEX(LEX_REPORT_VERB), r, piece.from, piece.to, &m))
			piece.from = m.end;
		bool people = figure_people(rd, r, piece) >= 0 && piece.to - piece.from <= 10;
		if (!people && piece.to - piece.from > best.to - best.from &&
		        !shape_is_unit(rd->lex, r, piece))
			best = piece;
		from = i + 1;
	}
	return best;
}

/* An item, or a line that begins with its day; false where it does not tell when, what and how many. */
static bool read_sentence(
        struct reading *rd, const struct runes *r, int year, bool *item_r, struct statistics_row *row_r)
{
	struct span all = {0, r->n};
	struct day d;
	size_t end;
	*item_r = is_item(r, &all.from);
	if (r->n > SENTENCE_MOST || (!*item_r && !date_at(r, all.from, r->n, year, &d, &end)))
		return false;
	const char *date = date_read(rd->a, r, all, year);
	int64_t people = figure_people(rd, r, all);
	struct span name = *date && people >= 0 ? name_of(rd, r, all, year) : (struct span){0, 0};
	*row_r = activity_blank();
	row_r->activity = runes_text(rd->a, r, runes_trim(r, name));
	row_r->date = row_r->date_text = date;
	row_r->participants = people;
	row_r->participants_text = runes_text(rd->a, r, runes_trim(r, all));
	return name.to >= name.from + 4;
}

/* Lines that only begin with their day are a list where there are several: one alone is a sentence of a letter. */
static void read_sentences(
        struct reading *rd, const struct blocks *b, int year, struct statistics_claims *s, bool *taken)
{
	struct statistics_row row;
	size_t days = 0;
	bool item;
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < b->v.n; i++) {
			struct runes r = runes_read(rd->a, line_of(b, i));
			if (taken[i] || r.n == 0 || !read_sentence(rd, &r, year, &item, &row))
				continue;
			if (pass == 0)
				days += !item;
			else if (item || days >= 2)
				taken[i] = activity_add(rd, s, &row);
		}
}

void listing_read(struct reading *rd, const struct blocks *b, bool titled, int year,
        struct statistics_claims *s, bool *taken)
{
	read_labels(rd, b, titled, year, s, taken);
	if (titled && s->rows.n == 0)
		read_sentences(rd, b, year, s, taken);
}
