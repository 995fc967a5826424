/* Plays main and keep for one role, so that fetch and send can be tested against a server alone. One line per
 * message that the role sends, on stdout: "fetched slot=0 uid=7 date=0 bytes=12". A test tool: the password
 * is an argument here. */
#include "base/hash.h"
#include "base/log.h"
#include "base/wire.h"
#include "daemon/fetch/fetch.h"
#include "daemon/net/net.h"
#include "daemon/send/send.h"
#include "schema/messages.h"

#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS = 128, RECIPIENTS = 16 };

struct driver {
	bool is_send; /* first, so that no setting lies at 0 */
	struct server server;
	struct config config;
	const char *tls, *times;
	unsigned port, poll_seconds;
	const char *password;
	bool once, settle;
	unsigned looks;   /* stop after so many MSG_CAUGHT_UP */
	unsigned seconds; /* stop after this long in any case */
	unsigned lost_most;
	struct fetch_times fetch_times;
	struct send_times send_times;
	/* send */
	const char *from, *to[RECIPIENTS], *file;
	size_t n_to;
	unsigned repeat, pause;
	/* the run */
	pid_t child;
	int main_fd, keep_fd;
	int slots[SLOTS];
	uint32_t next_slot, cursor, uid_validity, fetched[100000];
	size_t n_fetched, n_settled;
	unsigned lost, submitted, looked;
	struct message message;
	struct arena *arena;
	int alive;
};

static void set_times(struct driver *d, const char *text)
{
	struct fetch_times *t = &d->fetch_times;
	if (sscanf(text, "%u,%u,%u,%u,%u,%u,%u,%u,%u", &t->connect, &t->command, &t->whole, &t->idle,
	            &t->idle_answer, &t->reconnect_first, &t->reconnect_most, &t->misread, &t->lost) != 9)
		exit(2);
	d->send_times = (struct send_times){
	        t->connect, t->command, t->whole, t->idle, t->reconnect_first, t->reconnect_most};
}

static const struct {
	const char *name;
	size_t text, number; /* where in struct driver it goes: one of them, or a switch */
	size_t turned_on;
} settings[] = {
        {"host", offsetof(struct driver, server.host), 0, 0},
        {"ca", offsetof(struct driver, server.ca_file), 0, 0},
        {"user", offsetof(struct driver, server.user), 0, 0},
        {"password", offsetof(struct driver, password), 0, 0},
        {"folder", offsetof(struct driver, config.folder), 0, 0},
        {"flag", offsetof(struct driver, config.settled_flag), 0, 0},
        {"move", offsetof(struct driver, config.settled_folder), 0, 0},
        {"from", offsetof(struct driver, from), 0, 0},
        {"file", offsetof(struct driver, file), 0, 0},
        {"tls", offsetof(struct driver, tls), 0, 0},
        {"times", offsetof(struct driver, times), 0, 0},
        {"port", 0, offsetof(struct driver, port), 0},
        {"looks", 0, offsetof(struct driver, looks), 0},
        {"seconds", 0, offsetof(struct driver, seconds), 0},
        {"cursor", 0, offsetof(struct driver, cursor), 0},
        {"poll", 0, offsetof(struct driver, poll_seconds), 0},
        {"lost", 0, offsetof(struct driver, lost_most), 0},
        {"repeat", 0, offsetof(struct driver, repeat), 0},
        {"pause", 0, offsetof(struct driver, pause), 0},
        {"once", 0, 0, offsetof(struct driver, once)},
        {"settle", 0, 0, offsetof(struct driver, settle)},
};

/* Takes one setting from the arguments; how many words it had. */
static int set_one(struct driver *d, char **argv)
{
	char *place = (char *)d;
	if (!strcmp(argv[0], "--to")) {
		d->to[d->n_to++ % RECIPIENTS] = argv[1];
		return 2;
	}
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (strncmp(argv[0], "--", 2) != 0 || strcmp(argv[0] + 2, settings[i].name) != 0)
			continue;
		if (settings[i].turned_on) {
			*(bool *)(place + settings[i].turned_on) = true;
			return 1;
		}
		if (settings[i].number)
			*(unsigned *)(place + settings[i].number) = (unsigned)strtoul(argv[1], NULL, 10);
		else
			*(const char **)(place + settings[i].text) = argv[1];
		return 2;
	}
	fprintf(stderr, "what is %s?\n", argv[0]);
	exit(2);
}

static void apply(struct driver *d)
{
	d->server.port = (uint16_t)d->port;
	d->server.tls = !strcmp(d->tls, "plain")      ? TLS_PLAIN
	                : !strcmp(d->tls, "starttls") ? TLS_STARTTLS
	                                              : TLS_IMPLICIT;
	d->config.poll_seconds = d->poll_seconds;
	d->config.settled_action = d->config.settled_flag     ? SETTLED_FLAG
	                           : d->config.settled_folder ? SETTLED_MOVE
	                                                      : SETTLED_NOTHING;
	d->config.imap = d->config.smtp = d->server;
	if (d->times)
		set_times(d, d->times);
}

