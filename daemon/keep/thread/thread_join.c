#include "daemon/keep/thread/thread.h"

#include "daemon/keep/decide/roster.h"
#include "daemon/keep/thread/titles.h"
#include "daemon/keep/thread/versions.h"
#include "schema/limits.h"

#include <string.h>

/* A value that was guessed from running text may fill a gap, but never replaces what was labelled before. */
enum { RANK_LABELLED_MOST = 2, RANK_GUESSED_LEAST = 8 };

/* From this weight on a hint at the sub-project stood behind its label. */
enum { KIND_LABELLED = 300 };

struct joint {
	const struct campaign *campaign;
	const struct claims *from;
	struct claims *to;
	struct arena *arena;
};

/* Said again in other words: a title with 修改稿 behind it, the unit's short name. Ours stays then. */
static bool is_same_value(const struct joint *j, const struct known_work *w, const struct claim *c)
{
	const char *ours = known_value(w, c->label);
	if (strcmp(ours, c->value) == 0)
		return true;
	if (c->label == LABEL_TITLE)
		return strcmp(titles_key(j->arena, j->campaign, ours),
		               titles_key(j->arena, j->campaign, c->value)) == 0;
	if (c->label != LABEL_UNIT || !*ours)
		return false;
	const struct unit *one = roster_find(j->campaign, ours);
	return strstr(ours, c->value) || (one && one == roster_find(j->campaign, c->value));
}

static bool fills(const struct known_work *w, const struct claim *c)
{
	return lacks_label(w->lacks, c->label) && c->fault == FAULT_NONE && c->rank < RANK_GUESSED_LEAST;
}

static bool corrects(const struct joint *j, const struct known_work *w, const struct claim *c)
{
	return !lacks_label(w->lacks, c->label) && c->fault == FAULT_NONE && c->rank <= RANK_LABELLED_MOST &&
	       !is_same_value(j, w, c);
}

/* An unusable value that was not asked about before: the next question must say why. */
static bool is_unusable_anew(const struct known_work *w, const struct claim *c)
{
	if (!lacks_label(w->lacks, c->label) || c->fault == FAULT_NONE || c->fault == FAULT_EMPTY)
		return false;
	for (size_t i = 0; i < w->remembered.claims.n; i++)
		if (w->remembered.claims.v[i].label == c->label &&
		        strcmp(w->remembered.claims.v[i].source, c->source) == 0)
			return false;
	return true;
}

/* Another sub-project, named by its label; or any hint at one where none is known. */
static bool tells_kind(const struct known_work *w, const struct kind_claim *k)
{
	if (!w->remembered.kinds.n)
		return true;
	return k->weight >= KIND_LABELLED &&
	       strcmp(w->remembered.kinds.v[0].sub_project, k->sub_project) != 0;
}

/* Adds what is new of one work; whether anything was. */
static bool join_words(
        const struct joint *j, const struct matched_work *m, struct work_claims *to, struct sequel *sequel)
{
	const struct known_work *w = m->work;
	bool news = false;
	for (size_t i = 0; i < m->said.n; i++) {
		const struct work_claims *said = m->said.v[i];
		for (size_t k = 0; k < said->claims.n; k++) {
			struct claim c = said->claims.v[k];
			bool corrected = corrects(j, w, &c);
			if (!corrected && !fills(w, &c) && !is_unusable_anew(w, &c))
				continue;
			c.place = PLACE_ANSWER;
			*list_add(j->arena, &to->claims) = c;
			sequel->changed |= corrected ? 1u << c.label : 0;
			news = true;
		}
		for (size_t k = 0; k < said->kinds.n; k++) {
			struct kind_claim kind = said->kinds.v[k];
			news = news || tells_kind(w, &kind);
			kind.place = PLACE_ANSWER;
			*list_add(j->arena, &to->kinds) = kind;
		}
		for (size_t k = 0; k < said->links.n; k++)
			*list_add(j->arena, &to->links) = said->links.v[k];
		bool handed_in = said->announced && lacks_of(w->lacks, LACK_FILES);
		news = news || said->links.n > 0 || handed_in;
	}
	return news;
}

