#include "daemon/send/send.h"

#include "base/arena.h"
#include "base/durable.h"
#include "base/log.h"
#include "base/wire.h"
#include "daemon/send/smtp.h"
#include "daemon/send/submit.h"
#include "schema/messages.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

enum { EXIT_STOPPED = 0, EXIT_ENVIRONMENT = 3 };

struct sender {
	int main_fd, keep_fd;
	const struct config *config;
	const char *password;
	bool stop, orphaned, troubled;
	bool in_hand; /* an answer is being handed over: it is finished in spite of `stop` */
	struct net_pulse pulse;
	int64_t alive_at; /* monotonic milliseconds, as below */
	struct message *inbox;
	struct smtp *smtp;  /* NULL: no session */
	int64_t used_at;    /* the session's last work */
	int64_t not_before; /* the server failed: it is not asked again until then */
	unsigned failures;
	enum outcome failure;
	struct reason why;
};

static struct send_times times = {
        .connect = LIMIT_CONNECT_SECONDS,
        .command = LIMIT_COMMAND_SECONDS,
        .accept = LIMIT_ACCEPT_SECONDS,
        .idle = LIMIT_SEND_IDLE_SECONDS,
        .reconnect_first = LIMIT_RECONNECT_FIRST,
        .reconnect_most = LIMIT_RETRY_FIRST,
};

void send_set_times(const struct send_times *t)
{
	times = *t;
}

static bool show_life(struct sender *s)
{
	int64_t now = net_now();
	if (s->alive_at && now - s->alive_at < LIMIT_ALIVE_SECONDS * 1000)
		return true;
	s->alive_at = now;
	s->orphaned = s->orphaned || channel_send(s->main_fd, MSG_ALIVE, NULL, NULL, 0, NULL) == BROKEN;
	return !s->orphaned;
}

static void hear_main(struct sender *s)
{
	struct message *m = malloc(sizeof *m);
	invariant(m);
	enum outcome o = channel_receive(s->main_fd, m, NULL);
	if (o == DONE) {
		message_close_fds(m);
		s->stop = s->stop || m->type == MSG_STOP;
	} else if (o == BROKEN)
		s->orphaned = true;
	free(m);
}

static bool go_on(void *context)
{
	struct sender *s = context;
	struct pollfd p = {.fd = s->main_fd, .events = POLLIN};
	if (!show_life(s))
		return false;
	if (!s->stop && poll(&p, 1, 0) > 0)
		hear_main(s);
	return s->in_hand || !(s->stop || s->orphaned);
}

static void tell_main(struct sender *s, enum outcome o, const char *reason)
{
	struct buf body = BUF_INIT(1024);
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, reason);
	s->orphaned = s->orphaned || channel_send(s->main_fd, MSG_TROUBLE, &body, NULL, 0, NULL) == BROKEN;
	s->troubled = o != DONE;
	buf_free(&body);
}

/* While the server cannot be used, answers are given back at once rather than each after its own time-out. */
static enum outcome open_session(struct sender *s)
{
	if (net_now() < s->not_before)
		return s->failure;
	s->why.text[0] = '\0';
	s->failure = smtp_open(
	        &s->config->smtp, s->password, times.connect, times.command, &s->pulse, &s->smtp, &s->why);
	if (s->failure == DONE) {
		log_event(LOG_LEVEL_INFO, "send.session", "failures=%u", s->failures);
		s->failures = 0;
		if (s->troubled)
			tell_main(s, DONE, "");
		return DONE;
	}
	int64_t wait = times.reconnect_first;
	for (unsigned i = 0; i < s->failures && wait < times.reconnect_most; i++)
		wait *= 2;
	if (wait > times.reconnect_most || s->failure == REFUSED)
		wait = times.reconnect_most;
	s->failures++;
	s->not_before = net_now() + wait * 1000;
	log_event(LOG_LEVEL_WARNING, "send.lost", "outcome=%s failures=%u reason=\"%s\"",
	        outcome_name(s->failure), s->failures, s->why.text);
	tell_main(s, s->failure, s->why.text);
	return s->failure;
}