static void start(struct driver *d)
{
	int to_main[2], to_keep[2];
	struct reason why = {""};
	if (channel_open(to_main, &why) != DONE || channel_open(to_keep, &why) != DONE)
		exit(4);
	d->child = fork();
	if (d->child == 0) {
		log_set_role(d->is_send ? "send" : "fetch");
		if (d->fetch_times.connect) {
			fetch_set_times(&d->fetch_times);
			send_set_times(&d->send_times);
		}
		if (d->server.tls != TLS_PLAIN && net_trust_load(d->server.ca_file, &why) != DONE) {
			fprintf(stderr, "trust: %s\n", why.text);
			_exit(1);
		}
		close(to_main[0]);
		close(to_keep[0]);
		exit((d->is_send ? send_run : fetch_run)(
		        to_main[1], to_keep[1], &d->config, d->password, d->once));
	}
	close(to_main[1]);
	close(to_keep[1]);
	d->main_fd = to_main[0];
	d->keep_fd = to_keep[0];
}

static void say(struct driver *d, int fd, uint32_t type, struct buf *body, const int *fds, size_t n_fds)
{
	struct reason why = {""};
	if (channel_send(fd, type, body, fds, n_fds, &why) != DONE)
		printf("unsaid type=%u reason=%s\n", type, why.text);
	if (body)
		buf_free(body);
	(void)d;
}

static void stop(struct driver *d)
{
	char line[256];
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/status", (int)d->child);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "VmHWM", 5))
			printf("memory kilobytes=%d\n", atoi(line + 6));
	if (f)
		fclose(f);
	say(d, d->main_fd, MSG_STOP, NULL, NULL, 0);
}

static void submit(struct driver *d)
{
	struct buf body = BUF_INIT(60000);
	int fd = open(d->file, O_RDONLY | O_CLOEXEC);
	wire_put_u64(&body, d->submitted);
	wire_put_str(&body, d->from);
	wire_put_u32(&body, (uint32_t)d->n_to);
	for (size_t i = 0; i < d->n_to; i++)
		wire_put_str(&body, d->to[i]);
	say(d, d->keep_fd, MSG_SUBMIT, &body, &fd, 1);
	close(fd);
}

static void give_spools(struct driver *d, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct buf body = BUF_INIT(16);
		uint32_t slot = d->next_slot++;
		int *fd = &d->slots[slot % SLOTS];
		if (*fd > 0)
			close(*fd);
		*fd = open(".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
		wire_put_u32(&body, slot);
		say(d, d->keep_fd, MSG_SPOOL, &body, fd, 1);
	}
}

static void note_fetched(struct driver *d, struct wire_reader *r)
{
	struct hash hash;
	char hex[HASH_HEX_SIZE] = "?";
	uint32_t slot = wire_get_u32(r), uid = wire_get_u32(r);
	int64_t date = wire_get_i64(r);
	uint64_t bytes = wire_get_u64(r);
	if (hash_file(d->slots[slot % SLOTS], 0, bytes, &hash, NULL) == DONE)
		hash_to_hex(&hash, hex);
	printf("fetched uid=%u date=%lld bytes=%llu sha256=%s\n", uid, (long long)date,
	        (unsigned long long)bytes, hex);
	d->fetched[d->n_fetched++ % 100000] = uid;
}

static void settle(struct driver *d)
{
	for (size_t at = 0; at < d->n_fetched;) {
		struct buf body = BUF_INIT(4096);
		size_t n = d->n_fetched - at < 200 ? d->n_fetched - at : 200;
		wire_put_u32(&body, d->uid_validity);
		wire_put_u32(&body, (uint32_t)n);
		for (size_t i = 0; i < n; i++)
			wire_put_u32(&body, d->fetched[at++]);
		say(d, d->keep_fd, MSG_SETTLE, &body, NULL, 0);
	}
}

static void hear_session(struct driver *d, struct wire_reader *r)
{
	struct buf body = BUF_INIT(16);
	const char *folder = wire_get_str(r, d->arena, 1000);
	uint32_t validity = wire_get_u32(r);
	printf("session folder=%s uidvalidity=%u\n", folder, validity);
	if (d->uid_validity && d->uid_validity != validity)
		d->cursor = 0;
	d->uid_validity = validity;
	wire_put_u32(&body, d->cursor);
	say(d, d->keep_fd, MSG_CURSOR, &body, NULL, 0);
}

