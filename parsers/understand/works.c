#include "parsers/understand/letter.h"

#include "parsers/understand/reports.h"
#include "parsers/understand/shapes.h"
#include "schema/limits.h"

#include <string.h>

/* Keys that name the same work: one holds the other. */
static bool same_key(const char *one, const char *two)
{
	return strlen(one) >= 4 && strlen(two) >= 4 && (strstr(one, two) || strstr(two, one));
}

static bool name_in(struct reading *rd, const char *names, const char *stem)
{
	const char *key = runes_key(rd->a, stem);
	for (const char *n = names; *n; n += strcspn(n, "\n"), n += *n == '\n') {
		const char *one = runes_key(rd->a, arena_strndup(rd->a, n, strcspn(n, "\n")));
		if (*one && strstr(key, one))
			return true;
	}
	return false;
}

static void copy_claims(
        struct reading *rd, struct work_claims *to, const struct work_claims *from, bool only_absent)
{
	bool had[LABEL_COUNT];
	for (int k = 0; k < LABEL_COUNT; k++)
		had[k] = only_absent && draft_has(to, (enum label)k);
	for (size_t i = 0; i < from->claims.n; i++)
		if (!had[from->claims.v[i].label])
			draft_add(rd, to, &from->claims.v[i]);
}

static void copy_kinds(struct reading *rd, struct work_claims *to, const struct work_claims *from)
{
	for (size_t i = 0; i < from->kinds.n; i++)
		draft_add_kind(rd, to, &from->kinds.v[i]);
}

static void add_title(struct reading *rd, struct work_claims *w, const struct file_view *f, uint32_t rank)
{
	struct claim c = {.label = LABEL_TITLE,
	        .place = PLACE_FILE_NAME,
	        .rank = rank,
	        .part = f->part,
	        .value = f->pieces.title,
	        .source = f->stem};
	if (rank == RANK_GUESS) { /* a bare file name: 口罩后的微笑（1） is 口罩后的微笑 */
		struct runes r = runes_read(rd->a, f->pieces.title);
		struct span s = runes_trim(&r, (struct span){0, r.n});
		while (s.to > s.from + 2 && rune_is_digit(r.cp[s.to - 1]))
			s.to--;
		c.value = runes_text(rd->a, &r, runes_trim(&r, s));
	}
	if (*c.value)
		draft_add(rd, w, &c);
}

/* Hints of the extension count only beside words; decide knows their small weight. */
static void add_extension(struct reading *rd, struct work_claims *w, const struct file_view *f)
{
	for (size_t i = 0; i < rd->campaign->sub_projects.n; i++) {
		const struct sub_project *s = &rd->campaign->sub_projects.v[i];
		for (size_t k = 0; k < s->extensions.n; k++) {
			struct kind_claim c = {.sub_project = s->id,
			        .place = PLACE_FILE_NAME,
			        .weight = WEIGHT_EXTENSION,
			        .part = f->part,
			        .source = s->extensions.v[k]};
			if (strcmp(s->extensions.v[k], f->extension) == 0)
				draft_add_kind(rd, w, &c);
		}
	}
}

static bool unread(const struct reading *rd, const struct file_view *f)
{
	return !rd->claims->parts.v[f->part].readable;
}

/* A document or archive that may hold forms and tables is a work's file only where its name says so. */
static bool may_be_work(const struct reading *rd, const struct file_view *f)
{
	if (f->archive || f->pieces.statistics)
		return false;
	return !((f->document || unread(rd, f)) && f->pieces.form);
}

static void take(struct reading *rd, struct work_claims *w, struct file_view *f)
{
	f->taken = true;
	*list_add(rd->a, &w->files) = f->part;
	copy_claims(rd, w, &f->pieces.found, false);
	copy_kinds(rd, w, &f->pieces.found);
	add_extension(rd, w, f);
	if (!*f->pieces.title)
		return;
	bool explicit = f->pieces.quoted || f->pieces.typed >= 2;
	if (explicit && !f->pieces.material)
		add_title(rd, w, f, RANK_PLAIN);
	else if (!*draft_value(w, LABEL_TITLE) && !draft_has(w, LABEL_TITLE))
		add_title(rd, w, f, RANK_GUESS);
}

/* A document whose name has the work's title, or its author: it is the work, or tells of it. */
static bool names_work(struct reading *rd, const struct work_claims *w, const struct file_view *f)
{
	const char *key = letter_key(rd, draft_value(w, LABEL_TITLE));
	return same_key(key, runes_key(rd->a, f->stem)) || name_in(rd, draft_value(w, LABEL_NAME), f->stem);
}

