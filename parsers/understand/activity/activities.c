#include "parsers/understand/activity/activities.h"

#include "parsers/understand/activity/reporting.h"
#include "parsers/understand/letter/labels.h"
#include "parsers/understand/words/dates.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/stamps.h"
#include "parsers/understand/words/values.h"
#include "schema/limits.h"

#include <string.h>

struct statistics_row activity_blank(void)
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

/* Lines of one cell are one text to a reader of the table: words in Han go on, others are parted by a blank. */
static const char *one_line(struct reading *rd, const char *text)
{
	char *s = arena_strdup(rd->a, text), *to = s;
	for (const char *c = s; *c; c++) {
		bool line = *c == '\n' || *c == '\r' || *c == '\t';
		bool inside = line && to > s && (unsigned char)to[-1] >= 0x80 && (unsigned char)c[1] >= 0x80;
		if (!inside)
			*to++ = line ? ' ' : *c;
	}
	*to = '\0';
	return s;
}

void activity_set(struct reading *rd, struct statistics_row *row, enum column column, const struct runes *r,
        struct span s, int year)
{
	s = runes_trim(r, s);
	const char *text = one_line(rd, runes_text(rd->a, r, s));
	switch (column) {
	case COLUMN_ACTIVITY:
		row->activity = text;
		break;
	case COLUMN_DATE:
		row->date_text = text;
		row->date = date_read(rd->a, r, s, year);
		break;
	case COLUMN_PARTICIPANTS:
		row->participants_text = text;
		row->participants = figure_people(rd, r, s);
		break;
	case COLUMN_UNIONS:
		row->unions = figure_count(r, s);
		break;
	case COLUMN_PROPAGANDISTS:
		row->propagandists = figure_count(r, s);
		break;
	case COLUMN_ENTERPRISES:
		row->enterprises = figure_count(r, s);
		break;
	case COLUMN_REACH:
		row->reach = figure_count(r, s);
		break;
	default:
		break;
	}
}

/* 合计, 7月小计, 共3场: a sum and a few words around it. */
static bool is_sum(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct span s = runes_unwrap(&r, (struct span){0, r.n});
	struct match m;
	size_t at;
	if (s.from >= s.to || s.to - s.from > 16)
		return false;
	if (r.cp[s.from] == 0x5171 && s.to > s.from + 1 && rune_is_digit(r.cp[s.from + 1])) /* 共3场 */
		return true;
	if (!lexicon_find(rd->lex, LEX(LEX_TOTAL), &r, s, &at, &m))
		return false;
	size_t others = 0;
	for (size_t i = s.from; i < s.to; i++)
		others += (i < at || i >= m.end) && rune_is_han(r.cp[i]);
	return others <= 3;
}

/* 7月份, 第三季度：, 一、: a heading between activities. */
static bool is_section(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	size_t han = 0;
	bool month = false;
	for (size_t i = s.from; i < s.to; i++) {
		han += rune_is_han(r.cp[i]) || rune_is_letter(r.cp[i]);
		month = month || r.cp[i] == 0x6708 || r.cp[i] == 0x5b63; /* 月, 季 */
	}
	return (month && han <= 5) || han == 0;
}

/* 例：…, 备注：…: explains, or shows how to fill in. */
static bool is_remark(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	struct match m;
	size_t from = s.from + (s.from < s.to && rune_opens(r.cp[s.from]));
	if (!lexicon_at(rd->lex, LEX(LEX_REMARK), &r, from, s.to, &m))
		return false;
	return m.end >= s.to || !rune_is_han(r.cp[m.end]);
}

bool activity_add(struct reading *rd, struct statistics_claims *s, const struct statistics_row *row)
{
	struct runes r = runes_read(rd->a, row->activity);
	bool told = *row->date_text && row->participants >= 0; /* only its name was left out */
	if ((shape_emptiness(rd->lex, &r, (struct span){0, r.n}) != FAULT_NONE && !(told && r.n == 0)) ||
	        is_sum(rd, row->activity) || is_remark(rd, row->activity))
		return false;
	if (s->rows.n >= LIMIT_STATISTICS_ROWS)
		rd->claims->incomplete = true;
	else
		*list_add(rd->a, &s->rows) = *row;
	return true;
}

static bool row_is_sum(struct reading *rd, const struct face *f, const struct columns *c, uint32_t row)
{
	for (uint32_t k = 0; k < c->n && k < 4; k++)
		if (c->of[k] != COLUMN_PARTICIPANTS && is_sum(rd, face_text(f, row, k)))
			return true;
	return false;
}

/* One cell in the whole row: a heading or a remark, unless it is an activity of which nothing else is known. */
static bool is_alone(struct reading *rd, const struct face *f, const struct columns *c, uint32_t row)
{
	uint32_t first = 0;
	if (face_filled(f, row, &first) != 1)
		return false;
	const char *text = face_text(f, row, first);
	bool merged = first + 1 < f->columns && face_is_one(f, row, first, row, first + 1);
	bool open;
	return merged || first >= c->n || c->of[first] != COLUMN_ACTIVITY || is_section(rd, text) ||
	       is_remark(rd, text) || *reporting_labelled(rd, text, &open) || open || strchr(text, ':') ||
	       strstr(text, "\xef\xbc\x9a"); /* the full-width colon */
}

