/* A raw message out of a file, on its way into mail/: written without a name, then named by its hash, so that a crash
 * leaves nothing behind and the same message is stored once. Lines end in CRLF, as a server would have given them:
 * the same message out of a file and out of the mailbox are the same bytes then. */
#ifndef KEEP_RAW_H
#define KEEP_RAW_H

#include "daemon/keep/file/folders.h"

#include <stdbool.h>
#include <stddef.h>

struct raw; /* heap; closed by raw_close or raw_finish */

MUST_USE enum outcome raw_begin(const struct folders *f, struct raw **r_r, struct reason *why);
/* Further bytes, cut anywhere. LATER: disk trouble; REFUSED: longer than LIMIT_MAIL_BYTES. */
MUST_USE enum outcome raw_put(struct raw *r, const char *bytes, size_t len, struct reason *why);
/* Gives it its name, not yet synced, and closes it. */
MUST_USE enum outcome raw_finish(struct raw **r, struct hash *hash_r, struct reason *why);
void raw_close(struct raw **r);

#endif
