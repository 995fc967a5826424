#include "daemon/keep/view/digest.h"

#include "daemon/keep/reply/shown.h"
#include "schema/claims.h"
#include "schema/limits.h"

const char *const digest_targets[DIGEST_TARGETS] = {
        "unions", "propagandists", "enterprises", "employees", "reach", "units-with-enough"};

static int64_t sum_total(const struct digest_data *d)
{
	return d->pending + d->filed.total + d->asked.total + d->staff.total + d->ignored.total +
	       d->quarantined.total;
}

static bool balance_holds(const struct digest_data *d)
{
	return d->in.total == sum_total(d);
}

bool digest_is_quiet(const struct digest_data *d)
{
	return d->in.today == 0 && d->waiting.n == 0 && d->quarantine.n == 0 && d->unsent.n == 0 &&
	       d->returned.n == 0 && d->expiring.n == 0 && !d->paused_until && !*d->trouble &&
	       balance_holds(d);
}

static void add_count(struct fact *parent, const char *name, const struct digest_count *n)
{
	struct fact *f = fact_add(parent, name);
	fact_set_number(f, "today", n->today);
	fact_set_number(f, "total", n->total);
}

static void add_balance(struct fact *root, const struct digest_data *d)
{
	struct fact *b = fact_add(root, "balance");
	fact_set(b, "holds", balance_holds(d) ? "yes" : "no");
	fact_set_number(b, "pending", d->pending);
	add_count(b, "in", &d->in);
	add_count(b, "filed", &d->filed);
	add_count(b, "asked", &d->asked);
	add_count(b, "staff", &d->staff);
	add_count(b, "ignored", &d->ignored);
	add_count(b, "quarantined", &d->quarantined);
}

static void add_intake(struct fact *root, const struct digest_data *d)
{
	struct fact *intake = fact_add(root, "intake");
	struct digest_count all = {0};
	for (size_t i = 0; i < d->projects.n; i++) {
		struct fact *p = fact_add(intake, "project");
		fact_set_number(p, "today", d->projects.v[i].works.today);
		fact_set_number(p, "total", d->projects.v[i].works.total);
		fact_add_text(p, "name", d->projects.v[i].name, LIMIT_SHOWN_CHARACTERS);
		all.today += d->projects.v[i].works.today;
		all.total += d->projects.v[i].works.total;
	}
	add_count(intake, "all", &all);
	add_count(intake, "withdrawn", &d->withdrawn);
	add_count(intake, "rejected", &d->rejected);
	add_count(intake, "statistics", &d->statistics);
	add_count(intake, "reports", &d->reports);
}

/* 0 to 100; full only when the target is reached, and not empty once there is something. */
static int64_t percent(int64_t reached, int64_t target)
{
	if (target <= 0 || reached >= target)
		return 100;
	if (reached <= 0)
		return 0;
	int64_t p = (int64_t)((double)reached * 100.0 / (double)target);
	return p < 1 ? 1 : p > 99 ? 99 : p;
}

static void add_targets(struct fact *root, const struct campaign *c, const struct digest_data *d)
{
	struct fact *targets = fact_add(root, "targets");
	fact_set_number(targets, "activities-per-unit", c->targets.activities_per_unit);
	for (size_t i = 0; i < d->targets.n; i++) {
		struct fact *t = fact_add(targets, "target");
		fact_set(t, "what", d->targets.v[i].what);
		fact_set_number(t, "reached", d->targets.v[i].reached);
		fact_set_number(t, "target", d->targets.v[i].target);
		fact_set_number(t, "percent", percent(d->targets.v[i].reached, d->targets.v[i].target));
	}
}

static void add_text(struct fact *f, const char *name, const char *value)
{
	if (value && *value)
		fact_add_text(f, name, value, LIMIT_SHOWN_SUBJECT);
}

static void add_item(struct fact *list, const struct campaign *c, const struct digest_data *d,
        const struct digest_item *item)
{
	struct fact *f = fact_add(list, "item");
	int64_t days = shown_time(d->now, c->utc_offset).day_number -
	               shown_time(item->since, c->utc_offset).day_number;
	fact_set_number(f, "mail", item->mail);
	fact_set_number(f, "days", days > 0 ? days : 0);
	fact_set_number(f, "since", item->since);
	fact_set_time(f, item->since, c->utc_offset);
	add_text(f, "receipt", item->receipt);
	add_text(f, "unit", item->unit);
	add_text(f, "subject", item->subject);
	add_text(f, "title", item->title);
	add_text(f, "why", item->why);
	add_text(f, "command", item->command);
	if (d->token && *d->token)
		add_text(f, "answer", item->answer);
	fact_set(f, "cause", item->cause ? item->cause : "");
	fact_add_lacks(f, item->lacks);
}

