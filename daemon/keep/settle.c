#include "daemon/keep/settle.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/decide/conclude.h"
#include "daemon/keep/file/filing.h"
#include "daemon/keep/intake/clamd.h"
#include "daemon/keep/order/reread.h"
#include "daemon/keep/outbox/answer.h"
#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/store/store_held.h"
#include "daemon/keep/thread/mail_command.h"
#include "daemon/keep/thread/returned.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ATTEMPTS_MOST = 5, LINGER_MILLISECONDS = 20 };

/* One mail on its way through the jail; the queue is in order of admission. */
struct job {
	struct pending pending;
	uint64_t request; /* to the jail; never used twice, so that a late result of a forgotten job is known
	                     as such */
	struct arena *arena;
	int contents; /* the jail's decoded files */
	bool ready;
	struct examination x;
	struct clamd_look look;
};

struct settle {
	struct settle_tools tools;
	struct job queue[LIMIT_EXAMINE_QUEUE];
	size_t n;
	int64_t last; /* the highest mail that was put into the queue */
	bool rewind;  /* … and some lower one waits again */
	uint64_t requests;
	int64_t ready_since; /* monotonic milliseconds since the head of the queue is ready; 0: it is not */
};

struct settle *settle_new(const struct settle_tools *tools)
{
	struct settle *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->tools = *tools;
	return s;
}

static void free_job(struct job *j)
{
	if (j->contents >= 0)
		close(j->contents);
	arena_close(&j->arena);
}

void settle_restart(struct settle *s)
{
	for (size_t i = 0; i < s->n; i++)
		free_job(&s->queue[i]);
	s->n = 0;
	s->last = 0;
	s->rewind = false;
	s->ready_since = 0;
}

void settle_rewind(struct settle *s)
{
	s->rewind = true;
}

void settle_close(struct settle **s)
{
	if (*s)
		settle_restart(*s);
	free(*s);
	*s = NULL;
}

bool settle_is_empty(const struct settle *s)
{
	return s->n == 0;
}

/* --- into the jail --- */

/* A file without a name: a crash leaves nothing behind. */
static enum outcome open_contents(const struct folders *f, int *fd_r, struct reason *why)
{
	*fd_r = openat(f->spool, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	return *fd_r >= 0 ? DONE : fail_errno(why, LATER, "cannot make a file for decoded contents");
}

/* The service died over and over while this mail was the next: it is set aside unread, so that it cannot stop
 * the others. */
static void give_up(struct job *j)
{
	j->ready = true;
	j->x.how = EXAMINED_CRASHED;
	fail(&j->x.why, REFUSED,
	        "the service died %lld times while this mail was at hand; it was not read again",
	        (long long)j->pending.attempts);
}

static enum outcome submit(struct settle *s, struct job *j, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	if (j->pending.attempts >= ATTEMPTS_MOST) {
		give_up(j);
		return DONE;
	}
	folders_stored_name(&j->pending.raw, name);
	int mail = openat(s->tools.folders->mail, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (mail < 0)
		return fail_errno(why, LATER, "cannot open the stored message of mail %lld",
		        (long long)j->pending.mail);
	enum outcome o = open_contents(s->tools.folders, &j->contents, why);
	if (o == DONE)
		o = examiner_submit(s->tools.examiner, j->request = ++s->requests, mail, j->contents, why);
	close(mail);
	if (o == DONE)
		durable_step("settle.submitted");
	return o;
}

enum outcome settle_advance(struct settle *s, struct reason *why)
{
	enum outcome o = DONE;
	if (s->rewind && s->n)
		return DONE; /* in order of admission: what is under way first, then from the beginning */
	if (s->rewind)
		settle_restart(s);
	while (o == DONE && s->n < LIMIT_EXAMINE_QUEUE) {
		struct job *j = &s->queue[s->n];
		*j = (struct job){.contents = -1};
		o = store_next_pending(s->tools.sql, s->last, &j->pending, why);
		if (o != DONE || !j->pending.mail)
			break;
		j->arena = arena_new(LIMIT_ARENA_BYTES);
		o = submit(s, j, why);
		if (o != DONE) {
			free_job(j);
			break;
		}
		s->last = j->pending.mail;
		s->n++;
	}
	return o;
}

/* --- out of the jail --- */

static struct job *find_job(struct settle *s, uint64_t request)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->queue[i].request == request && !s->queue[i].ready)
			return &s->queue[i];
	return NULL;
}

static enum outcome take_results(struct settle *s, struct reason *why)
{
	for (;;) {
		struct arena *a = arena_new(LIMIT_ARENA_BYTES);
		struct examination x;
		enum outcome o = examiner_collect(s->tools.examiner, false, a, &x, why);
		struct job *j = o == DONE ? find_job(s, x.request) : NULL;
		if (!j)
			arena_close(&a);
		if (o != DONE)
			return o == LATER ? DONE : o;
		if (!j)
			continue;
		arena_close(&j->arena);
		j->arena = a;
		j->x = x;
		j->ready = true;
		if (x.how == EXAMINED_DONE &&
		        examine_check_contents(x.claims, j->contents, &j->x.why) != DONE)
			j->x.how = EXAMINED_REFUSED;
	}
}

