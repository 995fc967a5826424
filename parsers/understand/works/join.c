#include "parsers/understand/works/join.h"

#include "parsers/understand/works/match.h"
#include "schema/limits.h"

#include <string.h>

/* The works of one letter while they grow. */
struct joining {
	struct reading *rd;
	struct letter *l;
	struct draft **works;
	size_t n, text;                /* `text`: the first ones, of the letter's own text */
	size_t before;                 /* those that were there before the document at hand */
	LIST(struct draft *) nameless; /* forms without a title */
};

size_t join_count(const struct letter *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->files.n; i++)
		if (l->files.v[i].told)
			n += l->files.v[i].told->drafts.v.n + 1;
	return n;
}

static size_t count_values(const struct work_claims *w)
{
	size_t n = 0;
	for (int k = 0; k < LABEL_COUNT; k++)
		n += *draft_value(w, (enum label)k) != '\0';
	return n;
}

static void absorb(struct joining *j, struct draft *to, const struct draft *from)
{
	draft_copy(j->rd, &to->work, &from->work, false);
	draft_copy_kinds(j->rd, &to->work, &from->work);
	for (size_t i = 0; i < from->work.files.n; i++) /* the document that is the work */
		*list_add(j->rd->a, &to->work.files) = from->work.files.v[i];
	to->row = to->row || from->row;
	to->number = to->number ? to->number : from->number;
	for (size_t i = 0; i < from->marks.n; i++)
		*list_add(j->rd->a, &to->marks) = from->marks.v[i];
	for (size_t i = 0; i < from->rows.n; i++)
		*list_add(j->rd->a, &to->rows) = from->rows.v[i];
	to->home = to->home ? to->home : from->home;
}

static bool agree(const struct draft *one, const struct draft *two)
{
	const char *first = draft_value(&one->work, LABEL_NAME),
	           *second = draft_value(&two->work, LABEL_NAME);
	return !*first || !*second || strcmp(first, second) == 0;
}

/* The work of the letter's text, or of an earlier document, that has the same title. */
static struct draft *find_same(const struct joining *j, struct draft *d)
{
	const char *key = letter_title_key(j->rd, d);
	struct draft *similar = NULL;
	for (size_t i = 0; i < j->before; i++) {
		const char *other = letter_title_key(j->rd, j->works[i]);
		if (i >= j->text && !agree(j->works[i], d))
			continue;
		if (*key && strcmp(key, other) == 0)
			return j->works[i];
		if (!similar && match_keys(key, other))
			similar = j->works[i];
	}
	return similar;
}

static void add_work(struct joining *j, struct draft *d)
{
	struct draft *same = find_same(j, d);
	if (same)
		absorb(j, same, d);
	else
		j->works[j->n++] = d;
}

/* What the document's name and folders say of its works. */
static void add_name(struct joining *j, struct draft *d, const struct file_view *f, bool alone)
{
	draft_copy_kinds(j->rd, &d->work, &f->pieces.found);
	if (alone)
		draft_copy(j->rd, &d->work, &f->pieces.found, false);
	for (size_t i = 0; i < f->folders.n; i++) {
		draft_copy(j->rd, &d->work, &f->folders.v[i].found, true);
		draft_copy_kinds(j->rd, &d->work, &f->folders.v[i].found);
	}
	if (f->folders.n > 1 && alone)
		d->home = f->path;
}

/* The document is the work itself. */
static void add_own_work(struct joining *j, struct file_view *f, struct draft *d)
{
	add_name(j, d, f, false);
	match_take(j->rd, d, f);
	if (!draft_has(&d->work, LABEL_TITLE) && *f->told->heading) {
		struct claim c = {.label = LABEL_TITLE,
		        .place = PLACE_FORM,
		        .rank = RANK_GUESS,
		        .part = f->part,
		        .value = pieces_name_of(j->rd, f->told->heading),
		        .source = f->told->heading};
		draft_add(j->rd, &d->work, &c);
	}
	add_work(j, d);
}

/* The letter's only file says more than labels: it is the work, however short. */
static bool is_whole_letter(const struct joining *j, const struct file_view *f)
{
	return f->purpose == PURPOSE_FORM && j->l->files.n == 1 && f->told->sentences && !f->pieces.form;
}

