#include "parsers/understand/activity/columns.h"

#include "parsers/understand/words/shapes.h"

#include <string.h>

enum { LEVELS = 3, HEAD_RUNES = 40, PART_RUNES = 6 };

/* Of several columns of one kind the better is read: 小计 below 参与人数 before 参与人数, this before its parts
 * (男, 女), figures of a period before cumulative ones, what was before what was meant to be. */
enum grade { GRADE_SUM, GRADE_DIRECT, GRADE_PART, GRADE_CUMULATIVE, GRADE_PLANNED, GRADE_NONE };

struct head {
	enum column kind;
	enum grade grade;
	size_t place; /* of its word in the campaign's list: the better first */
	int64_t scale;
	const char *word; /* of the campaign, where the head holds more than that: 职工参与人数 */
	uint32_t sign;    /* 年, 月, 日 and nothing else; else 0 */
	bool known;       /* a word of the campaign, or of a sum or period */
	bool works;       /* 作品名称, 作者: a table of works */
	bool total, cumulative, planned;
};

static enum column kind_of(const struct statistics_column *c)
{
	static const char *const ids[COLUMN_KINDS] = {"", "activity", "date", "participants", "unit",
	        "unions", "propagandists", "enterprises", "reach"};
	for (int k = 1; k < COLUMN_KINDS; k++)
		if (strcmp(ids[k], c->id) == 0)
			return (enum column)k;
	return COLUMN_FOREIGN;
}

static size_t place_of(const struct match *m)
{
	const struct words *w = &((const struct statistics_column *)m->ref)->headers;
	size_t i = 0;
	while (i < w->n && w->v[i] != m->word)
		i++;
	return i;
}

/* Without brackets, ordinals and the words that tell of which time it speaks. */
static struct span bare(struct reading *rd, const struct runes *r, struct head *h)
{
	struct span s = runes_trim(r, (struct span){0, r->n});
	struct match m;
	for (size_t i = s.from + 1; i < s.to; i++)
		if (r->cp[i] == '(')
			s.to = i;
	s = runes_trim(r, s);
	while (s.from < s.to && rune_is_digit(r->cp[s.from]))
		s = runes_trim(r, (struct span){s.from + 1, s.to});
	const lexicon_set times = LEX(LEX_PERIOD) | LEX(LEX_CUMULATIVE) | LEX(LEX_PLANNED);
	while (s.from < s.to && lexicon_at(rd->lex, times, r, s.from, s.to, &m)) {
		h->cumulative = h->cumulative || m.class == LEX_CUMULATIVE;
		h->planned = h->planned || m.class == LEX_PLANNED;
		s = runes_trim(r, (struct span){m.end, s.to});
	}
	for (size_t i = s.from; i < s.to; i++)
		if (lexicon_at(rd->lex, LEX(LEX_CUMULATIVE), r, i, s.to, &m) && m.end == s.to) {
			h->cumulative = true;
			s.to = i;
		}
	return runes_trim(r, s);
}

/* A column's word that the head ends with (线下活动参加人数), or, if it is a long one, begins with (活动名称及内容). */
static bool find_word(struct reading *rd, const struct runes *r, struct span s, struct match *m_r)
{
	if (lexicon_is(rd->lex, LEX(LEX_COLUMN), r, s, m_r))
		return true;
	for (size_t i = s.from; i < s.to; i++) {
		if (!lexicon_at(rd->lex, LEX(LEX_COLUMN), r, i, s.to, m_r))
			continue;
		enum column kind = kind_of(m_r->ref);
		bool common = m_r->runes < 4 && (kind == COLUMN_ACTIVITY || kind == COLUMN_UNIT);
		if ((m_r->end == s.to && !common) || (i == s.from && m_r->runes >= 4))
			return true;
	}
	return false;
}

static bool is_of_works(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	if (lexicon_is(rd->lex, LEX(LEX_COLUMN), r, s, &m))
		return false;
	if (!lexicon_is(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, s, &m))
		return false;
	if (m.class == LEX_TITLE_LABEL)
		return true;
	const struct vocabulary_word *w = m.ref;
	return w->role == WORD_SUB_PROJECT ||
	       (w->role == WORD_PLAIN && (w->label == LABEL_TITLE || w->label == LABEL_NAME));
}

/* 年 月 日 */
static uint32_t day_sign(uint32_t c)
{
	return c == 0x5e74 || c == 0x6708 || c == 0x65e5 ? c : 0;
}

