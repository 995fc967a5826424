#include "parsers/understand/activity/article.h"

#include "parsers/understand/activity/reporting.h"
#include "parsers/understand/words/dates.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

enum {
	HEADLINE_LEAST = 6,
	HEADLINE_MOST = 60,
	PARAGRAPH_LEAST = 38,
	LINE_LEAST = 18,
	NEAR_LINES = 6,
	COVER_MOST = 80,
	LEAD_RUNES = 60
};

static const uint32_t full_stop = 0x3002;

static bool is_quote(uint32_t c)
{
	return c == 0x201c || c == 0x300a || c == '"';
}

/* 1. 一、 （2） 附件2- 第7期: a word of the list or a figure with the sign that parts it from the headline. */
static size_t behind_lead(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	struct figure f;
	size_t at = s.from + (rune_opens(r->cp[s.from]) && !is_quote(r->cp[s.from])), end = at;
	bool bracket = at > s.from, word;
	while ((word = lexicon_at(rd->lex, LEX(LEX_REPORT_SUBJECT) | LEX(LEX_FILLER), r, end, s.to, &m)) ||
	        figure_at(r, end, s.to, &f))
		end = word ? m.end : f.span.to;
	if (end == at || end >= s.to)
		return s.from;
	uint32_t c = r->cp[end];
	bool parts = c == ':' || (bracket && rune_closes(c)) || c == '-' || c == '_' || c == 0x3001 ||
	             c == '.' || c == ')' || c == '|';
	return parts ? end + 1 : s.from;
}

static struct span whole_headline(const struct runes *r, struct span s)
{
	for (size_t i = s.from; i + 1 < s.to; i++)
		if (r->cp[i] == 0x3011)
			return s;
	return runes_trim(r, (struct span){s.from + 1, s.to - 1});
}

const char *article_headline(struct reading *rd, const char *text, bool *verb_r)
{
	struct runes r = runes_read(rd->a, text);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	struct match m;
	size_t at;
	*verb_r = false;
	if (s.from < s.to && r.cp[s.from] == 0x3010 && r.cp[s.to - 1] == 0x3011) /* 【…】 around the whole */
		s = whole_headline(&r, s);
	for (size_t before = s.to + 1; s.from < s.to && before != s.from;) {
		before = s.from;
		s = runes_trim(&r, (struct span){behind_lead(rd, &r, s), s.to});
	}
	if (s.to < s.from + HEADLINE_LEAST || s.to > s.from + HEADLINE_MOST)
		return "";
	*verb_r = lexicon_find(rd->lex, LEX(LEX_REPORT_VERB), &r, s, &at, &m);
	return runes_text(rd->a, &r, s);
}

/* --- lines --- */

enum line { LINE_EMPTY, LINE_HEAD, LINE_SIDE, LINE_TEXT, LINE_LABEL };

/* 单位：…, 作品名称：…: labels of a submission. */
static bool is_label_line(struct reading *rd, const struct runes *r)
{
	struct match m;
	struct span s = runes_trim(r, (struct span){0, r->n});
	if (s.from >= s.to ||
	        !lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, s.from, s.to, &m))
		return false;
	while (m.end < r->n && rune_is_blank(r->cp[m.end]))
		m.end++;
	return m.end < r->n && r->cp[m.end] == ':';
}

static bool is_source(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at;
	return r->n <= 40 &&
	       lexicon_find(rd->lex, LEX(LEX_REPORT_SOURCE), r, (struct span){0, r->n}, &at, &m);
}

