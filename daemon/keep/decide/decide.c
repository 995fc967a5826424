#include "daemon/keep/decide/decide.h"

#include "daemon/keep/decide/roster.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Ranks as understand/ gives them: from here on a value stood behind no label, or names a contact person
 * only. */
enum { RANK_CONTACT_PERSON = 4, RANK_RUNNING_TEXT = 6, RANK_REMARK = 8 };

/* Hints at a sub-project: below SURE nothing is decided, and a rival nearer than LEAD leaves a reader in
 * doubt. */
enum { KIND_STRONG = 40, KIND_SURE = 20, KIND_LEAD = 10, KIND_EXTENSION = 5, RIVALS_MOST = 3 };

struct decision {
	const struct claims *claims;
	const struct campaign *campaign;
	struct arena *a;
	struct verdict *v;
};

static void step(struct decision *d, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void step(struct decision *d, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*list_add(d->a, &d->v->steps) = arena_strdup(d->a, text);
}

/* --- labels --- */

/* Signature and sender count where nothing better is given; running text and contact persons come after
 * labels. */
static unsigned tier_of(const struct claim *c)
{
	if (c->place == PLACE_SENDER)
		return 3;
	if (c->place == PLACE_SIGNATURE)
		return 2;
	return c->rank >= (c->label == LABEL_NAME ? RANK_CONTACT_PERSON : RANK_RUNNING_TEXT);
}

static bool is_better(const struct claim *one, const struct claim *two)
{
	bool usable = one->fault == FAULT_NONE, other = two->fault == FAULT_NONE;
	if (usable != other)
		return usable;
	if (tier_of(one) != tier_of(two))
		return tier_of(one) < tier_of(two);
	if (one->place != two->place)
		return one->place < two->place;
	return one->rank < two->rank;
}

static void split_values(struct decision *d, const char *value, bool several, struct resolved *r)
{
	while (*value) {
		size_t len = several ? strcspn(value, "\n") : strlen(value);
		if (len > 0)
			*list_add(d->a, &r->values) = arena_strndup(d->a, value, len);
		value += len + (value[len] == '\n');
	}
}

static void resolve(
        struct decision *d, const struct work_claims *w, enum label label, bool performed, struct resolved *r)
{
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		if (performed && label == LABEL_NAME && c->rank >= RANK_REMARK)
			continue; /* the author of the poem */
		if (c->label == label && (!r->from || is_better(c, r->from)))
			r->from = c;
	}
	if (!r->from)
		return;
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		if (c->label == label && c != r->from && c->fault == FAULT_NONE &&
		        strcmp(c->value, r->from->value) != 0)
			*list_add(d->a, &r->others) = c;
	}
	if (r->from->fault == FAULT_NONE)
		split_values(d, r->from->value, label == LABEL_NAME || label == LABEL_CONTACT, r);
}

/* --- the sub-project --- */

static uint32_t score(const struct work_claims *w, const char *id)
{
	uint32_t strongest = 0, hints = 0;
	for (size_t i = 0; i < w->kinds.n; i++) {
		const struct kind_claim *k = &w->kinds.v[i];
		if (strcmp(k->sub_project, id) != 0)
			continue;
		bool again = false; /* one hint counts once, wherever it stands */
		for (size_t j = 0; j < i; j++)
			again = again || (strcmp(w->kinds.v[j].sub_project, id) == 0 &&
			                         strcmp(w->kinds.v[j].source, k->source) == 0);
		if (k->weight >= KIND_STRONG)
			strongest = k->weight > strongest ? k->weight : strongest;
		else if (!again && hints < 35)
			hints += k->weight;
	}
	return strongest + hints;
}

/* A file of the work is of a kind that this sub-project takes. */
static bool has_fitting_file(const struct work_claims *w, const char *id)
{
	for (size_t i = 0; i < w->kinds.n; i++)
		if (w->kinds.v[i].weight <= KIND_EXTENSION && strcmp(w->kinds.v[i].sub_project, id) == 0)
			return true;
	return false;
}

/* The sub-project that is hinted at most, of all or of those that the work's files fit. */
static const struct sub_project *weigh(
        struct decision *d, const struct work_claims *w, bool fitting, uint32_t *best_r, uint32_t *second_r)
{
	const struct sub_project *winner = NULL;
	*best_r = *second_r = 0;
	for (size_t i = 0; i < d->campaign->sub_projects.n; i++) {
		const struct sub_project *s = &d->campaign->sub_projects.v[i];
		uint32_t n = !fitting || has_fitting_file(w, s->id) ? score(w, s->id) : 0;
		if (n > *best_r) {
			*second_r = *best_r;
			*best_r = n;
			winner = s;
		} else if (n > *second_r) {
			*second_r = n;
		}
	}
	return winner;
}

