#include "daemon/net/private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PULSE_MILLISECONDS = 1000 };

int64_t net_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void net_give_up(struct net *n, const char *fmt, ...)
{
	if (n->failure.text[0])
		return;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(n->failure.text, sizeof n->failure.text, fmt, ap);
	va_end(ap);
}

const char *net_failure(const struct net *n)
{
	return n->failure.text;
}

void net_begin(struct net *n, const struct net_bounds *bounds)
{
	n->bounds = *bounds;
	n->began = n->heard = net_now();
	n->received = 0;
}

/* The bounds, and the caller's word. Called on every turn, so that a server that drips is stopped too. */
static bool may_go_on(struct net *n, int64_t now)
{
	if (n->failure.text[0])
		return false;
	if (n->bounds.whole && now - n->began >= (int64_t)n->bounds.whole * 1000)
		net_give_up(n, "the server took longer than %u s", n->bounds.whole);
	else if (n->bounds.silence && now - n->heard >= (int64_t)n->bounds.silence * 1000)
		net_give_up(n, "no byte came or went for %u s", n->bounds.silence);
	else if (n->bounds.bytes && n->received > n->bounds.bytes)
		net_give_up(n, "the server sent more than %llu bytes", (unsigned long long)n->bounds.bytes);
	else if (n->pulse && now - n->asked >= PULSE_MILLISECONDS) {
		n->asked = now;
		if (!n->pulse->go_on(n->pulse->context))
			net_give_up(n, "it was told to stop");
	}
	return !n->failure.text[0];
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

bool net_wait(struct net *n, short events)
{
	for (;;) {
		int64_t now = net_now(), wait = PULSE_MILLISECONDS;
		if (!may_go_on(n, now))
			return false;
		if (n->bounds.whole)
			wait = least(wait, n->began + (int64_t)n->bounds.whole * 1000 - now);
		if (n->bounds.silence)
			wait = least(wait, n->heard + (int64_t)n->bounds.silence * 1000 - now);
		struct pollfd p = {.fd = n->fd, .events = events};
		int ready = poll(&p, 1, (int)wait);
		if (ready > 0)
			return true;
		if (ready < 0 && errno != EINTR) {
			net_give_up(n, "cannot wait for the server: %s", strerror(errno));
			return false;
		}
	}
}

static ssize_t read_plain(struct net *n, void *bytes_r, size_t most)
{
	for (;;) {
		ssize_t got = recv(n->fd, bytes_r, most, 0);
		if (got > 0)
			return got;
		if (got == 0)
			net_give_up(n, "the server closed the connection");
		else if (errno != EAGAIN && errno != EINTR)
			net_give_up(n, "the connection was lost: %s", strerror(errno));
		if (!net_wait(n, POLLIN))
			return -1;
	}
}

static ssize_t read_tls(struct net *n, void *bytes_r, size_t most)
{
	for (;;) {
		ssize_t got = gnutls_record_recv(n->session, bytes_r, most);
		if (got > 0)
			return got;
		if (got == 0 || got == GNUTLS_E_PREMATURE_TERMINATION)
			net_give_up(n, "the server closed the connection");
		else if (gnutls_error_is_fatal((int)got))
			net_give_up(n, "the connection was lost: %s", gnutls_strerror((int)got));
		if (!net_wait(n, gnutls_record_get_direction(n->session) ? POLLOUT : POLLIN))
			return -1;
	}
}

ssize_t net_read(struct net *n, void *bytes_r, size_t most)
{
	if (!may_go_on(n, net_now()))
		return -1;
	ssize_t got = n->session ? read_tls(n, bytes_r, most) : read_plain(n, bytes_r, most);
	if (got > 0) {
		n->received += (uint64_t)got;
		n->heard = net_now();
	}
	return got;
}

static ssize_t write_some(struct net *n, const void *bytes, size_t len)
{
	if (!n->session)
		return send(n->fd, bytes, len, MSG_NOSIGNAL);
	ssize_t put = gnutls_record_send(n->session, bytes, len);
	if (put < 0 && !gnutls_error_is_fatal((int)put))
		errno = EAGAIN;
	else if (put < 0)
		errno = EPIPE;
	return put;
}

ssize_t net_write(struct net *n, const void *bytes, size_t len)
{
	const char *at = bytes;
	size_t left = len;
	if (!may_go_on(n, net_now()))
		return -1;
	while (left > 0) {
		ssize_t put = write_some(n, at, left);
		if (put >= 0) {
			at += put;
			left -= (size_t)put;
			n->heard = net_now();
			continue;
		}
		if (errno != EAGAIN && errno != EINTR)
			net_give_up(n, "the connection was lost: %s", strerror(errno));
		if (!net_wait(n, POLLOUT))
			return -1;
	}
	return (ssize_t)len;
}

int net_fd(const struct net *n)
{
	return n->fd;
}

bool net_has_pending(const struct net *n)
{
	return n->session && gnutls_record_check_pending(n->session) > 0;
}

void net_local_literal(const struct net *n, char *text_r, size_t size)
{
	struct sockaddr_storage address = {0};
	socklen_t len = sizeof address;
	char text[INET6_ADDRSTRLEN] = "127.0.0.1";
	bool six =
	        getsockname(n->fd, (struct sockaddr *)&address, &len) == 0 && address.ss_family == AF_INET6;
	if (six)
		inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&address)->sin6_addr, text, sizeof text);
	else if (address.ss_family == AF_INET)
		inet_ntop(AF_INET, &((struct sockaddr_in *)&address)->sin_addr, text, sizeof text);
	snprintf(text_r, size, "[%s%s]", six ? "IPv6:" : "", text);
}

/* A password must not leave the machine unencrypted, whatever the configuration's host name points to today.
 */
static enum outcome check_plain(struct net *n, struct reason *why)
{
	if (net_is_loopback(n->fd))
		return DONE;
	return fail(why, REFUSED,
	        "%s:%u is not on this machine: a connection without TLS is allowed to loopback only; set tls "
	        "to implicit or "
	        "starttls",
	        n->server->host, n->server->port);
}

enum outcome net_open(const struct server *server, unsigned seconds, const struct net_pulse *pulse,
        struct net **net_r, struct reason *why)
{
	enum outcome o;
	struct net *n = calloc(1, sizeof *n);
	*net_r = NULL;
	invariant(n);
	n->server = server;
	n->pulse = pulse;
	n->fd = -1;
	net_begin(n, &(struct net_bounds){.whole = seconds});
	n->asked = n->began;
	o = net_connect_any(n, why);
	if (o != DONE)
		goto out;
	if (server->tls == TLS_PLAIN)
		o = check_plain(n, why);
	else if (server->tls == TLS_IMPLICIT)
		o = net_handshake(n, why);
out:
	if (o == DONE)
		*net_r = n;
	else
		net_close(&n);
	return o;
}

enum outcome net_start_tls(struct net *n, size_t buffered, struct reason *why)
{
	char byte;
	invariant(!n->session);
	if (buffered || recv(n->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
		return fail(why, REFUSED,
		        "%s:%u sent bytes between its answer to STARTTLS and encryption: something on the "
		        "way may be "
		        "tampering; use implicit TLS",
		        n->server->host, n->server->port);
	return net_handshake(n, why);
}

void net_close(struct net **n)
{
	if (!*n)
		return;
	if ((*n)->session) {
		if (!(*n)->failure.text[0])
			gnutls_bye((*n)->session, GNUTLS_SHUT_WR);
		gnutls_deinit((*n)->session);
	}
	if ((*n)->fd >= 0)
		close((*n)->fd);
	free(*n);
	*n = NULL;
}
