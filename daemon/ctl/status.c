/* Is the service at work, and what waits. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/health.h"
#include "daemon/keep/store.h"

#include <stdio.h>
#include <time.h>

/* What slows the answers down: the sending server, or addresses that cannot be reached. */
struct restraint {
	struct pause pause;
	int64_t held, silenced, returned;
};

static enum outcome look_at_restraint(struct ctl *ctl, struct restraint *r, struct reason *why)
{
	int64_t since = time(NULL) - ctl->config->bounce_silence_days * 86400;
	enum outcome o = store_pause(ctl->sql, ctl->arena, &r->pause, why);
	if (o == DONE)
		o = store_restraint(ctl->sql, since, &r->held, &r->silenced, &r->returned, why);
	return o;
}

static void add_restraint(json_t *top, const struct restraint *r)
{
	json_object_set_new(top, "answers_held_back", json_integer(r->held));
	json_object_set_new(top, "answers_returned", json_integer(r->returned));
	json_object_set_new(top, "addresses_silenced", json_integer(r->silenced));
	json_object_set_new(top, "sending_paused_until", json_integer(r->pause.until));
	json_object_set_new(top, "sending_refused", ctl_json_text(r->pause.said));
}

static void print_restraint(const struct ctl *ctl, const struct restraint *r)
{
	if (r->held)
		printf("          %lld held back: their addresses had their share of the day, and are told "
		       "in one "
		       "mail each at %lld:00\n",
		        (long long)r->held, (long long)ctl->config->summary_hour);
	if (r->returned)
		printf("          %lld came back, %lld addresses get none for now\n", (long long)r->returned,
		        (long long)r->silenced);
	if (r->pause.times)
		printf("sending   paused until %s: the server said %lld %s\n", ctl_time(ctl, r->pause.until),
		        (long long)r->pause.code, r->pause.said);
}

static json_t *json_troubles(const struct health *h)
{
	json_t *list = json_array();
	for (size_t i = 0; i < h->troubles.n; i++) {
		const struct health_trouble *t = &h->troubles.v[i];
		json_array_append_new(
		        list, json_pack("{s:s, s:I, s:b, s:s}", "source", t->source, "since",
		                      (json_int_t)t->since, "refused", t->refused, "reason", t->reason));
	}
	return list;
}

static void add_health(json_t *top, const struct ctl *ctl, const struct health *h)
{
	json_object_set_new(top, "version", json_string(XW_VERSION));
	json_object_set_new(top, "schema", json_integer(h->schema));
	json_object_set_new(
	        top, "landlock", json_string(ctl->config->require_landlock ? "required" : "optional"));
	json_object_set_new(top, "disk_free_bytes", json_integer(h->free_bytes));
	json_object_set_new(top, "oldest_waiting", json_integer(h->oldest_waiting));
	json_object_set_new(top, "oldest_queued", json_integer(h->oldest_queued));
	json_object_set_new(top, "oldest_open", json_integer(h->oldest_open));
	json_object_set_new(top, "troubles", json_troubles(h));
}

static void print_health(const struct ctl *ctl, const struct health *h)
{
	printf("version   %s, database %lld, Landlock %s\n", XW_VERSION, (long long)h->schema,
	        ctl->config->require_landlock ? "required" : "where the kernel has it");
	printf("disk      %lld MiB free\n", (long long)(h->free_bytes >> 20));
	for (size_t i = 0; i < h->troubles.n; i++)
		printf("TROUBLE   %s since %s: %s\n", h->troubles.v[i].source,
		        ctl_time(ctl, h->troubles.v[i].since), h->troubles.v[i].reason);
}

static json_t *json_status(const struct view_counts *n, bool running, int64_t look)
{
	json_t *top = json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "running", running,
	        "last_look", (json_int_t)look, "in", (json_int_t)n->in, "waiting", (json_int_t)n->waiting,
	        "works", (json_int_t)n->works, "statistics", (json_int_t)n->tables, "reports",
	        (json_int_t)n->reports, "answers_queued", (json_int_t)n->answers_queued, "answers_sent",
	        (json_int_t)n->answers_sent, "answers_failed", (json_int_t)n->answers_failed);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		json_object_set_new(top, state_name((enum state)i), json_integer(n->states[i]));
	return top;
}

enum outcome ctl_status(struct ctl *ctl, struct reason *why)
{
	struct health h;
	struct restraint r = {0};
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = health_read(ctl->sql, &ctl->folders, ctl->arena, &h, why);
	if (o == DONE)
		o = look_at_restraint(ctl, &r, why);
	if (o != DONE)
		return o;
	const struct view_counts n = h.counts;
	if (ctl->json) {
		json_t *top = json_status(&n, h.running, h.last_look);
		add_health(top, ctl, &h);
		add_restraint(top, &r);
		ctl_print_json(top);
		return DONE;
	}
	printf("service   %s\n", h.running ? "at work" : "not running");
	printf("mailbox   last seen without new mail: %s\n", ctl_time(ctl, h.last_look));
	printf("mails     %lld in, %lld waiting for settlement\n", (long long)n.in, (long long)n.waiting);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		printf("          %lld %s\n", (long long)n.states[i], state_name((enum state)i));
	printf("filed     %lld works, %lld statistics tables, %lld reports\n", (long long)n.works,
	        (long long)n.tables, (long long)n.reports);
	printf("answers   %lld sent, %lld queued, %lld not delivered\n", (long long)n.answers_sent,
	        (long long)n.answers_queued, (long long)n.answers_failed);
	print_restraint(ctl, &r);
	print_health(ctl, &h);
	return DONE;
}
