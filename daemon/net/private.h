/* Between the files of this folder. */
#ifndef DAEMON_NET_PRIVATE_H
#define DAEMON_NET_PRIVATE_H

#include "daemon/net/net.h"

#include <gnutls/gnutls.h>

struct net {
	const struct server *server;
	const struct net_pulse *pulse;
	int fd;                   /* non-blocking */
	gnutls_session_t session; /* NULL while the connection is plain */
	struct net_bounds bounds;
	int64_t began, heard,
	        asked;     /* monotonic milliseconds: this operation, its last byte, the pulse's last turn */
	uint64_t received; /* in this operation */
	struct reason failure;
};

/* Waits until the socket is ready for `events` (poll's) or a bound is reached: false, with the failure
 * recorded. */
bool net_wait(struct net *n, short events);
/* Records why the connection is over; the first reason stays. */
void net_give_up(struct net *n, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A non-blocking socket, connected; `n` serves for bounds and pulse. */
MUST_USE enum outcome net_connect_any(struct net *n, struct reason *why);
bool net_is_loopback(int fd);

/* Handshake and verification on the connected socket. */
MUST_USE enum outcome net_handshake(struct net *n, struct reason *why);
/* The name service's modules are loaded now, not in the sandbox. */
void net_resolver_prepare(void);

#endif
