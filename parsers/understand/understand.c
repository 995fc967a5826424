#include "parsers/understand/understand.h"

#include "parsers/understand/automatic.h"
#include "parsers/understand/letter.h"
#include "parsers/understand/shapes.h"
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
	struct runes r = runes_read(rd->a, l->from_name);
	*place_r = PLACE_SENDER;
	return shape_is_unit(rd->lex, &r, (struct span){0, r.n})
	               ? runes_text_dense(rd->a, &r, runes_trim(&r, (struct span){0, r.n}))
	               : "";
}

static void fill_units(struct reading *rd, const struct letter *l, size_t statistics, size_t reports)
{
	struct claims *c = rd->claims;
	enum place place;
	const char *unit = letter_unit(rd, l, &place);
	for (size_t i = statistics; i < c->statistics.n; i++)
		if (!*c->statistics.v[i].unit) {
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

static void read_letter(struct reading *rd, const struct document *d, uint32_t message)
{
	size_t statistics = rd->claims->statistics.n, reports = rd->claims->reports.n;
	struct letter *l = letter_read(rd, d, message);
	works_assemble(rd, l);
	fill_units(rd, l, statistics, reports);
	if (l->dropped)
		note(rd, "a quoted copy of the notice or of our own mail was left out");
	if (l->withdrawal)
		note(rd, "the letter withdraws something");
	if (l->question)
		note(rd, "the letter asks or proposes something");
}

void understand_mail(
        struct document *d, const struct campaign *campaign, const char *own_address, struct arena *a)
{
	struct reading rd = {.a = a, .campaign = campaign, .claims = d->claims, .own_address = own_address};
	uint32_t messages = 0;
	rd.lex = lexicon_new(a, campaign);
	tell_purposes(d->claims);
	automatic_judge(&rd, d);
	if (d->claims->automatic != AUTOMATIC_NO)
		return;
	for (size_t i = 0; i < d->headers.n; i++)
		messages = d->headers.v[i].message > messages ? d->headers.v[i].message : messages;
	for (uint32_t m = 0; m <= messages; m++)
		read_letter(&rd, d, m);
}
