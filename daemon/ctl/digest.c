/* The staff's daily mail: shown, or put into the outbox, from where the service sends it. */
#include "daemon/keep/view/digest.h"
#include "daemon/ctl/ctl.h"
#include "daemon/ctl/report.h"
#include "daemon/keep/reply/compose.h"
#include "daemon/keep/reply/shown.h"
#include "daemon/keep/store/store.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DAY = 86400, NOON = DAY / 2 };

struct letter {
	struct rendered text;
	struct buf workbook; /* empty: none is attached */
	bool quiet;
};

/* One digest per day: the Message-ID is made of the day, and the outbox takes each only once. What is made before noon counts
 * as yesterday's: a timer that catches up in the morning must not use up the day's own. */
static enum outcome compose(struct ctl *ctl, const struct letter *l, int64_t now, struct buf *message,
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
	struct shown_time t = shown_time(now, ctl->campaign->utc_offset);
	const struct compose_file file = {.name = arena_printf(ctl->arena, "%s-%04d%02d%02d.xlsx",
	                                          ctl->campaign->short_name, t.year, t.month, t.day),
	        .type = "application",
	        .subtype = "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	        .bytes = buf_str(&l->workbook),
	        .len = l->workbook.len};
	const struct compose c = {.from_name = ctl->config->display_name,
	        .from_address = ctl->config->address,
	        .to = ctl->config->staff.v,
	        .n_to = ctl->config->staff.n,
	        .subject = buf_str(&l->text.subject),
	        .text = buf_str(&l->text.text),
	        .html = buf_str(&l->text.html),
	        .message_id = *id_r,
	        .date = now,
	        .utc_offset = ctl->campaign->utc_offset,
	        .file = l->workbook.len ? &file : NULL};
	return compose_message(&c, message, why);
}

static enum outcome queue(struct ctl *ctl, const struct letter *l, int64_t now, struct reason *why)
{
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	struct answer answer = {.kind = "digest", .queued = now};
	size_t queued = 0;
	enum outcome o = compose(ctl, l, now, &message, &answer.message_id, why);
	answer.message = buf_str(&message);
	answer.message_len = message.len;
	if (o == DONE)
		o = ctl_queue_for_staff(ctl, &answer, &queued, why);
	if (o == DONE)
		printf("%zu digests queued for %zu staff addresses%s\n", queued, ctl->config->staff.n,
		        queued ? "" : ": this day's was queued before");
	buf_free(&message);
	return o;
}

/* The bytes of a workbook, made in a file without a name. */
static enum outcome attach(
        const struct ctl *ctl, const struct report *report, struct buf *bytes, struct reason *why)
{
	char block[1 << 16];
	ssize_t got = 0;
	int fd;
	enum outcome o = ctl_make_file(&fd, why);
	if (o != DONE)
		return o;
	o = report_make_workbook(ctl, report, arena_printf(ctl->arena, "/proc/self/fd/%d", fd), why);
	for (off_t at = 0; o == DONE && (got = pread(fd, block, sizeof block, at)) > 0; at += got)
		buf_put(bytes, block, (size_t)got);
	if (o == DONE && got < 0)
		o = fail_errno(why, LATER, "cannot read the workbook");
	close(fd);
	if (o == DONE && bytes->overrun) {
		fputs("the workbook is too large to be attached: export register --format xlsx makes it\n",
		        stderr);
		buf_free(bytes);
	}
	return o;
}

static enum outcome render(struct ctl *ctl, int64_t now, struct letter *l, struct reason *why)
{
	struct report report;
	*l = (struct letter){.workbook = BUF_INIT(LIMIT_ATTACHED_BYTES)};
	enum outcome o = report_load(ctl, now, &report, why);
	l->quiet = o == DONE && digest_is_quiet(&report.digest);
	if (o == DONE && ctl->config->digest_workbook && !l->quiet)
		o = attach(ctl, &report, &l->workbook, why);
	if (o == DONE) {
		report.digest.workbook = l->workbook.len > 0;
		o = digest_render(report.templates, ctl->campaign, &report.digest, &l->text, why);
	}
	report_close(&report);
	return o;
}

/* As text, or with --format html as the page that a mail client shows. */
static enum outcome print(const struct ctl *ctl, const struct rendered *r, struct reason *why)
{
	bool html = ctl->format && strcmp(ctl->format, "html") == 0;
	if (ctl->format && !html && strcmp(ctl->format, "text") != 0)
		return fail(why, REFUSED, "--format is \"%s\", must be text or html", ctl->format);
	if (html)
		fputs(buf_str(&r->html), stdout);
	else
		printf("Subject: %s\n\n%s", buf_str(&r->subject), buf_str(&r->text));
	return DONE;
}

enum outcome ctl_digest(struct ctl *ctl, struct reason *why)
{
	struct letter letter = {.quiet = false};
	int64_t now;
	if (ctl->print == ctl->send)
		return fail(why, REFUSED, "say --print or --send");
	enum outcome o = ctl_open(ctl, ctl->send ? SQL_WRITE : SQL_READ, why);
	if (o == DONE)
		o = ctl_moment(ctl, &now, why);
	if (o == DONE)
		o = render(ctl, now, &letter, why);
	if (o == DONE && ctl->print)
		o = print(ctl, &letter.text, why);
	else if (o == DONE && letter.quiet && !ctl->config->digest_when_quiet)
		puts("nothing to report: no digest is sent (digest.when_quiet)");
	else if (o == DONE)
		o = queue(ctl, &letter, now, why);
	rendered_free(&letter.text);
	buf_free(&letter.workbook);
	return o;
}
