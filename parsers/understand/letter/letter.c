#include "parsers/understand/letter/letter.h"

#include "parsers/understand/activity/reports.h"
#include "parsers/understand/activity/statistics.h"
#include "parsers/understand/letter/answers.h"
#include "parsers/understand/letter/below.h"
#include "parsers/understand/letter/closing.h"
#include "parsers/understand/letter/labels.h"
#include "parsers/understand/letter/sections.h"
#include "parsers/understand/letter/typed.h"
#include "parsers/understand/letter/wrapped.h"
#include "parsers/understand/link/links.h"
#include "parsers/understand/table/documents.h"
#include "parsers/understand/table/tables.h"
#include "parsers/understand/words/bare.h"
#include "parsers/understand/words/shapes.h"
#include "schema/limits.h"
#include "schema/subject.h"

#include <string.h>

uint32_t letter_message_of(const struct claims *c, uint32_t part)
{
	uint32_t holder = part, number = 0;
	for (size_t depth = 0; depth < c->parts.n; depth++) {
		holder = c->parts.v[holder].parent;
		if (holder >= c->parts.n)
			return 0;
		if (strcmp(c->parts.v[holder].type, "message/rfc822") == 0)
			break;
	}
	for (uint32_t i = 0; i <= holder; i++)
		number += strcmp(c->parts.v[i].type, "message/rfc822") == 0;
	return number;
}

/* The work at hand says which file is its. */
static void note_files(struct reading *rd, struct letter *l, const struct runes *r)
{
	struct draft *now = l->drafts.now.n > 0 ? l->drafts.now.v[0] : NULL;
	for (size_t i = 0; i < l->files.n && now; i++) {
		struct file_view *f = &l->files.v[i];
		if (*f->extension && !f->said &&
		        strcasestr(r->text, arena_printf(rd->a, "%s.%s", f->stem, f->extension)))
			f->said = now;
	}
}

/* 请问…, 打不开; not 如打不开请联系我, which only tells what to do then. */
static bool asks(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at;
	for (struct span s = {0, r->n}; lexicon_find(rd->lex, LEX(LEX_QUESTION), r, s, &at, &m);
	        s.from = m.end) {
		size_t from = at;
		while (from > 0 && at - from < 8 && rune_is_word(r->cp[from - 1]))
			from--;
		if (!lexicon_find(rd->lex, LEX(LEX_CONDITION), r, (struct span){from, at}, &from, &m) ||
		        lexicon_count(rd->lex, LEX(LEX_QUESTION), r, (struct span){m.end, at}) > 0)
			return true;
		lexicon_at(rd->lex, LEX(LEX_QUESTION), r, at, r->n, &m);
	}
	return false;
}

static bool wonders(const struct runes *r)
{
	const uint32_t ma = 0x5417; /* 吗 */
	for (size_t i = 0; i < r->n; i++)
		if (r->cp[i] == '?' || r->cp[i] == ma)
			return true;
	return false;
}

/* 报送, 推荐 as what is done here and now: not 作品, nor 已报送. */
static bool offers(struct reading *rd, const struct runes *r)
{
	const uint32_t already = 0x5df2; /* 已 */
	struct match m, thing;
	size_t at;
	for (struct span s = {0, r->n}; lexicon_find(rd->lex, LEX(LEX_SUBMISSION), r, s, &at, &m);
	        s.from = m.end)
		if (!lexicon_at(rd->lex, LEX(LEX_GENERIC) | LEX(LEX_LABEL) | LEX(LEX_WEAK), r, at, m.end,
		            &thing) &&
		        (at == 0 || r->cp[at - 1] != already))
			return true;
	return false;
}

static void note_phrases(struct reading *rd, struct letter *l, const struct runes *r)
{
	struct span all = {0, r->n};
	l->offers = l->offers || offers(rd, r);
	l->wonders = l->wonders || wonders(r);
	l->question = l->question || asks(rd, r);
	l->withdrawal = l->withdrawal || lexicon_count(rd->lex, LEX(LEX_WITHDRAW), r, all) > 0;
	l->newer = l->newer || lexicon_count(rd->lex, LEX(LEX_NEWER), r, all) > 0;
	l->supplement = l->supplement || lexicon_count(rd->lex, LEX(LEX_SUPPLEMENT), r, all) > 0;
}

