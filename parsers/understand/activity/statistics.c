#include "parsers/understand/activity/statistics.h"

#include "parsers/understand/activity/activities.h"
#include "parsers/understand/activity/listing.h"
#include "parsers/understand/activity/reporting.h"
#include "parsers/understand/words/dates.h"
#include "schema/limits.h"

#include <string.h>

enum { HEADER_ROWS = 8, TITLE_RUNES = 80 };

/* What the lines around a table say of it. */
struct surroundings {
	const struct statistics_source *source;
	int year;
	const char *labelled,
	        *titled_unit; /* the unit behind a label, and in a title; "" where there is none */
	bool titled;          /* 统计表 stands above it, or names the file */
	bool works;           /* a sub-project stands there instead */
	bool notice;          /* the notice itself, whose tables are blank */
};

static bool holds(struct reading *rd, enum lexicon_class class, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct match m;
	size_t at;
	return r.n <= TITLE_RUNES && lexicon_find(rd->lex, LEX(class), &r, (struct span){0, r.n}, &at, &m);
}

static void look_at(struct reading *rd, struct surroundings *s, const char *text)
{
	bool open;
	const char *unit = reporting_labelled(rd, text, &open);
	s->labelled = *unit ? unit : s->labelled;
	unit = reporting_titled(rd, text);
	s->titled_unit = *unit && !*s->labelled ? unit : s->titled_unit;
	s->titled = s->titled || holds(rd, LEX_STATISTICS_TITLE, text);
	s->works = s->works || holds(rd, LEX_STRONG, text);
}

/* The value of a label that stands open: the next cell of the row that holds something and is no label. */
static void look_at_next(
        struct reading *rd, const struct face *f, uint32_t row, uint32_t k, struct surroundings *s)
{
	uint32_t next = k + 1;
	while (next < f->columns && (!*face_text(f, row, next) || !face_is_first_in_row(f, row, next)))
		next++;
	if (next >= f->columns)
		return;
	struct runes r = runes_read(rd->a, face_text(f, row, next));
	for (size_t i = 0; i < r.n; i++)
		if (r.cp[i] == ':')
			return;
	const char *unit = reporting_value(rd, &r, (struct span){0, r.n});
	s->labelled = *unit ? unit : s->labelled;
}

/* The rows above a header or below the activities. */
static void look_at_rows(
        struct reading *rd, const struct face *f, uint32_t from, uint32_t to, struct surroundings *s)
{
	for (uint32_t row = from; row < to; row++)
		for (uint32_t k = 0; k < f->columns && k < COLUMNS_MOST; k++) {
			const char *text = face_text(f, row, k);
			bool open;
			if (!*text || !face_is_first_in_row(f, row, k))
				continue;
			look_at(rd, s, text);
			reporting_labelled(rd, text, &open);
			if (open)
				look_at_next(rd, f, row, k, s);
		}
}

static void choose_unit(struct reading *rd, const struct surroundings *s, const struct activities *a,
        const char *sheet, struct statistics_claims *c)
{
	const char *column = a->units_differ ? "" : a->unit;
	const char *named = reporting_titled(rd, sheet);
	c->unit_place = PLACE_FORM;
	c->unit = *s->labelled ? s->labelled : *s->titled_unit ? s->titled_unit : *column ? column : named;
	if (!*c->unit) {
		c->unit = s->source->unit ? s->source->unit : "";
		c->unit_place = *c->unit ? PLACE_FILE_NAME : PLACE_SENDER;
	}
}

static bool add(struct reading *rd, const struct statistics_claims *s)
{
	if (rd->claims->statistics.n >= LIMIT_STATISTICS) {
		rd->claims->incomplete = true;
		return false;
	}
	*list_add(rd->a, &rd->claims->statistics) = *s;
	return true;
}

/* The same unit goes on, below a header that is printed again on each page. */
static bool goes_on(struct reading *rd, const struct statistics_claims *s, size_t n)
{
	struct statistics_claims *last = n ? &rd->claims->statistics.v[rd->claims->statistics.n - 1] : NULL;
	if (!last || strcmp(last->unit, s->unit) != 0)
		return false;
	for (size_t i = 0; i < s->rows.n && last->rows.n < LIMIT_STATISTICS_ROWS; i++)
		*list_add(rd->a, &last->rows) = s->rows.v[i];
	rd->claims->incomplete = rd->claims->incomplete || last->rows.n >= LIMIT_STATISTICS_ROWS;
	return true;
}

