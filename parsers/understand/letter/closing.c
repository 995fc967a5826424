#include "parsers/understand/letter/closing.h"

#include "parsers/understand/words/dates.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

#include <string.h>

enum { LINES_MOST = 5, LINE_MOST = 60, BARS_LEAST = 2, PIECES_MOST = 8 };

/* 于德水 敬上: without what is only said beside a name there. */
static struct span without_courtesy(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.from + 2; i < s.to; i++)
		if (lexicon_at(rd->lex, LEX(LEX_PERSON_FOLLOW), r, i, s.to, &m) && m.end == s.to)
			return runes_trim(r, (struct span){s.from, i});
	return s;
}

static bool is_signer(struct reading *rd, const struct runes *r, const char *from_name)
{
	struct span s = without_courtesy(rd, r, runes_trim(r, (struct span){0, r->n}));
	if (s.to < s.from + 2 || s.to > s.from + 14)
		return false;
	if (shape_is_name(rd->lex, r, s))
		return true;
	return shape_may_be_name(rd->lex, r, s) && *from_name &&
	       strcmp(runes_text_dense(rd->a, r, s), from_name) == 0;
}

/* 天津一汽丰田汽车有限公司工会, Tel: 66230888-6127, 2022年8月3日, 发自我的iPhone */
static bool may_follow(struct reading *rd, const struct runes *r)
{
	enum fault fault;
	struct day day;
	size_t end;
	struct span all = runes_trim(r, (struct span){0, r->n});
	if (all.to - all.from > LINE_MOST)
		return false;
	if (shape_is_unit(rd->lex, r, all) || strncmp(r->text + r->at[all.from], "发自", strlen("发自")) == 0)
		return true;
	return *value_contacts(rd, r, all, &fault) || date_at(r, all.from, all.to, 0, &day, &end);
}

/* Below block `i` stands nothing but what a signature holds. */
static bool ends_behind(struct reading *rd, const struct blocks *b, size_t i)
{
	size_t lines = 0;
	for (size_t k = i + 1; k < b->v.n; k++) {
		if (b->v.v[k]->kind != BLOCK_LINE)
			return false;
		struct runes r = runes_read(rd->a, b->v.v[k]->line);
		if (r.n == 0)
			continue;
		if (++lines > LINES_MOST || !may_follow(rd, &r))
			return false;
	}
	return true;
}

bool closing_begins(struct reading *rd, const struct blocks *b, size_t i, const char *from_name)
{
	struct runes r = runes_read(rd->a, b->v.v[i]->line);
	return r.n >= 2 && r.n <= LINE_MOST / 2 && is_signer(rd, &r, from_name) && ends_behind(rd, b, i);
}

static void add(struct reading *rd, struct drafts *d, enum label label, const char *value,
        const struct runes *r, struct span s, uint32_t part)
{
	struct claim c =
	        claim_make(rd, label, (struct origin){PLACE_SIGNATURE, part}, RANK_TEXT, value, r, s);
	if (*value)
		drafts_claim(rd, d, &c, NULL, false);
}

static size_t split(const struct runes *r, struct span pieces[PIECES_MOST])
{
	size_t n = 0;
	for (size_t from = 0, i = 0; i <= r->n && n < PIECES_MOST; i++) {
		if (i < r->n && r->cp[i] != '|')
			continue;
		pieces[n++] = runes_trim(r, (struct span){from, i});
		from = i + 1;
	}
	return n;
}

bool closing_read_bars(struct reading *rd, struct drafts *d, const struct blocks *b, size_t i, uint32_t part)
{
	struct span pieces[PIECES_MOST];
	struct runes line = runes_read(rd->a, b->v.v[i]->line);
	const struct runes *r = &line;
	size_t n = split(r, pieces), units = 0, persons = 0;
	if (n <= BARS_LEAST || !ends_behind(rd, b, i))
		return false;
	for (size_t k = 0; k < n; k++) {
		units += shape_is_unit(rd->lex, r, pieces[k]);
		persons += shape_is_name(rd->lex, r, pieces[k]);
	}
	if (units != 1 || persons != 1)
		return false;
	for (size_t k = 0; k < n; k++) {
		enum fault fault;
		if (shape_is_unit(rd->lex, r, pieces[k]))
			add(rd, d, LABEL_UNIT, runes_text(rd->a, r, pieces[k]), r, pieces[k], part);
		else if (shape_is_name(rd->lex, r, pieces[k]))
			add(rd, d, LABEL_NAME, runes_text_dense(rd->a, r, pieces[k]), r, pieces[k], part);
		else
			add(rd, d, LABEL_CONTACT, value_contacts(rd, r, pieces[k], &fault), r, pieces[k],
			        part);
	}
	return true;
}