/* 填表人：王芳 | 联系电话：25799031, 盖章 | 年 月 日: each cell holds a label and its value, or is for the stamp. */
static bool is_foot(struct reading *rd, const struct face *f, uint32_t row)
{
	size_t marked = 0;
	for (uint32_t k = 0; k < f->columns; k++) {
		struct runes r = runes_read(rd->a, face_text(f, row, k));
		size_t colons = 0;
		if (r.n == 0 || !face_is_first_in_row(f, row, k))
			continue;
		for (size_t i = 0; i < r.n; i++)
			colons += r.cp[i] == ':';
		if (!(colons > 0 && labels_begins(rd, &r)) &&
		        !stamp_is_line(rd->lex, &r, (struct span){0, r.n}))
			return false;
		marked++;
	}
	return marked > 1;
}

static void note_unit(struct reading *rd, struct activities *a, const struct runes *r)
{
	const char *unit = reporting_value(rd, r, (struct span){0, r->n});
	if (!*unit)
		return;
	a->units_differ = a->units_differ || (*a->unit && strcmp(a->unit, unit) != 0);
	a->unit = unit;
}

/* 0.12 below 参与人数（万人） */
static const char *scaled(struct reading *rd, const char *text, bool ten_thousands)
{
	size_t n = strlen(text);
	bool bare = n > 0 && text[n - 1] >= '0' && text[n - 1] <= '9';
	return ten_thousands && bare ? arena_printf(rd->a, "%sw", text) : text;
}

/* One more part of those who took part: 男 beside 女. */
static void add_people(struct reading *rd, struct statistics_row *row, const struct statistics_row *part)
{
	if (part->participants < 0 && *row->participants_text)
		return;
	row->participants_text =
	        *row->participants_text
	                ? arena_printf(rd->a, "%s + %s", row->participants_text, part->participants_text)
	                : part->participants_text;
	if (row->participants < 0)
		row->participants = part->participants;
	else
		row->participants += part->participants;
}

/* One more part of the day: 7 below 月 beside 8 below 日, or when it began beside when it ended. */
static void add_day(struct reading *rd, struct statistics_row *row, const char *text, uint32_t sign, int year)
{
	struct runes own = runes_read(rd->a, text);
	const char *mark = sign == 0x5e74 ? "年" : sign == 0x6708 ? "月" : sign == 0x65e5 ? "日" : "";
	const char *before = !*row->date_text ? ""
	                     : *mark          ? row->date_text
	                                      : arena_printf(rd->a, "%s至", row->date_text);
	bool signed_already = own.n > 0 && own.cp[own.n - 1] == sign;
	struct runes r =
	        runes_read(rd->a, arena_printf(rd->a, "%s%s%s", before, text, signed_already ? "" : mark));
	activity_set(rd, row, COLUMN_DATE, &r, (struct span){0, r.n}, year);
}

/* 〃 and 同上 say what stands above them. */
static const char *cell_value(struct reading *rd, const char **above, const char *text)
{
	if (*above && *text && value_is_ditto(rd, text))
		return *above;
	*above = *text ? text : *above;
	return text;
}

static void read_cell(struct reading *rd, const struct face *f, const struct columns *c, uint32_t row,
        uint32_t k, const char **above, struct statistics_row *one, struct activities *a)
{
	const char *text = cell_value(rd, above, face_text(f, row, k));
	struct runes r = runes_read(rd->a, scaled(rd, text, c->scale[k] > 1));
	struct span all = {0, r.n};
	if (!*text || (k > 0 && c->of[k - 1] == c->of[k] && !face_is_first_in_row(f, row, k)))
		return;
	bool shared = row > c->last + 1 && face_is_one(f, row, k, row - 1, k);
	if (c->of[k] >= COLUMN_PARTICIPANTS && c->of[k] != COLUMN_UNIT && shared)
		return; /* one figure for several activities is counted with the first */
	if (c->of[k] == COLUMN_UNIT) {
		note_unit(rd, a, &r);
	} else if (c->of[k] == COLUMN_PARTICIPANTS) {
		struct statistics_row part = activity_blank();
		activity_set(rd, &part, c->of[k], &r, all, a->year);
		part.participants_text = one_line(rd, text);
		add_people(rd, one, &part);
	} else if (c->of[k] == COLUMN_DATE) {
		add_day(rd, one, text, c->sign[k], a->year);
	} else {
		activity_set(rd, one, c->of[k], &r, all, a->year);
	}
}

static bool repeats_header(struct reading *rd, const struct face *f, const struct columns *c, uint32_t row)
{
	struct columns again;
	for (uint32_t k = 0; k < c->n; k++)
		if (c->of[k] == COLUMN_ACTIVITY) {
			struct runes r = runes_read(rd->a, face_text(f, row, k));
			struct match m;
			return lexicon_is(rd->lex, LEX(LEX_COLUMN), &r, (struct span){0, r.n}, &m) &&
			       columns_read(rd, f, row, &again);
		}
	return false;
}

uint32_t activities_read_rows(struct reading *rd, const struct face *f, const struct columns *c, uint32_t to,
        struct activities *a, uint32_t *end_r)
{
	uint32_t row = c->last + 1;
	const char *above[COLUMNS_MOST] = {NULL};
	*end_r = row;
	for (; row < to; row++) {
		struct statistics_row one = activity_blank();
		if (repeats_header(rd, f, c, row))
			break;
		if (row_is_sum(rd, f, c, row)) {
			*end_r = row + 1;
			continue;
		}
		if (is_remark(rd, face_text(f, row, 0)) || is_alone(rd, f, c, row) || is_foot(rd, f, row))
			continue;
		for (uint32_t k = 0; k < c->n; k++)
			if (c->of[k] != COLUMN_FOREIGN)
				read_cell(rd, f, c, row, k, &above[k], &one, a);
		if (activity_add(rd, a->claims, &one))
			*end_r = row + 1;
	}
	return row;
}
