#include "daemon/keep/thread/thread.h"

#include "daemon/keep/decide/roster.h"
#include "daemon/keep/thread/titles.h"

#include <string.h>

/* From this rank on a title was guessed from a file's name: it does not tell one work from another. */
enum { RANK_GUESSED_LEAST = 8 };

struct matching {
	const struct thread *thread;
	const struct campaign *campaign;
	const struct claims *claims;
	struct arena *arena;
	struct matches *m;
};

enum { NOWHERE = -1, IN_DOUBT = -2 };

static int doubt(struct matching *g, const char *why)
{
	g->m->doubt = why;
	return IN_DOUBT;
}

/* --- the only work that fits --- */

static int only_of_thread(const struct matching *g, bool open_only)
{
	int found = NOWHERE;
	for (size_t i = 0; i < g->thread->works.n; i++) {
		const struct known_work *w = &g->thread->works.v[i];
		if (!w->of_thread || (open_only && !w->open))
			continue;
		if (found != NOWHERE)
			return IN_DOUBT;
		found = (int)i;
	}
	return found;
}

static bool awaits_files(const struct known_work *w)
{
	return w->open && lacks_of(w->lacks, LACK_FILES);
}

/* Of the conversation's works the one that alone waits for its file. */
static int find_empty(const struct matching *g)
{
	int found = NOWHERE;
	for (size_t i = 0; i < g->thread->works.n; i++) {
		const struct known_work *w = &g->thread->works.v[i];
		if (!w->of_thread || !awaits_files(w))
			continue;
		if (found != NOWHERE)
			return IN_DOUBT;
		found = (int)i;
	}
	return found;
}

/* The work that words without a name are about: the only open one of the conversation, else its only one. To one that is
 * complete and has its files, a file is added only where the letter says so: it may be another work. */
static int find_lone(struct matching *g, bool brings_files)
{
	int only = brings_files ? find_empty(g) : NOWHERE;
	if (only < 0)
		only = only_of_thread(g, true);
	if (only == NOWHERE)
		only = only_of_thread(g, false);
	if (only == IN_DOUBT)
		return doubt(g, "it does not say which of several works it is about");
	if (only == NOWHERE)
		return NOWHERE;
	const struct known_work *w = &g->thread->works.v[only];
	bool adds = g->claims->newer || g->claims->supplement;
	if (brings_files && !w->open && w->files.n > 0 && !adds)
		return doubt(g, "it brings a file in answer to us, and the work that we know has its files");
	return only;
}

static int find_receipt(struct matching *g, const char *receipt)
{
	for (size_t i = 0; i < g->thread->works.n; i++)
		if (strcmp(g->thread->works.v[i].receipt, receipt) == 0)
			return (int)i;
	return doubt(g, "it names a receipt number that is not of this sender's works");
}

/* --- by title --- */

/* One is the other, or holds it: 新北街道总工会, 新北街道; or both are one reporting unit. */
static bool agree(const struct matching *g, enum label label, const char *ours, const char *told)
{
	if (!*ours || !*told || strstr(ours, told) || strstr(told, ours))
		return true;
	const struct unit *one = label == LABEL_UNIT ? roster_find(g->campaign, ours) : NULL;
	return one && one == roster_find(g->campaign, told);
}

static const char *value_of(const struct work_verdict *v, enum label label)
{
	return v->labels[label].values.n ? v->labels[label].from->value : "";
}

/* Nothing that is told contradicts what we know of the work. */
static bool may_be(const struct matching *g, const struct known_work *w, const struct work_verdict *v)
{
	const char *kind = w->remembered.kinds.n ? w->remembered.kinds.v[0].sub_project : "";
	if (*kind && v->sub_project && strcmp(kind, v->sub_project->id) != 0)
		return false;
	for (int k = LABEL_UNIT; k <= LABEL_NAME; k++)
		if (!agree(g, (enum label)k, known_value(w, (enum label)k), value_of(v, (enum label)k)))
			return false;
	return true;
}

static bool is_same_work(const struct matching *g, const struct known_work *w, const struct work_verdict *v)
{
	const char *title = known_value(w, LABEL_TITLE);
	if (!*title || !v->labels[LABEL_TITLE].values.n ||
	        strcmp(titles_key(g->arena, g->campaign, title),
	                titles_key(g->arena, g->campaign, value_of(v, LABEL_TITLE))) != 0)
		return false;
	/* Without a key, a complete work is touched only where unit and author are told again. */
	for (int k = LABEL_UNIT; k <= LABEL_NAME && !w->of_thread && !w->open; k++)
		if (!*known_value(w, (enum label)k) || !*value_of(v, (enum label)k))
			return false;
	return may_be(g, w, v);
}