/* How many are named nearly as much as the best: many, where a notice is quoted. */
static size_t count_rivals(struct decision *d, const struct work_claims *w, uint32_t best)
{
	size_t n = 0;
	for (size_t i = 0; i < d->campaign->sub_projects.n; i++)
		n += score(w, d->campaign->sub_projects.v[i].id) + KIND_LEAD > best;
	return n;
}

static void decide_sub_project(struct decision *d, struct work_verdict *w)
{
	uint32_t best, second;
	const struct sub_project *winner = weigh(d, w->claims, false, &best, &second);
	/* 摄影、微视频 in the subject over a picture and a film: of two that are named, each takes its own. */
	if (best >= KIND_STRONG && best < second + KIND_LEAD && w->claims->files.n > 0 &&
	        count_rivals(d, w->claims, best) <= RIVALS_MOST)
		winner = weigh(d, w->claims, true, &best, &second);
	if (best >= KIND_SURE && best >= second + KIND_LEAD) {
		w->sub_project = winner;
		w->sub_project_why = arena_printf(d->a, "%s: %u, the next: %u", winner->id, best, second);
	} else {
		w->sub_project_why = best == 0          ? "nothing hints at a sub-project"
		                     : best < KIND_SURE ? "the hints at a sub-project are too weak"
		                                        : "the hints point at several sub-projects";
	}
}

/* --- works, statistics, reports --- */

static void decide_work(struct decision *d, const struct work_claims *claims, int64_t received)
{
	struct work_verdict *w = list_add(d->a, &d->v->works);
	w->claims = claims;
	decide_sub_project(d, w);
	bool performed = !w->sub_project || w->sub_project->performed;
	for (int k = 0; k < LABEL_COUNT; k++)
		resolve(d, claims, (enum label)k, performed, &w->labels[k]);
	unsigned required = w->sub_project ? w->sub_project->required : (1u << LABEL_COUNT) - 1;
	for (int k = 0; k < LABEL_COUNT; k++)
		if (w->labels[k].values.n == 0 && (required & 1u << k))
			lacks_add(&w->lacks, (enum lack)k);
	if (!w->sub_project)
		lacks_add(&w->lacks, LACK_SUB_PROJECT);
	if (claims->promised && claims->files.n + claims->links.n == 0)
		lacks_add(&w->lacks, LACK_FILES);
	if (w->labels[LABEL_UNIT].values.n)
		w->roster_unit = roster_find(d->campaign, w->labels[LABEL_UNIT].values.v[0]);
	w->late = received >= d->campaign->works_until;
	step(d, "work %zu: sub-project %s (%s)", d->v->works.n,
	        w->sub_project ? w->sub_project->id : "unknown", w->sub_project_why);
	for (int k = 0; k < LABEL_COUNT; k++) {
		const struct claim *from = w->labels[k].from;
		if (w->labels[k].values.n)
			step(d, "work %zu: %s from the %s", d->v->works.n, label_name((enum label)k),
			        place_name(from->place));
		else
			step(d, "work %zu: %s %s%s", d->v->works.n, label_name((enum label)k),
			        from ? "unusable: " : "not given", from ? fault_name(from->fault) : "");
	}
	if (lacks_of(w->lacks, LACK_FILES))
		step(d, "work %zu: told of as attached, and no file came", d->v->works.n);
}

static void decide_statistics(struct decision *d, const struct statistics_claims *claims, int64_t received)
{
	struct statistics_verdict *s = list_add(d->a, &d->v->statistics);
	s->claims = claims;
	s->unit = claims->unit;
	s->roster_unit = roster_find(d->campaign, claims->unit);
	s->activities = (int64_t)claims->rows.n;
	for (size_t i = 0; i < claims->rows.n; i++)
		if (claims->rows.v[i].participants > 0)
			s->participants += claims->rows.v[i].participants;
	s->blank = claims->rows.n == 0;
	s->late = received >= d->campaign->statistics_until;
	step(d, "statistics %zu: %zu activities", d->v->statistics.n, claims->rows.n);
}

static void decide_report(struct decision *d, const struct report_claims *claims)
{
	struct report_verdict *r = list_add(d->a, &d->v->reports);
	*r = (struct report_verdict){.claims = claims,
	        .unit = claims->unit,
	        .title = claims->title,
	        .roster_unit = roster_find(d->campaign, claims->unit)};
	step(d, "report %zu", d->v->reports.n);
}

/* --- files --- */

static bool in_list(const uint32_t *v, size_t n, uint32_t part)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == part)
			return true;
	return false;
}