/* What it still lacks, or what is told of as attached once more. A file behind a link of an earlier mail is on its way. */
static bool is_promised(const struct matched_work *m)
{
	bool promised = m->work->open && lacks_of(m->work->lacks, LACK_FILES);
	for (size_t i = 0; i < m->said.n; i++) {
		if (m->said.v[i]->announced)
			return false;
		promised = promised || m->said.v[i]->promised;
	}
	return promised && !m->work->linked;
}

static void remember(const struct joint *j, const struct known_work *w, const struct sequel *sequel,
        struct work_claims *to)
{
	for (size_t i = 0; i < w->remembered.claims.n; i++)
		if (!(sequel->changed & 1u << w->remembered.claims.v[i].label))
			*list_add(j->arena, &to->claims) = w->remembered.claims.v[i];
	for (size_t i = 0; i < w->remembered.kinds.n; i++)
		*list_add(j->arena, &to->kinds) = w->remembered.kinds.v[i];
}

/* The new files, then those that stay: listed for the reader, their bytes lie in the archive already. */
static bool join_files(const struct joint *j, const struct matched_work *m, struct work_claims *to,
        const struct sequel *sequel)
{
	const struct known_work *w = m->work;
	bool news = false;
	for (size_t i = 0; i < m->files.n; i++) {
		bool again = versions_has(w, &j->from->parts.v[m->files.v[i]]);
		news = news || !again;
		*list_add(j->arena, &to->files) = m->files.v[i];
	}
	for (size_t i = 0; i < w->files.n && j->to->parts.n < LIMIT_PARTS; i++) {
		bool gone = w->files.v[i].superseded;
		for (size_t k = 0; k < sequel->replaced.n; k++)
			gone = gone || sequel->replaced.v[k] == i;
		for (size_t k = 0; k < m->files.n && !gone; k++) /* sent again: listed once */
			gone = memcmp(j->from->parts.v[m->files.v[k]].hash.bytes,
			               w->files.v[i].part.hash.bytes, HASH_SIZE) == 0;
		if (gone)
			continue;
		*list_add(j->arena, &to->files) = (uint32_t)j->to->parts.n;
		*list_add(j->arena, &j->to->parts) = w->files.v[i].part;
	}
	return news;
}

/* False: which files are replaced could not be told. */
static bool join_work(struct joint *j, const struct matched_work *m, struct joined *joined)
{
	struct sequel sequel = {.work = m->work};
	struct work_claims to = {0};
	if (!versions_find(m->work, j->campaign, j->from, m->files.v, m->files.n, j->arena, &sequel))
		return false;
	bool words = join_words(j, m, &to, &sequel);
	remember(j, m->work, &sequel, &to);
	size_t parts = j->to->parts.n;
	bool files = join_files(j, m, &to, &sequel);
	sequel.news = words || files;
	to.promised = is_promised(m);
	if (!sequel.news && !m->whole) {
		j->to->parts.n = parts;
		return true;
	}
	joined->sequels[j->to->works.n] = sequel;
	*list_add(j->arena, &j->to->works) = to;
	return true;
}

static struct claims *copy_without_works(const struct claims *c, struct arena *a)
{
	struct claims *to = arena_alloc(a, sizeof *to);
	*to = *c;
	to->parts.room = to->parts.n; /* a list of its own once something is added */
	to->works.n = to->works.room = 0;
	to->works.v = NULL;
	return to;
}

bool thread_join(const struct matches *m, const struct campaign *campaign, const struct claims *c,
        struct arena *a, struct joined *joined_r)
{
	struct joint j = {campaign, c, copy_without_works(c, a), a};
	joined_r->claims = j.to;
	joined_r->sequels = arena_alloc(a, (m->v.n + m->fresh.n + 1) * sizeof *joined_r->sequels);
	for (size_t i = 0; i < m->v.n; i++)
		if (!join_work(&j, &m->v.v[i], joined_r))
			return false;
	for (size_t i = 0; i < m->fresh.n; i++)
		*list_add(a, &j.to->works) = *m->fresh.v[i];
	return true;
}

const struct claims *thread_put_aside(const struct claims *c, struct arena *a)
{
	return copy_without_works(c, a);
}
