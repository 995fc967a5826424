/* Admission: a message becomes durable, once, before anything else is done with it.
 *
 * The order of the durable steps of one mail's whole way (each may run twice without harm):
 *   1. intake   spool file written by fetch, renamed into mail/<sha256>, file system synced intake.synced
 *   2. intake   rows `mail`, `placement` and the cursor committed together intake.admitted
 *   3. filing   contents and links in the archive, made anew from the same mail after a crash filing.linked
 *   4. settle   archive synced settle.synced
 *   5. settle   verdict, works, files, answer committed in one transaction settle.committed
 *   6. send     the server said 250 to the answer send.accepted
 *   7. outbox   the answer's fate committed outbox.recorded
 *   8. fetch    the server was told: flag or move fetch.flagged
 *   9. intake   that committed intake.acknowledged A kill before 2 fetches again; before 5 examines again
 * with the same result, receipt numbers included; between 6 and 7 sends the same answer again under the same
 * Message-ID, the one repetition that cannot be avoided; before 9 flags again.
 */
#ifndef KEEP_INTAKE_H
#define KEEP_INTAKE_H

#include "base/wire.h"
#include "daemon/keep/folders.h"
#include "daemon/keep/sql.h"
#include "schema/messages.h"

struct intake;

struct intake *intake_new(const struct folders *folders, struct sql *sql, int fetch_fd);
void intake_close(struct intake **in);

/* Takes one message of fetch. LATER: disk or database trouble, nothing of the range was admitted; BROKEN: the
 * peer. */
MUST_USE enum outcome intake_take(struct intake *in, struct message *m, int64_t now, struct reason *why);
/* Hands settled mails to fetch for flagging, some at a time. */
MUST_USE enum outcome intake_settle(struct intake *in, struct reason *why);

bool intake_is_caught_up(const struct intake *in); /* the mailbox held nothing more at the last look */
bool intake_is_flagged(const struct intake *in);   /* fetch was asked for nothing that it has not confirmed */

#endif