static bool find_header(
        struct reading *rd, const struct face *f, uint32_t from, uint32_t most, struct columns *c_r)
{
	for (uint32_t row = from; row < f->rows && row < from + most; row++)
		if (columns_read(rd, f, row, c_r))
			return true;
	return false;
}

/* Headers with their rows, one below the other. */
static size_t read_face(struct reading *rd, const struct face *f, const struct surroundings *around)
{
	struct columns c;
	size_t n = 0;
	uint32_t from = 0;
	while (from < f->rows && find_header(rd, f, from, n ? f->rows : HEADER_ROWS, &c)) {
		struct surroundings s = *around;
		struct statistics_claims claims = {.unit = "", .part = s.source->part};
		struct activities a = {.claims = &claims, .year = s.year, .unit = ""};
		uint32_t end, next;
		if (n)
			s.titled_unit = s.labelled = "";
		look_at_rows(rd, f, from, c.first, &s);
		look_at(rd, &s, f->table->name);
		next = activities_read_rows(rd, f, &c, f->rows, &a, &end);
		if (next >= f->rows && !*s.labelled)
			look_at_rows(rd, f, end, f->rows, &s);
		from = next < f->rows ? end : f->rows;
		choose_unit(rd, &s, &a, f->table->name, &claims);
		bool known = s.titled || (c.sure && claims.rows.n > 0 && !s.works);
		if (!known || (claims.rows.n == 0 && (s.source->copied || s.notice)))
			continue;
		if (!goes_on(rd, &claims, n))
			n += add(rd, &claims);
	}
	return n;
}

static bool table_is_titled(struct reading *rd, const struct table *t)
{
	struct face f = face_of(t, false);
	bool titled = holds(rd, LEX_STATISTICS_TITLE, t->name);
	for (uint32_t k = 0; k < t->columns && t->rows > 0; k++)
		titled = titled || holds(rd, LEX_STATISTICS_TITLE, face_text(&f, 0, k));
	return titled;
}

static size_t read_table(struct reading *rd, const struct table *t, const struct surroundings *around)
{
	struct face upright = face_of(t, false), turned = face_of(t, true);
	struct columns c;
	size_t n = read_face(rd, &upright, around);
	if (n == 0 && (around->titled || table_is_titled(rd, t)) && t->columns >= 2 &&
	        find_header(rd, &turned, 0, 1, &c) && c.sure)
		n = read_face(rd, &turned, around);
	return n;
}

/* --- the blocks --- */

struct course {
	struct reading *rd;
	const struct blocks *b;
	const struct statistics_source *source;
	bool *taken;
	struct surroundings s;
	size_t since; /* behind the last table */
	size_t n;
};

static bool is_notice(struct reading *rd, const struct blocks *b)
{
	struct match m;
	size_t at;
	for (size_t i = 0; i < b->v.n; i++) {
		struct runes r = runes_read(rd->a, b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "");
		if (lexicon_find(rd->lex, LEX(LEX_NOTICE), &r, (struct span){0, r.n}, &at, &m))
			return true;
	}
	return false;
}

static void begin(struct course *c, size_t since)
{
	c->s.labelled = c->s.titled_unit = "";
	c->since = since;
}

/* Lines of a document around its tables are theirs; those of a body may say more. */
static void take_lines(struct course *c, size_t from, size_t to)
{
	for (size_t i = from; i < to && c->source->document; i++)
		c->taken[i] = true;
}

/* Activities that no reader sees, beside a table that is blank to him: nobody could tell whether they are meant. */
static void pass_hidden(struct course *c, const struct table *t)
{
	struct claims *claims = c->rd->claims;
	size_t before = claims->statistics.n, rows = 0;
	struct statistics_claims *last = c->n ? &claims->statistics.v[before - 1] : NULL;
	struct table whole = *t;
	whole.hidden = false;
	(void)read_table(c->rd, &whole, &c->s);
	for (size_t i = before; i < claims->statistics.n; i++)
		rows += claims->statistics.v[i].rows.n;
	claims->statistics.n = before;
	if (!last || last->rows.n > 0 || rows == 0)
		return;
	claims->statistics.n--;
	c->n--;
}

/* One table, of blocks from `at` to before `end`. */
static void pass_table(struct course *c, const struct table *t, size_t at, size_t end)
{
	if (t->hidden) {
		pass_hidden(c, t);
		return;
	}
	size_t found = read_table(c->rd, t, &c->s);
	for (size_t i = at; i < end && found; i++)
		c->taken[i] = true;
	if (found)
		take_lines(c, c->since, at);
	c->n += found;
	begin(c, end);
}

