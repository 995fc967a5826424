#include "base/log.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <errno.h>
#include <poll.h>

static enum outcome show_life(struct fetch *f, struct reason *why)
{
	int64_t now = net_now();
	if (f->alive_at && now - f->alive_at < LIMIT_ALIVE_SECONDS * 1000)
		return DONE;
	f->alive_at = now;
	enum outcome o = channel_send(f->main_fd, MSG_ALIVE, NULL, NULL, 0, why);
	if (o == BROKEN)
		f->orphaned = true;
	return o == BROKEN ? BROKEN : DONE;
}

static enum outcome hear_main(struct fetch *f, struct reason *why)
{
	enum outcome o = channel_receive(f->main_fd, f->inbox, why);
	if (o == LATER)
		return DONE;
	if (o != DONE) {
		f->orphaned = true;
		return o;
	}
	message_close_fds(f->inbox);
	if (f->inbox->type == MSG_STOP)
		f->stop = true;
	return DONE;
}

static enum outcome hear_keep(struct fetch *f, struct reason *why)
{
	enum outcome o = channel_receive(f->keep_fd, f->inbox, why);
	if (o == LATER)
		return DONE;
	if (o != DONE) {
		f->orphaned = true;
		return o;
	}
	if (f->expected && f->inbox->type == f->expected) {
		f->arrived = true;
		return DONE;
	}
	message_close_fds(f->inbox);
	if (f->inbox->type == MSG_SETTLE) {
		settle_queue(f, &f->inbox->body);
		return DONE;
	}
	return fail(why, BROKEN, "keep sent a message of type %u out of turn", f->inbox->type);
}

enum outcome fetch_turn(struct fetch *f, int64_t ms, bool *net_ready_r, struct reason *why)
{
	struct pollfd p[3] = {{.fd = f->main_fd, .events = POLLIN}, {.fd = f->keep_fd, .events = POLLIN},
	        {.fd = net_ready_r ? net_fd(f->net) : -1, .events = POLLIN}};
	enum outcome o = show_life(f, why);
	if (o != DONE)
		return o;
	if (ms > LIMIT_ALIVE_SECONDS * 1000)
		ms = LIMIT_ALIVE_SECONDS * 1000;
	int n = poll(p, 3, ms > 0 ? (int)ms : 0);
	if (n < 0 && errno != EINTR)
		return fail_errno(why, BROKEN, "cannot wait for messages");
	if (n <= 0)
		return DONE;
	if (net_ready_r)
		*net_ready_r = p[2].revents != 0;
	if (p[0].revents)
		o = hear_main(f, why);
	if (o == DONE && p[1].revents)
		o = hear_keep(f, why);
	return o;
}

/* The pulse of the connection: only main is listened to here, because what keep says may have to wait for the
 * session. */
bool fetch_go_on(void *fetch)
{
	struct fetch *f = fetch;
	struct pollfd p = {.fd = f->main_fd, .events = POLLIN};
	if (show_life(f, NULL) != DONE)
		return false;
	if (!f->stop && poll(&p, 1, 0) > 0 && hear_main(f, NULL) != DONE)
		return false;
	return !f->stop || f->leaving;
}

enum outcome fetch_await(struct fetch *f, uint32_t type, struct reason *why)
{
	enum outcome o = DONE;
	f->expected = type;
	f->arrived = false;
	while (o == DONE && !f->arrived && !f->stop)
		o = fetch_turn(f, LIMIT_ALIVE_SECONDS * 1000, NULL, why);
	f->expected = 0;
	if (o == DONE && !f->arrived)
		return fail(why, LATER, "told to stop");
	return o;
}

enum outcome fetch_tell_keep(struct fetch *f, uint32_t type, const struct buf *body, struct reason *why)
{
	enum outcome o = channel_send(f->keep_fd, type, body, NULL, 0, why);
	if (o == BROKEN)
		f->orphaned = true;
	return o;
}

void fetch_tell_main(struct fetch *f, enum outcome o, const char *reason)
{
	struct buf body = BUF_INIT(4096);
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, reason);
	if (channel_send(f->main_fd, MSG_TROUBLE, &body, NULL, 0, NULL) == BROKEN)
		f->orphaned = true;
	f->troubled = o != DONE;
	buf_free(&body);
}
