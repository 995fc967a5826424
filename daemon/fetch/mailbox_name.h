/* Names of mailboxes as IMAP4rev1 writes them. */
#ifndef DAEMON_FETCH_MAILBOX_NAME_H
#define DAEMON_FETCH_MAILBOX_NAME_H

#include "base/buf.h"

/* UTF-8 to modified UTF-7 (RFC 3501, 5.1.3): 已处理 is &XfJZBHQG-. REFUSED: no UTF-8, or a control character,
 * or too long. */
MUST_USE enum outcome mailbox_name_encode(const char *utf8, struct buf *name_r, struct reason *why);

#endif