static void give_files(struct reading *rd, struct letter *l, struct draft *const *works, size_t n)
{
	for (size_t i = 0; i < l->files.n; i++) {
		struct file_view *f = &l->files.v[i];
		if (f->taken || !may_be_work(rd, f))
			continue;
		for (size_t k = 0; k < n && !f->taken; k++)
			if (same_key(letter_key(rd, draft_value(&works[k]->work, LABEL_TITLE)), f->key))
				take(rd, &works[k]->work, f);
		for (size_t k = 0; k < n && !f->taken; k++)
			if (names_work(rd, &works[k]->work, f))
				take(rd, &works[k]->work, f);
		bool stranger =
		        works[0]->work.files.n > 0 && *f->key && !f->pieces.material && !f->pieces.generic;
		if (!f->taken && n == 1 && !f->document && !stranger && !(l->reports.n || l->statistics))
			take(rd, &works[0]->work, f);
	}
}

/* --- works of the text --- */

static bool is_titled(const struct draft *d)
{
	for (size_t i = 0; i < d->work.claims.n; i++)
		if (d->work.claims.v[i].label == LABEL_TITLE && d->work.claims.v[i].rank <= RANK_SECOND)
			return true;
	return false;
}

/* Drafts without a title belong to all: 报送单位：…, 联系人：… */
static size_t part_drafts(struct reading *rd, struct letter *l, struct draft **titled)
{
	size_t n = 0;
	for (size_t i = 0; i < l->drafts.v.n; i++) {
		struct draft *d = l->drafts.v.v[i];
		if (is_titled(d) || (d->row && d->work.claims.n >= 2)) {
			titled[n++] = d;
			continue;
		}
		copy_claims(rd, &l->drafts.shared.work, &d->work, false);
		copy_kinds(rd, &l->drafts.shared.work, &d->work);
	}
	return n;
}

/* --- works of the files --- */

static bool groups_with(const struct file_view *f, const struct file_view *first)
{
	return *f->key && *first->key && (same_key(f->key, first->key) || strcmp(f->key, first->key) == 0);
}

/* Documents come to a group of pictures or sounds, never make one by a name that says nothing. */
static bool makes_group(const struct reading *rd, const struct file_view *f)
{
	if (f->taken || !may_be_work(rd, f))
		return false;
	return !f->document ||
	       (*f->key && (f->pieces.quoted || f->pieces.typed > 1 || f->pieces.found.kinds.n > 0));
}

static size_t group_files(struct reading *rd, struct letter *l, struct draft **works)
{
	size_t n = 0;
	for (size_t i = 0; i < l->files.n && n < LIMIT_WORKS; i++) {
		struct file_view *f = &l->files.v[i];
		if (!makes_group(rd, f) || !*f->key || f->pieces.generic)
			continue;
		struct draft *d = arena_alloc(rd->a, sizeof *d);
		works[n++] = d;
		take(rd, &d->work, f);
		for (size_t k = i + 1; k < l->files.n; k++)
			if (!l->files.v[k].taken && may_be_work(rd, &l->files.v[k]) &&
			        groups_with(&l->files.v[k], f))
				take(rd, &d->work, &l->files.v[k]);
	}
	for (size_t i = 0; i < l->files.n;
	        i++) { /* IMG_0001.jpg: of the only work, or a work without a name */
		struct file_view *f = &l->files.v[i];
		if (f->taken || f->document || !may_be_work(rd, f) || n > 1 ||
		        (n == 1 && f->pieces.typed > 0))
			continue;
		if (n == 0)
			works[n++] = arena_alloc(rd->a, sizeof **works);
		take(rd, &works[0]->work, f);
	}
	return n;
}

static size_t take_links(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < l->links.n; i++) {
		const struct pieces *p = &l->link_names.v[i];
		if (n == 0 || (n == 1 && i > 0 && p->typed >= 2))
			works[n++] = arena_alloc(rd->a, sizeof **works);
		struct work_claims *w = &works[n == 1 ? 0 : n - 1]->work;
		*list_add(rd->a, &w->links) = l->links.v[i];
		copy_claims(rd, w, &p->found, false);
		copy_kinds(rd, w, &p->found);
		struct claim c = {.label = LABEL_TITLE,
		        .place = PLACE_FILE_NAME,
		        .part = NO_PART,
		        .value = p->title,
		        .rank = p->quoted || p->typed >= 2 ? RANK_PLAIN : RANK_GUESS,
		        .source = l->links.v[i].name};
		if (*p->title && (c.rank == RANK_PLAIN || !draft_has(w, LABEL_TITLE)))
			draft_add(rd, w, &c);
		if (n >= LIMIT_WORKS)
			break;
	}
	return n;
}

