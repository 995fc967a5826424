/* The outbox: hands due answers to send, some at a time, and takes down what became of them. */
#ifndef KEEP_OUTBOX_H
#define KEEP_OUTBOX_H

#include "base/wire.h"
#include "daemon/keep/sql.h"

#include <stdbool.h>

struct outbox;

struct outbox *outbox_new(struct sql *sql, int send_fd, const char *own_address);
void outbox_close(struct outbox **o);

/* Submits what is due while there is room. */
MUST_USE enum outcome outbox_advance(struct outbox *o, int64_t now, struct reason *why);
/* Takes one MSG_SUBMITTED. */
MUST_USE enum outcome outbox_take(struct outbox *o, struct message *m, int64_t now, struct reason *why);

/* Nothing is under way. What is queued for later is not meant. */
bool outbox_is_idle(const struct outbox *o);

#endif
