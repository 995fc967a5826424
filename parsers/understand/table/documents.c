#include "parsers/understand/table/documents.h"

#include "parsers/understand/letter/below.h"
#include "parsers/understand/letter/prose.h"
#include "parsers/understand/letter/typed.h"
#include "parsers/understand/table/tables.h"
#include "parsers/understand/words/shapes.h"

#include <string.h>

/* Lines at a document's head and foot that may be labels; in between is the work's own text. */
enum { HEAD_LINES = 20, FOOT_LINES = 12, HEADING_RUNES = 45, PROSE_RUNES = 60, LINK_RUNES = 200 };

/* A document while it is read. */
struct page {
	struct reading *rd;
	struct told *told;
	struct origin o;
	struct work_claims caption; /* of the next table: the lines right above it */
	struct work_claims heading; /* of the whole document: its first lines */
	size_t prose;               /* runes of running text */
	size_t notice;              /* lines that only the notice has */
	size_t tables;              /* that were read for labels */
	bool unsure;                /* something in it looks like a label or a number, and was not read */
	struct drafts hidden;       /* what sheets say that no reader sees */
};

/* --- running text --- */

/* A number that can be dialled, or a word that introduces one of ours, in text that is not read for labels. */
static bool looks_unread(struct page *p, const struct runes *r)
{
	struct phone phone;
	struct match m;
	for (size_t i = 0; i < r->n; i++) {
		if (i + 3 < r->n && r->cp[i] == ':' && r->cp[i + 1] == '/' && r->cp[i + 2] == '/') {
			while (i < r->n && r->cp[i] > ' ' && r->cp[i] < 0x7f)
				i++; /* an address holds no number of ours */
			continue;
		}
		bool starts = rune_is_digit(r->cp[i]) &&
		              (i == 0 || !rune_is_word(r->cp[i - 1]) || rune_is_han(r->cp[i - 1]));
		if (starts && shape_phone_at(p->rd->lex, r, i, r->n, &phone)) {
			if (phone.fault == FAULT_NONE && phone.span.to >= i + 7 &&
			        !shape_is_day(phone.digits) && !value_is_office_phone(p->rd, phone.digits))
				return true;
			i = phone.span.to > i ? phone.span.to - 1 : i;
		}
		if (i + 2 < r->n && lexicon_at(p->rd->lex, LEX(LEX_LABEL), r, i, r->n, &m) && m.end < r->n &&
		        r->cp[m.end] == ':' && ((const struct vocabulary_word *)m.ref)->role <= WORD_SECOND)
			return true;
	}
	return false;
}

/* 互联网+工会维权服务案例 above the case's own title. */
static bool is_caption_of_kind(struct reading *rd, const struct runes *r)
{
	struct span s = runes_unwrap(r, (struct span){0, r->n});
	return prose_is_slogan(rd, r, s) ||
	       lexicon_rest(rd->lex, LEX(LEX_STRONG) | LEX(LEX_FILLER) | LEX(LEX_MATERIAL), r, s) == 0;
}

static void read_prose(struct page *p, const struct runes *r)
{
	struct match m;
	size_t at;
	bool sentence = r->n > HEADING_RUNES || (r->n > 0 && r->cp[r->n - 1] == 0x3002);
	p->prose += r->n;
	p->told->sentences = p->told->sentences || (r->n >= 12 && r->cp[r->n - 1] == 0x3002);
	p->notice += lexicon_find(p->rd->lex, LEX(LEX_NOTICE), r, (struct span){0, r->n}, &at, &m);
	p->unsure = p->unsure || looks_unread(p, r);
	if (!sentence)
		tables_read_caption(p->rd, &p->caption, r, p->o);
	if (!sentence && p->prose <= 2 * HEADING_RUNES && !labels_is_numbered(r) &&
	        p->told->drafts.labelled == 0)
		tables_read_caption(p->rd, &p->heading, r, p->o);
	if (!*p->told->heading && !sentence && !is_caption_of_kind(p->rd, r))
		p->told->heading = r->text;
	if (p->prose <= 4 * HEADING_RUNES + r->n)
		p->told->opening = arena_printf(p->rd->a, "%s\n%s", p->told->opening, r->text);
}