/* A day, a unit, an issue's number, an attachment, a greeting: what stands beside a headline and is none. */
static bool is_side(struct reading *rd, const struct runes *r)
{
	struct match m;
	struct day d;
	struct span s = runes_unwrap(r, (struct span){0, r->n}), unit;
	uint32_t last = r->cp[r->n - 1], first = r->cp[0];
	size_t end, at;
	if (s.to < s.from + HEADLINE_LEAST || last == full_stop || last == ':' || last == ',' ||
	        last == ';' || last == '!')
		return true;
	if (first == '-' || is_source(rd, r) || date_at(r, s.from, s.to, 2000, &d, &end))
		return true;
	if (shape_is_unit(rd->lex, r, s) || (shape_find_unit(rd->lex, r, s, &unit) && unit.from == s.from &&
	                                            *date_read(rd->a, r, (struct span){unit.to, s.to}, 2000)))
		return true;
	if (lexicon_find(rd->lex, LEX(LEX_REPORT_SUBJECT), r, s, &at, &m)) { /* 工会信息（第7期） */
		bool verb = lexicon_find(rd->lex, LEX(LEX_REPORT_VERB), r, s, &end, &m);
		return !verb && s.to - s.from <= 16;
	}
	return lexicon_find(rd->lex, LEX(LEX_QUOTE_HEAD), r, s, &at, &m) && at == s.from && m.end < s.to &&
	       r->cp[m.end] == ':';
}

static enum line line_kind(struct reading *rd, const struct block *b, bool taken, struct runes *r_r)
{
	*r_r = runes_read(rd->a, b->kind == BLOCK_LINE ? b->line : "");
	struct span s = runes_trim(r_r, (struct span){0, r_r->n});
	if (taken || b->kind != BLOCK_LINE)
		return LINE_LABEL;
	if (s.from >= s.to)
		return LINE_EMPTY;
	if (is_label_line(rd, r_r))
		return LINE_LABEL;
	if (r_r->n > HEADLINE_MOST || (r_r->n >= LINE_LEAST && r_r->cp[r_r->n - 1] == full_stop))
		return LINE_TEXT;
	return is_side(rd, r_r) ? LINE_SIDE : LINE_HEAD;
}

/* --- what the text tells --- */

struct telling {
	bool verb, people, day;
	size_t runes;
};

static void listen(struct reading *rd, const struct runes *r, struct telling *t)
{
	struct match m;
	struct figure f;
	struct day d;
	size_t at, end;
	struct span all = {0, r->n};
	t->runes += r->n;
	t->verb = t->verb || lexicon_find(rd->lex, LEX(LEX_REPORT_VERB), r, all, &at, &m);
	t->people = t->people || lexicon_find(rd->lex, LEX(LEX_REPORT_PEOPLE), r, all, &at, &m);
	for (struct span s = all; !t->people && figure_find(r, s, &f); s.from = f.span.to)
		t->people = lexicon_at(rd->lex, LEX(LEX_PEOPLE), r, f.span.to, r->n, &m);
	for (size_t i = 0; i < r->n && !t->day; i++)
		t->day = rune_is_digit(r->cp[i]) && date_at(r, i, r->n, 2000, &d, &end);
}

/* 8月5日下午，…工会举办…: in its first sentence. */
static bool is_news(struct reading *rd, const struct runes *r)
{
	struct runes lead = *r;
	struct telling t = {0};
	lead.n = r->n > LEAD_RUNES * 2 ? LEAD_RUNES * 2 : r->n;
	listen(rd, &lead, &t);
	return t.verb && t.day;
}

/* 天津滨电电力工程有限公司工会 for 滨电工会: its own word stands in the full name, before another ending. */
static bool is_full_name(struct reading *rd, const char *full, const char *brief)
{
	struct runes r = runes_read(rd->a, brief);
	struct match m;
	for (size_t i = 2; i < r.n; i++)
		if (lexicon_at(rd->lex, LEX(LEX_UNIT_ENDING), &r, i, r.n, &m) && m.end == r.n) {
			const char *own = runes_text(rd->a, &r, (struct span){0, i}), *at = strstr(full, own);
			return at && strlen(full) > strlen(brief) && at + strlen(own) < full + strlen(full);
		}
	return false;
}

static void name_unit(struct reading *rd, const struct runes *r, struct article *a, bool first, bool lead)
{
	struct span unit;
	if (!shape_find_unit(rd->lex, r, (struct span){0, r->n}, &unit))
		return;
	const char *name = runes_text(rd->a, r, unit);
	/* the text may give in full what the headline shortens: 滨海高新区总工会 for 高新区总工会 */
	if ((!*a->unit && first) || (*a->unit && strlen(name) > strlen(a->unit) && strstr(name, a->unit)) ||
	        (*a->unit && lead && is_full_name(rd, name, a->unit)))
		a->unit = name;
}