static bool is_claimed(const struct claims *c, uint32_t part)
{
	for (size_t i = 0; i < c->works.n; i++)
		if (in_list(c->works.v[i].files.v, c->works.v[i].files.n, part))
			return true;
	for (size_t i = 0; i < c->reports.n; i++)
		if (in_list(c->reports.v[i].files.v, c->reports.v[i].files.n, part))
			return true;
	return false;
}

struct leftovers {
	bool unread;         /* a file that was not read to its end, or that nobody understood */
	bool unread_foreign; /* … and that is no work's file: it may hold forms, tables, other works */
	bool unclaimed;
};

static bool is_understood(const struct part *p)
{
	return p->readable && p->unread == UNREAD_NOT && p->purpose != PURPOSE_UNKNOWN;
}

/* Something that ought to belong to a work: not what only tells of works, and not the archive around them. */
static bool may_be_loose(const struct part *p)
{
	return p->purpose == PURPOSE_UNKNOWN || p->purpose == PURPOSE_MEDIA || p->purpose == PURPOSE_WORK;
}

static struct leftovers find_leftovers(struct decision *d)
{
	struct leftovers l = {0};
	const struct claims *c = d->claims;
	for (uint32_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		if (p->role != PART_FILE)
			continue;
		bool claimed = is_claimed(c, i), understood = is_understood(p);
		bool paper = p->purpose == PURPOSE_NOTICE; /* a scanned promise: asks for no reader */
		l.unread = l.unread || !understood;
		l.unread_foreign = l.unread_foreign || (!understood && !claimed && !paper);
		if (!claimed && may_be_loose(p)) {
			*list_add(d->a, &d->v->unclaimed) = i;
			l.unclaimed = true;
		}
	}
	return l;
}

/* --- the answer --- */

static bool asks(const struct verdict *v)
{
	for (size_t i = 0; i < v->works.n; i++)
		if (lacks_any(v->works.v[i].lacks))
			return true;
	for (size_t i = 0; i < v->statistics.n; i++)
		if (v->statistics.v[i].blank)
			return true;
	return v->lacks_table;
}

static void set(struct verdict *v, enum state state, enum reply reply, const char *cause, const char *why)
{
	v->state = state;
	v->reply = reply;
	v->cause = cause;
	v->why = why;
}

static void set_staff(struct verdict *v, const char *cause, const char *why)
{
	set(v, STATE_STAFF, REPLY_STAFF, cause, why);
}

/* Two values of equal standing in the letter's text, neither of which holds the other. */
static bool is_torn(const struct resolved *r)
{
	if (!r->from || r->from->fault != FAULT_NONE || r->from->place != PLACE_BODY)
		return false;
	for (size_t i = 0; i < r->others.n; i++) {
		const struct claim *c = r->others.v[i];
		bool named = c->label == LABEL_NAME && c->rank < RANK_CONTACT_PERSON;
		if (c->place == r->from->place && (c->rank == r->from->rank || named) &&
		        !strstr(c->value, r->from->value) && !strstr(r->from->value, c->value))
			return true;
	}
	return false;
}

/* Two persons with a number each, but one work: there may be a second one that was not understood. */
static bool tells_of_two(const struct verdict *v)
{
	for (size_t i = 0; i < v->works.n; i++)
		if (is_torn(&v->works.v[i].labels[LABEL_NAME]) &&
		        is_torn(&v->works.v[i].labels[LABEL_CONTACT]))
			return true;
	return false;
}

/* No value that could be used, and nothing that hints at a sub-project: whatever was taken for works may be none. */
static bool knows_nothing(const struct verdict *v)
{
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		if (w->sub_project || w->claims->kinds.n)
			return false;
		/* 财务部的葛洪 with a bill: whoever writes signs; a work has a title, an author or a file that is one */
		const struct claim *name = w->labels[LABEL_NAME].from;
		bool author = w->labels[LABEL_NAME].values.n && name && name->place != PLACE_SIGNATURE;
		if (author || w->labels[LABEL_TITLE].values.n || w->claims->files.n)
			return false;
	}
	return v->statistics.n + v->reports.n == 0 && !v->lacks_table;
}

/* A wrong acknowledgement is the worst answer, a wrong question the next: where anything was not read or not
 * understood that could change the verdict, a person looks. */
static void decide_reply(struct decision *d)
{
	struct verdict *v = d->v;
	struct leftovers left = find_leftovers(d);
	bool ask = asks(v);
	if (d->claims->incomplete)
		set_staff(v, "cut", "a limit cut the reading, not everything that came was seen");
	else if (left.unread_foreign)
		set_staff(v, "unread", "an attached document was not read or not understood");
	else if (knows_nothing(v))
		set_staff(v, "nothing-to-file", "nothing to file was found");
	else if (ask && left.unread)
		set_staff(v, "unread",
		        "an attached document was not read, and what is missing may stand in it");
	else if (left.unclaimed && v->works.n > 0 && v->statistics.n + v->reports.n == 0)
		set_staff(v, "loose-file", "an attached file belongs to none of the works");
	else if (tells_of_two(v))
		set_staff(v, "unequal", "two persons and two numbers were told of, and one work");
	else if (ask)
		set(v, STATE_ASKED, REPLY_CORRECT, "", "something required is missing or unusable");
	else
		set(v, STATE_FILED, REPLY_ACKNOWLEDGE, "", "all that came is complete");
}

