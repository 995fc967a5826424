/* Admission: a message becomes durable, once, before anything else is done with it.
 *
 * The order of the durable steps of one mail's whole way (each may run twice without harm):
 *   1. fetch    a range of messages lies in spool files                                  fetch.received
 *   2. intake   spool files renamed into mail/<sha256>, file system synced               intake.synced
 *   3. intake   rows `mail` and `placement` and the cursor committed together            intake.admitted
 *   4. settle   handed to the jail                                                       settle.submitted
 *   5. filing   contents and links in the archive, the same again after a crash          filing.linked
 *   6. settle   archive synced                                                           settle.synced
 *   7. settle   verdict, works, files and answer committed in one transaction            settle.committed
 *   8. send     the server said 250 to the answer                                        send.accepted
 *   9. outbox   the answer's fate committed                                              outbox.recorded
 *  10. fetch    the server was told: flag or move                                        fetch.flagged
 *  11. intake   that committed                                                           intake.acknowledged
 * A kill before 3 fetches again; before 7 examines again with the same result, receipt numbers included;
 * between 8 and 9 sends the same answer again under the same Message-ID, the one repetition that cannot be
 * avoided; before 11 flags again.
 */
#ifndef KEEP_INTAKE_H
#define KEEP_INTAKE_H

#include "base/wire.h"
#include "daemon/keep/file/folders.h"
#include "daemon/keep/store/sql.h"
#include "schema/messages.h"

struct intake;

/* While the disk has less than `least_free` bytes left, fetch gets no file to write to. */
struct intake *intake_new(const struct folders *folders, struct sql *sql, int fetch_fd, int64_t least_free);
void intake_close(struct intake **in);

/* Takes one message of fetch. LATER: disk or database trouble, nothing of the range was admitted; BROKEN: the
 * peer. */
MUST_USE enum outcome intake_take(struct intake *in, struct message *m, int64_t now, struct reason *why);
/* Gives fetch the files that it waits for, once there is room. */
MUST_USE enum outcome intake_give_spool(struct intake *in, struct reason *why);
bool intake_lacks_room(const struct intake *in); /* fetch waits for that */
/* Hands settled mails to fetch for flagging, some at a time. */
MUST_USE enum outcome intake_settle(struct intake *in, struct reason *why);

bool intake_is_caught_up(const struct intake *in); /* the mailbox held nothing more at the last look */
bool intake_is_flagged(const struct intake *in);   /* fetch was asked for nothing that it has not confirmed */

#endif