/* --- one settlement --- */

static bool has_something_to_file(const struct verdict *v)
{
	return v->works.n || v->statistics.n || v->reports.n || v->unclaimed.n || v->lacks_table;
}

static enum outcome answer(struct settle *s, struct job *j, const struct settlement *t,
        enum outcome (*how)(const struct tools *, const struct answering *, struct reason *),
        struct reason *why)
{
	const struct settle_tools *k = &s->tools;
	const struct tools tools = {k->config, k->campaign, k->folders, k->sql, k->render};
	const struct answering m = {t, &j->pending.raw, j->pending.internal_date, j->pending.again, j->arena};
	return how(&tools, &m, why);
}

static enum outcome file_and_answer(struct settle *s, struct job *j, struct settlement *t, struct reason *why)
{
	struct filing_job job = {.folders = s->tools.folders,
	        .campaign = t->campaign,
	        .claims = t->claims,
	        .verdict = t->verdict,
	        .mail = t->mail,
	        .raw = j->pending.raw,
	        .contents = j->contents,
	        .sequels = t->sequels};
	struct reread_receipts receipts;
	enum outcome o = DONE;
	if (j->pending.again) {
		o = reread_receipts(s->tools.sql, t->mail, t->verdict, j->arena, &receipts, why);
		job.receipts = &receipts;
	}
	if (o == DONE)
		o = store_last_serial(s->tools.sql, t->campaign->receipt_prefix, &job.last_serial, why);
	if (o == DONE)
		o = filing_place(&job, j->arena, &t->filing, why);
	if (o == DONE)
		o = store_settle(s->tools.sql, t, why);
	if (o == DONE && *t->verdict->to)
		o = answer(s, j, t, answer_queue, why);
	if (o == DONE && *t->verdict->held)
		o = store_hold(s->tools.sql, t->mail, t->verdict->held, t->at, why);
	return o;
}

static enum outcome settle_without_files(
        struct settle *s, struct job *j, const struct settlement *t, struct reason *why)
{
	enum outcome o = store_settle(s->tools.sql, t, why);
	return o == DONE && *t->verdict->to ? answer(s, j, t, answer_queue, why) : o;
}

/* A file's time may be that of its export: what the last server wrote on top of the message is better. */
static enum outcome date_import(struct settle *s, struct job *j, int64_t now, struct reason *why)
{
	int64_t received = j->x.claims->received;
	if (!j->pending.imported || received <= 0 || received > now)
		return DONE;
	j->pending.internal_date = received;
	return store_set_received(s->tools.sql, j->pending.mail, received, why);
}

/* What a bounce says of an answer, and what a command by mail orders; a mail that is read again has done so. */
static enum outcome follow_up(struct settle *s, struct job *j, const struct settlement *t, struct reason *why)
{
	const struct thread_key key = own_key(s->tools.folders, s->tools.config);
	if (t->duplicate_of)
		return DONE;
	if (t->claims->automatic == AUTOMATIC_BOUNCE)
		return returned_note(s->tools.sql, &key, t->claims, t->mail, t->at, j->arena, why);
	if (t->commands && !j->pending.again)
		return mail_command_order(s->tools.sql, t->claims, t->mail, t->at, j->arena, why);
	return t->staff != STAFF_NOTHING && !j->pending.again ? answer(s, j, t, answer_staff, why) : DONE;
}

/* Everything about one mail that belongs into the transaction. */
static enum outcome settle_job(struct settle *s, struct job *j, int64_t now, struct reason *why)
{
	struct settlement t = {
	        .mail = j->pending.mail, .at = now, .campaign = s->tools.campaign, .claims = j->x.claims};
	enum outcome o = DONE;
	if (j->x.how == EXAMINED_DONE)
		o = date_import(s, j, now, why);
	const struct conclude c = {s->tools.sql, s->tools.config, own_key(s->tools.folders, s->tools.config),
	        j->pending.internal_date, j->pending.quiet, j->look.note, j->arena};
	if (o == DONE && j->look.infected)
		t.verdict = conclude_plainly(j->arena, STATE_QUARANTINED, "infected", j->look.infected);
	else if (o == DONE && j->x.how == EXAMINED_DONE)
		o = conclude(&c, &t, why);
	else if (o == DONE)
		t.verdict = conclude_plainly(j->arena, STATE_QUARANTINED,
		        j->x.how == EXAMINED_REFUSED ? "unreadable" : examined_name(j->x.how), j->x.why.text);
	if (o != DONE)
		return o;
	if (t.claims && has_something_to_file(t.verdict))
		o = file_and_answer(s, j, &t, why);
	else
		o = settle_without_files(s, j, &t, why);
	if (o == DONE && t.claims)
		o = follow_up(s, j, &t, why);
	if (o == DONE)
		log_event(LOG_LEVEL_INFO, "mail.settled", "mail=%lld state=%s reply=%s works=%zu answered=%s",
		        (long long)t.mail, state_name(t.verdict->state), reply_name(t.verdict->reply),
		        t.verdict->works.n, *t.verdict->to ? "yes" : "no");
	return o;
}

