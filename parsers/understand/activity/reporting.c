#include "parsers/understand/activity/reporting.h"

#include "parsers/understand/words/shapes.h"

#include <string.h>

enum { TITLE_RUNES = 80, UNIT_RUNES = 60 };

const char *reporting_value(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	s = runes_trim(r, s);
	while (s.from < s.to && (r->cp[s.from] == '_' || rune_is_blank(r->cp[s.from])))
		s.from++;
	for (size_t i = s.to;
	        i-- > s.from && r->cp[s.to - 1] == ')';) /* （盖章） behind the name; 公司（天津） stays */
		if (r->cp[i] == '(') {
			if (i > s.from && s.to - i <= 8 &&
			        !lexicon_at(rd->lex, LEX(LEX_UNIT), r, i + 1, s.to, &m) &&
			        shape_is_unit(rd->lex, r, (struct span){s.from, i}))
				s.to = i;
			break;
		}
	while (s.to > s.from && (r->cp[s.to - 1] == '_' || rune_is_blank(r->cp[s.to - 1])))
		s.to--;
	if (s.from >= s.to || s.to - s.from > UNIT_RUNES || shape_emptiness(rd->lex, r, s) != FAULT_NONE ||
	        shape_is_receiver(rd->lex, r, s))
		return "";
	return runes_text(rd->a, r, s);
}

static bool is_unit_label(const struct match *m)
{
	if (m->class == LEX_COLUMN)
		return strcmp(((const struct statistics_column *)m->ref)->id, "unit") == 0;
	const struct vocabulary_word *w = m->ref;
	return w->label == LABEL_UNIT && w->role <= WORD_SUBMITTING;
}

/* Behind a label: a bracketed remark, then a colon; 0 where no colon follows. */
static size_t behind_colon(const struct runes *r, size_t i, size_t to)
{
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	if (i < to && r->cp[i] == '(') {
		while (i < to && r->cp[i] != ')')
			i++;
		i += i < to;
	}
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	return i < to && r->cp[i] == ':' ? i + 1 : 0;
}

/* Where the next label with a colon begins. */
static size_t next_label(struct reading *rd, const struct runes *r, size_t from)
{
	struct match m;
	for (size_t i = from; i < r->n; i++)
		if (lexicon_at(rd->lex, LEX(LEX_COLUMN) | LEX(LEX_LABEL), r, i, r->n, &m) &&
		        behind_colon(r, m.end, r->n))
			return i;
	return r->n;
}

const char *reporting_labelled(struct reading *rd, const char *text, bool *open_r)
{
	struct runes r = runes_read(rd->a, text);
	struct match m;
	*open_r = false;
	for (size_t i = 0; i < r.n && i < 400; i++) {
		bool inside = i > 0 && rune_is_word(r.cp[i - 1]);
		if (inside || !lexicon_at(rd->lex, LEX(LEX_COLUMN) | LEX(LEX_LABEL), &r, i, r.n, &m) ||
		        !is_unit_label(&m))
			continue;
		size_t value = behind_colon(&r, m.end, r.n);
		struct span rest = runes_trim(&r, (struct span){m.end, r.n});
		if (!value && i == 0 &&
		        (rest.from >= rest.to || (r.cp[rest.from] == '(' && r.cp[rest.to - 1] == ')'))) {
			*open_r = true;
			return "";
		}
		if (!value)
			continue;
		const char *unit = reporting_value(rd, &r, (struct span){value, next_label(rd, &r, value)});
		*open_r = !*unit && value >= r.n;
		if (*unit)
			return unit;
	}
	return "";
}

const char *reporting_titled(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct span unit;
	if (r.n > TITLE_RUNES || !shape_find_unit(rd->lex, &r, (struct span){0, r.n}, &unit))
		return "";
	return runes_text(rd->a, &r, unit);
}
