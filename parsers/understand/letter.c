#include "parsers/understand/letter.h"

#include "parsers/understand/bare.h"
#include "parsers/understand/documents.h"
#include "parsers/understand/labels.h"
#include "parsers/understand/reports.h"
#include "parsers/understand/shapes.h"
#include "parsers/understand/statistics.h"
#include "parsers/understand/tables.h"
#include "parsers/understand/typed.h"
#include "schema/limits.h"

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

/* The name of a file that came with the mail, which a text mentions: 附件：1.炉火正红.mp4, 文件名DSC0012.jpg */
static bool is_attached(struct reading *rd, const struct letter *l, const struct runes *r, struct span s)
{
	const char *key = runes_key(rd->a, runes_text(rd->a, r, s));
	for (size_t i = 0; i < l->files.n; i++) {
		const struct file_view *f = &l->files.v[i];
		const char *own = runes_key(rd->a, arena_printf(rd->a, "%s.%s", f->stem, f->extension));
		size_t n = strlen(key), k = strlen(own);
		if ((n >= k && strcmp(key + n - k, own) == 0) ||
		        (k > n && n > 6 && strcmp(own + k - n, key) == 0))
			return true;
	}
	return false;
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

/* Names of linked files (超大附件) and net disk addresses. */
static void find_links(struct reading *rd, struct letter *l, const struct runes *r)
{
	const struct campaign *c = rd->campaign;
	for (size_t dot = 1; dot + 2 < r->n; dot++) {
		size_t end = dot + 1, from = dot;
		while (end < r->n && end < dot + 6 &&
		        (rune_is_letter(r->cp[end]) || rune_is_digit(r->cp[end])))
			end++;
		if (r->cp[dot] != '.' || end < dot + 3)
			continue;
		const char *extension = runes_key(rd->a, runes_text(rd->a, r, (struct span){dot + 1, end}));
		bool known = strcmp(extension, "zip") == 0 || strcmp(extension, "rar") == 0;
		for (size_t i = 0; i < c->sub_projects.n && !known; i++)
			for (size_t k = 0; k < c->sub_projects.v[i].extensions.n; k++)
				known = known || strcmp(c->sub_projects.v[i].extensions.v[k], extension) == 0;
		while (from > 0 && !rune_is_blank(r->cp[from - 1]) && r->cp[from - 1] != '/' &&
		        r->cp[from - 1] != ':')
			from--;
		if (!known || from + 2 > dot || l->links.n >= 50 ||
		        is_attached(rd, l, r, (struct span){from, end}))
			continue;
		struct link *link = list_add(rd->a, &l->links);
		*link = (struct link){.name = runes_text(rd->a, r, (struct span){from, end}),
		        .url = "",
		        .provider = "",
		        .note = runes_text(rd->a, r, (struct span){end, r->n < end + 60 ? r->n : end + 60})};
		*list_add(rd->a, &l->link_names) =
		        pieces_read(rd, runes_text(rd->a, r, (struct span){from, dot}),
		                (struct origin){PLACE_FILE_NAME, NO_PART});
		dot = end;
	}
	const char *url = strstr(r->text, "http");
	if (url && l->links.n < 50 &&
	        (strstr(url, "pan.") || strstr(url, "cloud.") || strstr(url, "ftn") || strstr(url, "disk"))) {
		struct link *link = list_add(rd->a, &l->links);
		*link = (struct link){.name = "", .provider = "", .note = ""};
		link->url = arena_strndup(rd->a, url, strcspn(url, " \t\xef\xbc\xe3"));
		*list_add(rd->a, &l->link_names) = (struct pieces){.title = "", .generic = true};
	}
}

static void find_links_in_table(struct reading *rd, struct letter *l, const struct table *t)
{
	for (size_t i = 0; i < (size_t)t->rows * t->columns; i++) {
		struct runes r = runes_read(rd->a, t->cells[i].text ? t->cells[i].text : "");
		find_links(rd, l, &r);
	}
}

/* "-- ", ______, Best regards */
static bool starts_signature(const struct runes *r)
{
	size_t signs = 0;
	for (size_t i = 0; i < r->n; i++)
		signs += r->cp[i] == '_' || r->cp[i] == '-' || r->cp[i] == '=' || r->cp[i] == '*';
	return (signs == r->n && (signs >= 5 || (signs == 2 && r->n == 2))) ||
	       strncasecmp(r->text, "Best regards", 12) == 0 || strncasecmp(r->text, "Kind regards", 12) == 0;
}

static void note_phrases(struct reading *rd, struct letter *l, const struct runes *r)
{
	struct span all = {0, r->n};
	l->question = l->question || lexicon_count(rd->lex, LEX(LEX_QUESTION), r, all) > 0;
	l->withdrawal = l->withdrawal || lexicon_count(rd->lex, LEX(LEX_WITHDRAW), r, all) > 0;
	l->announced = l->announced || lexicon_count(rd->lex, LEX(LEX_ANNOUNCED), r, all) > 0;
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

static void read_blocks(
        struct reading *rd, struct letter *l, const struct blocks *b, const bool *taken, uint32_t part)
{
	struct origin o = {PLACE_BODY, part};
	size_t run = 0; /* lines that were looked at for a name between them */
	for (size_t i = 0; i < b->v.n; i++) {
		struct labelled label;
		if (taken[i])
			continue;
		if (i >= run && o.place == PLACE_BODY)
			run = i + bare_read_run(rd, &l->drafts, b, i, o);
		if (b->v.v[i]->kind == BLOCK_TABLE) {
			size_t before = l->links.n;
			find_links_in_table(rd, l, b->v.v[i]->table);
			if (l->links.n ==
			        before) /* else a provider's box around large files, not a table of labels */
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
		note_phrases(rd, l, &r);
		find_links(rd, l, &r);
		if (starts_signature(&r))
			o.place = PLACE_SIGNATURE;
		const char *below = blocks_value_below(rd, b, i, &label);
		if (below) {
			struct runes v = runes_read(rd->a, below);
			l->drafts.labelled++;
			value_read(rd, &l->drafts, &label, &v, (struct span){0, v.n}, o);
			i++;
		} else {
			labels_read_line(rd, &l->drafts, &r, o);
			bare_read_line(rd, &l->drafts, &r, o);
			note_files(rd, l, &r);
		}
	}
}

static void read_subject(struct reading *rd, struct letter *l)
{
	struct match m;
	size_t at;
	struct runes r = runes_read(rd->a, l->subject);
	note_phrases(rd, l, &r);
	if (lexicon_find(rd->lex, LEX(LEX_NOTICE), &r, (struct span){0, r.n}, &at, &m))
		l->about = (struct pieces){.title = ""}; /* the notice's own subject, answered or forwarded */
	else
		l->about = pieces_read(rd, l->subject, (struct origin){PLACE_SUBJECT, NO_PART});
}

static void read_body(struct reading *rd, struct letter *l, const struct text *t)
{
	struct blocks kept = {0};
	struct statistics_source source = {.part = t->part, .name = l->subject, .unit = ""};
	quoted_strip(rd, t, &kept);
	if (*kept.from_name)
		l->quoted_name = kept.from_name;
	bool *taken = arena_alloc(rd->a, kept.v.n + 1);
	l->dropped = l->dropped || kept.dropped;
	l->statistics += statistics_read(rd, &kept, &source, taken);
	reports_read_body(rd, l, &kept, taken);
	read_blocks(rd, l, &kept, taken, t->part);
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

/* A document is a statistics table, a write-up, or read for labels. */
static void read_document(struct reading *rd, struct letter *l, const struct text *t, struct file_view *f)
{
	struct blocks all = {0};
	for (size_t i = 0; i < t->blocks.n; i++)
		*list_add(rd->a, &all.v) = &t->blocks.v[i];
	bool *taken = arena_alloc(rd->a, all.v.n + 1);
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
		if (k < l->files.n && l->files.v[k].part == t->part)
			read_document(rd, l, t, &l->files.v[k]);
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
