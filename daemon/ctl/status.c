/* Is the service at work, and what waits. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/store.h"
#include "daemon/keep/views.h"

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
		printf("          %lld held back, to be told in one mail at the day's end\n",
		        (long long)r->held);
	if (r->returned)
		printf("          %lld came back, %lld addresses get none for now\n", (long long)r->returned,
		        (long long)r->silenced);
	if (r->pause.times)
		printf("sending   paused until %s: the server said %lld %s\n", ctl_time(ctl, r->pause.until),
		        (long long)r->pause.code, r->pause.said);
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
	struct view_counts n;
	struct restraint r = {0};
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = views_counts(ctl->sql, 0, &n, why);
	if (o == DONE)
		o = look_at_restraint(ctl, &r, why);
	if (o != DONE)
		return o;
	bool running = folders_is_locked(&ctl->folders);
	int64_t look = folders_last_look(&ctl->folders);
	if (ctl->json) {
		json_t *top = json_status(&n, running, look);
		add_restraint(top, &r);
		ctl_print_json(top);
		return DONE;
	}
	printf("service   %s\n", running ? "at work" : "not running");
	printf("mailbox   last seen without new mail: %s\n", ctl_time(ctl, look));
	printf("mails     %lld in, %lld waiting for settlement\n", (long long)n.in, (long long)n.waiting);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		printf("          %lld %s\n", (long long)n.states[i], state_name((enum state)i));
	printf("filed     %lld works, %lld statistics tables, %lld reports\n", (long long)n.works,
	        (long long)n.tables, (long long)n.reports);
	printf("answers   %lld sent, %lld queued, %lld not delivered\n", (long long)n.answers_sent,
	        (long long)n.answers_queued, (long long)n.answers_failed);
	print_restraint(ctl, &r);
	return DONE;
}
