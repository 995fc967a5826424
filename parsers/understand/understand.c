#include "parsers/understand/understand.h"

#include "parsers/understand/letter/answers.h"
#include "parsers/understand/letter/automatic.h"
#include "parsers/understand/letter/command.h"
#include "parsers/understand/letter/letter.h"
#include "parsers/understand/letter/orders.h"
#include "parsers/understand/letter/returned.h"
#include "parsers/understand/words/shapes.h"
#include "schema/limits.h"

#include <string.h>

static void note(struct reading *rd, const char *sentence)
{
	if (rd->claims->notes.n < LIMIT_NOTES)
		*list_add(rd->a, &rd->claims->notes) = sentence;
}

/* The unit of a table or report that names none: what the letter says elsewhere, the better place first. */
static const char *letter_unit(struct reading *rd, const struct letter *l, enum place *place_r)
{
	const struct work_claims *sources[] = {
	        &l->drafts.shared.work, &l->about.found, &l->drafts.signature.work};
	static const enum place places[] = {PLACE_BODY, PLACE_SUBJECT, PLACE_SIGNATURE};
	for (size_t i = 0; i < 3; i++) {
		*place_r = places[i];
		if (*draft_value(sources[i], LABEL_UNIT))
			return draft_value(sources[i], LABEL_UNIT);
	}
	for (size_t i = 0; i < l->drafts.v.n; i++)
		if (*draft_value(&l->drafts.v.v[i]->work, LABEL_UNIT)) {
			*place_r = PLACE_BODY;
			return draft_value(&l->drafts.v.v[i]->work, LABEL_UNIT);
		}
	const char *names[] = {l->quoted_name, l->from_name};
	*place_r = PLACE_SENDER;
	for (size_t i = 0; i < 2; i++) {
		struct runes r = runes_read(rd->a, names[i]);
		if (shape_is_unit(rd->lex, &r, (struct span){0, r.n}))
			return runes_text_dense(rd->a, &r, runes_trim(&r, (struct span){0, r.n}));
	}
	return l->around ? letter_unit(rd, l->around, place_r) : "";
}

static bool ends_as_unit(struct reading *rd, const char *name)
{
	struct runes r = runes_read(rd->a, name);
	struct match m;
	for (size_t i = 0; i < r.n; i++)
		if (lexicon_at(rd->lex, LEX(LEX_SURE_ENDING), &r, i, r.n, &m) && m.end == r.n)
			return true;
	return false;
}

/* No unit, or a file's name that shortens the letter's: 杨家泊镇 of 杨家泊镇总工会. */
static bool is_short_of(struct reading *rd, const struct statistics_claims *s, const char *unit)
{
	return !*s->unit ||
	       (s->unit_place == PLACE_FILE_NAME && strstr(unit, s->unit) && !ends_as_unit(rd, s->unit));
}

static void fill_units(struct reading *rd, const struct letter *l, size_t statistics, size_t reports)
{
	struct claims *c = rd->claims;
	enum place place;
	const char *unit = letter_unit(rd, l, &place);
	for (size_t i = statistics; i < c->statistics.n; i++)
		if (is_short_of(rd, &c->statistics.v[i], unit)) {
			c->statistics.v[i].unit = unit;
			c->statistics.v[i].unit_place = place;
		}
	for (size_t i = reports; i < c->reports.n; i++)
		if (!*c->reports.v[i].unit)
			c->reports.v[i].unit = unit;
}

static bool is_of(const char *type, const char *group)
{
	return strncmp(type, group, strlen(group)) == 0;
}

/* What no text of a file is needed to tell. Everything else stays unknown until its text was understood. */
static void tell_purposes(struct claims *c)
{
	for (size_t i = 0; i < c->parts.n; i++) {
		struct part *p = &c->parts.v[i];
		if (is_of(p->type, "image/") || is_of(p->type, "audio/") || is_of(p->type, "video/"))
			p->purpose = PURPOSE_MEDIA;
		else if (is_of(p->type, "message/"))
			p->purpose = PURPOSE_CONTAINER;
		if (p->parent < c->parts.n)
			c->parts.v[p->parent].purpose = PURPOSE_CONTAINER;
	}
}

