/* One answer on its way to the server. */
#ifndef DAEMON_SEND_SUBMIT_H
#define DAEMON_SEND_SUBMIT_H

#include "base/arena.h"
#include "base/wire.h"
#include "daemon/send/smtp.h"
#include "schema/messages.h"

struct recipient {
	const char *address;
	bool open; /* nothing is decided yet */
	enum sent sent;
	unsigned code;
	const char *text; /* in the arena */
};

struct submission {
	struct arena *arena;
	uint64_t answer;
	const char *sender;
	struct recipient *recipients;
	size_t n;
	int fd; /* the whole message */
};

/* The fields of MSG_SUBMIT in the arena; false where they cannot be read. The descriptor stays the message's.
 */
bool submission_read(struct message *m, struct arena *a, struct submission *s_r);
/* Decides those that must never reach a server; true while some are open. */
bool submission_check(struct submission *s);
bool submission_is_open(const struct submission *s);
void submission_set_open(struct submission *s, enum sent sent, unsigned code, const char *text);
/* Decides all. `over_r`: the session is of no more use. */
void submission_hand_over(struct submission *s, struct smtp *smtp, unsigned accept_seconds, bool *over_r);

#endif