static int find_title(struct matching *g, const struct work_verdict *v)
{
	int found = NOWHERE, open = NOWHERE;
	size_t n = 0, n_open = 0;
	for (size_t i = 0; i < g->thread->works.n; i++) {
		if (!is_same_work(g, &g->thread->works.v[i], v))
			continue;
		found = (int)i;
		n++;
		if (g->thread->works.v[i].open) {
			open = (int)i;
			n_open++;
		}
	}
	if (n <= 1)
		return found;
	return n_open == 1 ? open : doubt(g, "several works of this sender have the same title");
}

static bool is_taken(const struct matching *g, const struct known_work *w)
{
	for (size_t i = 0; i < g->m->v.n; i++)
		if (g->m->v.v[i].work == w)
			return true;
	return false;
}

/* A title that no work has may be the one that an open work lacks. */
static int find_untitled(struct matching *g, const struct work_verdict *v)
{
	int only = only_of_thread(g, true);
	if (only < 0 || is_taken(g, &g->thread->works.v[only]) ||
	        !lacks_of(g->thread->works.v[only].lacks, LACK_TITLE) ||
	        !may_be(g, &g->thread->works.v[only], v))
		return NOWHERE;
	return g->claims->works.n == 1
	               ? only
	               : doubt(g, "it brings several works, and one of them may be the one without a title");
}

static bool is_titled(const struct work_verdict *v)
{
	const struct resolved *title = &v->labels[LABEL_TITLE];
	return title->values.n && title->from->rank < RANK_GUESSED_LEAST;
}

/* Nothing is known of it but that its file was forgotten: whatever of its kind comes next is it. */
static bool is_shell(const struct known_work *w)
{
	return lacks_of(w->lacks, LACK_TITLE) && lacks_of(w->lacks, LACK_NAME);
}

/* The work that alone waits for what comes: a shell, or where the letter says that it brings what was left out. */
static int find_awaiting(struct matching *g, const struct work_claims *w, const struct work_verdict *v)
{
	int found = NOWHERE;
	if (w->files.n + w->links.n == 0)
		return NOWHERE;
	for (size_t i = 0; i < g->thread->works.n; i++) {
		const struct known_work *known = &g->thread->works.v[i];
		bool meant = is_shell(known) || (g->claims->supplement && !is_titled(v));
		if (!meant || !awaits_files(known) || is_taken(g, known) || !may_be(g, known, v))
			continue;
		if (found != NOWHERE)
			return NOWHERE;
		found = (int)i;
	}
	return found;
}

static int find_work(struct matching *g, const struct work_claims *w, const struct work_verdict *v)
{
	if (w->receipt)
		return find_receipt(g, w->receipt);
	int found = find_title(g, v);
	if (found == NOWHERE)
		found = find_awaiting(g, w, v);
	if (found != NOWHERE)
		return found;
	if (is_titled(v))
		return find_untitled(g, v);
	return find_lone(g, w->files.n > 0);
}

/* --- words without any name --- */

static bool holds_label(const struct work_claims *w, enum label label)
{
	for (size_t i = 0; i < w->claims.n; i++)
		if (w->claims.v[i].label == label && w->claims.v[i].fault == FAULT_NONE)
			return true;
	return false;
}

/* Of several open works the one that alone lacks what is told. */
static int find_needing(const struct matching *g, const struct work_claims *told)
{
	int found = NOWHERE;
	for (size_t i = 0; i < g->thread->works.n; i++) {
		const struct known_work *w = &g->thread->works.v[i];
		bool needs = false, all = true;
		for (enum label k = 0; k < LABEL_COUNT; k++) {
			bool lacks = lacks_label(w->lacks, k), holds = holds_label(told, k);
			needs = needs || (holds && lacks);
			all = all && (!holds || lacks);
		}
		if (!w->of_thread || !w->open || !needs)
			continue;
		if (found != NOWHERE || !all)
			return IN_DOUBT;
		found = (int)i;
	}
	return found;
}

