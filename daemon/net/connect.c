#include "daemon/net/private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	RESOLVE_SECONDS = 3, /* one question to one name server … */
	RESOLVE_TRIES = 2,   /* … asked so often: three servers stay within LIMIT_CONNECT_SECONDS */
};

/* getaddrinfo cannot be interrupted, so the resolver of this thread is told to be brief; and a mail server is
 * named in full, so no search list multiplies the questions. */
static void bound_resolver(void)
{
	if (res_init() != 0)
		return;
	_res.retrans = RESOLVE_SECONDS;
	_res.retry = RESOLVE_TRIES;
	_res.options &= ~((unsigned long)RES_DNSRCH | RES_DEFNAMES);
}

void net_resolver_prepare(void)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
	bound_resolver();
	if (getaddrinfo("localhost", NULL, &hints, &list) == 0)
		freeaddrinfo(list);
}

static bool is_loopback(const struct sockaddr_storage *a)
{
	if (a->ss_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)a)->sin_addr.s_addr) >> 24 == 127;
	if (a->ss_family != AF_INET6)
		return false;
	const struct in6_addr *six = &((const struct sockaddr_in6 *)a)->sin6_addr;
	return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
}

bool net_is_loopback(int fd)
{
	struct sockaddr_storage peer = {0};
	socklen_t len = sizeof peer;
	return getpeername(fd, (struct sockaddr *)&peer, &len) == 0 && is_loopback(&peer);
}

/* Dead peers behind a NAT are noticed also where no command is under way. */
static void keep_alive(int fd)
{
	int on = 1, idle = 60, every = 30, count = 4;
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every, sizeof every);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int socket_error(int fd)
{
	int error = 0;
	socklen_t len = sizeof error;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 ? error : errno;
}

/* One address gets its share of the time that is left, so that a dead one does not use up the others' chance.
 */
static bool connect_one(struct net *n, const struct addrinfo *a, unsigned share, struct reason *why)
{
	n->fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (n->fd < 0) {
		fail_errno(why, LATER, "cannot make a socket");
		return false;
	}
	n->heard = net_now();
	n->bounds.silence = share;
	int error = connect(n->fd, a->ai_addr, a->ai_addrlen) == 0 ? 0 : errno;
	if (error == EINPROGRESS)
		error = net_wait(n, POLLOUT) ? socket_error(n->fd) : ETIMEDOUT;
	n->bounds.silence = 0;
	if (!error) {
		keep_alive(n->fd);
		return true;
	}
	fail(why, LATER, "cannot connect to %s:%u: %s", n->server->host, n->server->port, strerror(error));
	close(n->fd);
	n->fd = -1;
	return false;
}

static enum outcome resolve(const struct server *server, struct addrinfo **list_r, struct reason *why)
{
	char port[8];
	struct addrinfo hints = {
	        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
	snprintf(port, sizeof port, "%u", server->port);
	bound_resolver();
	int error = getaddrinfo(server->host, port, &hints, list_r);
	if (error)
		return fail(why, LATER,
		        "cannot find %s: %s; check the host's name and this machine's name service",
		        server->host, gai_strerror(error));
	return DONE;
}

enum outcome net_connect_any(struct net *n, struct reason *why)
{
	struct addrinfo *list = NULL;
	unsigned count = 0;
	bool connected = false;
	enum outcome o = resolve(n->server, &list, why);
	if (o != DONE)
		return o;
	for (const struct addrinfo *a = list; a; a = a->ai_next)
		count++;
	for (const struct addrinfo *a = list; a && !connected; a = a->ai_next, count--) {
		int64_t left = n->began + (int64_t)n->bounds.whole * 1000 - net_now();
		if (left <= 0)
			break;
		unsigned share = (unsigned)(left / 1000 / count);
		n->failure.text[0] = '\0';
		connected = connect_one(n, a, share ? share : 1, why);
	}
	freeaddrinfo(list);
	if (connected)
		return DONE;
	return why && why->text[0] ? LATER : fail(why, LATER, "cannot find %s in time", n->server->host);
}
