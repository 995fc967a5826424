#include "daemon/fetch/private.h"
#include "schema/limits.h"

/* Until the time has come, keep wants something, the server said something, or the stop. */
static enum outcome wait_until(struct fetch *f, int64_t until, bool watch_server, struct reason *why)
{
	enum outcome o = DONE;
	bool ready = false;
	int64_t left;
	while (o == DONE && !ready && !f->stop && !f->settle.n && (left = until - net_now()) > 0)
		o = fetch_turn(f, left, watch_server ? &ready : NULL, why);
	return o;
}

/* What libetpan or GnuTLS have read ahead is not seen by poll(). The server's word on DONE proves the
 * connection, so this also finds out within LIMIT_IDLE_SECONDS + LIMIT_IDLE_ANSWER_SECONDS that a silent one
 * is dead. */
static enum outcome idle(struct fetch *f, struct reason *why)
{
	enum outcome o = DONE;
	session_begin(f);
	int r = mailimap_idle(f->imap);
	if (r != MAILIMAP_NO_ERROR) {
		f->skip_idle = !*net_failure(f->net);
		return session_fail(f, r, "IDLE", why);
	}
	if (!net_has_pending(f->net) && f->imap->imap_stream->read_buffer_len == 0)
		o = wait_until(f, net_now() + (int64_t)fetch_times.idle * 1000, true, why);
	if (o != DONE)
		return o;
	f->leaving = f->stop; /* IDLE is ended properly in any case */
	net_begin(f->net, &(struct net_bounds){.silence = fetch_times.idle_answer,
	                          .whole = fetch_times.command,
	                          .bytes = LIMIT_COMMAND_BYTES});
	r = mailimap_idle_done(f->imap);
	return r == MAILIMAP_NO_ERROR ? DONE : session_fail(f, r, "IDLE", why);
}

static enum outcome poll_folder(struct fetch *f, struct reason *why)
{
	int64_t seconds = f->config->poll_seconds;
	if (seconds > (int64_t)fetch_times.idle)
		seconds = fetch_times.idle;
	enum outcome o = wait_until(f, net_now() + seconds * 1000, false, why);
	if (o != DONE || f->stop || f->settle.n)
		return o;
	net_begin(f->net, &(struct net_bounds){.silence = fetch_times.idle_answer,
	                          .whole = fetch_times.command,
	                          .bytes = LIMIT_COMMAND_BYTES});
	int r = mailimap_noop(f->imap);
	return r == MAILIMAP_NO_ERROR ? DONE : session_fail(f, r, "NOOP", why);
}

enum outcome watch_folder(struct fetch *f, struct reason *why)
{
	if (!f->once && !f->skip_idle && mailimap_has_idle(f->imap))
		return idle(f, why);
	return poll_folder(f, why);
}