/* 作品：见附件 in a cell. */
static void note_cells(struct reading *rd, struct letter *l, const struct table *t)
{
	for (size_t i = 0; i < (size_t)t->rows * t->columns; i++) {
		struct runes r = runes_read(rd->a, t->cells[i].text);
		enclosed_read(rd, &r, &l->enclosed);
	}
}

/* A table typed as lines: where it ends; `line` itself where there is none. */
static size_t read_typed(
        struct reading *rd, struct letter *l, const struct blocks *b, size_t line, uint32_t part)
{
	size_t end = line;
	const char *text = "";
	const struct table *t = typed_table(rd, b, line, &end, &text);
	if (!t)
		return line;
	struct work_claims caption = {0};
	struct runes r = runes_read(rd->a, text);
	tables_read_caption(rd, &caption, &r, (struct origin){PLACE_BODY, part});
	tables_read(rd, &l->drafts, t, part, &caption);
	return end;
}

/* A provider's box around links, not a table of labels. */
static bool is_box_of_links(struct reading *rd, const struct table *t, bool linked)
{
	size_t labels = 0;
	struct labelled label;
	for (size_t i = 0; linked && i < (size_t)t->rows * t->columns; i++) {
		struct runes r = runes_read(rd->a, t->cells[i].text);
		labels += labels_is_label(rd, &r, (struct span){0, r.n}, &label) && labels_is_ours(&label);
	}
	return linked && labels < 2;
}

/* The first line of a section may be its heading: 诵读 */
static void read_section_heading(
        struct reading *rd, struct letter *l, const struct blocks *b, size_t line, struct origin o)
{
	enum { HEADING_MOST = 20 };
	if (line >= b->v.n || b->v.v[line]->kind != BLOCK_LINE)
		return;
	struct runes r = runes_read(rd->a, b->v.v[line]->line);
	struct match m;
	bool kind = lexicon_is(rd->lex, LEX(LEX_STRONG), &r, runes_trim(&r, (struct span){0, r.n}), &m);
	if (r.n <= HEADING_MOST && (kind || !labels_begins(rd, &r)))
		value_kinds(rd, &l->drafts, &r, (struct span){0, r.n}, o, true, WEIGHT_HEADING);
}

/* Works that lines of signs keep apart; or what such a line begins is the signature. */
static void begin_section(
        struct reading *rd, struct letter *l, const struct blocks *b, size_t line, struct origin *o)
{
	switch (sections_begin(rd, b, line)) {
	case SECTION_WORK:
		drafts_begin(rd, &l->drafts, false);
		read_section_heading(rd, l, b, line + 1, *o);
		break;
	case SECTION_SIGNATURE:
		o->place = PLACE_SIGNATURE;
		break;
	case SECTION_TEXT:
		drafts_end(&l->drafts);
		break;
	default:
		break;
	}
}

/* Another's words begin; what his subject names is what he sends: 主题：诵读投稿 */
static void begin_passed_on(struct reading *rd, struct letter *l, const char *subject, struct origin o)
{
	struct runes r = runes_read(rd->a, subject);
	struct span all = {0, r.n};
	struct match m;
	size_t at;
	drafts_end(&l->drafts);
	l->drafts.heading = NULL;
	if (!lexicon_find(rd->lex, LEX(LEX_STRONG), &r, all, &at, &m) ||
	        lexicon_find(rd->lex, LEX(LEX_NOTICE), &r, all, &at, &m))
		return;
	drafts_begin(rd, &l->drafts, false);
	value_kinds(rd, &l->drafts, &r, all, o, true, WEIGHT_HEADING);
}

static void read_line(struct reading *rd, struct letter *l, const struct blocks *b, size_t i,
        const struct runes *r, struct origin o)
{
	if (!bare_read_line(rd, &l->drafts, r, o) && !closing_read_bars(rd, &l->drafts, b, i, o.part))
		labels_read_line(rd, &l->drafts, r, o);
	note_files(rd, l, r);
}

