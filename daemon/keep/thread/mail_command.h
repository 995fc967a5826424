/* Commands by mail: 查询 (what has become of a work) and 撤回 (take it back), with receipt numbers. They become orders of
 * the sender, executed like those of the staff; the answer is the order's notice.
 *
 * A From can be forged. So only the address that sent the work may ask or take back, and the notice goes to that address,
 * whoever wrote: a forger learns nothing. He could have a work withdrawn whose receipt number he knows; then its sender hears
 * of it at once, staff see it, nothing is deleted, and `accept` undoes it. Where our own provider says that the sender is
 * forged (decide_is_forged), nothing is done at all. */
#ifndef KEEP_MAIL_COMMAND_H
#define KEEP_MAIL_COMMAND_H

#include "base/arena.h"
#include "daemon/keep/store/sql.h"
#include "schema/claims.h"

/* Why the command is not for a machine to follow, an English sentence; NULL where it is. */
MUST_USE enum outcome mail_command_doubt(
        struct sql *s, const struct claims *c, struct arena *a, const char **doubt_r, struct reason *why);
/* Orders what the mail commands, in the caller's transaction. */
MUST_USE enum outcome mail_command_order(struct sql *s, const struct claims *c, int64_t mail, int64_t now,
        struct arena *a, struct reason *why);

#endif
