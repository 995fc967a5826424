#include "parsers/understand/activity/reports.h"

#include "parsers/understand/activity/article.h"
#include "parsers/understand/activity/reporting.h"
#include "parsers/understand/words/shapes.h"
#include "schema/limits.h"

#include <string.h>

enum { LABELS_OF_A_WORK = 2 };

/* 活动信息2篇, 信息报送; not 信息表, 个人信息保护, 作品信息. */
static bool announces(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct match m, next;
	size_t at;
	const lexicon_set follow = LEX(LEX_FILLER) | LEX(LEX_SUBMISSION);
	for (struct span s = {0, r.n < 400 ? r.n : 400};
	        lexicon_find(rd->lex, LEX(LEX_REPORT_SUBJECT) | LEX(LEX_FORM), &r, s, &at, &m);
	        s.from = m.end)
		if (m.class == LEX_REPORT_SUBJECT &&
		        (m.end >= r.n || !rune_is_han(r.cp[m.end]) ||
		                lexicon_at(rd->lex, follow, &r, m.end, r.n, &next)))
			return true;
	return false;
}

static bool is_of_documents(const struct sub_project *s)
{
	for (size_t i = 0; i < s->extensions.n; i++)
		if (strcmp(s->extensions.v[i], "docx") == 0)
			return true;
	return false;
}

/* The words hint at a sub-project whose works are documents, so that a document may be one. */
static bool hints_at_document(const struct reading *rd, const struct work_claims *w)
{
	for (size_t i = 0; i < w->kinds.n; i++) {
		const struct sub_project *s = campaign_sub_project(rd->campaign, w->kinds.v[i].sub_project);
		if (s && w->kinds.v[i].weight >= WEIGHT_WORD && is_of_documents(s))
			return true;
	}
	return false;
}

static void add(
        struct letter *l, struct reading *rd, const struct article *a, const char *title, uint32_t part)
{
	struct report_claims *report = list_add(rd->a, &l->reports);
	*report = (struct report_claims){.unit = a->unit, .title = *a->title ? a->title : title};
	if (part != NO_PART)
		*list_add(rd->a, &report->files) = part;
}

/* --- bodies --- */

/* Lines that are no part of the write-ups: labels of works, a question, or that the mail brings 信息. */
struct letter_lines {
	size_t labels;
	bool question, announced;
};

static struct letter_lines look(struct reading *rd, const struct blocks *b, const bool *taken)
{
	struct letter_lines l = {0};
	for (size_t i = 0; i < b->v.n; i++) {
		if (taken[i] || b->v.v[i]->kind != BLOCK_LINE)
			continue;
		struct runes r = runes_read(rd->a, b->v.v[i]->line);
		struct match m;
		struct span all = {0, r.n};
		size_t at;
		l.question = l.question ||
		             lexicon_find(rd->lex, LEX(LEX_QUESTION) | LEX(LEX_WITHDRAW), &r, all, &at, &m);
		l.announced = l.announced || (r.n <= 80 && announces(rd, r.text));
		for (struct span s = all; r.n <= 400 && lexicon_find(rd->lex, LEX(LEX_LABEL), &r, s, &at, &m);
		        s.from = m.end)
			l.labels += m.end < r.n && r.cp[m.end] == ':' &&
			            ((const struct vocabulary_word *)m.ref)->role <= WORD_SUBMITTING;
	}
	return l;
}

/* A body tells of much; a write-up is what has a headline that says what was held, or begins like news where the mail says
 * that it brings 信息. */
static bool is_report(const struct article *a, const char *subject, bool announced)
{
	if (*a->title)
		return a->verb || (announced && a->news);
	return *subject && a->news;
}

/* 信息1篇（附件1），题目《教工诵读会上话网德》: the write-up's own title, whatever it tells of; beside no work's kind. */
static bool names_report(struct reading *rd, const char *line)
{
	struct runes r = runes_read(rd->a, line);
	struct span inner, outer;
	if (r.n > 80 || !shape_find_title(&r, (struct span){0, r.n}, &inner, &outer))
		return false;
	const lexicon_set works = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_SUBMISSION);
	return announces(rd, runes_text(rd->a, &r, (struct span){0, outer.from})) &&
	       lexicon_count(rd->lex, works, &r, (struct span){0, outer.from}) == 0 &&
	       lexicon_count(rd->lex, works, &r, (struct span){outer.to, r.n}) == 0;
}

static void pass_named(struct reading *rd, const struct blocks *b, bool *taken)
{
	for (size_t i = 0; i < b->v.n; i++)
		taken[i] = taken[i] || (b->v.v[i]->kind == BLOCK_LINE && names_report(rd, b->v.v[i]->line));
}

