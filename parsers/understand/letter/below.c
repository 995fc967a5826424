#include "parsers/understand/letter/below.h"

#include "parsers/understand/words/persons.h"
#include "parsers/understand/words/shapes.h"

static enum label field_of(const struct labelled *l)
{
	return l->titles ? LABEL_TITLE : l->word->label;
}

/* What a label asks for, by its looks alone. */
static bool suits(struct reading *rd, const struct labelled *l, const struct runes *r, bool near)
{
	enum { TITLE_MOST = 40 };
	struct span all = runes_trim(r, (struct span){0, r->n}), inner, outer;
	enum fault fault;
	if (!labels_is_ours(l) || all.from >= all.to)
		return false;
	if (l->word && (l->word->role == WORD_SUB_PROJECT || l->word->also != LABEL_COUNT))
		return near;
	switch (field_of(l)) {
	case LABEL_NAME:
		return *persons_read(rd, r, all, true) != '\0';
	case LABEL_CONTACT:
		return *value_contacts(rd, r, all, &fault) || fault != FAULT_NONE;
	case LABEL_UNIT:
		return shape_is_unit(rd->lex, r, all);
	default:
		return (shape_find_title(r, all, &inner, &outer) && outer.from == all.from) ||
		       (near && all.to - all.from <= TITLE_MOST && !labels_is_numbered(r));
	}
}

static bool is_line(const struct blocks *b, size_t i)
{
	return i < b->v.n && b->v.v[i]->kind == BLOCK_LINE;
}

const char *below_value(
        struct reading *rd, const struct blocks *b, size_t i, struct labelled *l_r, size_t *at_r)
{
	struct runes r = runes_read(rd->a, b->v.v[i]->line);
	if (r.n == 0 || !labels_is_label(rd, &r, (struct span){0, r.n}, l_r))
		return NULL;
	bool colon = r.cp[r.n - 1] == ':';
	size_t at = i + 1;
	if (colon && is_line(b, at) && !*b->v.v[at]->line)
		at++;
	if (!is_line(b, at))
		return NULL;
	struct runes below = runes_read(rd->a, b->v.v[at]->line);
	if (below.n == 0 || labels_begins(rd, &below) || labels_is_numbered(&below) ||
	        (colon && !suits(rd, l_r, &below, at == i + 1)))
		return NULL;
	*at_r = at;
	return b->v.v[at]->line;
}
