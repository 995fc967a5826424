/* Is the service at work, and what waits. What is wrong stands first, with what to do about it: it is read at night. */
#include "base/sandbox.h"
#include "daemon/ctl/ctl.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/view/health.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* What slows the answers down beside a pause: addresses that had enough, or that cannot be reached. */
struct restraint {
	int64_t held, silenced, returned;
};

static enum outcome look_at_restraint(struct ctl *ctl, struct restraint *r, struct reason *why)
{
	int64_t since = time(NULL) - ctl->config->bounce_silence_days * 86400;
	return store_restraint(ctl->sql, since, &r->held, &r->silenced, &r->returned, why);
}

static void add_restraint(json_t *top, const struct restraint *r, const struct health *h)
{
	json_object_set_new(top, "answers_held_back", json_integer(r->held));
	json_object_set_new(top, "answers_returned", json_integer(r->returned));
	json_object_set_new(top, "addresses_silenced", json_integer(r->silenced));
	json_object_set_new(top, "sending_paused_since", json_integer(h->paused_since));
	json_object_set_new(top, "sending_paused_until", json_integer(h->paused_until));
	json_object_set_new(top, "sending_refused", ctl_json_text(h->paused_said));
}

static void print_restraint(const struct restraint *r)
{
	if (r->held)
		printf("          %lld held back: their address had its share of the day\n",
		        (long long)r->held);
	if (r->returned)
		printf("          %lld came back, %lld addresses get none for now\n", (long long)r->returned,
		        (long long)r->silenced);
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
	json_object_set_new(top, "landlock_of_kernel", json_integer(sandbox_landlock_abi()));
	json_object_set_new(top, "disk_free_bytes", json_integer(h->free_bytes));
	json_object_set_new(top, "oldest_waiting", json_integer(h->oldest_waiting));
	json_object_set_new(top, "oldest_queued", json_integer(h->oldest_queued));
	json_object_set_new(top, "oldest_open", json_integer(h->oldest_open));
	json_object_set_new(top, "troubles", json_troubles(h));
}

/* "2022-08-26 15:40 +08:00 (3 h ago)": the campaign's zone need not be the machine's, and an age needs no clock. */
static const char *moment(const struct ctl *ctl, int64_t t)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "days"}, {3600, "h"}, {60, "min"}, {1, "s"}};
	int64_t age = time(NULL) - t;
	int offset = ctl->campaign->utc_offset / 60, minutes = offset < 0 ? -offset : offset;
	size_t i = 0;
	if (!t)
		return "-";
	while (i + 1 < sizeof units / sizeof *units && age < 2 * units[i].seconds)
		i++;
	return arena_printf(ctl->arena, "%s %c%02d:%02d (%lld %s ago)", ctl_time(ctl, t),
	        offset < 0 ? '-' : '+', minutes / 60, minutes % 60,
	        (long long)(age > 0 ? age / units[i].seconds : 0), units[i].name);
}

static const char *action_for(const struct health_trouble *t)
{
	if (strcmp(t->source, "disk") == 0)
		return "make room on that disk; it goes on by itself, the mails are still in the mailbox";
	if (strcmp(t->source, "filing") == 0)
		return "what came is safe and is tried again all the time; mend what the reason names";
	return t->refused ? "xuanwangctl probe tells more; a new authorization code: xuanwangctl password"
	                  : "it is tried again all the time; if it lasts: xuanwangctl probe";
}

static void print_trouble(const struct ctl *ctl, const struct health *h)
{
	for (size_t i = 0; i < h->troubles.n; i++) {
		const struct health_trouble *t = &h->troubles.v[i];
		printf("TROUBLE   %s since %s: %s\n          %s\n", t->source, moment(ctl, t->since),
		        t->reason, action_for(t));
	}
	if (h->paused_since)
		printf("TROUBLE   sending is paused until %s: the provider said %s\n"
		       "          it goes on by itself, nothing is dropped; often? lower answers.per_hour "
		       "and per_day\n",
		        ctl_time(ctl, h->paused_until), h->paused_said);
}

static void print_service(const struct ctl *ctl, const struct health *h)
{
	bool wrong = h->troubles.n || h->paused_since;
	if (h->running)
		printf("service   at work%s\n", wrong ? ", but:" : "");
	else
		puts("service   NOT RUNNING: systemctl status xuanwangd tells why, systemctl start xuanwangd "
		     "starts it");
	print_trouble(ctl, h); /* of a service that stopped: as it last was */
	printf("mailbox   last looked through %s\n", h->last_look ? moment(ctl, h->last_look) : "never yet");
}

static void print_oldest(const struct ctl *ctl, const struct health *h)
{
	if (h->oldest_waiting)
		printf("oldest    mail that waits to be filed: %s\n", moment(ctl, h->oldest_waiting));
	if (h->oldest_queued)
		printf("oldest    answer that waits to be sent: %s\n", moment(ctl, h->oldest_queued));
	if (h->oldest_open)
		printf("oldest    work that misses something: %s\n", moment(ctl, h->oldest_open));
}

static void print_machine(const struct ctl *ctl, const struct health *h)
{
	int abi = sandbox_landlock_abi();
	printf("disk      %s%lld MiB free; below %lld no mail is fetched\n",
	        h->free_bytes < ctl->config->least_free_bytes ? "SHORT: " : "",
	        (long long)(h->free_bytes >> 20), (long long)(ctl->config->least_free_bytes >> 20));
	printf("version   %s, database %lld\n", XW_VERSION, (long long)h->schema);
	printf("jail      seccomp, %s%s\n",
	        abi >= 4   ? "Landlock for files and ports"
	        : abi >= 1 ? "Landlock for files; ports want Linux 6.7"
	                   : "NO LANDLOCK in this kernel",
	        ctl->config->require_landlock ? ", required"
	                                      : ", not required (sandbox.require_landlock: no)");
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

static void print_counts(const struct view_counts *n)
{
	printf("mails     %lld in, %lld waiting to be filed\n         ", (long long)n->in,
	        (long long)n->waiting);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		printf("%s %lld %s", i ? "," : "", (long long)n->states[i], state_name((enum state)i));
	printf("\nfiled     %lld works, %lld statistics tables, %lld reports\n", (long long)n->works,
	        (long long)n->tables, (long long)n->reports);
	printf("answers   %lld sent, %lld queued, %lld not delivered\n", (long long)n->answers_sent,
	        (long long)n->answers_queued, (long long)n->answers_failed);
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
	if (ctl->json) {
		json_t *top = json_status(&h.counts, h.running, h.last_look);
		add_health(top, ctl, &h);
		add_restraint(top, &r, &h);
		ctl_print_json(top);
		return DONE;
	}
	print_service(ctl, &h);
	print_counts(&h.counts);
	print_restraint(&r);
	print_oldest(ctl, &h);
	print_machine(ctl, &h);
	return DONE;
}
