#include "daemon/keep/keep.h"

#include "base/durable.h"
#include "base/log.h"
#include "base/wire.h"
#include "daemon/keep/file/folders.h"
#include "daemon/keep/intake/intake.h"
#include "daemon/keep/order/order.h"
#include "daemon/keep/outbox/held.h"
#include "daemon/keep/outbox/outbox.h"
#include "daemon/keep/reply/sample.h"
#include "daemon/keep/reply/shipped.h"
#include "daemon/keep/settle.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/store/store_order.h"
#include "daemon/keep/view/page.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	ALIVE_SECONDS = 5,
	PAUSE_SECONDS = 5,
	STEADY_SECONDS = 60,
	PEERS = 3,
	ORDERS_PER_TURN = 20,
	SUMMARIES_PER_TURN = 20
};

struct keep {
	const struct config *config;
	const struct campaign *campaign;
	int main_fd, peers[PEERS]; /* by enum peer; -1: gone */
	bool once, drained, stop;
	struct folders folders;
	int lock;
	struct sql *sql;
	struct render *render;
	struct examiner *examiner;
	struct intake *intake;
	struct settle *settle;
	struct outbox *outbox;
	int64_t page_age;        /* of the database, when the register page was last written */
	int64_t page_at;         /* not written again before */
	int64_t pause_until;     /* after trouble of the machine: nothing new is begun before */
	struct reason pause_why; /* what was told of it; "": all is well */
	int64_t alive_at;
	bool lacks_room; /* main and the database were told */
	bool more_waits; /* of orders, or of what is told at a day's end, than one turn could do */
	bool failed; /* no new work is begun; only what send reports is still taken down, until MSG_STOP */
	struct message message;
};

/* main tells first who is at the other ends. */
static enum outcome take_peers(struct keep *k, struct reason *why)
{
	for (unsigned i = 0; i < PEERS; i++) {
		enum outcome o = channel_receive(k->main_fd, &k->message, why);
		if (o != DONE)
			return o;
		unsigned peer = wire_get_u8(&k->message.body);
		if (k->message.type != MSG_START_PEER || peer >= PEERS || !wire_is_whole(&k->message.body))
			return fail(why, BROKEN, "the start message of a peer is malformed");
		k->peers[peer] = k->message.fds[0];
	}
	return DONE;
}

static enum outcome open_store(struct keep *k, struct reason *why)
{
	umask(0027); /* our group may read the archive, others nothing, whatever we were started with */
	enum outcome o = folders_open(k->config->state_folder, k->config->archive_folder, &k->folders, why);
	if (o != DONE)
		return o;
	o = folders_lock(&k->folders, &k->lock, why);
	if (o != DONE)
		return o;
	folders_empty_spool(&k->folders);
	o = sql_open(k->folders.database_path, SQL_WRITE, &k->sql, why);
	if (o == DONE)
		o = store_forget_troubles(k->sql, why);
	return o == DONE ? store_count_attempt(k->sql, why) : o;
}

static enum outcome open_tools(struct keep *k, const struct keep_start *start, struct reason *why)
{
	const struct examiner_start examiner = {.files = start->campaign_files,
	        .own_address = k->config->address,
	        .may_lack_landlock = !k->config->require_landlock};
	struct arena *a = arena_new(1 << 20);
	enum outcome o = render_load(shipped_templates(a), k->config->templates_folder, &k->render, why);
	arena_close(&a);
	if (o == DONE)
		o = sample_check(k->render, start->campaign,
		        why); /* some faults show only with data: now, not at night */
	if (o == DONE) {
		o = examiner_attach(k->peers[PEER_ZYGOTE], &examiner, &k->examiner, why);
		k->peers[PEER_ZYGOTE] = -1; /* the examiner's own now */
	}
	if (o != DONE)
		return o;
	const struct settle_tools tools = {
	        k->config, start->campaign, &k->folders, k->sql, k->render, k->examiner};
	k->settle = settle_new(&tools);
	k->intake = intake_new(&k->folders, k->sql, k->peers[PEER_FETCH], k->config->least_free_bytes);
	k->outbox = outbox_new(k->sql, k->peers[PEER_SEND], k->config);
	return DONE;
}

