/* A look at the IMAP server for an administrator, by the code and the steps of the role. */
#ifndef DAEMON_FETCH_PROBE_H
#define DAEMON_FETCH_PROBE_H

#include "daemon/net/net.h"
#include "schema/config.h"

enum fetch_reached { REACHED_NOTHING, REACHED_SERVER, REACHED_MAILBOX, REACHED_FOLDER };

struct fetch_probe {
	enum fetch_reached reached; /* what failed comes after it */
	char offers[1024];          /* capabilities, separated by blanks, as the server named them */
	bool idle, uidplus, move, id, has_peer;
	struct net_peer peer;
	uint32_t messages, last_uid; /* 0: the folder is empty */
};

/* Connects, logs in, opens the folder. What was seen before a failure stands in `probe_r` all the same. */
MUST_USE enum outcome fetch_probe(
        const struct config *config, const char *password, struct fetch_probe *probe_r, struct reason *why);
/* Waits until a message above `after` holds `token`, for `seconds` at most. LATER: it did not come. */
MUST_USE enum outcome fetch_probe_wait(const struct config *config, const char *password, uint32_t after,
        const char *token, unsigned seconds, struct reason *why);

#endif