static bool see_headline(struct reading *rd, const char *text, struct article *a)
{
	bool verb;
	const char *title = article_headline(rd, text, &verb);
	struct runes r = runes_read(rd->a, title);
	struct span unit;
	if (!*title || (a->verb && !verb))
		return false;
	a->title = title;
	a->verb = verb;
	if (shape_find_unit(rd->lex, &r, (struct span){0, r.n}, &unit) && unit.from == 0)
		a->unit = runes_text(rd->a, &r, unit);
	return true;
}

/* 【headline】 text */
static void see_inline_headline(struct reading *rd, const struct runes *r, struct article *a)
{
	bool verb;
	if (r->n == 0 || r->cp[0] != 0x3010)
		return;
	for (size_t i = 1; i < r->n && i <= HEADLINE_MOST; i++)
		if (r->cp[i] == 0x3011) {
			const char *inner = runes_text(rd->a, r, (struct span){1, i});
			if (*article_headline(rd, inner, &verb) && (verb || !*a->title))
				see_headline(rd, inner, a);
			return;
		}
}

/* A further write-up begins: a headline with a unit and what it did, and text below it. */
static bool begins_another(struct reading *rd, const struct blocks *b, const bool *taken, size_t i)
{
	struct article next = {.title = "", .unit = ""};
	struct runes r;
	if (!see_headline(rd, b->v.v[i]->line, &next) || !next.verb || !*next.unit)
		return false;
	for (size_t k = i + 1; k < b->v.n && k <= i + NEAR_LINES; k++) {
		enum line kind = line_kind(rd, b->v.v[k], taken[k], &r);
		if (kind == LINE_TEXT)
			return is_news(rd, &r);
	}
	return false;
}

/* The paragraphs from `first` on, up to a label or another headline. */
static size_t read_text(struct reading *rd, const struct blocks *b, const bool *taken, size_t first,
        struct telling *t, struct article *a)
{
	size_t end = first;
	for (size_t i = first; i < b->v.n; i++) {
		struct runes r;
		enum line kind = line_kind(rd, b->v.v[i], taken[i], &r);
		if (kind == LINE_LABEL || (kind == LINE_HEAD && i > first && begins_another(rd, b, taken, i)))
			break;
		if (kind == LINE_EMPTY)
			continue;
		if (kind == LINE_TEXT || kind == LINE_HEAD)
			listen(rd, &r, t);
		a->source = a->source || is_source(rd, &r);
		name_unit(rd, &r, a, kind != LINE_SIDE || is_source(rd, &r), i == first);
		end = i + 1;
	}
	return end;
}

bool article_find(
        struct reading *rd, const struct blocks *b, const bool *taken, size_t from, struct article *a_r)
{
	struct runes r;
	for (size_t i = from; i < b->v.n; i++) {
		struct telling t = {0};
		if (line_kind(rd, b->v.v[i], taken[i], &r) != LINE_TEXT)
			continue;
		*a_r = (struct article){.title = "", .unit = "", .from = i};
		for (size_t back = i, seen = 0; back-- > from && seen < NEAR_LINES;) {
			struct runes head;
			enum line kind = line_kind(rd, b->v.v[back], taken[back], &head);
			if (kind == LINE_TEXT || kind == LINE_LABEL)
				break;
			seen += kind != LINE_EMPTY;
			if (kind == LINE_HEAD && see_headline(rd, head.text, a_r))
				a_r->from = back;
			if (kind == LINE_SIDE && !*a_r->unit) {
				struct span unit;
				if (shape_find_unit(rd->lex, &head, (struct span){0, head.n}, &unit))
					a_r->unit = runes_text(rd->a, &head, unit);
			}
		}
		see_inline_headline(rd, &r, a_r);
		a_r->news = is_news(rd, &r);
		if (!*a_r->title && !a_r->news &&
		        r.n <= COVER_MOST) /* 现将我委工会活动信息报上，照片见附件。 */
			continue;
		a_r->to = read_text(rd, b, taken, i, &t, a_r);
		if (t.verb && (t.people || t.day) && t.runes >= PARAGRAPH_LEAST)
			return true;
		i = a_r->to > i ? a_r->to - 1 : i;
	}
	return false;
}
