#include "parsers/understand/works/drafts.h"

#include "schema/limits.h"

#include <string.h>

void draft_add(struct reading *rd, struct work_claims *w, const struct claim *claim)
{
	if (w->claims.n >= LIMIT_CLAIMS_PER_WORK) {
		rd->claims->incomplete = true;
		return;
	}
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		if (c->label == claim->label && c->place == claim->place && c->rank == claim->rank &&
		        c->fault == claim->fault && strcmp(c->value, claim->value) == 0)
			return;
	}
	*list_add(rd->a, &w->claims) = *claim;
}

void draft_add_kind(struct reading *rd, struct work_claims *w, const struct kind_claim *kind)
{
	if (w->kinds.n >= LIMIT_CLAIMS_PER_WORK)
		return;
	for (size_t i = 0; i < w->kinds.n; i++)
		if (strcmp(w->kinds.v[i].sub_project, kind->sub_project) == 0 &&
		        w->kinds.v[i].place == kind->place && strcmp(w->kinds.v[i].source, kind->source) == 0)
			return;
	*list_add(rd->a, &w->kinds) = *kind;
}

bool draft_has(const struct work_claims *w, enum label label)
{
	for (size_t i = 0; i < w->claims.n; i++)
		if (w->claims.v[i].label == label)
			return true;
	return false;
}

/* Said to be something: a value, or one that cannot be used, and no mere guess; of the author also that there is none. */
static bool says(const struct work_claims *w, enum label label)
{
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		if (c->label == label &&
		        (label == LABEL_NAME || (c->rank < RANK_GUESS && c->fault != FAULT_EMPTY &&
		                                        c->fault != FAULT_PLACEHOLDER)))
			return true;
	}
	return false;
}

void draft_copy(struct reading *rd, struct work_claims *to, const struct work_claims *from, bool only_absent)
{
	bool had[LABEL_COUNT];
	for (int k = 0; k < LABEL_COUNT; k++)
		had[k] = only_absent && says(to, (enum label)k);
	for (size_t i = 0; i < from->claims.n; i++)
		if (!had[from->claims.v[i].label])
			draft_add(rd, to, &from->claims.v[i]);
}

void draft_copy_kinds(struct reading *rd, struct work_claims *to, const struct work_claims *from)
{
	for (size_t i = 0; i < from->kinds.n; i++)
		draft_add_kind(rd, to, &from->kinds.v[i]);
}

bool draft_is_titled(const struct draft *d)
{
	for (size_t i = 0; i < d->work.claims.n; i++)
		if (d->work.claims.v[i].label == LABEL_TITLE && d->work.claims.v[i].rank <= RANK_SECOND)
			return true;
	return false;
}

const char *draft_value(const struct work_claims *w, enum label label)
{
	const struct claim *best = NULL;
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		if (c->label != label || c->fault != FAULT_NONE)
			continue;
		if (!best || c->place < best->place || (c->place == best->place && c->rank < best->rank))
			best = c;
	}
	return best ? best->value : "";
}

static bool used_word(const struct draft *d, const char *word)
{
	for (size_t i = 0; i < d->words.n; i++)
		if (strcmp(d->words.v[i], word) == 0)
			return true;
	return false;
}

static struct draft *new_draft(struct reading *rd, struct drafts *d)
{
	if (d->v.n >= LIMIT_WORKS) {
		rd->claims->incomplete = true;
		return d->v.v[d->v.n - 1];
	}
	struct draft *draft = arena_alloc(rd->a, sizeof *draft);
	draft->ordinal = d->ordinal;
	if (d->heading)
		draft_add(rd, &draft->work, d->heading);
	*list_add(rd->a, &d->v) = draft;
	return draft;
}

void drafts_begin(struct reading *rd, struct drafts *d, bool row)
{
	struct draft *draft = new_draft(rd, d);
	draft->row = row;
	d->now.n = 0;
	*list_add(rd->a, &d->now) = draft;
}

void drafts_end(struct drafts *d)
{
	d->now.n = 0;
}