/* --- what all works share --- */

static void add_subject(struct reading *rd, struct letter *l, struct work_claims *w, bool alone)
{
	for (size_t i = 0; i < l->about.found.claims.n; i++)
		if (alone || l->about.found.claims.v[i].label == LABEL_UNIT)
			draft_add(rd, w, &l->about.found.claims.v[i]);
	copy_kinds(rd, w, &l->about.found);
	/* the piece that is nothing else is a title only among pieces that are something */
	bool title = *l->about.title &&
	             (l->about.quoted || l->about.typed >= 2 || (l->about.announced && w->files.n == 0));
	struct claim c = {.label = LABEL_TITLE,
	        .place = PLACE_SUBJECT,
	        .part = NO_PART,
	        .value = l->about.title,
	        .source = l->subject,
	        .rank = l->about.quoted ? RANK_PLAIN : RANK_GUESS};
	if (alone && title)
		draft_add(rd, w, &c);
}

static void add_sender(struct reading *rd, const struct letter *l, struct work_claims *w)
{
	struct runes r = runes_read(rd->a, l->from_name);
	struct span all = runes_trim(&r, (struct span){0, r.n});
	struct claim c = {
	        .label = LABEL_UNIT, .place = PLACE_SENDER, .part = NO_PART, .source = l->from_name};
	if (!shape_is_unit(rd->lex, &r, all))
		return;
	c.value = runes_text_dense(rd->a, &r, all);
	draft_add(rd, w, &c);
}

static void finish(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct work_claims *w = &works[i]->work;
		if (rd->claims->works.n >= LIMIT_WORKS) {
			rd->claims->incomplete = true;
			return;
		}
		copy_claims(rd, w, &l->drafts.shared.work, works[i]->row);
		copy_kinds(rd, w, &l->drafts.shared.work);
		copy_claims(rd, w, &l->drafts.signature.work, false);
		add_subject(rd, l, w, n == 1);
		add_sender(rd, l, w);
		w->announced = l->announced && w->files.n == 0;
		*list_add(rd->a, &rd->claims->works) = *w;
	}
}

/* Without a file, a link or a title: a work only where it is told like one, with a sub-project and two
 * labels. */
static bool told_in_text(const struct letter *l)
{
	bool named = false;
	for (size_t i = 0; i < l->about.found.kinds.n; i++)
		named = named || l->about.found.kinds.v[i].weight > WEIGHT_WORD;
	for (size_t i = 0; i < l->drafts.shared.work.kinds.n; i++)
		named = named || l->drafts.shared.work.kinds.v[i].weight > WEIGHT_WORD;
	return named && l->drafts.labelled >= 2;
}

static void give_report_files(struct reading *rd, struct letter *l)
{
	for (size_t i = 0; i < l->files.n && l->reports.n > 0; i++) {
		struct file_view *f = &l->files.v[i];
		if (f->taken || f->document || f->archive)
			continue;
		struct report_claims *report = reports_of_picture(rd, l, f);
		*list_add(rd->a, &report->files) = f->part;
		f->taken = true;
	}
	for (size_t i = 0; i < l->reports.n && rd->claims->reports.n < LIMIT_REPORTS; i++)
		*list_add(rd->a, &rd->claims->reports) = l->reports.v[i];
}

void works_assemble(struct reading *rd, struct letter *l)
{
	struct draft **works = arena_alloc(rd->a, (LIMIT_WORKS + l->drafts.v.n + 2) * sizeof *works);
	bool sent = l->files.n > 0 || l->links.n > 0;
	if (l->withdrawal || (l->question && !sent && l->drafts.labelled < 3))
		return;
	size_t n = part_drafts(rd, l, works);
	if (l->reports.n && n > 0 && l->drafts.labelled < 2) /* the write-up tells of works */
		n = 0;
	if (n > 0 && !sent && l->drafts.labelled == 0 && !told_in_text(l))
		n = 0;
	if (n > 0)
		give_files(rd, l, works, n);
	else if (l->reports.n == 0 && l->statistics == 0)
		n = group_files(rd, l, works);
	if (l->reports.n == 0 && l->statistics == 0 && n <= 1)
		n = take_links(rd, l, works, n);
	if (n == 0 && l->reports.n == 0 && l->statistics == 0 && !sent && told_in_text(l))
		works[n++] = arena_alloc(rd->a, sizeof **works);
	finish(rd, l, works, n);
	give_report_files(rd, l);
}