static void read_blocks(struct reading *rd, struct letter *l, const struct blocks *b, const bool *taken,
        const bool *linked, uint32_t part)
{
	struct origin o = {PLACE_BODY, part};
	size_t start = 0, run = 0; /* lines that were looked at for a name between them */
	for (size_t i = 0; i < b->v.n; i++) {
		struct labelled label;
		for (; start < b->starts.n && b->starts.v[start] <= i; start++)
			begin_passed_on(rd, l, b->subjects.v[start], o);
		if (taken[i])
			continue;
		if (i >= run && o.place == PLACE_BODY)
			run = i + bare_read_run(rd, &l->drafts, b, i, o);
		if (b->v.v[i]->kind == BLOCK_TABLE) {
			note_cells(rd, l, b->v.v[i]->table);
			if (!is_box_of_links(rd, b->v.v[i]->table, linked[i]))
				tables_read(rd, &l->drafts, b->v.v[i]->table, part, NULL);
			continue;
		}
		size_t typed = read_typed(rd, l, b, i, part);
		if (typed > i) {
			i = typed - 1;
			continue;
		}
		struct runes r = runes_read(rd->a, b->v.v[i]->line);
		l->speaks = l->speaks || r.n >= 2;
		l->drafts.line = i + 1;
		note_phrases(rd, l, &r);
		if (o.place == PLACE_BODY)
			enclosed_read(rd, &r, &l->enclosed);
		begin_section(rd, l, b, i, &o);
		size_t at;
		const char *below = below_value(rd, b, i, &label, &at);
		if (below) {
			struct runes v = runes_read(rd->a, below);
			l->drafts.labelled++;
			value_read(rd, &l->drafts, &label, &v, (struct span){0, v.n}, o);
			i = at;
		} else {
			if (!l->drafts.bare && closing_begins(rd, b, i, l->from_name))
				o.place = PLACE_SIGNATURE;
			read_line(rd, l, b, i, &r, o);
		}
	}
}

static void read_subject(struct reading *rd, struct letter *l)
{
	struct match m;
	size_t at;
	struct runes r = runes_read(rd->a, l->subject);
	l->about = (struct pieces){.title = ""};
	if (subject_answers_us(l->subject)) {
		/* Our own words, and theirs that were read before: they say what it is about, and no label anew. */
		size_t len;
		const char *bare = subject_bare(l->subject, &len);
		bare = arena_strndup(rd->a, bare, len);
		struct pieces own = pieces_read(rd, bare, (struct origin){PLACE_SUBJECT, NO_PART});
		draft_copy_kinds(rd, &l->about.found, &own.found);
		return;
	}
	note_phrases(rd, l, &r);
	enclosed_read(rd, &r, &l->enclosed);
	/* the notice's own subject, answered or forwarded, says nothing */
	if (!lexicon_find(rd->lex, LEX(LEX_NOTICE), &r, (struct span){0, r.n}, &at, &m))
		l->about = pieces_read(rd, l->subject, (struct origin){PLACE_SUBJECT, NO_PART});
}

static void read_body(struct reading *rd, struct letter *l, const struct text *t)
{
	struct blocks kept = {0};
	struct statistics_source source = {.part = t->part, .name = l->subject, .unit = ""};
	quoted_strip(rd, t, &kept);
	wrapped_join(rd, &kept);
	l->withdrawal = l->withdrawal || kept.amended;
	if (*kept.from_name)
		l->quoted_name = kept.from_name;
	bool *taken = arena_alloc(rd->a, kept.v.n + 1), *linked = arena_alloc(rd->a, kept.v.n + 1);
	l->dropped = l->dropped || kept.dropped;
	if (l->message == 0) {
		l->receipt = answers_only_receipt(rd, &kept);
		answers_read(rd, l, &kept, taken, t->part);
	}
	l->statistics += statistics_read(rd, &kept, &source, taken);
	reports_read_body(rd, l, &kept, taken);
	links_read(rd, l, &kept, t, taken, linked);
	read_blocks(rd, l, &kept, taken, linked, t->part);
	drafts_end(&l->drafts);
}

static bool tells_title(const struct file_view *f)
{
	if (!f->told)
		return false;
	for (size_t i = 0; i < f->told->drafts.v.n; i++)
		if (draft_has(&f->told->drafts.v.v[i]->work, LABEL_TITLE))
			return true;
	return draft_has(&f->told->drafts.shared.work, LABEL_TITLE);
}