enum outcome keep_open(const struct keep_start *start, struct keep **keep_r, struct reason *why)
{
	struct keep *k = calloc(1, sizeof *k);
	if (!k)
		abort();
	k->config = start->config;
	k->campaign = start->campaign;
	k->page_age = -1;
	k->main_fd = start->main_fd;
	k->once = start->once;
	k->lock = -1;
	k->folders = (struct folders){.state = -1, .spool = -1, .mail = -1, .archive = -1, .content = -1};
	for (unsigned i = 0; i < PEERS; i++)
		k->peers[i] = -1;
	*keep_r = k;
	enum outcome o = take_peers(k, why);
	if (o == DONE)
		o = open_store(k, why);
	return o == DONE ? open_tools(k, start, why) : o;
}

void keep_close(struct keep **keep)
{
	struct keep *k = *keep;
	if (!k)
		return;
	settle_close(&k->settle);
	intake_close(&k->intake);
	outbox_close(&k->outbox);
	examiner_close(&k->examiner);
	render_close(&k->render);
	sql_close(&k->sql);
	folders_close(&k->folders);
	if (k->lock >= 0)
		close(k->lock);
	for (unsigned i = 0; i < PEERS; i++)
		if (k->peers[i] >= 0)
			close(k->peers[i]);
	free(k);
	*keep = NULL;
}

/* --- the loop --- */

static void tell_main(struct keep *k, uint32_t type, enum outcome o, const char *text)
{
	struct buf body = BUF_INIT(2048);
	struct reason why;
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, text);
	if (channel_send(k->main_fd, type, &body, NULL, 0, &why) != DONE)
		k->stop = true;
	buf_free(&body);
}

/* The end of this life of the process, but not at once: what send is about to report must not get lost, or an
 * answer would go out a second time. main stops us in order. */
static void give_up(struct keep *k, enum outcome o, const struct reason *why)
{
	if (k->failed)
		return;
	k->failed = true;
	log_event(LOG_LEVEL_ERROR, "keep.failed", "outcome=%s reason=\"%s\"", outcome_name(o), why->text);
	tell_main(k, MSG_FAILED, o, why->text);
}

/* For status and alarms; not worth an end of the work if it cannot be noted, on a full disk for example. */
static void note_trouble(struct keep *k, const char *source, enum outcome o, const char *reason)
{
	struct reason why;
	if (store_trouble(k->sql, source, o, reason, time(NULL), &why) != DONE)
		log_event(LOG_LEVEL_WARNING, "trouble.unnoted", "source=%s reason=\"%s\"", source, why.text);
}

/* Told when it begins or changes, not every few seconds that it lasts. */
static void tell_of_pause(struct keep *k, const struct reason *why)
{
	if (strcmp(k->pause_why.text, why->text) == 0)
		return;
	k->pause_why = *why;
	log_event(LOG_LEVEL_ERROR, "keep.pause",
	        "reason=\"%s\" action=\"nothing is lost, it is tried again every %d s\"", why->text,
	        PAUSE_SECONDS);
	note_trouble(k, "filing", LATER, why->text);
	tell_main(k, MSG_TROUBLE, LATER, why->text);
}

/* Over when nothing waits, or when it has gone well for a while: one mail that was filed says little. */
static void end_pause(struct keep *k, int64_t now)
{
	if (!*k->pause_why.text || now < k->pause_until ||
	        (!settle_is_empty(k->settle) && now < k->pause_until + STEADY_SECONDS))
		return;
	k->pause_why.text[0] = '\0';
	log_event(LOG_LEVEL_NOTICE, "keep.resumed", "waiting=%s", settle_is_empty(k->settle) ? "no" : "yes");
	note_trouble(k, "filing", DONE, "");
	tell_main(k, MSG_TROUBLE, DONE, "");
}

/* A full disk or a locked database passes: nothing was lost, wait and begin again. With --once it is the
 * run's result. */
static void bear(struct keep *k, enum outcome o, int64_t now, const struct reason *why)
{
	if (o == DONE)
		return;
	if (o != LATER || k->once) {
		give_up(k, o, why);
		return;
	}
	tell_of_pause(k, why);
	settle_restart(k->settle);
	k->pause_until = now + PAUSE_SECONDS;
}

static void close_peer(struct keep *k, enum peer peer)
{
	close(k->peers[peer]);
	k->peers[peer] = -1;
}