/* The lines below the last table may name the unit that nothing above it named. */
static void pass_end(struct course *c)
{
	struct statistics_claims *last = &c->rd->claims->statistics.v[c->rd->claims->statistics.n - 1];
	bool open;
	for (size_t i = c->since; i < c->b->v.n && last->unit_place != PLACE_FORM; i++) {
		const char *unit = c->b->v.v[i]->kind == BLOCK_LINE
		                           ? reporting_labelled(c->rd, c->b->v.v[i]->line, &open)
		                           : "";
		if (*unit) {
			last->unit = unit;
			last->unit_place = PLACE_FORM;
		}
	}
	take_lines(c, c->since, c->b->v.n);
}

static void pass_lines(struct course *c)
{
	struct statistics_claims lines = {.unit = "", .unit_place = PLACE_SENDER, .part = c->source->part};
	struct activities a = {.unit = ""};
	if (c->s.works && !c->s.titled)
		return;
	listing_read(c->rd, c->b, c->s.titled, c->s.year, &lines, c->taken);
	if (lines.rows.n == 0)
		return;
	if (c->source->document)
		choose_unit(c->rd, &c->s, &a, "", &lines);
	c->n += add(c->rd, &lines);
	take_lines(c, 0, c->b->v.n);
}

size_t statistics_read(
        struct reading *rd, const struct blocks *b, const struct statistics_source *source, bool *taken)
{
	struct course c = {.rd = rd, .b = b, .source = source, .taken = taken};
	c.s = (struct surroundings){.source = source, .year = date_year_of_mail(rd)};
	c.s.titled = holds(rd, LEX_STATISTICS_TITLE, source->name);
	c.s.works = holds(rd, LEX_STRONG, source->name);
	c.s.notice = source->document && is_notice(rd, b);
	begin(&c, 0);
	for (size_t i = 0, end; i < b->v.n; i++) {
		if (b->v.v[i]->kind == BLOCK_TABLE) {
			pass_table(&c, b->v.v[i]->table, i, i + 1);
			continue;
		}
		const struct table *t = listing_table(rd, b, i, &end);
		if (t) {
			pass_table(&c, t, i, end);
			i = end - 1;
		} else {
			look_at(rd, &c.s, b->v.v[i]->line);
		}
	}
	if (c.n > 0)
		pass_end(&c);
	else
		pass_lines(&c);
	return c.n;
}

bool statistics_is_titled(struct reading *rd, const struct blocks *b, const struct statistics_source *source)
{
	if (holds(rd, LEX_STATISTICS_TITLE, source->name))
		return true;
	for (size_t i = 0; i < b->v.n && i < HEADER_ROWS; i++)
		if (b->v.v[i]->kind == BLOCK_TABLE ? table_is_titled(rd, b->v.v[i]->table)
		                                   : holds(rd, LEX_STATISTICS_TITLE, b->v.v[i]->line))
			return true;
	return false;
}

/* --- all tables of a letter --- */

static bool same_rows(const struct statistics_claims *one, const struct statistics_claims *two)
{
	if (one->rows.n != two->rows.n || one->rows.n == 0)
		return false;
	for (size_t i = 0; i < one->rows.n; i++)
		if (strcmp(one->rows.v[i].activity, two->rows.v[i].activity) != 0 ||
		        one->rows.v[i].participants != two->rows.v[i].participants)
			return false;
	return true;
}

static bool same_unit(const struct statistics_claims *one, const struct statistics_claims *two)
{
	return !*one->unit || !*two->unit || strcmp(one->unit, two->unit) == 0;
}

void statistics_settle(struct reading *rd, size_t first)
{
	struct statistics_claims *v = rd->claims->statistics.v;
	size_t n = first;
	for (size_t i = first; i < rd->claims->statistics.n; i++) {
		bool needless = false;
		for (size_t k = first; k < rd->claims->statistics.n && !needless; k++) {
			bool blank = v[i].rows.n == 0 && v[k].rows.n > 0;
			bool again = k < n && same_rows(&v[i], &v[k]);
			needless = k != i && same_unit(&v[i], &v[k]) && (blank || again);
		}
		if (!needless)
			v[n++] = v[i];
	}
	rd->claims->statistics.n = n;
}