void reports_read_body(struct reading *rd, struct letter *l, const struct blocks *b, bool *taken)
{
	bool *marked = arena_alloc(rd->a, b->v.n + 1), verb;
	const char *subject = article_headline(rd, l->subject, &verb);
	struct article a;
	size_t found = l->reports.n;
	memcpy(marked, taken, b->v.n);
	subject = verb ? subject : "";
	l->brings_reports = l->brings_reports || announces(rd, l->subject);
	for (size_t from = 0; article_find(rd, b, marked, from, &a) && l->reports.n < LIMIT_REPORTS;
	        from = a.to) {
		if (!is_report(&a, subject, l->brings_reports))
			continue;
		add(l, rd, &a, subject, NO_PART);
		for (size_t i = a.from; i < a.to; i++)
			marked[i] = true;
	}
	struct letter_lines others = look(rd, b, marked);
	l->brings_reports = l->brings_reports || others.announced;
	if (others.question || (others.labels >= LABELS_OF_A_WORK && !l->brings_reports))
		l->reports.n = found;
	else
		memcpy(taken, marked, b->v.n);
	if (l->brings_reports)
		pass_named(rd, b, taken);
}

/* --- documents --- */

/* The document is the work that the body names, or calls itself one. */
static bool is_work(
        struct reading *rd, const struct letter *l, const struct file_view *f, const struct article *a)
{
	const char *title = runes_key(rd->a, a->title), *stem = runes_key(rd->a, f->stem);
	for (size_t i = 0; i < l->drafts.v.n; i++) {
		const char *key = runes_key(rd->a, draft_value(&l->drafts.v.v[i]->work, LABEL_TITLE));
		if (strlen(key) >= 6 && (strstr(title, key) || strstr(stem, key)))
			return true;
	}
	return hints_at_document(rd, &f->pieces.found) || f->pieces.material || f->pieces.form;
}

static bool has_labels(struct reading *rd, const struct blocks *b)
{
	bool *none = arena_alloc(rd->a, b->v.n + 1);
	return look(rd, b, none).labels >= LABELS_OF_A_WORK;
}

/* Nothing in the mail makes a work of a document. */
static bool is_free(const struct reading *rd, const struct letter *l)
{
	if (hints_at_document(rd, &l->about.found) || hints_at_document(rd, &l->drafts.shared.work))
		return false;
	for (size_t i = 0; i < l->drafts.v.n; i++)
		if (hints_at_document(rd, &l->drafts.v.v[i]->work) && l->drafts.v.v[i]->work.claims.n > 0)
			return false;
	return true;
}

/* 滨海新区卫生健康系统工会：白衣天使….docx */
static const char *unit_of_name(struct reading *rd, const struct file_view *f)
{
	struct runes r = runes_read(rd->a, f->stem);
	struct span unit;
	if (!shape_find_unit(rd->lex, &r, (struct span){0, r.n}, &unit) || unit.to >= r.n ||
	        rune_is_word(r.cp[unit.to]))
		return "";
	return runes_text(rd->a, &r, unit);
}

bool reports_read_document(
        struct reading *rd, struct letter *l, const struct blocks *b, const struct file_view *f)
{
	bool *taken = arena_alloc(rd->a, b->v.n + 1), verb;
	const char *name = rd->claims->parts.v[f->part].name, *stem = article_headline(rd, f->stem, &verb);
	bool named = announces(rd, name), told = named || l->brings_reports;
	struct article a;
	size_t found = l->reports.n;
	if (has_labels(rd, b) || l->reports.n >= LIMIT_REPORTS)
		return false;
	for (size_t from = 0; article_find(rd, b, taken, from, &a) && l->reports.n < LIMIT_REPORTS;
	        from = a.to) {
		bool sure = a.news && (a.verb || verb || a.source);
		bool headed = *a.title || *stem || *l->subject;
		if (!headed || !(told || sure) ||
		        (!named && (is_work(rd, l, f, &a) || (!told && !is_free(rd, l)))))
			continue;
		const char *unit = unit_of_name(rd, f);
		a.unit = *unit && !strstr(a.unit, unit) ? unit : a.unit;
		add(l, rd, &a, *stem ? stem : l->subject, l->reports.n == found ? f->part : NO_PART);
	}
	return l->reports.n > found;
}

/* --- pictures --- */

static size_t common_start(const char *one, const char *two)
{
	size_t n = 0;
	while (one[n] && one[n] == two[n])
		n++;
	return n;
}

struct report_claims *reports_of_picture(
        struct reading *rd, const struct letter *l, const struct file_view *f)
{
	struct report_claims *best = &l->reports.v[0];
	size_t longest = 0;
	for (size_t i = 0; i < l->reports.n; i++) {
		struct report_claims *report = &l->reports.v[i];
		const char *name = report->files.n ? rd->claims->parts.v[report->files.v[0]].name : "";
		size_t common = common_start(name, rd->claims->parts.v[f->part].name);
		if (common > longest) {
			longest = common;
			best = report;
		}
	}
	return best;
}