/* A mail that nobody can read to its end helps nobody: a long list is cut, and its whole length told. */
static void add_list(struct fact *root, const char *name, const struct campaign *c,
        const struct digest_data *d, const struct digest_item *items, size_t n, size_t most)
{
	struct fact *list = fact_add(root, name);
	fact_set_number(list, "count", (int64_t)n);
	size_t shown = n < most ? n : most;
	fact_set_number(list, "more", (int64_t)(n - shown));
	for (size_t i = 0; i < shown; i++)
		add_item(list, c, d, &items[i]);
}

static void add_expiring(
        struct fact *root, const struct campaign *c, const struct digest_data *d, size_t most)
{
	struct fact *list = fact_add(root, "expiring");
	size_t n = d->expiring.n, shown = n < most ? n : most;
	fact_set_number(list, "count", (int64_t)n);
	fact_set_number(list, "more", (int64_t)(n - shown));
	for (size_t i = 0; i < shown; i++) {
		const struct digest_link *l = &d->expiring.v[i];
		struct fact *f = fact_add(list, "link");
		int64_t left = shown_time(l->expires, c->utc_offset).day_number -
		               shown_time(d->now, c->utc_offset).day_number;
		fact_set(f, "state", l->expires < d->now ? "over" : left == 0 ? "today" : "open");
		fact_set_number(f, "left", left);
		fact_set_number(f, "mail", l->mail);
		fact_set_time(f, l->expires, c->utc_offset);
		add_text(f, "receipt", l->receipt);
		add_text(f, "unit", l->unit);
		add_text(f, "title", l->title);
		add_text(f, "name", l->name);
		add_text(f, "provider", l->provider);
	}
}

static void add_units(struct fact *root, const char *name, const char *const *units, size_t n)
{
	struct fact *list = fact_add(root, name);
	fact_set_number(list, "count", (int64_t)n);
	for (size_t i = 0; i < n; i++)
		fact_add_text(list, "unit", units[i], LIMIT_SHOWN_CHARACTERS);
}

struct facts *digest_facts(const struct campaign *c, const struct digest_data *d, size_t items_most)
{
	struct facts *facts = facts_new("digest");
	struct fact *root = facts_root(facts);
	fact_set(root, "quiet", digest_is_quiet(d) ? "yes" : "no");
	fact_set(root, "workbook", d->workbook ? "yes" : "no");
	fact_set_time(root, d->now, c->utc_offset);
	add_text(root, "token", d->token);
	fact_add_text(root, "campaign", c->name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "campaign-short", c->short_name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "office", c->office_name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "office-contact", c->office_contact, LIMIT_SHOWN_CHARACTERS);
	fact_add_deadline(root, "statistics", c->statistics_until, d->now, c->utc_offset);
	fact_add_deadline(root, "works", c->works_until, d->now, c->utc_offset);
	add_list(root, "waiting", c, d, d->waiting.v, d->waiting.n, items_most);
	add_list(root, "quarantine", c, d, d->quarantine.v, d->quarantine.n, items_most);
	add_list(root, "unsent", c, d, d->unsent.v, d->unsent.n, items_most);
	add_list(root, "returned", c, d, d->returned.v, d->returned.n, items_most);
	add_expiring(root, c, d, items_most);
	add_list(root, "corrections", c, d, d->corrections.v, d->corrections.n, items_most);
	add_intake(root, d);
	add_targets(root, c, d);
	add_units(root, "reported", d->reported.v, d->reported.n);
	add_units(root, "without-table", d->without_table.v, d->without_table.n);
	add_units(root, "not-reported", d->not_reported.v, d->not_reported.n);
	add_balance(root, d);
	struct fact *service = fact_add(root, "service");
	fact_set(service, "state", d->service);
	fact_set_number(service, "queued", d->answers_queued);
	add_text(service, "trouble", d->trouble);
	if (d->held) {
		struct fact *held = fact_add(service, "held");
		fact_set_number(held, "count", d->held);
		fact_set_number(held, "hour", d->summary_hour);
	}
	if (d->paused_until) {
		struct fact *pause = fact_add(service, "pause");
		fact_set_time(pause, d->paused_until, c->utc_offset);
		add_text(pause, "said", d->refusal);
	}
	return facts;
}

enum outcome digest_render(const struct render *r, const struct campaign *c, const struct digest_data *d,
        struct rendered *mail_r, struct reason *why)
{
	struct facts *facts = digest_facts(c, d, LIMIT_DIGEST_ITEMS);
	enum outcome o = render_mail(r, "digest", facts, mail_r, why);
	facts_close(&facts);
	return o;
}
