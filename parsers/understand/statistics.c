#include "parsers/understand/statistics.h"

#include "parsers/understand/shapes.h"
#include "schema/limits.h"

#include <string.h>

enum { HEADER_ROWS = 8, COLUMNS = 64 };

static const uint32_t ten_thousand = 0x4e07; /* 万 */

int64_t statistics_number(const struct runes *r, struct span s)
{
	size_t i = s.from;
	while (i < s.to && !rune_is_digit(r->cp[i]))
		i++;
	if (i >= s.to)
		return -1;
	int64_t n = 0, fraction = 0, scale = 1;
	for (; i < s.to && (rune_is_digit(r->cp[i]) || r->cp[i] == ','); i++)
		if (rune_is_digit(r->cp[i]) && n < INT64_C(1000000000000))
			n = n * 10 + (int64_t)(r->cp[i] - '0');
	if (i + 1 < s.to && r->cp[i] == '.' && rune_is_digit(r->cp[i + 1]))
		for (i++; i < s.to && rune_is_digit(r->cp[i]); i++)
			if (scale < 10000) {
				fraction = fraction * 10 + (int64_t)(r->cp[i] - '0');
				scale *= 10;
			}
	if (i < s.to && (r->cp[i] == ten_thousand || r->cp[i] == 'w'))
		return n * 10000 + fraction * 10000 / scale;
	return n;
}

const char *statistics_date(struct arena *a, const struct runes *r, struct span s, int year)
{
	int64_t v[8];
	size_t n = 0;
	for (size_t i = s.from; i < s.to && n < 8;) {
		if (!rune_is_digit(r->cp[i])) {
			i++;
			continue;
		}
		for (v[n] = 0; i < s.to && rune_is_digit(r->cp[i]); i++)
			v[n] = v[n] < 100000 ? v[n] * 10 + (int64_t)(r->cp[i] - '0') : v[n];
		n++;
	}
	size_t k = n > 0 && v[0] >= 1900 && v[0] < 3000;
	if (k)
		year = (int)v[0];
	if (n < k + 2 || v[k] < 1 || v[k] > 12 || v[k + 1] < 1 || v[k + 1] > 31)
		return "";
	if (n > k + 2) /* a span of days, or a time of day: only the latter leaves the date certain */
		for (size_t i = s.from; i < s.to; i++)
			if (r->cp[i] == '-' || r->cp[i] == '~' || r->cp[i] == 0x3001 || r->cp[i] == 0x81f3)
				return k && v[k] && n == 3 ? arena_printf(a, "%04d-%02d-%02d", year,
				                                     (int)v[k], (int)v[k + 1])
				                           : "";
	return arena_printf(a, "%04d-%02d-%02d", year, (int)v[k], (int)v[k + 1]);
}

static const char *cell_text(const struct table *t, uint32_t row, uint32_t column)
{
	const struct cell *c = table_cell(t, row, column);
	if (c->merged_row < t->rows && c->merged_column < t->columns)
		c = table_cell(t, c->merged_row, c->merged_column);
	return c->text ? c->text : "";
}

static const struct statistics_column *cell_column(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	struct match m;
	if (s.from >= s.to || !lexicon_at(rd->lex, LEX(LEX_COLUMN), &r, s.from, s.to, &m))
		return NULL;
	return m.end == s.to || r.cp[m.end] == '(' ? m.ref : NULL;
}

/* The columns by their heads; true where activities with a date or a number of people stand below. */
static bool read_header(
        struct reading *rd, const struct table *t, uint32_t row, const char *columns_r[COLUMNS])
{
	bool activity = false, other = false, number = false;
	for (uint32_t k = 0; k < t->columns && k < COLUMNS; k++) {
		const struct statistics_column *c = cell_column(rd, cell_text(t, row, k));
		columns_r[k] = c ? c->id : "";
		activity = activity || strcmp(columns_r[k], "activity") == 0;
		other = other || strcmp(columns_r[k], "date") == 0;
		number = number || strcmp(columns_r[k], "participants") == 0;
	}
	return activity && (other || number);
}

static struct statistics_row blank_row(void)
{
	return (struct statistics_row){.activity = "",
	        .date = "",
	        .date_text = "",
	        .participants = -1,
	        .participants_text = "",
	        .unions = -1,
	        .propagandists = -1,
	        .enterprises = -1,
	        .reach = -1};
}

static void set_value(struct reading *rd, struct statistics_row *row, const char *id, const struct runes *r,
        struct span s, int year)
{
	const char *text = runes_text(rd->a, r, runes_trim(r, s));
	if (strcmp(id, "activity") == 0) {
		row->activity = text;
	} else if (strcmp(id, "date") == 0) {
		row->date_text = text;
		row->date = statistics_date(rd->a, r, s, year);
	} else if (strcmp(id, "participants") == 0) {
		row->participants_text = text;
		row->participants = statistics_number(r, s);
	} else if (strcmp(id, "unions") == 0) {
		row->unions = statistics_number(r, s);
	} else if (strcmp(id, "propagandists") == 0) {
		row->propagandists = statistics_number(r, s);
	} else if (strcmp(id, "enterprises") == 0) {
		row->enterprises = statistics_number(r, s);
	} else if (strcmp(id, "reach") == 0) {
		row->reach = statistics_number(r, s);
	}
}

