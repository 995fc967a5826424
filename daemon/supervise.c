#include "daemon/supervise.h"

#include "base/log.h"
#include "base/wire.h"
#include "daemon/role.h"
#include "daemon/spawn.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

enum {
	SILENCE_SECONDS =
	        60, /* a role that gave no sign of life for so long stops the watchdog's feeding … */
	DEAD_SECONDS = 180,      /* … and for so long is ended */
	STEADY_SECONDS = 60,     /* a run this long resets the back-off */
	BACK_OFF_MOST = 60,      /* seconds between two starts at most */
	ONCE_RESTARTS_MOST = 20, /* with --once: then the environment is to blame */
};

enum phase {
	PHASE_WORKING,
	PHASE_STOPPING_NETWORK, /* fetch and send finish what is at hand; keep still takes down what they
	                           report */
	PHASE_STOPPING_KEEP,
};

struct supervisor {
	struct settings *settings;
	settings_reload *reload;
	int signals;
	struct process roles[ROLE_COUNT];
	int64_t seen[ROLE_COUNT];
	bool ready[ROLE_COUNT];
	enum outcome trouble[ROLE_COUNT]; /* what the role last said of its work */
	enum phase phase;
	int64_t started, stop_by;
	unsigned restarts, back_off;
	bool finish; /* after this stop: no new start */
	int exit_code;
	struct message message; /* too large for the stack of a loop */
};

static int64_t clock_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_BOOTTIME, &t);
	return t.tv_sec;
}

static bool is_running(const struct supervisor *s, enum role role)
{
	return s->roles[role].pid > 0;
}

static void tell(struct supervisor *s, enum role role, uint32_t type, const struct buf *body)
{
	struct reason why;
	if (is_running(s, role) && s->roles[role].channel >= 0 &&
	        channel_send(s->roles[role].channel, type, body, NULL, 0, &why) != DONE)
		log_event(LOG_LEVEL_WARNING, "role.unreachable", "name=%s reason=\"%s\"", role_name(role),
		        why.text);
}

static void stop_roles(struct supervisor *s, bool finish, int exit_code)
{
	if (finish && !s->finish) {
		s->finish = true;
		s->exit_code = exit_code;
	}
	if (s->phase != PHASE_WORKING)
		return;
	s->phase = PHASE_STOPPING_NETWORK;
	s->stop_by = clock_seconds() + LIMIT_STOP_SECONDS;
	tell(s, ROLE_FETCH, MSG_STOP, NULL);
	tell(s, ROLE_SEND, MSG_STOP, NULL);
}

static void advance_stop(struct supervisor *s)
{
	if (s->phase == PHASE_STOPPING_NETWORK && !is_running(s, ROLE_FETCH) && !is_running(s, ROLE_SEND)) {
		s->phase = PHASE_STOPPING_KEEP;
		tell(s, ROLE_KEEP, MSG_STOP, NULL);
	}
	if (s->phase != PHASE_WORKING && clock_seconds() >= s->stop_by) {
		for (unsigned i = 0; i < ROLE_COUNT; i++)
			process_kill(&s->roles[i]);
		s->stop_by += LIMIT_STOP_SECONDS;
	}
}

static bool is_stopped(const struct supervisor *s)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (is_running(s, (enum role)i))
			return false;
	return true;
}

static void on_ready(struct supervisor *s, enum role role)
{
	s->ready[role] = true;
	if (s->ready[ROLE_FETCH] && s->ready[ROLE_SEND] && s->ready[ROLE_KEEP]) {
		log_event(LOG_LEVEL_NOTICE, "service.ready", "restarts=%u", s->restarts);
		sd_notify(0, "READY=1\nSTATUS=at work");
	}
}

/* fetch and send know no database; keep does. */
static void tell_keep_of(struct supervisor *s, enum role role, const char *text)
{
	struct buf body = BUF_INIT(4096);
	wire_put_str(&body, role == ROLE_FETCH ? "imap" : "smtp");
	wire_put_u8(&body, (uint8_t)s->trouble[role]);
	wire_put_str(&body, text);
	tell(s, ROLE_KEEP, MSG_PEER_TROUBLE, &body);
	buf_free(&body);
}

static void on_trouble(struct supervisor *s, enum role role)
{
	struct arena *a = arena_new(1 << 20);
	unsigned outcome = wire_get_u8(&s->message.body);
	s->trouble[role] = outcome <= BROKEN ? (enum outcome)outcome : BROKEN;
	const char *text = wire_get_str(&s->message.body, a, 1024);
	sd_notifyf(0, "STATUS=%s: %s", role_name(role), *text ? text : "at work");
	if (role != ROLE_KEEP)
		tell_keep_of(s, role, text);
	arena_close(&a);
}

/* With --once the environment's failure is the run's result. */
static void on_failed(struct supervisor *s)
{
	unsigned outcome = wire_get_u8(&s->message.body);
	stop_roles(s, s->settings->once && outcome == LATER, 3);
}

static void on_message(struct supervisor *s, enum role role)
{
	s->seen[role] = clock_seconds();
	switch (s->message.type) {
	case MSG_READY:
		on_ready(s, role);
		break;
	case MSG_TROUBLE:
		on_trouble(s, role);
		break;
	case MSG_FAILED:
		on_failed(s);
		break;
	case MSG_DRAINED:
		/* Answers that wait for a mail server that cannot be reached are not done. */
		stop_roles(s, true, s->trouble[ROLE_SEND] == DONE ? 0 : 3);
		break;
	default: /* MSG_ALIVE: that it came is all it says */
		break;
	}
}

