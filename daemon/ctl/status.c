/* Is the service at work, and what waits. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/views.h"

#include <stdio.h>

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
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = views_counts(ctl->sql, 0, &n, why);
	if (o != DONE)
		return o;
	bool running = folders_is_locked(&ctl->folders);
	int64_t look = folders_last_look(&ctl->folders);
	if (ctl->json) {
		ctl_print_json(json_status(&n, running, look));
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
	return DONE;
}
