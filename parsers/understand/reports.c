#include "parsers/understand/reports.h"

#include "parsers/understand/shapes.h"

#include <string.h>

/* Without 【信息】, 信息：, 转发: before it. */
static struct span headline(struct reading *rd, const struct runes *r)
{
	struct match m;
	struct span s = runes_trim(r, (struct span){0, r->n});
	for (bool again = true; again && s.from < s.to;) {
		size_t at = s.from +
		            (rune_opens(r->cp[s.from]) && r->cp[s.from] != 0x201c && r->cp[s.from] != 0x300a);
		again = lexicon_at(rd->lex, LEX(LEX_REPORT_SUBJECT) | LEX(LEX_FILLER), r, at, s.to, &m) &&
		        m.end < s.to && (r->cp[m.end] == ':' || rune_closes(r->cp[m.end]));
		if (again)
			s = runes_trim(r, (struct span){m.end + 1, s.to});
	}
	return s;
}

struct telling {
	size_t runes;      /* of the longest line */
	bool people, verb; /* says who took part, and that something was held */
	const char *first; /* the first line */
};

static void listen(struct reading *rd, const struct blocks *b, struct telling *t)
{
	struct match m;
	size_t at;
	*t = (struct telling){.first = ""};
	for (size_t i = 0; i < b->v.n; i++) {
		if (b->v.v[i]->kind != BLOCK_LINE)
			continue;
		struct runes r = runes_read(rd->a, b->v.v[i]->line);
		struct span all = runes_trim(&r, (struct span){0, r.n});
		if (all.from >= all.to)
			continue;
		if (!*t->first)
			t->first = b->v.v[i]->line;
		t->runes = r.n > t->runes ? r.n : t->runes;
		t->people = t->people || lexicon_find(rd->lex, LEX(LEX_REPORT_PEOPLE), &r, all, &at, &m);
		t->verb = t->verb || lexicon_find(rd->lex, LEX(LEX_REPORT_VERB), &r, all, &at, &m);
	}
}

static bool is_headline(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at;
	struct span s = headline(rd, r);
	return s.to - s.from >= 8 && s.to - s.from <= 45 && r->cp[r->n - 1] != 0x3002 &&
	       r->cp[r->n - 1] != ':' && lexicon_find(rd->lex, LEX(LEX_REPORT_VERB), r, s, &at, &m);
}

bool reports_read(
        struct reading *rd, const struct blocks *b, const char *subject, struct report_claims *report_r)
{
	struct telling t;
	struct match m;
	struct span unit;
	size_t at;
	listen(rd, b, &t);
	struct runes first = runes_read(rd->a, t.first), line = runes_read(rd->a, subject);
	bool head = first.n > 0 && is_headline(rd, &first), named = line.n > 0 && is_headline(rd, &line);
	if (t.runes < 45 || !t.people || !t.verb || (!head && !named))
		return false;
	if (!head && lexicon_find(rd->lex, LEX(LEX_QUESTION), &first, (struct span){0, first.n}, &at, &m))
		return false;
	const struct runes *title = head ? &first : &line;
	*report_r =
	        (struct report_claims){.unit = "", .title = runes_text(rd->a, title, headline(rd, title))};
	if (shape_find_unit(rd->lex, title, headline(rd, title), &unit) &&
	        unit.from == headline(rd, title).from)
		report_r->unit = runes_text(rd->a, title, unit);
	for (size_t i = 0; i < b->v.n; i++) {
		struct runes r = runes_read(rd->a, b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "");
		if (!shape_find_unit(rd->lex, &r, (struct span){0, r.n}, &unit))
			continue;
		/* the text may give in full what the headline shortens: 滨海高新区总工会 for 高新区总工会 */
		const char *full = runes_text(rd->a, &r, unit);
		if (!*report_r->unit || strstr(full, report_r->unit))
			report_r->unit = full;
	}
	return true;
}

bool reports_read_document(struct reading *rd, const struct blocks *b, const struct file_view *f,
        const struct letter *l, struct report_claims *report_r)
{
	(void)rd, (void)b, (void)f, (void)l, (void)report_r;
	return false;
}

struct report_claims *reports_of_picture(
        struct reading *rd, const struct letter *l, const struct file_view *f)
{
	(void)rd, (void)f;
	return &l->reports.v[0];
}