/* --- tables --- */

/* Cells side by side, or labels beside cells that were left empty; else it is a frame around running text. */
static bool has_columns(struct reading *rd, const struct table *t)
{
	struct labelled l;
	for (uint32_t row = 0; row < t->rows && t->columns >= 2; row++) {
		size_t filled = 0;
		for (uint32_t k = 0; k < t->columns; k++) {
			struct runes r = runes_read(
			        rd->a, table_cell(t, row, k)->text ? table_cell(t, row, k)->text : "");
			filled += r.n > 0;
			if (filled >= 2 ||
			        (r.n > 0 && r.n <= 20 && labels_is_label(rd, &r, (struct span){0, r.n}, &l)))
				return true;
		}
	}
	return false;
}

static void read_table(struct page *p, const struct table *t)
{
	struct told *told = p->told;
	size_t before = told->drafts.labelled;
	if (t->hidden) {
		tables_read(p->rd, &p->hidden, t, p->o.part, NULL);
		return;
	}
	if (!has_columns(p->rd, t)) { /* a frame around running text, or a sheet of remarks */
		for (size_t i = 0; i < (size_t)t->rows * t->columns; i++) {
			struct runes r = runes_read(p->rd->a, t->cells[i].text ? t->cells[i].text : "");
			if (r.n > 0 && labels_read_marked(p->rd, &told->drafts, &r, p->o) == 0)
				read_prose(p, &r);
		}
	} else {
		tables_read(p->rd, &told->drafts, t, p->o.part, &p->caption);
		p->tables += told->drafts.labelled > before;
		for (size_t i = 0; told->drafts.labelled == before && i < (size_t)t->rows * t->columns; i++) {
			struct runes r = runes_read(p->rd->a, t->cells[i].text ? t->cells[i].text : "");
			p->unsure = p->unsure || looks_unread(p, &r);
		}
	}
	p->caption = (struct work_claims){0};
}

/* A value that stands on no sheet that is shown. */
static bool is_unseen(const struct drafts *seen, const struct claim *c)
{
	if (c->fault != FAULT_NONE || c->rank >= RANK_TEXT || c->label == LABEL_UNIT)
		return false;
	for (size_t i = 0; i <= seen->v.n; i++) {
		const struct work_claims *w = i < seen->v.n ? &seen->v.v[i]->work : &seen->shared.work;
		for (size_t k = 0; k < w->claims.n; k++)
			if (w->claims.v[k].label == c->label && strcmp(w->claims.v[k].value, c->value) == 0)
				return false;
	}
	return true;
}

/* What a reader does not see decides nothing; where it would, a person looks. */
static bool hides_something(const struct page *p)
{
	const struct drafts *d = &p->hidden;
	for (size_t i = 0; i <= d->v.n; i++) {
		const struct work_claims *w = i < d->v.n ? &d->v.v[i]->work : &d->shared.work;
		for (size_t k = 0; k < w->claims.n; k++)
			if (is_unseen(&p->told->drafts, &w->claims.v[k]))
				return true;
	}
	return false;
}

/* --- what it is --- */

static bool has_value(const struct work_claims *w)
{
	for (size_t i = 0; i < w->claims.n; i++)
		if (w->claims.v[i].fault == FAULT_NONE && w->claims.v[i].rank < RANK_TEXT)
			return true;
	return false;
}

static bool tells_titles(const struct drafts *d)
{
	bool titles = false;
	for (size_t i = 0; i < d->v.n; i++)
		titles = titles || *draft_value(&d->v.v[i]->work, LABEL_TITLE);
	return titles;
}