/* What a paper says of a work counts where nothing better is given, as in a signature. */
static void read_paper(struct reading *rd, struct letter *l, struct file_view *f)
{
	const struct drafts *d = f->told ? &f->told->drafts : &(struct drafts){0};
	for (size_t i = 0; i <= d->v.n; i++) {
		const struct work_claims *w = i < d->v.n ? &d->v.v[i]->work : &d->shared.work;
		for (size_t k = 0; k < w->claims.n; k++) {
			struct claim c = w->claims.v[k];
			c.place = PLACE_SIGNATURE;
			if (c.fault == FAULT_NONE)
				draft_add(rd, &l->papers, &c);
		}
		draft_copy_kinds(rd, &l->papers, w);
	}
	f->paper = true;
	f->purpose = PURPOSE_NOTICE;
	f->told = NULL;
}

/* Where the notice, or a paper beside a work, says that something lies: nobody sent that. */
static void forget_links(struct letter *l, uint32_t part)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->links.n; i++)
		if (l->links.v[i].part != part)
			l->links.v[kept++] = l->links.v[i];
	l->links.n = kept;
}

/* A document is a statistics table, a write-up, or read for labels. */
static void read_document(struct reading *rd, struct letter *l, const struct text *t, struct file_view *f)
{
	struct blocks all = {0};
	for (size_t i = 0; i < t->blocks.n; i++)
		*list_add(rd->a, &all.v) = &t->blocks.v[i];
	bool *taken = arena_alloc(rd->a, all.v.n + 1);
	f->links = links_read_document(rd, l, &all, t);
	struct statistics_source source = {.part = t->part,
	        .name = f->stem,
	        .unit = draft_value(&f->pieces.found, LABEL_UNIT),
	        .document = true,
	        .copied = l->question || (l->dropped && !l->speaks)};
	f->document = true;
	if (f->paper) {
		documents_read(rd, &all, taken, f);
		read_paper(rd, l, f);
		return;
	}
	size_t tables = statistics_read(rd, &all, &source, taken);
	l->statistics += tables;
	if (tables > 0) {
		f->purpose = PURPOSE_STATISTICS;
		f->taken = true;
	} else if (reports_read_document(rd, l, &all, f)) {
		f->purpose = PURPOSE_REPORT;
		f->taken = true;
		return;
	}
	documents_read(rd, &all, taken, f);
	if (tables == 0 && f->told && files_is_paper(rd, f->told->heading)) {
		read_paper(rd, l, f);
		return;
	}
	if (tables == 0 && f->purpose != PURPOSE_NOTICE && statistics_is_titled(rd, &all, &source) &&
	        !tells_title(f)) {
		f->told = NULL; /* another template: no form of a work */
		f->purpose = PURPOSE_UNKNOWN;
	}
}

static void read_documents(struct reading *rd, struct letter *l, const struct document *d)
{
	size_t k = 0; /* files and texts stand in the order of their parts */
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		while (k < l->files.n && l->files.v[k].part < t->part)
			k++;
		if (k >= l->files.n || l->files.v[k].part != t->part)
			continue;
		read_document(rd, l, t, &l->files.v[k]);
		if (l->files.v[k].purpose == PURPOSE_NOTICE)
			forget_links(l, t->part);
	}
}

static const char *header_of(const struct document *d, uint32_t message, const char *name)
{
	for (size_t i = 0; i < d->headers.n; i++)
		if (d->headers.v[i].message == message && strcmp(d->headers.v[i].name, name) == 0)
			return d->headers.v[i].value;
	return "";
}

struct letter *letter_read(struct reading *rd, const struct document *d, uint32_t message)
{
	struct letter *l = arena_alloc(rd->a, sizeof *l);
	size_t statistics = rd->claims->statistics.n;
	l->message = message;
	l->receipt = "";
	l->subject = message == 0 ? d->claims->subject : header_of(d, message, "subject");
	l->quoted_name = "";
	l->from_name =
	        message == 0 ? d->claims->from_name : quoted_display_name(rd, header_of(d, message, "from"));
	read_subject(rd, l);
	for (uint32_t i = 0; i < d->claims->parts.n; i++)
		if (d->claims->parts.v[i].role == PART_FILE && letter_message_of(d->claims, i) == message &&
		        d->claims->parts.v[i].purpose != PURPOSE_CONTAINER)
			files_add(rd, l, i);
	files_settle(l);
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		if (t->message != message || t->part >= d->claims->parts.n ||
		        d->claims->parts.v[t->part].role != PART_BODY)
			continue;
		rd->claims->incomplete = rd->claims->incomplete || t->partial;
		read_body(rd, l, t);
	}
	read_documents(rd, l, d);
	statistics_settle(rd, statistics);
	return l;
}
