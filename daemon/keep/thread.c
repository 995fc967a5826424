#include "daemon/keep/thread.h"

#include "daemon/keep/compose.h"
#include "daemon/keep/receipt.h"
#include "daemon/keep/store.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>

/* From this rank on a value was guessed from running text: it may fill a gap, but never replaces what was labelled before. */
enum { RANK_LABELLED_MOST = 2, RANK_GUESSED_LEAST = 8 };

/* --- finding --- */

static bool find_own_id(const struct thread_key *key, const char *field, uint8_t subject_of_r[8])
{
	for (const char *at = strchr(field, '<'); at; at = strchr(at + 1, '<')) {
		const char *end = strchr(at, '>');
		char id[LIMIT_MESSAGE_ID_BYTES + 1];
		if (!end || (size_t)(end + 1 - at) >= sizeof id)
			continue;
		snprintf(id, sizeof id, "%.*s", (int)(end + 1 - at), at);
		if (compose_message_id_is_own(
		            key->key, key->key_len, COMPOSE_ANSWER, id, key->domain, subject_of_r))
			return true;
	}
	return false;
}

/* The first sound receipt number of a text; "" where there is none. */
static const char *find_receipt(const char *text, struct arena *a)
{
	for (const char *at = strpbrk(text, "0123456789"); at; at = strpbrk(at, "0123456789")) {
		size_t len = strspn(at, "0123456789-");
		const char *receipt = arena_strndup(a, at, len);
		if (receipt_is_valid(receipt))
			return receipt;
		at += len;
	}
	return "";
}

enum outcome thread_find(struct sql *s, const struct thread_key *key, const struct claims *c, struct arena *a,
        struct thread *thread_r, struct reason *why)
{
	uint8_t subject_of[8];
	const char *receipt = find_receipt(c->subject, a);
	*thread_r = (struct thread){0};
	if (find_own_id(key, c->in_reply_to, subject_of) || find_own_id(key, c->references, subject_of)) {
		thread_r->answers_us = true;
		return store_open_works(s, subject_of, "", "", a, thread_r, why);
	}
	if (!*receipt || !*c->from_address)
		return DONE;
	enum outcome o = store_open_works(s, NULL, receipt, c->from_address, a, thread_r, why);
	thread_r->answers_us = thread_r->works.n > 0;
	return o;
}

/* --- joining --- */

static bool fills(const struct open_work *w, const struct claim *c)
{
	bool gap = w->missing & (1u << c->label);
	return c->fault == FAULT_NONE && c->rank < RANK_GUESSED_LEAST &&
	       (gap || c->rank <= RANK_LABELLED_MOST);
}

static const char *title_of(const struct work_claims *w)
{
	for (size_t i = 0; i < w->claims.n; i++)
		if (w->claims.v[i].label == LABEL_TITLE && w->claims.v[i].fault == FAULT_NONE)
			return w->claims.v[i].value;
	return "";
}

/* What the answer says of the open work: its one work if that has no other title, else the loose words. */
static const struct work_claims *answer_of(const struct open_work *w, const struct claims *c)
{
	if (c->works.n == 0)
		return &c->loose;
	const char *title = title_of(&c->works.v[0]), *ours = title_of(&w->remembered);
	bool same = !*title || !*ours || strcmp(title, ours) == 0;
	return c->works.n == 1 && same ? &c->works.v[0] : NULL;
}

static bool is_told_something(const struct open_work *w, const struct work_claims *answer)
{
	for (size_t i = 0; i < answer->claims.n; i++)
		if (fills(w, &answer->claims.v[i]))
			return true;
	return answer->kinds.n > 0 || answer->files.n > 0 || answer->links.n > 0;
}

static void join_claims(
        const struct open_work *w, const struct work_claims *answer, struct arena *a, struct work_claims *to)
{
	for (size_t i = 0; i < answer->claims.n; i++) {
		struct claim c = answer->claims.v[i];
		/* An unusable value is told again only where there is nothing else: the next question must say why. */
		if (!fills(w, &c) && !(c.fault != FAULT_NONE && (w->missing & (1u << c.label))))
			continue;
		c.place = PLACE_ANSWER;
		c.rank = 0;
		*list_add(a, &to->claims) = c;
	}
	for (size_t i = 0; i < answer->kinds.n; i++) {
		struct kind_claim k = answer->kinds.v[i];
		k.place = PLACE_ANSWER;
		*list_add(a, &to->kinds) = k;
	}
	for (size_t i = 0; i < w->remembered.claims.n; i++)
		*list_add(a, &to->claims) = w->remembered.claims.v[i];
	for (size_t i = 0; i < w->remembered.kinds.n; i++)
		*list_add(a, &to->kinds) = w->remembered.kinds.v[i];
}

static bool is_claimed(const struct claims *c, uint32_t part)
{
	for (size_t i = 0; i < c->works.n; i++)
		for (size_t k = 0; k < c->works.v[i].files.n; k++)
			if (c->works.v[i].files.v[k] == part)
				return true;
	return false;
}

/* The answer's own files, then what came before: listed for the reader, its bytes lie in the archive already. */
static void join_files(const struct open_work *w, const struct claims *c, struct arena *a, struct claims *all,
        struct work_claims *to)
{
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].role == PART_FILE && (is_claimed(c, i) || c->works.n == 0))
			*list_add(a, &to->files) = i;
	for (size_t i = 0; i < w->files.n && all->parts.n < LIMIT_PARTS; i++) {
		*list_add(a, &to->files) = (uint32_t)all->parts.n;
		*list_add(a, &all->parts) = w->files.v[i];
	}
}

const struct claims *thread_join(const struct thread *t, const struct claims *c, struct arena *a)
{
	if (t->works.n != 1 || c->automatic != AUTOMATIC_NO)
		return NULL;
	const struct open_work *w = &t->works.v[0];
	const struct work_claims *answer = answer_of(w, c);
	if (!answer || !is_told_something(w, answer))
		return NULL;
	struct claims *all = arena_alloc(a, sizeof *all);
	*all = *c;
	all->parts.room = all->parts.n; /* a list of its own once something is added */
	all->works.n = all->works.room = 0;
	all->works.v = NULL;
	struct work_claims *joined = list_add(a, &all->works);
	join_claims(w, answer, a, joined);
	for (uint32_t i = 0; i < c->links.n; i++)
		*list_add(a, &joined->links) = i;
	join_files(w, c, a, all, joined);
	return all;
}
