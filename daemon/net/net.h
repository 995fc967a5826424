/* One connection to a mail server: found, connected, verified, and bounded in time and bytes at every step.
 * What libetpan reads and writes through net_stream passes here, so that its own timeouts and TLS are never
 * used. */
#ifndef DAEMON_NET_H
#define DAEMON_NET_H

#include "base/outcome.h"
#include "schema/config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct net;
struct _mailstream; /* libetpan's mailstream */

/* Asked about once a second while an operation waits or reads; false gives the connection up. The place to
 * send signs of life: it is only asked while a bounded operation goes on. */
struct net_pulse {
	bool (*go_on)(void *context);
	void *context;
};

/* How long and how much one operation may take; 0 seconds or bytes mean no bound. */
struct net_bounds {
	unsigned silence; /* seconds without a byte from the server, or without one taken by it */
	unsigned whole;   /* seconds altogether, however lively the server is */
	uint64_t bytes;   /* received altogether */
};

/* Reads the authorities that servers are verified against ("" : the system's trust store) and makes the name
 * service load what it needs. Once per process, before its sandbox. REFUSED: the file holds no certificate.
 */
MUST_USE enum outcome net_trust_load(const char *ca_file, struct reason *why);

/* Resolves, connects to any of the host's addresses, and with TLS_IMPLICIT verifies it, all within `seconds`.
 * `server` and `pulse` must outlive the connection. LATER: the network; REFUSED: the certificate, or a plain
 * connection that would leave this machine. The reason says what to do. Closed by net_close. */
MUST_USE enum outcome net_open(const struct server *server, unsigned seconds, const struct net_pulse *pulse,
        struct net **net_r, struct reason *why);
void net_close(struct net **n);

/* The server's certificate; dates as "2026-12-31", "?" where it does not tell. */
struct net_peer {
	char from[16], until[16];
	char name[128]; /* the first name that it is for */
	int days_left;
};
/* False for a connection without TLS. */
bool net_read_peer(const struct net *n, struct net_peer *peer_r);

/* The upgrade after STARTTLS was agreed on. `buffered` is how many bytes the caller has read and not yet
 * understood: any would be something that was put in before encryption began, so that is REFUSED. */
MUST_USE enum outcome net_start_tls(struct net *n, size_t buffered, struct reason *why);

/* Begins an operation: the bounds count from now on. */
void net_begin(struct net *n, const struct net_bounds *bounds);

/* At least one byte, or -1: the end, a bound, or a failure. After that everything on this connection fails.
 */
ssize_t net_read(struct net *n, void *bytes_r, size_t most);
/* All of them, or -1. */
ssize_t net_write(struct net *n, const void *bytes, size_t len);
/* Why reading or writing failed; "" while nothing did. */
const char *net_failure(const struct net *n);

/* Monotonic milliseconds. */
int64_t net_now(void);

int net_fd(const struct net *n);
/* Bytes were received and wait in the TLS layer, where poll() does not see them. */
bool net_has_pending(const struct net *n);
/* "[192.0.2.1]" or "[IPv6:2001:db8::1]": this end's address, as EHLO takes it. */
void net_local_literal(const struct net *n, char *text_r, size_t size);

/* A libetpan stream over the connection, closed by its user (mailimap_free) before net_close; NULL without
 * memory. */
struct _mailstream *net_stream(struct net *n);

#endif
