/* Proves the conservation law and the archive's truth, or says what is wrong. */
#include "daemon/keep/view/audit.h"
#include "daemon/ctl/ctl.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FIRST_PAUSE = 300000000, LOOKS_MOST = 5 }; /* nanoseconds; then 1, 2, 3 seconds */

static json_t *json_audit(const struct audit *audit)
{
	json_t *problems = json_array();
	for (size_t i = 0; i < audit->problems.n; i++)
		json_array_append_new(problems, json_string(audit->problems.v[i]));
	json_t *top = json_pack("{s:I, s:I, s:b, s:I, s:I, s:I, s:I, s:I, s:o}", "in",
	        (json_int_t)audit->counts.in, "waiting", (json_int_t)audit->counts.waiting, "holds",
	        audit->problems.n == 0, "works", (json_int_t)audit->counts.works, "statistics",
	        (json_int_t)audit->counts.tables, "reports", (json_int_t)audit->counts.reports, "files",
	        (json_int_t)audit->files, "contents", (json_int_t)audit->contents, "problems", problems);
	json_object_set_new(top, "under_way", json_integer(audit->under_way));
	json_object_set_new(top, "withdrawn", json_integer(audit->counts.withdrawn));
	json_object_set_new(top, "rejected", json_integer(audit->counts.rejected));
	json_object_set_new(top, "merged", json_integer(audit->counts.merged));
	for (unsigned i = 0; i < STATE_COUNT; i++)
		json_object_set_new(top, state_name((enum state)i), json_integer(audit->counts.states[i]));
	return top;
}

static void print_audit(const struct audit *audit)
{
	const struct view_counts *n = &audit->counts;
	printf("in %lld =", (long long)n->in);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		printf(" %s%s %lld", i ? "+ " : "", state_name((enum state)i), (long long)n->states[i]);
	printf(" + waiting %lld\n", (long long)n->waiting);
	printf("%lld works; besides, %lld withdrawn, %lld rejected, %lld merged into others\n",
	        (long long)n->works, (long long)n->withdrawn, (long long)n->rejected, (long long)n->merged);
	printf("%lld files in the archive's folders, %lld contents read and compared\n",
	        (long long)audit->files, (long long)audit->contents);
	for (size_t i = 0; i < audit->problems.n; i++)
		printf("problem: %s\n", audit->problems.v[i]);
	if (!audit->problems.n)
		puts("all holds");
}

static bool has_problem(const struct audit *audit, const char *problem)
{
	for (size_t i = 0; i < audit->problems.n; i++)
		if (strcmp(audit->problems.v[i], problem) == 0)
			return true;
	return false;
}

/* While the service is at work, rows and files are a moment apart. What a later look no longer finds was work under
 * way; what every look finds is a problem, at the second look or as soon as no order has anything left to do. */
static enum outcome look(struct ctl *ctl, struct audit *audit_r, struct reason *why)
{
	struct timespec pause = {.tv_nsec = FIRST_PAUSE};
	enum outcome o = audit_run(ctl->sql, &ctl->folders, ctl->arena, audit_r, why);
	for (unsigned looks = 1; o == DONE && audit_r->problems.n && folders_is_locked(&ctl->folders) &&
	                         (looks < 2 || (audit_r->under_way && looks < LOOKS_MOST));
	        looks++) {
		struct audit again;
		nanosleep(&pause, NULL);
		pause = (struct timespec){.tv_sec = looks};
		o = audit_run(ctl->sql, &ctl->folders, ctl->arena, &again, why);
		size_t n = 0;
		for (size_t i = 0; o == DONE && i < again.problems.n; i++)
			if (has_problem(audit_r, again.problems.v[i]))
				again.problems.v[n++] = again.problems.v[i];
		again.problems.n = n;
		*audit_r = again;
	}
	return o;
}

enum outcome ctl_audit(struct ctl *ctl, struct reason *why)
{
	struct audit audit;
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = look(ctl, &audit, why);
	if (o != DONE)
		return o;
	if (ctl->json)
		ctl_print_json(json_audit(&audit));
	else
		print_audit(&audit);
	if (!audit.problems.n)
		return DONE;
	if (audit.under_way && folders_is_locked(&ctl->folders))
		return fail(why, LATER, "%lld steps of orders are still under way: ask again in a minute",
		        (long long)audit.under_way);
	return fail(why, REFUSED, "%zu problems, see above", audit.problems.n);
}