static void hear_fetch(struct driver *d, struct wire_reader *r)
{
	struct buf body = BUF_INIT(16);
	switch (d->message.type) {
	case MSG_SESSION:
		hear_session(d, r);
		break;
	case MSG_WANT_SPOOL:
		give_spools(d, wire_get_u32(r));
		break;
	case MSG_FETCHED:
		note_fetched(d, r);
		break;
	case MSG_SKIPPED:
		printf("skipped uid=%u\n", wire_get_u32(r));
		break;
	case MSG_RANGE_DONE:
		d->cursor = wire_get_u32(r);
		printf("range uid=%u\n", d->cursor);
		wire_put_u32(&body, d->cursor);
		say(d, d->keep_fd, MSG_ADMITTED, &body, NULL, 0);
		break;
	case MSG_CAUGHT_UP:
		printf("caught_up\n");
		if (++d->looked < d->looks)
			break;
		if (d->settle && d->n_fetched && !d->n_settled)
			settle(d);
		else if (!d->settle || d->n_settled >= d->n_fetched)
			stop(d);
		break;
	case MSG_SETTLED_DONE:
		(void)wire_get_u32(r);
		uint32_t n = wire_get_u32(r);
		printf("settled count=%u\n", n);
		d->n_settled += n;
		if (d->n_settled >= d->n_fetched)
			stop(d);
		break;
	case MSG_FETCH_LOST: {
		uint8_t o = wire_get_u8(r);
		printf("lost outcome=%s reason=%s\n", outcome_name(o), wire_get_str(r, d->arena, 4096));
		if (++d->lost == d->lost_most && !d->once)
			stop(d);
		break;
	}
	default:
		printf("strange type=%u\n", d->message.type);
	}
}

static void hear_send(struct driver *d, struct wire_reader *r)
{
	static const char *const names[] = {"ok", "later", "never", "unknown"};
	uint64_t answer = wire_get_u64(r);
	uint32_t n = wire_get_u32(r);
	for (uint32_t i = 0; i < n; i++) {
		uint8_t sent = wire_get_u8(r);
		uint32_t code = wire_get_u32(r);
		printf("submitted answer=%llu sent=%s code=%u text=%s\n", (unsigned long long)answer,
		        names[sent & 3], code, wire_get_str(r, d->arena, 4096));
	}
	if (++d->submitted < d->repeat) {
		sleep(d->pause);
		submit(d);
	} else
		stop(d);
}

static bool hear(struct driver *d, int fd)
{
	struct reason why = {""};
	if (channel_receive(fd, &d->message, &why) != DONE)
		return false;
	if (fd == d->main_fd && d->message.type == MSG_ALIVE)
		d->alive++;
	else if (fd == d->main_fd && d->message.type == MSG_TROUBLE) {
		uint8_t o = wire_get_u8(&d->message.body);
		printf("trouble outcome=%s reason=%s\n", outcome_name(o),
		        wire_get_str(&d->message.body, d->arena, 4096));
	} else if (fd == d->keep_fd)
		(d->is_send ? hear_send : hear_fetch)(d, &d->message.body);
	fflush(stdout);
	return true;
}

/* Until the role has closed both channels: what it said last on one must not be lost because the other ended
 * first. */
static void serve(struct driver *d)
{
	int open_fds[2] = {d->main_fd, d->keep_fd};
	bool told = false;
	time_t end = time(NULL) + d->seconds;
	while (open_fds[0] >= 0 || open_fds[1] >= 0) {
		struct pollfd p[2] = {
		        {.fd = open_fds[0], .events = POLLIN}, {.fd = open_fds[1], .events = POLLIN}};
		poll(p, 2, 200);
		for (size_t i = 0; i < 2; i++)
			if (p[i].fd >= 0 && p[i].revents && !hear(d, p[i].fd))
				open_fds[i] = -1;
		if (!told && time(NULL) >= end) {
			told = true;
			printf("deadline\n");
			stop(d);
		}
	}
}

int main(int argc, char **argv)
{
	static struct driver d = {.server = {.host = "127.0.0.1", .ca_file = "", .user = ""},
	        .password = "",
	        .tls = "implicit",
	        .looks = 1,
	        .seconds = 30,
	        .poll_seconds = 1,
	        .lost_most = 1,
	        .repeat = 1,
	        .from = "",
	        .config = {.folder = "INBOX"}};
	int status = 0;
	if (argc < 2)
		return 2;
	d.is_send = !strcmp(argv[1], "send");
	for (int i = 2; i < argc;)
		i += set_one(&d, argv + i);
	apply(&d);
	d.arena = arena_new(1 << 24);
	start(&d);
	if (d.is_send)
		submit(&d);
	serve(&d);
	waitpid(d.child, &status, 0);
	printf("end code=%d signal=%d alive=%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
	        WIFSIGNALED(status) ? WTERMSIG(status) : 0, d.alive);
	arena_close(&d.arena);
	return 0;
}