void drafts_ask_kind(struct reading *rd, struct drafts *d, const char *word)
{
	if (d->now.n > 0 && d->now.v[0]->row)
		return;
	if (d->now.n == 0 || used_word(d->now.v[0], word))
		drafts_begin(rd, d, false);
	*list_add(rd->a, &d->now.v[0]->words) = word;
}

/* The same label's word again, or another title: the text has gone on to the next work. */
static bool begins_another(const struct draft *now, const struct claim *claim, const char *word)
{
	if (now->row)
		return false;
	if (word && used_word(now, word))
		return true;
	return claim->label == LABEL_TITLE && claim->rank <= RANK_NAMED && claim->fault == FAULT_NONE &&
	       *draft_value(&now->work, LABEL_TITLE) &&
	       strcmp(draft_value(&now->work, LABEL_TITLE), claim->value) != 0;
}

/* Whether a label stands beside the title, or below it in a line of its own; a further author is the work's. */
static void note_line(const struct drafts *d, struct draft *now, enum label label)
{
	if (label == LABEL_TITLE || (label == LABEL_NAME && draft_has(&now->work, LABEL_NAME)))
		now->line = d->line;
	else if (d->line > now->line)
		now->apart |= 1u << label;
	else
		now->apart &= ~(1u << label);
}

void drafts_claim(
        struct reading *rd, struct drafts *d, const struct claim *claim, const char *word, bool for_all)
{
	if (claim->place == PLACE_SIGNATURE) {
		draft_add(rd, &d->signature.work, claim);
		return;
	}
	/* Running text belongs to a work only where a title stands in it or a work is at hand. */
	bool opens = word != NULL || (claim->label == LABEL_TITLE && claim->rank <= RANK_SECOND);
	if (for_all || (d->now.n == 0 && !opens)) {
		draft_add(rd, &d->shared.work, claim);
		return;
	}
	if (d->now.n == 0 || (opens && begins_another(d->now.v[0], claim, word)))
		drafts_begin(rd, d, false);
	for (size_t i = 0; i < d->now.n; i++) {
		note_line(d, d->now.v[i], claim->label);
		draft_add(rd, &d->now.v[i]->work, claim);
		if (word)
			*list_add(rd->a, &d->now.v[i]->words) = word;
	}
}

void drafts_twin(struct reading *rd, struct drafts *d, const struct claim *title)
{
	if (d->now.n == 0) {
		drafts_claim(rd, d, title, NULL, false);
		return;
	}
	const struct draft *first = d->now.v[0];
	struct draft *twin = new_draft(rd, d);
	for (size_t i = 0; i < first->work.claims.n; i++)
		if (first->work.claims.v[i].label != LABEL_TITLE)
			draft_add(rd, &twin->work, &first->work.claims.v[i]);
	for (size_t i = 0; i < first->work.kinds.n; i++)
		draft_add_kind(rd, &twin->work, &first->work.kinds.v[i]);
	for (size_t i = 0; i < first->words.n; i++)
		*list_add(rd->a, &twin->words) = first->words.v[i];
	draft_add(rd, &twin->work, title);
	*list_add(rd->a, &d->now) = twin;
}

void drafts_kind(struct reading *rd, struct drafts *d, const struct kind_claim *kind, bool to_work)
{
	if (!to_work || d->now.n == 0) {
		draft_add_kind(rd, &d->shared.work, kind);
		return;
	}
	for (size_t i = 0; i < d->now.n; i++)
		draft_add_kind(rd, &d->now.v[i]->work, kind);
}

struct claim claim_make(struct reading *rd, enum label label, struct origin o, uint32_t rank,
        const char *value, const struct runes *r, struct span source)
{
	const char *s = runes_text(rd->a, r, source);
	return (struct claim){
	        .label = label,
	        .place = o.place,
	        .rank = rank,
	        .part = o.part,
	        .value = strlen(value) > LIMIT_VALUE_BYTES ? arena_strndup(rd->a, value, LIMIT_VALUE_BYTES)
	                                                   : value,
	        .source = strlen(s) > LIMIT_VALUE_BYTES ? arena_strndup(rd->a, s, LIMIT_VALUE_BYTES) : s,
	};
}
