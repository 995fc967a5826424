#include "daemon/keep/intake/clamd.h"

#include "schema/limits.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 64 << 10, REPLY_MOST = 512 };

/* One INSTREAM session: clamd ends it after its reply. */
struct session {
	int fd;
	time_t until;
};

static bool wait_for(const struct session *s, short events)
{
	struct pollfd p = {.fd = s->fd, .events = events};
	time_t left = s->until - time(NULL);
	return left > 0 && poll(&p, 1, (int)left * 1000) == 1;
}

static enum outcome open_session(const char *path, struct session *s, struct reason *why)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return fail(why, LATER, "clamd.socket is too long a path");
	memcpy(address.sun_path, path, strlen(path) + 1);
	s->until = time(NULL) + LIMIT_SCAN_SECONDS;
	s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->fd < 0 || connect(s->fd, (const struct sockaddr *)&address, sizeof address) != 0)
		return fail_errno(why, LATER, "clamd does not answer at %s", path);
	return DONE;
}

static enum outcome put(const struct session *s, const void *bytes, size_t len, struct reason *why)
{
	const char *at = bytes;
	while (len > 0) {
		if (!wait_for(s, POLLOUT))
			return fail(why, LATER, "clamd took too long");
		ssize_t sent = send(s->fd, at, len, MSG_NOSIGNAL);
		if (sent < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (sent < 0)
			return fail_errno(why, LATER, "clamd hung up");
		at += sent;
		len -= (size_t)sent;
	}
	return DONE;
}

static enum outcome put_file(
        const struct session *s, int contents, const struct part *part, struct reason *why)
{
	char block[BLOCK];
	enum outcome o = put(s, "zINSTREAM", sizeof "zINSTREAM", why);
	for (uint64_t at = 0; o == DONE && at < part->size;) {
		uint64_t left = part->size - at;
		ssize_t got = pread(
		        contents, block, left < BLOCK ? (size_t)left : BLOCK, (off_t)(part->offset + at));
		if (got <= 0)
			return fail_errno(why, LATER, "cannot read a file for clamd");
		uint32_t length = htonl((uint32_t)got);
		o = put(s, &length, sizeof length, why);
		if (o == DONE)
			o = put(s, block, (size_t)got, why);
		at += (uint64_t)got;
	}
	return o == DONE ? put(s, (const uint32_t[]){0}, sizeof(uint32_t), why) : o;
}

static enum outcome take_reply(const struct session *s, char reply_r[REPLY_MOST], struct reason *why)
{
	size_t len = 0;
	ssize_t got = 1;
	while (got > 0 && len < REPLY_MOST - 1 && !memchr(reply_r, '\0', len)) {
		got = wait_for(s, POLLIN) ? recv(s->fd, reply_r + len, REPLY_MOST - 1 - len, 0) : -1;
		len += got > 0 ? (size_t)got : 0;
	}
	reply_r[len] = '\0';
	for (char *c = reply_r; *c; c++) /* it goes into the log and the database */
		if (*c < ' ' || *c > '~')
			*c = '?';
	return *reply_r ? DONE : fail(why, LATER, "clamd did not reply");
}

static enum outcome look_at_file(
        const char *path, int contents, const struct part *part, char reply_r[REPLY_MOST], struct reason *why)
{
	struct session s = {.fd = -1};
	struct reason put_why = {""};
	enum outcome o = open_session(path, &s, why);
	if (o == DONE) {
		/* One that is too large for it clamd refuses in the middle: then its reply counts. */
		enum outcome sent = put_file(&s, contents, part, &put_why);
		o = take_reply(&s, reply_r, why);
		if (o != DONE && sent != DONE)
			*why = put_why;
	}
	if (s.fd >= 0)
		close(s.fd);
	return o;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);
	return len >= n && strcmp(text + len - n, end) == 0;
}

/* What was not looked at is said, in the log and to whoever asks about the mail: each file, in one sentence. */
static void leave_out(struct clamd_look *look, struct arena *a, size_t file, const char *reason)
{
	look->note = arena_printf(a, "%s%sfile %zu was not scanned for viruses: %s",
	        look->note ? look->note : "", look->note ? "; " : "", file, reason);
}

enum outcome clamd_look_at(const struct config *config, const struct claims *claims, int contents,
        struct arena *a, struct clamd_look *look_r, struct reason *why)
{
	*look_r = (struct clamd_look){NULL, NULL};
	for (size_t i = 0; *config->clamd_socket && !look_r->infected && i < claims->parts.n; i++) {
		char reply[REPLY_MOST] = "";
		const struct part *part = &claims->parts.v[i];
		if (part->role != PART_FILE || part->offset == UINT64_MAX)
			continue;
		enum outcome o = look_at_file(config->clamd_socket, contents, part, reply, why);
		if (o != DONE && config->clamd_holds)
			return o;
		if (o != DONE)
			leave_out(look_r, a, i + 1, why->text);
		else if (ends_with(reply, " FOUND"))
			look_r->infected = arena_printf(a, "clamd says of file %zu: %s", i + 1, reply);
		else if (!ends_with(reply, " OK"))
			leave_out(look_r, a, i + 1, reply);
	}
	return DONE;
}