/* What goes on with earlier works and leaves a doubt is a person's; so is a question that stands beside an answer. */
static void decide_whether_reply(struct decision *d, const struct history *h)
{
	if (h->doubt)
		set_staff(d->v, "reply", h->doubt);
	else if (h->answers_us && !h->joined && d->v->state != STATE_FILED)
		set_staff(d->v, "reply", "it answers a message of ours and tells nothing new of a work");
	else if (h->joined && d->claims->question)
		set_staff(d->v, "reply", "it goes on with a work of ours and asks something beside");
}

bool decide_is_forged(const struct claims *c, const struct history *h)
{
	return h->authserv_id && *h->authserv_id && strcasecmp(c->authserv_id, h->authserv_id) == 0 &&
	       c->authentication == AUTHENTICATION_FAILED;
}

static bool is_ours(const struct decision *d, const struct history *h, const char *address)
{
	const struct words *office = &d->campaign->office_mailboxes;
	for (size_t i = 0; i < office->n; i++)
		if (strcasecmp(address, office->v[i]) == 0)
			return true;
	return *h->own_address && strcasecmp(address, h->own_address) == 0;
}

/* Where the answer goes; an answer that may not be sent leaves the mail filed or asked, and staff see why. */
static void decide_address(struct decision *d, const struct history *h)
{
	struct verdict *v = d->v;
	const char *to = *d->claims->reply_to ? d->claims->reply_to : d->claims->from_address;
	v->to = "";
	if (v->reply != REPLY_ACKNOWLEDGE && v->reply != REPLY_CORRECT)
		return;
	if (!*to || is_ours(d, h, to)) {
		v->cause = "no-address";
		step(d, "no answer: %s",
		        *to ? "it would go to our own mailbox" : "the sender gave no usable address");
	} else if (*d->claims->unanswerable) {
		v->cause = "unanswerable";
		step(d, "no answer: %s", d->claims->unanswerable);
	} else if (h->silenced) {
		v->cause = "bounced";
		step(d, "no answer: an earlier one to this address came back");
	} else if (h->answers_most > 0 && h->answers_today >= h->answers_most) {
		v->held = to;
		step(d,
		        "no answer yet: %lld went to this address within a day; it is told in one mail at "
		        "the day's end",
		        (long long)h->answers_today);
	} else {
		v->to = to;
	}
}

void decide_recipient(const struct claims *c, const struct campaign *campaign, const struct history *history,
        struct arena *a, struct verdict *v)
{
	struct decision d = {.claims = c, .campaign = campaign, .a = a, .v = v};
	decide_address(&d, history);
}

void decide_mail(const struct claims *c, const struct campaign *campaign, const struct history *history,
        int64_t received, struct arena *a, struct verdict **verdict_r)
{
	struct decision d = {.claims = c, .campaign = campaign, .a = a, .v = arena_alloc(a, sizeof *d.v)};
	*verdict_r = d.v;
	d.v->to = d.v->held = d.v->cause = "";
	if (c->automatic != AUTOMATIC_NO) {
		set(d.v, STATE_IGNORED, REPLY_NONE, "", "a program wrote it");
		step(&d, "automatic mail (%s): %s", automatic_name(c->automatic), c->automatic_why);
		return;
	}
	for (size_t i = 0; i < c->works.n; i++)
		decide_work(&d, &c->works.v[i], received);
	for (size_t i = 0; i < c->statistics.n; i++)
		decide_statistics(&d, &c->statistics.v[i], received);
	for (size_t i = 0; i < c->reports.n; i++)
		decide_report(&d, &c->reports.v[i]);
	d.v->lacks_table = c->table_promised && c->statistics.n == 0;
	if (d.v->lacks_table)
		step(&d, "a statistics table is told of as attached, and no file came");
	for (size_t i = 0; i < c->notes.n; i++)
		step(&d, "%s", c->notes.v[i]);
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].hides)
			step(&d,
			        "part %" PRIu32
			        " hides rows, columns or sheets that hold text: they decide nothing",
			        i);
	decide_reply(&d);
	decide_whether_reply(&d, history);
	if (decide_is_forged(c, history))
		set_staff(d.v, "forged", "the provider's check of the sender failed");
	step(&d, "%s", d.v->why);
	decide_address(&d, history);
}