/* What the letter may be to an earlier one; and the body's labels where they made no work: a short answer ("联系方式：138…")
 * says nothing of a work by itself. */
static void keep_loose(struct reading *rd, const struct letter *l)
{
	rd->claims->newer = l->newer;
	rd->claims->supplement = l->supplement;
	rd->claims->question = l->question;
	rd->claims->loose.receipt = *l->receipt ? l->receipt : NULL;
	rd->claims->loose.announced = l->enclosed.elsewhere;
	if (rd->claims->works.n || rd->claims->statistics.n || rd->claims->reports.n)
		return;
	const struct work_claims *shared = &l->drafts.shared.work;
	for (size_t i = 0; i <= l->drafts.v.n; i++) {
		const struct work_claims *w = i < l->drafts.v.n ? &l->drafts.v.v[i]->work : shared;
		for (size_t k = 0; k < w->claims.n && rd->claims->loose.claims.n < LIMIT_CLAIMS_PER_WORK; k++)
			if (w->claims.v[k].place == PLACE_BODY)
				draft_add(rd, &rd->claims->loose, &w->claims.v[k]);
		for (size_t k = 0; k < w->kinds.n && rd->claims->loose.kinds.n < LIMIT_CLAIMS_PER_WORK; k++)
			if (w->kinds.v[k].place == PLACE_BODY)
				draft_add_kind(rd, &rd->claims->loose, &w->kinds.v[k]);
	}
}

/* The message to which the n-th attached one is attached. */
static uint32_t outer_message(const struct claims *c, uint32_t message)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (strcmp(c->parts.v[i].type, "message/rfc822") == 0 && ++n == message)
			return letter_message_of(c, i);
	return 0;
}

static void read_letter(
        struct reading *rd, const struct document *d, uint32_t message, struct letter **letters)
{
	size_t statistics = rd->claims->statistics.n, reports = rd->claims->reports.n;
	struct letter *l = letters[message] = letter_read(rd, d, message);
	size_t works = rd->claims->works.n;
	if (message > 0) /* an outer message stands before those in it */
		l->around = letters[outer_message(rd->claims, message)];
	works_assemble(rd, l);
	l->passes_on = rd->claims->works.n == works;
	fill_units(rd, l, statistics, reports);
	rd->claims->table_promised = rd->claims->table_promised || l->forgot_table;
	if (message == 0)
		keep_loose(rd, l);
	if (l->dropped)
		note(rd, "a quoted copy of the notice or of our own mail was left out");
	if (l->withdrawal)
		note(rd, "the letter withdraws something");
	if (l->question)
		note(rd, "the letter asks or proposes something");
}

struct understanding {
	const struct campaign *campaign;
	const struct lexicon *lex;
	const char *own_address;
};

const struct understanding *understanding_new(
        const struct campaign *campaign, const char *own_address, struct arena *a)
{
	struct understanding *u = arena_alloc(a, sizeof *u);
	*u = (struct understanding){
	        .campaign = campaign, .lex = lexicon_new(a, campaign), .own_address = own_address};
	return u;
}

void understand_mail(const struct understanding *u, struct document *d, struct arena *a)
{
	struct reading rd = {.a = a,
	        .campaign = u->campaign,
	        .lex = u->lex,
	        .claims = d->claims,
	        .own_address = u->own_address};
	uint32_t messages = 0;
	tell_purposes(d->claims);
	automatic_judge(&rd, d);
	if (d->claims->automatic == AUTOMATIC_BOUNCE)
		returned_read(&rd, d);
	if (d->claims->automatic != AUTOMATIC_NO)
		return;
	answers_find_tokens(&rd, d);
	for (size_t i = 0; i < d->headers.n; i++)
		messages = d->headers.v[i].message > messages ? d->headers.v[i].message : messages;
	struct letter **letters = arena_alloc(a, (messages + 1) * sizeof *letters);
	for (uint32_t m = 0; m <= messages; m++)
		read_letter(&rd, d, m, letters);
	command_read(&rd, d);
	orders_read(&rd, d);
}
