/* The service's figures in the Prometheus text format (exposition format 0.0.4): counts and times, nobody's data. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/view/health.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void put(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP xuanwangd_%s %s\n# TYPE xuanwangd_%s %s\n", name, help, name, type);
}

static void put_one(struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
	put(out, name, type, help);
	buf_printf(out, "xuanwangd_%s %lld\n", name, (long long)value);
}

/* Ages rather than times: an alarm rule then needs no clock. */
static int64_t age(int64_t since, int64_t now)
{
	return since && now > since ? now - since : 0;
}

static void put_troubles(struct buf *out, const struct health *h, int64_t now)
{
	static const char *const sources[] = {"imap", "smtp", "disk", "filing"};
	put(out, "trouble_seconds", "gauge", "How long this part cannot do its work; 0 while it can.");
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		int64_t seconds = 0;
		for (size_t k = 0; k < h->troubles.n; k++)
			if (strcmp(h->troubles.v[k].source, sources[i]) == 0)
				seconds = age(h->troubles.v[k].since, now) + 1;
		buf_printf(out, "xuanwangd_trouble_seconds{source=\"%s\"} %lld\n", sources[i],
		        (long long)seconds);
	}
}

void ctl_put_metrics(const struct health *h, int64_t now, struct buf *out)
{
	const struct view_counts *n = &h->counts;
	put(out, "build_info", "gauge", "The version that wrote this.");
	buf_puts(out, "xuanwangd_build_info{version=\"" XW_VERSION "\"} 1\n");
	put_one(out, "up", "gauge", "1 while the service is at work.", h->running);
	put_one(out, "last_look_age_seconds", "gauge", "Since the mailbox was last seen to its end.",
	        age(h->last_look, now));
	put_one(out, "disk_free_bytes", "gauge", "Free on the file system of state and archive.",
	        h->free_bytes);
	put_one(out, "mails_received_total", "counter", "Mails admitted.", n->in);
	put_one(out, "mails_waiting", "gauge", "Mails admitted and not settled.", n->waiting);
	put(out, "mails_settled", "gauge", "Settled mails by what became of them.");
	for (unsigned i = 0; i < STATE_COUNT; i++)
		buf_printf(out, "xuanwangd_mails_settled{state=\"%s\"} %lld\n", state_name((enum state)i),
		        (long long)n->states[i]);
	put_one(out, "works", "gauge", "Works filed.", n->works);
	put_one(out, "statistics_tables", "gauge", "Statistics tables filed.", n->tables);
	put_one(out, "reports", "gauge", "Write-ups and reports of submission filed.", n->reports);
	put(out, "answers", "gauge", "Outgoing mails by fate.");
	buf_printf(out,
	        "xuanwangd_answers{state=\"sent\"} %lld\nxuanwangd_answers{state=\"queued\"} %lld\n"
	        "xuanwangd_answers{state=\"failed\"} %lld\n",
	        (long long)n->answers_sent, (long long)n->answers_queued, (long long)n->answers_failed);
	put_one(out, "oldest_waiting_seconds", "gauge", "Age of the oldest mail that is not settled.",
	        age(h->oldest_waiting, now));
	put_one(out, "oldest_queued_seconds", "gauge", "Age of the oldest outgoing mail that is not sent.",
	        age(h->oldest_queued, now));
	put_one(out, "oldest_open_seconds", "gauge", "Age of the oldest work that misses something.",
	        age(h->oldest_open, now));
	put_troubles(out, h, now);
	put_one(out, "sending_paused_seconds", "gauge",
	        "Since the provider wants less mail from us; 0 while sending goes on.",
	        age(h->paused_since, now));
}

enum outcome ctl_metrics(struct ctl *ctl, struct reason *why)
{
	struct health h;
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = health_read(ctl->sql, &ctl->folders, ctl->arena, &h, why);
	if (o == DONE) {
		ctl_put_metrics(&h, time(NULL), &text);
		fputs(buf_str(&text), stdout);
	}
	buf_free(&text);
	return o;
}