static struct head head_of(struct reading *rd, const char *text)
{
	struct head h = {.grade = GRADE_NONE, .scale = 1};
	struct runes r = runes_read(rd->a, text);
	struct match m, whole;
	if (r.n == 0 || r.n > HEAD_RUNES)
		return h;
	struct span s = bare(rd, &r, &h);
	h.sign = s.to == s.from + 1 ? day_sign(r.cp[s.from]) : 0;
	for (size_t i = s.to; i < r.n; i++)
		if (r.cp[i] == 0x4e07) /* （万人） */
			h.scale = 10000;
	h.works = is_of_works(rd, &r, s);
	h.total = lexicon_is(rd->lex, LEX(LEX_TOTAL), &r, s, &m);
	h.known = h.total || s.from >= s.to;
	if (h.works || h.known || !find_word(rd, &r, s, &m))
		return h;
	h.known = true;
	h.kind = kind_of(m.ref);
	h.place = place_of(&m);
	h.word = lexicon_is(rd->lex, LEX(LEX_COLUMN), &r, s, &whole) ? NULL : m.word;
	h.grade = h.planned ? GRADE_PLANNED : h.cumulative ? GRADE_CUMULATIVE : GRADE_DIRECT;
	return h;
}

/* The row says nothing new of what the activities are called: what it says stands below another head. */
static bool keeps_activity(struct reading *rd, const struct face *f, uint32_t row)
{
	bool found = false;
	for (uint32_t k = 0; k < f->columns && k < COLUMNS_MOST; k++) {
		if (head_of(rd, face_text(f, row - 1, k)).kind != COLUMN_ACTIVITY)
			continue;
		found = true;
		if (*face_text(f, row, k) && !face_is_one(f, row, k, row - 1, k))
			return false;
	}
	return found;
}

/* A row that goes on with the header above it: words of heads, or parts of one (男, 女), and no figures. */
static bool is_level(struct reading *rd, const struct face *f, uint32_t row)
{
	uint32_t known = 0, filled = 0, unknown = 0;
	for (uint32_t k = 0; k < f->columns && k < COLUMNS_MOST; k++) {
		const char *text = face_text(f, row, k);
		if (!*text || face_is_one(f, row, k, row - 1, k) || !face_is_first_in_row(f, row, k))
			continue;
		struct runes r = runes_read(rd->a, text);
		for (size_t i = 0; i < r.n; i++)
			if (rune_is_digit(r.cp[i]))
				return false;
		bool head = head_of(rd, text).known;
		filled++;
		known += head;
		unknown += !head && r.n > PART_RUNES ? LEVELS * COLUMNS_MOST : !head;
	}
	return filled > 0 && (known >= unknown || (unknown <= COLUMNS_MOST && keeps_activity(rd, f, row)));
}

/* A head that was not merged stands over the blank cells that follow it. */
static const char *text_over(const struct face *f, uint32_t row, uint32_t k, bool has_child)
{
	while (has_child && k > 0 && !*face_text(f, row, k))
		k--;
	return face_text(f, row, k);
}

static enum grade grade_below(const struct head *above, const struct head *child, bool has_child)
{
	if (above->grade != GRADE_NONE && (child->planned || above->planned))
		return GRADE_PLANNED;
	if (child->cumulative || above->cumulative)
		return above->grade == GRADE_NONE ? GRADE_NONE : GRADE_CUMULATIVE;
	if (child->total && has_child)
		return GRADE_SUM;
	if (!has_child || child->known) /* 本周 alone */
		return above->grade;
	return above->kind == COLUMN_PARTICIPANTS || above->kind == COLUMN_DATE ? GRADE_PART : GRADE_NONE;
}

/* 参与人数 over 男, 女, 小计: the lowest word that says something, with what the words above add. */
static struct head join(struct reading *rd, const struct face *f, uint32_t first, uint32_t last, uint32_t k)
{
	bool has_child = *face_text(f, last, k);
	struct head h = head_of(rd, face_text(f, last, k));
	for (uint32_t row = last; row-- > first;) {
		if (face_is_one(f, row, k, row + 1, k))
			continue;
		struct head above = head_of(rd, text_over(f, row, k, has_child));
		h.works = h.works || above.works;
		if (h.grade == GRADE_NONE) {
			h.grade = grade_below(&above, &h, has_child);
			h.kind = above.kind;
			h.place = above.place;
			h.scale = above.scale;
			h.known = h.known || above.known;
		} else if (above.planned) {
			h.grade = GRADE_PLANNED;
		} else if (above.cumulative && h.grade != GRADE_PLANNED) {
			h.grade = GRADE_CUMULATIVE;
		}
		has_child = has_child || *face_text(f, row, k);
	}
	return h;
}