static void read_channel(struct supervisor *s, enum role role)
{
	struct reason why;
	if (channel_receive(s->roles[role].channel, &s->message, &why) == DONE) {
		message_close_fds(&s->message);
		on_message(s, role);
	} else {
		process_hang_up(&s->roles[role]); /* its end is told by SIGCHLD */
	}
}

/* With --once the environment's failure is the run's result; a service tries again. */
static void on_exit_of(struct supervisor *s, enum role role, int status)
{
	bool expected = s->phase != PHASE_WORKING && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	bool zygote_done = role == ROLE_ZYGOTE && s->phase == PHASE_STOPPING_KEEP;
	if (expected || zygote_done)
		return;
	if (WIFSIGNALED(status))
		log_event(
		        LOG_LEVEL_ERROR, "role.died", "name=%s signal=%d", role_name(role), WTERMSIG(status));
	else
		log_event(LOG_LEVEL_ERROR, "role.ended", "name=%s code=%d", role_name(role),
		        WEXITSTATUS(status));
	bool refused =
	        WIFEXITED(status) && WEXITSTATUS(status) == 1 && !s->ready[role] && role != ROLE_ZYGOTE;
	bool failed = WIFEXITED(status) && WEXITSTATUS(status) == 3 && s->settings->once;
	stop_roles(s, refused || failed, refused ? 1 : 3);
}

static void reap(struct supervisor *s)
{
	int status;
	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
		for (unsigned i = 0; i < ROLE_COUNT; i++)
			if (s->roles[i].pid == pid) {
				s->roles[i].pid = 0;
				process_hang_up(&s->roles[i]);
				on_exit_of(s, (enum role)i, status);
			}
}

static void on_signal(struct supervisor *s)
{
	struct signalfd_siginfo info;
	struct reason why;
	if (read(s->signals, &info, sizeof info) != sizeof info)
		return;
	if (info.ssi_signo == SIGCHLD) {
		reap(s);
	} else if (info.ssi_signo == SIGHUP) {
		sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_seconds() * 1000000);
		if (s->reload(s->settings, &why) == DONE) {
			log_event(LOG_LEVEL_NOTICE, "service.reloading", "reason=\"SIGHUP\"");
			stop_roles(s, false, 0);
		} else {
			log_event(LOG_LEVEL_ERROR, "service.reload_refused", "reason=\"%s\"", why.text);
			sd_notify(0,
			        "READY=1\nSTATUS=the new configuration was refused; the old one is in force");
		}
	} else {
		log_event(LOG_LEVEL_NOTICE, "service.stopping", "signal=%u", info.ssi_signo);
		sd_notify(0, "STOPPING=1");
		stop_roles(s, true, 0);
	}
}

/* The watchdog is fed only while every role is known to move. */
static void watch(struct supervisor *s)
{
	int64_t now = clock_seconds(), oldest = now;
	for (unsigned i = 0; i < ROLE_ZYGOTE; i++) {
		if (s->seen[i] < oldest)
			oldest = s->seen[i];
		if (is_running(s, (enum role)i) && now - s->seen[i] > DEAD_SECONDS) {
			log_event(LOG_LEVEL_ERROR, "role.silent", "name=%s seconds=%lld",
			        role_name((enum role)i), (long long)(now - s->seen[i]));
			process_kill(&s->roles[i]);
		}
	}
	if (now - oldest <= SILENCE_SECONDS)
		sd_notify(0, "WATCHDOG=1");
}

static void turn(struct supervisor *s)
{
	struct pollfd fds[1 + ROLE_COUNT] = {{.fd = s->signals, .events = POLLIN}};
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		fds[1 + i] = (struct pollfd){.fd = s->roles[i].channel, .events = POLLIN};
	if (poll(fds, 1 + ROLE_COUNT, 1000) < 0 && errno != EINTR)
		abort();
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (fds[1 + i].revents)
			read_channel(s, (enum role)i);
	if (fds[0].revents)
		on_signal(s);
	watch(s);
	advance_stop(s);
}

static void wait_back_off(struct supervisor *s)
{
	if (clock_seconds() - s->started >= STEADY_SECONDS)
		s->back_off = 0;
	int64_t until = clock_seconds() + s->back_off;
	s->back_off = s->back_off ? s->back_off * 2 : 1;
	if (s->back_off > BACK_OFF_MOST)
		s->back_off = BACK_OFF_MOST;
	while (!s->finish && clock_seconds() < until) {
		turn(s);
		sd_notify(0, "WATCHDOG=1");
	}
}

/* One life of the four roles, from their start to the end of the last. */
static void run_generation(struct supervisor *s)
{
	struct reason why;
	int64_t now = clock_seconds();
	s->started = now;
	s->phase = PHASE_WORKING;
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		s->seen[i] = now;
		s->ready[i] = false;
		s->trouble[i] = DONE;
	}
	if (spawn_roles(s->settings, s->roles, &why) != DONE) {
		log_event(LOG_LEVEL_ERROR, "service.start_failed", "reason=\"%s\"", why.text);
		stop_roles(s, s->settings->once, 3);
	}
	while (!is_stopped(s))
		turn(s);
}

static int open_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int supervise(struct settings *settings, settings_reload *reload)
{
	struct supervisor *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->settings = settings;
	s->reload = reload;
	s->signals = open_signals();
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		s->roles[i].channel = -1;
	for (;;) {
		run_generation(s);
		if (s->finish)
			break;
		if (settings->once && ++s->restarts > ONCE_RESTARTS_MOST) {
			s->exit_code = 3;
			break;
		}
		wait_back_off(s);
		if (s->finish)
			break;
	}
	int code = s->exit_code;
	close(s->signals);
	free(s);
	return code;
}