static void add_row(struct reading *rd, struct statistics_claims *s, struct statistics_row row)
{
	struct match m;
	struct runes r = runes_read(rd->a, row.activity);
	if (!*row.activity || lexicon_is(rd->lex, LEX(LEX_TOTAL), &r, (struct span){0, r.n}, &m))
		return;
	if (s->rows.n >= LIMIT_STATISTICS_ROWS)
		rd->claims->incomplete = true;
	else
		*list_add(rd->a, &s->rows) = row;
}

static bool is_total_row(struct reading *rd, const struct table *t, uint32_t row)
{
	for (uint32_t k = 0; k < t->columns && k < 3; k++) {
		struct runes r = runes_read(rd->a, cell_text(t, row, k));
		struct match m;
		struct span s = runes_trim(&r, (struct span){0, r.n});
		if (s.to - s.from <= 6 && lexicon_at(rd->lex, LEX(LEX_TOTAL), &r, s.from, s.to, &m))
			return true;
	}
	return false;
}

static bool read_table(
        struct reading *rd, const struct table *t, int year, uint32_t part, struct statistics_claims *s_r)
{
	const char *columns[COLUMNS];
	uint32_t header = 0;
	while (header < t->rows && header < HEADER_ROWS && !read_header(rd, t, header, columns))
		header++;
	if (header >= t->rows || header >= HEADER_ROWS)
		return false;
	*s_r = (struct statistics_claims){.unit = "", .unit_place = PLACE_SENDER, .part = part};
	for (uint32_t row = 0; row < header && !*s_r->unit; row++) { /* the lines above: 填报单位：… */
		struct runes r = runes_read(rd->a, cell_text(t, row, 0));
		struct span unit;
		if (shape_find_unit(rd->lex, &r, (struct span){0, r.n}, &unit)) {
			s_r->unit = runes_text(rd->a, &r, unit);
			s_r->unit_place = PLACE_FORM;
		}
	}
	for (uint32_t row = header + 1; row < t->rows; row++) {
		struct statistics_row one = blank_row();
		if (is_total_row(rd, t, row))
			continue;
		for (uint32_t k = 0; k < t->columns && k < COLUMNS; k++) {
			struct runes r = runes_read(rd->a, cell_text(t, row, k));
			set_value(rd, &one, columns[k], &r, (struct span){0, r.n}, year);
			if (strcmp(columns[k], "unit") == 0 && !*s_r->unit &&
			        shape_is_unit(rd->lex, &r, (struct span){0, r.n})) {
				s_r->unit = runes_text(rd->a, &r, runes_trim(&r, (struct span){0, r.n}));
				s_r->unit_place = PLACE_FORM;
			}
		}
		add_row(rd, s_r, one);
	}
	return true;
}

static bool read_line(struct reading *rd, const struct runes *r, int year, struct statistics_claims *s)
{
	struct statistics_row row = blank_row();
	struct match m, next;
	size_t at, following;
	bool number = false;
	struct span rest = {0, r->n};
	while (lexicon_find(rd->lex, LEX(LEX_COLUMN), r, rest, &at, &m)) {
		rest.from = m.end;
		if (m.end >= r->n || r->cp[m.end] != ':')
			continue;
		size_t end = r->n;
		for (struct span look = rest;
		        lexicon_find(rd->lex, LEX(LEX_COLUMN), r, look, &following, &next);
		        look.from = next.end)
			if (next.end < r->n && r->cp[next.end] == ':') {
				end = following;
				break;
			}
		const char *id = ((const struct statistics_column *)m.ref)->id;
		set_value(rd, &row, id, r, (struct span){m.end + 1, end}, year);
		number = number || strcmp(id, "participants") == 0;
		rest.from = end;
	}
	if (!*row.activity || !number)
		return false;
	add_row(rd, s, row);
	return true;
}

static size_t add(struct reading *rd, const struct statistics_claims *s)
{
	if (rd->claims->statistics.n >= LIMIT_STATISTICS) {
		rd->claims->incomplete = true;
		return 0;
	}
	*list_add(rd->a, &rd->claims->statistics) = *s;
	return 1;
}

size_t statistics_read(
        struct reading *rd, const struct blocks *b, const struct statistics_source *source, bool *taken)
{
	struct statistics_claims lines = {.unit = "", .unit_place = PLACE_SENDER, .part = source->part},
	                         table;
	size_t n = 0;
	int year = rd->campaign->year;
	for (size_t i = 0; i < b->v.n && !source->document; i++) {
		if (b->v.v[i]->kind == BLOCK_TABLE) {
			taken[i] = read_table(rd, b->v.v[i]->table, year, source->part, &table);
			n += taken[i] ? add(rd, &table) : 0;
		} else {
			struct runes r = runes_read(rd->a, b->v.v[i]->line);
			taken[i] = read_line(rd, &r, year, &lines);
		}
	}
	return n + (lines.rows.n > 0 ? add(rd, &lines) : 0);
}