static void take_from_fetch(struct keep *k, int64_t now)
{
	struct reason why;
	if (k->failed || k->message.type == MSG_FETCH_LOST) /* fetch has logged it and told main */
		return;
	/* Trouble here is no pause: fetch waits for an answer that it would not get. */
	enum outcome o = intake_take(k->intake, &k->message, now, &why);
	if (o != DONE)
		give_up(k, o, &why);
}

/* A peer that is gone is main's business: it will stop or replace us all. Until then its channel is just
 * silent. */
static void read_peer(struct keep *k, enum peer peer, int64_t now)
{
	struct reason why;
	if (channel_receive(k->peers[peer], &k->message, &why) != DONE) {
		close_peer(k, peer);
		return;
	}
	if (peer == PEER_FETCH)
		take_from_fetch(k, now);
	else
		bear(k, outbox_take(k->outbox, &k->message, now, &why), now, &why);
	message_close_fds(&k->message);
}

static void take_trouble(struct keep *k)
{
	struct arena *a = arena_new(1 << 20);
	const char *source = wire_get_str(&k->message.body, a, 16);
	unsigned outcome = wire_get_u8(&k->message.body);
	const char *reason = wire_get_str(&k->message.body, a, 2048);
	if (wire_is_whole(&k->message.body) && outcome <= BROKEN)
		note_trouble(k, source, (enum outcome)outcome, reason);
	arena_close(&a);
}

static void read_main(struct keep *k)
{
	struct reason why;
	if (channel_receive(k->main_fd, &k->message, &why) != DONE || k->message.type == MSG_STOP)
		k->stop = true;
	else if (k->message.type == MSG_PEER_TROUBLE)
		take_trouble(k);
}

/* Before the disk is full, not after: what is at hand must still be settled, and answered. */
static enum outcome watch_room(struct keep *k, struct reason *why)
{
	enum outcome o = intake_give_spool(k->intake, why);
	bool lacks = o == DONE && intake_lacks_room(k->intake);
	if (o != DONE || lacks == k->lacks_room)
		return o;
	struct reason what = {""};
	if (lacks)
		(void)fail(&what, LATER,
		        "the disk of storage.state has less than %lld MiB free (storage.least_free_mib): no "
		        "mail is "
		        "fetched until there is room",
		        (long long)(k->config->least_free_bytes >> 20));
	k->lacks_room = lacks;
	log_event(lacks ? LOG_LEVEL_ERROR : LOG_LEVEL_NOTICE, lacks ? "disk.short" : "disk.enough", "%s%s%s",
	        lacks ? "reason=\"" : "", what.text, lacks ? "\"" : "");
	note_trouble(k, "disk", lacks ? LATER : DONE, what.text);
	if (lacks && k->once)
		return fail(why, LATER, "%s", what.text);
	tell_main(k, MSG_TROUBLE, lacks ? LATER : DONE, what.text);
	return DONE;
}

static void say_alive(struct keep *k, int64_t now)
{
	struct reason why;
	if (now < k->alive_at)
		return;
	k->alive_at = now + ALIVE_SECONDS;
	if (channel_send(k->main_fd, MSG_ALIVE, NULL, NULL, 0, &why) != DONE)
		k->stop = true;
}

/* What the staff ordered; before anything else that touches the archive, since an order that was cut off by a crash
 * must be finished first. */
static enum outcome follow_orders(struct keep *k, int64_t now, struct reason *why)
{
	const struct tools tools = {k->config, k->campaign, &k->folders, k->sql, k->render};
	bool reads_again = false;
	enum outcome o = orders_advance(&tools, now, ORDERS_PER_TURN, &reads_again, why);
	if (reads_again)
		settle_rewind(k->settle);
	return o == DONE ? store_orders_wait(k->sql, &k->more_waits, why) : o;
}

static enum outcome tell_held(struct keep *k, int64_t now, struct reason *why)
{
	const struct tools tools = {k->config, k->campaign, &k->folders, k->sql, k->render};
	return held_advance(&tools, now, SUMMARIES_PER_TURN, &k->more_waits, why);
}

