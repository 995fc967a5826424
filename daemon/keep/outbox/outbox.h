/* The outbox: hands due answers to send, some at a time and no faster than configured, and takes down what became of them. Where the
 * sending provider wants less, nothing leaves for a while, then one answer alone asks whether it is content again. Both are
 * known from the database: no restart forgets them. */
#ifndef KEEP_OUTBOX_H
#define KEEP_OUTBOX_H

#include "base/wire.h"
#include "daemon/keep/store/sql.h"
#include "schema/config.h"

#include <stdbool.h>

struct outbox;

struct outbox *outbox_new(struct sql *sql, int send_fd, const struct config *config);
void outbox_close(struct outbox **o);

/* Submits what is due while there is room. */
MUST_USE enum outcome outbox_advance(struct outbox *o, int64_t now, struct reason *why);
/* Takes one MSG_SUBMITTED. */
MUST_USE enum outcome outbox_take(struct outbox *o, struct message *m, int64_t now, struct reason *why);

/* When the next queued answer may leave; 0: none is queued. */
MUST_USE enum outcome outbox_next(const struct outbox *o, int64_t now, int64_t *at_r, struct reason *why);
/* Nothing is under way. What is queued for later is not meant. */
bool outbox_is_idle(const struct outbox *o);

#endif
