/* The staff's daily mail: shown, or put into the outbox, from where the service sends it. */
#include "daemon/keep/digest.h"
#include "daemon/ctl/ctl.h"
#include "daemon/ctl/report.h"
#include "daemon/keep/compose.h"
#include "daemon/keep/store.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>

enum { DAY = 86400, NOON = DAY / 2 };

/* One digest per day: the Message-ID is made of the day, and the outbox takes each only once. What is made before noon counts
 * as yesterday's: a timer that catches up in the morning must not use up the day's own. */
static enum outcome compose(struct ctl *ctl, const struct rendered *r, int64_t now, struct buf *message,
        const char **id_r, struct reason *why)
{
	struct hash of;
	struct buf id = BUF_INIT(LIMIT_MESSAGE_ID_BYTES);
	int64_t day = (now + ctl->campaign->utc_offset - NOON) / DAY;
	const char *subject_of =
	        arena_printf(ctl->arena, "digest %s %lld", ctl->campaign->id, (long long)day);
	hash_bytes(subject_of, strlen(subject_of), &of);
	compose_message_id(ctl->folders.key, FOLDERS_KEY_SIZE, COMPOSE_DIGEST, &of,
	        strchr(ctl->config->address, '@') + 1, &id);
	*id_r = arena_strdup(ctl->arena, buf_str(&id));
	buf_free(&id);
	const struct compose c = {.from_name = ctl->config->display_name,
	        .from_address = ctl->config->address,
	        .to = ctl->config->staff.v,
	        .n_to = ctl->config->staff.n,
	        .subject = buf_str(&r->subject),
	        .text = buf_str(&r->text),
	        .html = buf_str(&r->html),
	        .message_id = *id_r,
	        .date = now,
	        .utc_offset = ctl->campaign->utc_offset};
	return compose_message(&c, message, why);
}

static enum outcome queue(struct ctl *ctl, const struct rendered *r, int64_t now, struct reason *why)
{
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	struct answer answer = {.kind = "digest", .queued = now};
	size_t queued = 0;
	enum outcome o = compose(ctl, r, now, &message, &answer.message_id, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = sql_begin(ctl->sql, why);
	for (size_t i = 0; o == DONE && i < ctl->config->staff.n; i++) {
		bool new;
		answer.recipient = ctl->config->staff.v[i];
		o = store_queue(ctl->sql, &answer, &new, why);
		queued += new;
	}
	if (o == DONE)
		o = sql_commit(ctl->sql, why);
	if (o != DONE)
		sql_rollback(ctl->sql);
	else
		printf("%zu digests queued for %zu staff addresses%s\n", queued, ctl->config->staff.n,
		        queued ? "" : ": this day's was queued before");
	buf_free(&message);
	return o;
}

static enum outcome render(
        struct ctl *ctl, int64_t now, struct rendered *r, bool *quiet_r, struct reason *why)
{
	struct report report;
	enum outcome o = report_load(ctl, now, &report, why);
	if (o == DONE) {
		*quiet_r = digest_is_quiet(&report.digest);
		o = digest_render(report.templates, ctl->campaign, &report.digest, r, why);
	}
	report_close(&report);
	return o;
}

enum outcome ctl_digest(struct ctl *ctl, struct reason *why)
{
	struct rendered r = {0};
	int64_t now;
	bool quiet = false;
	if (ctl->print == ctl->send)
		return fail(why, REFUSED, "say --print or --send");
	enum outcome o = ctl_open(ctl, ctl->send ? SQL_WRITE : SQL_READ, why);
	if (o == DONE)
		o = ctl_moment(ctl, &now, why);
	if (o == DONE)
		o = render(ctl, now, &r, &quiet, why);
	if (o == DONE && ctl->print)
		printf("Subject: %s\n\n%s", buf_str(&r.subject), buf_str(&r.text));
	else if (o == DONE && quiet && !ctl->config->digest_when_quiet)
		puts("nothing to report: no digest is sent (digest.when_quiet)");
	else if (o == DONE)
		o = queue(ctl, &r, now, why);
	rendered_free(&r);
	return o;
}