/* A session that rested may have been closed by the server: RSET asks, and a new one takes its place without
 * a word. */
static enum outcome ready_session(struct sender *s)
{
	struct smtp_reply reply;
	if (s->smtp && smtp_command(s->smtp, &reply, "RSET") / 100 == 2)
		return DONE;
	smtp_close(&s->smtp);
	return open_session(s);
}

static void report(struct sender *s, const struct submission *sub)
{
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST - 8);
	wire_put_u64(&body, sub->answer);
	wire_put_u32(&body, (uint32_t)sub->n);
	for (size_t i = 0; i < sub->n; i++) {
		wire_put_u8(&body, (uint8_t)sub->recipients[i].sent);
		wire_put_u32(&body, sub->recipients[i].code);
		wire_put_str(&body, sub->recipients[i].text);
	}
	s->orphaned = s->orphaned || channel_send(s->keep_fd, MSG_SUBMITTED, &body, NULL, 0, NULL) == BROKEN;
	buf_free(&body);
}

static void submit(struct sender *s, struct submission *sub)
{
	bool over = false;
	s->in_hand = true;
	if (submission_check(sub) && ready_session(s) != DONE)
		submission_set_open(sub, SENT_LATER, 0, s->why.text);
	else if (submission_is_open(sub))
		submission_hand_over(sub, s->smtp, times.accept, &over);
	if (over)
		smtp_close(&s->smtp);
	s->used_at = net_now();
	s->in_hand = false;
	for (size_t i = 0; i < sub->n; i++)
		log_event(LOG_LEVEL_INFO, "send.submitted", "answer=%llu recipient=%zu sent=%u code=%u",
		        (unsigned long long)sub->answer, i, (unsigned)sub->recipients[i].sent,
		        sub->recipients[i].code);
	report(s, sub);
}

static bool hear_keep(struct sender *s)
{
	struct arena *a = arena_new(1 << 20);
	struct submission sub;
	bool ok = channel_receive(s->keep_fd, s->inbox, NULL) == DONE && s->inbox->type == MSG_SUBMIT &&
	          submission_read(s->inbox, a, &sub);
	if (ok)
		submit(s, &sub);
	else
		log_event(LOG_LEVEL_ERROR, "send.orphaned",
		        "reason=\"keep is gone or sent what cannot be read\"");
	message_close_fds(s->inbox);
	arena_close(&a);
	return ok;
}

static int run(struct sender *s)
{
	while (!s->stop && !s->orphaned) {
		struct pollfd p[2] = {
		        {.fd = s->main_fd, .events = POLLIN}, {.fd = s->keep_fd, .events = POLLIN}};
		if (!show_life(s))
			break;
		if (s->smtp && net_now() - s->used_at >= (int64_t)times.idle * 1000)
			smtp_close(&s->smtp);
		int n = poll(p, 2, s->smtp ? 1000 : LIMIT_ALIVE_SECONDS * 1000);
		if (n < 0 && errno != EINTR)
			return EXIT_ENVIRONMENT;
		if (n > 0 && p[0].revents)
			hear_main(s);
		if (n > 0 && p[1].revents && !s->stop && !hear_keep(s))
			return EXIT_ENVIRONMENT;
	}
	return s->stop ? EXIT_STOPPED : EXIT_ENVIRONMENT;
}

int send_run(int main_fd, int keep_fd, const struct config *config, const char *password, bool once)
{
	struct sender s = {.main_fd = main_fd, .keep_fd = keep_fd, .config = config, .password = password};
	(void)once;
	s.pulse = (struct net_pulse){go_on, &s};
	s.inbox = malloc(sizeof *s.inbox);
	invariant(s.inbox);
	for (size_t i = 0; i < WIRE_FDS; i++)
		s.inbox->fds[i] = -1;
	signal(SIGPIPE, SIG_IGN);
	int code = run(&s);
	s.in_hand = true; /* QUIT may be said */
	smtp_close(&s.smtp);
	free(s.inbox);
	return code;
}