static void spread_heading(struct page *p)
{
	struct drafts *d = &p->told->drafts;
	for (size_t i = 0; i < p->heading.claims.n; i++)
		draft_add(p->rd, &d->shared.work, &p->heading.claims.v[i]);
	for (size_t i = 0; i < p->heading.kinds.n; i++)
		draft_add_kind(p->rd, &d->shared.work, &p->heading.kinds.v[i]);
}

static enum purpose judge(const struct page *p, const struct file_view *f)
{
	const struct drafts *d = &p->told->drafts;
	bool rows = false, values = has_value(&d->shared.work);
	for (size_t i = 0; i < d->v.n; i++) {
		rows = rows || d->v.v[i]->row;
		values = values || has_value(&d->v.v[i]->work);
	}
	if (p->notice >= 2 && !values)
		return PURPOSE_NOTICE;
	if (d->labelled == 0) /* nothing but where the file lies: 链接：https://pan… 提取码：… */
		return f->links > 0 && !p->unsure && p->prose <= f->links * LINK_RUNES ? PURPOSE_FORM
		                                                                       : PURPOSE_UNKNOWN;
	if (p->prose >= PROSE_RUNES && !f->pieces.form && values && d->v.n <= 1 && !rows)
		return PURPOSE_WORK;
	return rows && d->v.n > 1 ? PURPOSE_SUMMARY : PURPOSE_FORM;
}

static size_t count_lines(const struct blocks *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->v.n; i++)
		n += b->v.v[i]->kind == BLOCK_LINE && *b->v.v[i]->line;
	return n;
}

static void read_lines(struct page *p, const struct blocks *b, const bool *taken)
{
	struct drafts *d = &p->told->drafts;
	size_t lines = count_lines(b), line = 0;
	for (size_t i = 0; i < b->v.n; i++) {
		struct labelled label;
		const struct block *block = b->v.v[i];
		if (block->kind == BLOCK_TABLE && !taken[i])
			read_table(p, block->table);
		if (block->kind == BLOCK_TABLE || !*block->line)
			continue;
		line++;
		if (taken[i])
			continue;
		size_t end = i;
		const char *text = "";
		const struct table *typed = typed_table(p->rd, b, i, &end, &text);
		if (typed) {
			read_table(p, typed);
			line += end - i - 1;
			i = end - 1;
			continue;
		}
		struct runes r = runes_read(p->rd->a, block->line);
		bool edge = line <= HEAD_LINES || line + FOOT_LINES > lines;
		size_t at;
		const char *below = edge ? below_value(p->rd, b, i, &label, &at) : NULL;
		if (below) {
			struct runes v = runes_read(p->rd->a, below);
			d->labelled += labels_is_ours(&label);
			value_read(p->rd, d, &label, &v, (struct span){0, v.n}, p->o);
			line += at - i;
			i = at;
		} else if (!edge || labels_read_marked(p->rd, d, &r, p->o) == 0) {
			read_prose(p, &r);
		}
	}
	drafts_end(d);
}

void documents_read(struct reading *rd, const struct blocks *b, const bool *taken, struct file_view *f)
{
	struct told *told = arena_alloc(rd->a, sizeof *told);
	struct page p = {.rd = rd, .told = told, .o = {PLACE_FORM, f->part}};
	told->heading = told->opening = "";
	read_lines(&p, b, taken);
	enum purpose purpose = judge(&p, f);
	f->hidden = hides_something(&p);
	told->sentences = told->sentences && p.tables == 0;
	told->plain = !p.unsure && (told->drafts.labelled == 0 || purpose == PURPOSE_WORK);
	if (f->purpose == PURPOSE_STATISTICS && !tells_titles(&told->drafts))
		return; /* the head and foot of the statistics: 填报人, 电话 */
	f->opening_key = runes_key(rd->a, told->opening);
	spread_heading(&p);
	f->told = told;
	if (purpose != PURPOSE_UNKNOWN)
		f->purpose = purpose;
}