/* 职工参与人数 | 家属参与人数 | 合计: a sum that stands under no head of its own counts what stands before it. */
static void sum_up(struct head *heads, uint32_t n)
{
	for (uint32_t k = 2; k < n; k++) {
		const struct head *before = &heads[k - 1];
		if (heads[k].total && heads[k].grade == GRADE_NONE && before->kind == COLUMN_PARTICIPANTS &&
		        before->grade <= GRADE_PART && heads[k - 2].kind == COLUMN_PARTICIPANTS &&
		        heads[k - 2].grade == before->grade) {
			heads[k].kind = COLUMN_PARTICIPANTS;
			heads[k].grade = GRADE_SUM;
			heads[k].scale = before->scale;
		}
	}
}

/* One of several columns that only together tell it all: 男 and 女 below 参与人数, 职工参与人数 beside 家属参与人数. */
static bool is_part_beside(const struct head *best, const struct head *h)
{
	if (h->kind != best->kind || h->grade != best->grade)
		return false;
	return best->grade == GRADE_PART ||
	       (best->grade == GRADE_DIRECT && best->word && h->word && best->kind == COLUMN_PARTICIPANTS &&
	               strcmp(best->word, h->word) == 0);
}

static void choose(struct columns *c, const struct head *heads)
{
	for (int kind = 1; kind < COLUMN_KINDS; kind++) {
		const struct head *best = NULL;
		for (uint32_t k = 0; k < c->n; k++)
			if (heads[k].kind == (enum column)kind && heads[k].grade != GRADE_NONE &&
			        (!best || heads[k].grade < best->grade ||
			                (heads[k].grade == best->grade && heads[k].place < best->place)))
				best = &heads[k];
		for (uint32_t k = 0; best && k < c->n; k++)
			if (&heads[k] == best || is_part_beside(best, &heads[k])) {
				c->of[k] = (enum column)kind;
				c->scale[k] = heads[k].scale;
				c->sign[k] =
				        kind == COLUMN_DATE && best->grade == GRADE_PART ? heads[k].sign : 0;
				c->has[kind] = true;
			}
	}
}

static bool read_levels(
        struct reading *rd, const struct face *f, uint32_t first, uint32_t last, struct columns *c_r)
{
	struct head heads[COLUMNS_MOST] = {0};
	uint32_t known = 0, filled = 0;
	*c_r = (struct columns){.first = first, .last = last};
	c_r->n = f->columns < COLUMNS_MOST ? f->columns : COLUMNS_MOST;
	for (uint32_t k = 0; k < c_r->n; k++) {
		heads[k] = join(rd, f, first, last, k);
		bool same = k > 0 && face_is_one(f, last, k, last, k - 1);
		if (heads[k].works)
			return false;
		bool empty = !*face_text(f, last, k) && !*face_text(f, first, k);
		known += heads[k].known && !same && !empty;
		filled += !same && !empty;
	}
	sum_up(heads, c_r->n);
	choose(c_r, heads);
	c_r->sure = c_r->has[COLUMN_ACTIVITY] && c_r->has[COLUMN_PARTICIPANTS];
	return c_r->has[COLUMN_ACTIVITY] && (c_r->has[COLUMN_PARTICIPANTS] || c_r->has[COLUMN_DATE]) &&
	       (known * 3 >= filled * 2 || (known >= 5 && known * 2 > filled));
}

/* 填报单位：… 电话：…, or 填报单位 | 北塘街道总工会: labels with their values, above the header. */
static bool is_head_line(struct reading *rd, const struct face *f, uint32_t row)
{
	bool unit = false, value = false, activity = false;
	for (uint32_t k = 0; k < f->columns && k < COLUMNS_MOST; k++) {
		const char *text = face_text(f, row, k);
		if (!*text || !face_is_first_in_row(f, row, k))
			continue;
		struct runes r = runes_read(rd->a, text);
		enum column kind = head_of(rd, text).kind;
		value = value || (unit && shape_is_unit(rd->lex, &r, (struct span){0, r.n}));
		for (size_t i = 0; i < r.n && r.n <= HEAD_RUNES; i++)
			value = value || r.cp[i] == ':';
		unit = kind == COLUMN_UNIT;
		activity = activity || kind == COLUMN_ACTIVITY;
	}
	return value && !activity;
}

bool columns_read(struct reading *rd, const struct face *f, uint32_t row, struct columns *c_r)
{
	uint32_t last = row, ignored;
	if (face_filled(f, row, &ignored) < 2 || is_head_line(rd, f, row))
		return false;
	while (last + 1 < f->rows && last + 1 < row + LEVELS && is_level(rd, f, last + 1))
		last++;
	for (;; last--) {
		if (read_levels(rd, f, row, last, c_r))
			return true;
		if (last == row)
			return false;
	}
}