static enum outcome settle_once_more(struct settle *s, struct job *j, int64_t now, struct reason *why)
{
	enum outcome o = settle_job(s, j, now, why);
	if (o == DONE && j->pending.again)
		o = reread_finish(s->tools.sql, j->pending.mail, j->pending.again, j->arena, why);
	return o;
}

/* A mail whose own content makes settlement impossible is set aside with the reason; trouble of the machine
 * is the caller's. */
static enum outcome settle_or_quarantine(struct settle *s, struct job *j, int64_t now, struct reason *why)
{
	enum outcome o = sql_savepoint(s->tools.sql, why);
	if (o != DONE)
		return o;
	o = settle_once_more(s, j, now, why);
	if (o == DONE)
		return sql_release(s->tools.sql, why);
	sql_undo_savepoint(s->tools.sql);
	if (o != REFUSED)
		return o;
	log_event(LOG_LEVEL_ERROR, "mail.quarantined", "mail=%lld reason=\"%s\"", (long long)j->pending.mail,
	        why->text);
	const struct settlement t = {.mail = j->pending.mail,
	        .at = now,
	        .campaign = s->tools.campaign,
	        .verdict = conclude_plainly(
	                j->arena, STATE_QUARANTINED, "unreadable", arena_strdup(j->arena, why->text))};
	o = store_settle(s->tools.sql, &t, why);
	if (o == DONE && j->pending.again)
		o = reread_finish(s->tools.sql, j->pending.mail, j->pending.again, j->arena, why);
	return o;
}

static enum outcome commit(struct settle *s, struct reason *why)
{
	/* One sync for all files and folders that were made: rows must never point to what a power cut could
	 * take away. */
	if (syncfs(s->tools.folders->archive) != 0)
		return fail_errno(why, LATER, "cannot sync the archive");
	durable_step("settle.synced");
	enum outcome o = sql_commit(s->tools.sql, why);
	if (o == DONE)
		durable_step("settle.committed");
	return o;
}

static size_t count_ready(const struct settle *s)
{
	size_t ready = 0;
	while (ready < s->n && s->queue[ready].ready && s->queue[ready].x.how != EXAMINED_LATER)
		ready++;
	return ready;
}

static int64_t milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int settle_patience(const struct settle *s)
{
	int64_t left = s->ready_since + LINGER_MILLISECONDS - milliseconds();
	return !s->ready_since ? -1 : left > 0 ? (int)left : 0;
}

static bool is_worth_waiting(struct settle *s, size_t ready)
{
	if (!s->ready_since)
		s->ready_since = milliseconds();
	return ready < s->n && settle_patience(s) > 0;
}

/* All or none of the first `ready` mails. */
static enum outcome settle_ready(struct settle *s, size_t ready, int64_t now, struct reason *why)
{
	enum outcome o = sql_begin(s->tools.sql, why);
	for (size_t i = 0; o == DONE && i < ready; i++)
		o = settle_or_quarantine(s, &s->queue[i], now, why);
	if (o == DONE)
		o = commit(s, why);
	if (o != DONE)
		sql_rollback(s->tools.sql);
	return o;
}

/* Before the transaction begins: it may take its time. */
static enum outcome look_for_viruses(struct settle *s, size_t ready, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < ready; i++) {
		struct job *j = &s->queue[i];
		if (j->x.how != EXAMINED_DONE)
			continue;
		o = clamd_look_at(s->tools.config, j->x.claims, j->contents, j->arena, &j->look, why);
		if (o == DONE && j->look.note)
			log_event(LOG_LEVEL_WARNING, "clamd.passed", "mail=%lld reason=\"%s\"",
			        (long long)j->pending.mail, j->look.note);
	}
	return o;
}

enum outcome settle_collect(struct settle *s, int64_t now, struct reason *why)
{
	enum outcome o = take_results(s, why);
	if (o != DONE)
		return o;
	size_t ready = count_ready(s);
	/* What the machine failed to examine is tried again: the mail is not to blame. */
	if (ready == 0 && s->n && s->queue[0].ready)
		return fail(why, LATER, "%s", s->queue[0].x.why.text);
	if (ready == 0 || is_worth_waiting(s, ready))
		return DONE;
	s->ready_since = 0;
	o = look_for_viruses(s, ready, why);
	if (o == DONE)
		o = settle_ready(s, ready, now, why);
	if (o != DONE)
		return o;
	for (size_t i = 0; i < ready; i++)
		free_job(&s->queue[i]);
	memmove(s->queue, s->queue + ready, (s->n - ready) * sizeof *s->queue);
	s->n -= ready;
	return DONE;
}