static bool is_loose_file(const struct claims *c, uint32_t part)
{
	const struct part *p = &c->parts.v[part];
	bool claimed = false;
	for (size_t i = 0; i < c->works.n; i++)
		for (size_t k = 0; k < c->works.v[i].files.n; k++)
			claimed = claimed || c->works.v[i].files.v[k] == part;
	for (size_t i = 0; i < c->reports.n; i++)
		for (size_t k = 0; k < c->reports.v[i].files.n; k++)
			claimed = claimed || c->reports.v[i].files.v[k] == part;
	bool file =
	        p->purpose == PURPOSE_UNKNOWN || p->purpose == PURPOSE_MEDIA || p->purpose == PURPOSE_WORK;
	return p->role == PART_FILE && file && !claimed;
}

static bool has_loose_files(const struct claims *c)
{
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (is_loose_file(c, i))
			return true;
	return false;
}

/* Words that make no work, and the links that came beside them. */
static const struct work_claims *with_links(struct matching *g, const struct work_claims *loose)
{
	struct work_claims *w = arena_alloc(g->arena, sizeof *w);
	*w = *loose;
	w->links.n = w->links.room = 0;
	w->links.v = NULL;
	for (uint32_t i = 0; i < g->claims->links.n; i++)
		*list_add(g->arena, &w->links) = i;
	return w;
}

static int find_loose(struct matching *g)
{
	const struct work_claims *loose = &g->claims->loose;
	bool files = has_loose_files(g->claims) || g->claims->links.n > 0;
	if (loose->claims.n + loose->kinds.n == 0 && !files && !loose->announced)
		return NOWHERE;
	if (loose->receipt)
		return find_receipt(g, loose->receipt);
	if (!files && only_of_thread(g, true) == IN_DOUBT) {
		int needing = find_needing(g, loose);
		return needing == IN_DOUBT ? doubt(g, "it does not say which of several works it is about")
		                           : needing;
	}
	return find_lone(g, files);
}

/* --- the whole mail --- */

static struct matched_work *match_of(struct matching *g, int known)
{
	const struct known_work *w = &g->thread->works.v[known];
	for (size_t i = 0; i < g->m->v.n; i++)
		if (g->m->v.v[i].work == w)
			return &g->m->v.v[i];
	struct matched_work *one = list_add(g->arena, &g->m->v);
	one->work = w;
	return one;
}

static struct matched_work *take(struct matching *g, int known, const struct work_claims *w)
{
	struct matched_work *one = match_of(g, known);
	*list_add(g->arena, &one->said) = w;
	for (size_t i = 0; i < w->files.n; i++)
		*list_add(g->arena, &one->files) = w->files.v[i];
	return one;
}

/* What came beside the words about one work only is of that work. */
static void take_loose_files(struct matching *g)
{
	if (g->m->v.n != 1 || g->m->fresh.n || g->claims->statistics.n || g->claims->reports.n)
		return;
	for (uint32_t i = 0; i < g->claims->parts.n; i++)
		if (is_loose_file(g->claims, i))
			*list_add(g->arena, &g->m->v.v[0].files) = i;
}

enum matched thread_match(const struct thread *t, const struct campaign *campaign, const struct claims *c,
        const struct verdict *v, struct arena *a, struct matches *m_r)
{
	struct matching g = {t, campaign, c, a, m_r};
	*m_r = (struct matches){0};
	if (t->works.n == 0 && !t->answers_us)
		for (size_t i = 0; i < c->works.n; i++)
			if (c->works.v[i].receipt)
				m_r->doubt = "it names a receipt number that is not of this sender's works";
	for (size_t i = 0; t->works.n && !m_r->doubt && i < c->works.n; i++) {
		int known = find_work(&g, &c->works.v[i], &v->works.v[i]);
		const struct work_verdict *w = &v->works.v[i];
		if (known >= 0)
			take(&g, known, &c->works.v[i])->whole |= !lacks_more_than(w->lacks, LACK_FILES);
		else
			*list_add(a, &m_r->fresh) = &c->works.v[i];
	}
	if (t->works.n && c->works.n == 0 && c->statistics.n + c->reports.n == 0) {
		int known = find_loose(&g);
		if (known >= 0)
			take(&g, known, with_links(&g, &c->loose));
	}
	if (m_r->doubt)
		return MATCHED_DOUBT;
	take_loose_files(&g);
	return m_r->v.n ? MATCHED_WORKS : MATCHED_NONE;
}