/* Drafts of one document: those with a title are works, the others say what counts for these. */
static void read_told(struct joining *j, struct file_view *f)
{
	const struct drafts *all = &f->told->drafts;
	struct draft *rest = arena_alloc(j->rd->a, sizeof *rest), *only = NULL;
	size_t titled = 0;
	for (size_t i = 0; i < all->v.n; i++) {
		struct draft *d = all->v.v[i];
		bool work = *draft_value(&d->work, LABEL_TITLE) || (d->row && count_values(&d->work) >= 2);
		if (!work) {
			draft_copy(j->rd, &rest->work, &d->work, false);
			draft_copy_kinds(j->rd, &rest->work, &d->work);
			continue;
		}
		titled++;
		only = d;
	}
	draft_copy(j->rd, &rest->work, &all->shared.work, true);
	draft_copy_kinds(j->rd, &rest->work, &all->shared.work);
	if (is_whole_letter(j, f) && titled <= 1)
		f->purpose = PURPOSE_WORK;
	if (f->purpose == PURPOSE_WORK && titled <= 1) {
		if (only)
			absorb(j, only, rest);
		add_own_work(j, f, only ? only : rest);
		return;
	}
	for (size_t i = 0; i < all->v.n && titled > 0; i++) {
		struct draft *d = all->v.v[i];
		if (!*draft_value(&d->work, LABEL_TITLE) && !(d->row && count_values(&d->work) >= 2))
			continue;
		draft_copy(j->rd, &d->work, &rest->work, titled > 1 || d->row);
		draft_copy_kinds(j->rd, &d->work, &rest->work);
		add_name(j, d, f, titled == 1);
		add_work(j, d);
	}
	if (titled == 0) {
		add_name(j, rest, f, true);
		*list_add(j->rd->a, &j->nameless) = rest;
	}
}

/* A title that the text mentions, while forms and tables tell of the works: 《…》 was only spoken of. */
static void drop_mentions(struct joining *j)
{
	size_t kept = 0;
	for (size_t i = 0; i < j->n; i++) {
		struct draft *d = j->works[i];
		bool mention = i < j->text && j->n > j->text && count_values(&d->work) <= 1 &&
		               !draft_has(&d->work, LABEL_NAME) && !d->number;
		const char *key = letter_title_key(j->rd, d);
		for (size_t k = 0; k < j->l->files.n && mention; k++) {
			const struct file_view *f = &j->l->files.v[k];
			mention = f->purpose == PURPOSE_FORM || f->purpose == PURPOSE_SUMMARY ||
			          !match_keys(key, f->stem_key);
		}
		if (!mention)
			j->works[kept++] = d;
	}
	j->n = kept;
}

/* One form without a title is about whatever was sent with it; each of several is about a work of its own. */
static void add_nameless(struct joining *j)
{
	for (size_t i = 0; i < j->nameless.n; i++) {
		struct draft *d = j->nameless.v[i];
		bool several = j->nameless.n > 1 || j->n > j->text;
		if (several && count_values(&d->work) >= 2) {
			j->works[j->n++] = d;
			continue;
		}
		draft_copy(j->rd, &j->l->drafts.shared.work, &d->work, false);
		draft_copy_kinds(j->rd, &j->l->drafts.shared.work, &d->work);
	}
}

size_t join_documents(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	struct joining j = {.rd = rd, .l = l, .works = works, .n = n, .text = n};
	for (size_t i = 0; i < l->files.n; i++) {
		struct file_view *f = &l->files.v[i];
		bool tells = f->purpose == PURPOSE_FORM || f->purpose == PURPOSE_SUMMARY ||
		             f->purpose == PURPOSE_WORK;
		j.before = j.n;
		if (f->told && tells && !(f->taken && f->purpose == PURPOSE_WORK))
			read_told(&j, f);
		l->drafts.labelled += f->told && tells ? f->told->drafts.labelled : 0;
	}
	drop_mentions(&j);
	add_nameless(&j);
	return j.n;
}