/* The register page follows the database, whoever changed it. It can be made again at any time: a fault is said, and no more. */
static void refresh_page(struct keep *k, int64_t now)
{
	struct reason why;
	int64_t age = 0;
	enum outcome o = sql_age(k->sql, &age, &why);
	if (o == DONE && age == k->page_age)
		return;
	if (o == DONE)
		o = page_replace(k->sql, &k->folders, k->campaign, ".index.html.new", now, &why);
	if (o == DONE)
		k->page_age = age;
	else
		log_event(LOG_LEVEL_WARNING, "page.failed", "reason=\"%s\"", why.text);
	k->page_at = now + LIMIT_PAGE_SECONDS;
}

/* Nothing is left that could be done now: everything the mailbox held is settled, flagged and answered as far
 * as possible. */
static enum outcome check_drained(struct keep *k, int64_t now, struct reason *why)
{
	int64_t next = 0;
	if (!k->once || k->drained || !intake_is_caught_up(k->intake) || !intake_is_flagged(k->intake) ||
	        !settle_is_empty(k->settle) || !outbox_is_idle(k->outbox))
		return DONE;
	enum outcome o = outbox_next(k->outbox, now, &next, why);
	if (o != DONE || k->more_waits || (next && next <= now))
		return o;
	k->drained = true;
	refresh_page(k, now);
	return channel_send(k->main_fd, MSG_DRAINED, NULL, NULL, 0, why);
}

/* Everything that can be begun now. A peer that is gone gets nothing more. */
static void begin_work(struct keep *k, int64_t now)
{
	struct reason why;
	k->more_waits = false;
	if (now < k->pause_until || k->failed)
		return;
	enum outcome o = follow_orders(k, now, &why);
	if (o == DONE)
		o = watch_room(k, &why);
	if (o == DONE)
		o = settle_advance(k->settle, &why);
	if (o == DONE && k->peers[PEER_FETCH] >= 0 && k->config->settled_action != SETTLED_NOTHING)
		o = intake_settle(k->intake, &why);
	if (o == DONE)
		o = tell_held(k, now, &why);
	if (o == DONE && k->peers[PEER_SEND] >= 0)
		o = outbox_advance(k->outbox, now, &why);
	if (o == DONE)
		o = check_drained(k, now, &why);
	bear(k, o, now, &why);
	if (o == DONE)
		end_pause(k, now);
	if (o == DONE && now >= k->page_at && !k->drained)
		refresh_page(k, now);
}

static void collect(struct keep *k, int64_t now)
{
	struct reason why;
	bear(k, settle_collect(k->settle, now, &why), now, &why);
}

static void turn(struct keep *k)
{
	struct pollfd fds[] = {{.fd = k->main_fd, .events = POLLIN},
	        {.fd = k->peers[PEER_FETCH], .events = POLLIN}, {.fd = k->peers[PEER_SEND], .events = POLLIN},
	        {.fd = k->failed ? -1 : examiner_fd(k->examiner), .events = POLLIN}};
	int patience = k->failed ? -1 : settle_patience(k->settle);
	int idle =
	        k->more_waits ? 0 : 1000; /* an order, or an answer that falls due, is seen within a second */
	if (poll(fds, sizeof fds / sizeof *fds, patience < 0 || k->more_waits ? idle : patience) < 0 &&
	        errno != EINTR)
		abort();
	int64_t now = time(NULL);
	if (fds[1].revents)
		read_peer(k, PEER_FETCH, now);
	if (fds[2].revents)
		read_peer(k, PEER_SEND, now);
	if (fds[3].revents || (patience >= 0 && !k->failed))
		collect(k, now);
	if (fds[0].revents)
		read_main(k);
	if (!k->stop)
		begin_work(k, now);
	say_alive(k, now);
}

/* main stops us after fetch and send have ended: their last words still lie in the channels. */
static void hear_last_words(struct keep *k)
{
	for (enum peer peer = PEER_FETCH; peer <= PEER_SEND; peer++) {
		struct pollfd fd = {.fd = k->peers[peer], .events = POLLIN};
		while (k->peers[peer] >= 0 && poll(&fd, 1, 0) > 0)
			read_peer(k, peer, time(NULL));
	}
}

int keep_run(struct keep *k)
{
	begin_work(k, time(NULL));
	while (!k->stop)
		turn(k);
	hear_last_words(k);
	return 0;
}
