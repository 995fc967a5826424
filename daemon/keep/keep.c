#include "daemon/keep/keep.h"

#include "base/durable.h"
#include "base/log.h"
#include "base/wire.h"
#include "daemon/keep/folders.h"
#include "daemon/keep/intake.h"
#include "daemon/keep/outbox.h"
#include "daemon/keep/settle.h"
#include "daemon/keep/shipped.h"
#include "daemon/keep/store.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ALIVE_SECONDS = 5, PAUSE_SECONDS = 5, PEERS = 3 };

struct keep {
	const struct config *config;
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
	int64_t pause_until; /* after trouble of the machine: nothing new is begun before */
	int64_t alive_at;
	bool failed; /* with --once: the environment failed */
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
	enum outcome o = folders_open(k->config->state_folder, k->config->archive_folder, &k->folders, why);
	if (o != DONE)
		return o;
	o = folders_lock(&k->folders, &k->lock, why);
	if (o != DONE)
		return o;
	folders_empty_spool(&k->folders);
	o = sql_open(k->folders.database_path, SQL_WRITE, &k->sql, why);
	return o == DONE ? store_count_attempt(k->sql, why) : o;
}

static enum outcome open_tools(struct keep *k, const struct keep_start *start, struct reason *why)
{
	const struct examiner_start examiner = {.campaign_path = start->campaign->path,
	        .campaign_text = start->campaign_text,
	        .campaign_len = start->campaign_len,
	        .own_address = k->config->address,
	        .may_lack_landlock = !k->config->require_landlock};
	struct arena *a = arena_new(1 << 20);
	enum outcome o = render_load(shipped_templates(a), k->config->templates_folder, &k->render, why);
	arena_close(&a);
	if (o == DONE) {
		o = examiner_attach(k->peers[PEER_ZYGOTE], &examiner, &k->examiner, why);
		k->peers[PEER_ZYGOTE] = -1; /* the examiner's own now */
	}
	if (o != DONE)
		return o;
	const struct settle_tools tools = {
	        k->config, start->campaign, &k->folders, k->sql, k->render, k->examiner};
	k->settle = settle_new(&tools);
	k->intake = intake_new(&k->folders, k->sql, k->peers[PEER_FETCH]);
	k->outbox = outbox_new(k->sql, k->peers[PEER_SEND], k->config->address);
	return DONE;
}

enum outcome keep_open(const struct keep_start *start, struct keep **keep_r, struct reason *why)
{
	struct keep *k = calloc(1, sizeof *k);
	if (!k)
		abort();
	k->config = start->config;
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

/* --- the loop
 * ----------------------------------------------------------------------------------------------------------
 */

static void tell_trouble(struct keep *k, enum outcome o, const char *text)
{
	struct buf body = BUF_INIT(2048);
	struct reason why;
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, text);
	if (channel_send(k->main_fd, MSG_TROUBLE, &body, NULL, 0, &why) != DONE)
		k->stop = true;
	buf_free(&body);
}

/* A full disk or a locked database passes: nothing was lost, wait and begin again. With --once it is the
 * run's result. */
static enum outcome bear(struct keep *k, enum outcome o, int64_t now, struct reason *why)
{
	if (o != LATER)
		return o;
	log_event(LOG_LEVEL_ERROR, "keep.pause", "seconds=%d reason=\"%s\"", PAUSE_SECONDS, why->text);
	tell_trouble(k, o, why->text);
	settle_restart(k->settle);
	k->pause_until = now + PAUSE_SECONDS;
	if (k->once)
		k->failed = k->stop = true;
	return DONE;
}

static void close_peer(struct keep *k, enum peer peer)
{
	close(k->peers[peer]);
	k->peers[peer] = -1;
}

/* A peer that is gone is main's business: it will stop or replace us all. Until then its channel is just
 * silent. */
static enum outcome read_peer(struct keep *k, enum peer peer, int64_t now, struct reason *why)
{
	if (channel_receive(k->peers[peer], &k->message, why) != DONE) {
		close_peer(k, peer);
		return DONE;
	}
	enum outcome o;
	if (k->message.type == MSG_FETCH_LOST)
		o = DONE; /* fetch has logged it and told main */
	else if (peer == PEER_FETCH)
		o = intake_take(k->intake, &k->message, now,
		        why); /* trouble here ends us all: fetch waits for an answer */
	else
		o = bear(k, outbox_take(k->outbox, &k->message, now, why), now, why);
	message_close_fds(&k->message);
	return o;
}

static enum outcome read_main(struct keep *k)
{
	struct reason why;
	if (channel_receive(k->main_fd, &k->message, &why) != DONE || k->message.type == MSG_STOP)
		k->stop = true;
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

/* Nothing is left that could be done now: everything the mailbox held is settled, flagged and answered as far
 * as possible. */
static enum outcome check_drained(struct keep *k, int64_t now, struct reason *why)
{
	int64_t next = 0;
	if (!k->once || k->drained || !intake_is_caught_up(k->intake) || !intake_is_flagged(k->intake) ||
	        !settle_is_empty(k->settle) || !outbox_is_idle(k->outbox))
		return DONE;
	enum outcome o = store_next_attempt(k->sql, &next, why);
	if (o != DONE || (next && next <= now))
		return o;
	k->drained = true;
	return channel_send(k->main_fd, MSG_DRAINED, NULL, NULL, 0, why);
}

/* Everything that can be begun now. A peer that is gone gets nothing more. */
static enum outcome begin_work(struct keep *k, int64_t now, struct reason *why)
{
	if (now < k->pause_until)
		return DONE;
	enum outcome o = settle_advance(k->settle, why);
	if (o == DONE && k->peers[PEER_FETCH] >= 0 && k->config->settled_action != SETTLED_NOTHING)
		o = intake_settle(k->intake, why);
	if (o == DONE && k->peers[PEER_SEND] >= 0)
		o = outbox_advance(k->outbox, now, why);
	if (o == DONE)
		o = check_drained(k, now, why);
	return bear(k, o, now, why);
}

static enum outcome collect(struct keep *k, int64_t now, struct reason *why)
{
	unsigned settled;
	return bear(k, settle_collect(k->settle, now, &settled, why), now, why);
}

static enum outcome turn(struct keep *k, struct reason *why)
{
	struct pollfd fds[] = {{.fd = k->main_fd, .events = POLLIN},
	        {.fd = k->peers[PEER_FETCH], .events = POLLIN}, {.fd = k->peers[PEER_SEND], .events = POLLIN},
	        {.fd = examiner_fd(k->examiner), .events = POLLIN}};
	if (poll(fds, sizeof fds / sizeof *fds, 1000) < 0 && errno != EINTR)
		return fail_errno(why, BROKEN, "cannot wait");
	int64_t now = time(NULL);
	enum outcome o = fds[0].revents ? read_main(k) : DONE;
	if (o == DONE && fds[1].revents)
		o = read_peer(k, PEER_FETCH, now, why);
	if (o == DONE && fds[2].revents)
		o = read_peer(k, PEER_SEND, now, why);
	if (o == DONE && fds[3].revents)
		o = collect(k, now, why);
	if (o == DONE && !k->stop)
		o = begin_work(k, now, why);
	say_alive(k, now);
	return o;
}

int keep_run(struct keep *k)
{
	struct reason why;
	enum outcome o = begin_work(k, time(NULL), &why);
	while (o == DONE && !k->stop)
		o = turn(k, &why);
	if (o != DONE) {
		log_event(LOG_LEVEL_ERROR, "keep.failed", "reason=\"%s\"", why.text);
		return o == LATER ? 3 : 2;
	}
	return k->failed ? 3 : 0;
}
