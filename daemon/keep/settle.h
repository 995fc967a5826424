/* Mails that are admitted and not yet settled: examined some at a time in the jail, settled strictly in the
 * order of their admission, so that the same mails give the same receipt numbers whatever is killed and
 * restarted. */
#ifndef KEEP_SETTLE_H
#define KEEP_SETTLE_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/intake/examine.h"
#include "daemon/keep/reply/render.h"
#include "daemon/keep/store/sql.h"
#include "schema/config.h"

struct settle_tools {
	const struct config *config;
	const struct campaign *campaign;
	const struct folders *folders;
	struct sql *sql;
	const struct render *render;
	struct examiner *examiner;
};

struct settle;

struct settle *settle_new(const struct settle_tools *tools);
void settle_close(struct settle **s);

/* Hands further mails to the jail while there is room. LATER: disk or database trouble. */
MUST_USE enum outcome settle_advance(struct settle *s, struct reason *why);
/* Takes what the jail has finished and settles all mails at the head of the queue that are ready, in one
 * transaction. Some milliseconds are waited for more of them where more are under way: a transaction costs
 * two syncs of the disk, however many mails it holds. LATER: nothing of it was settled; the same will be
 * tried again. */
MUST_USE enum outcome settle_collect(struct settle *s, int64_t now, struct reason *why);
/* How long the caller may sleep before it must call settle_collect again, whatever happens; -1: for ever. */
int settle_patience(const struct settle *s);

/* After LATER, once the caller has waited: forgets what is under way and begins anew with the first unsettled
 * mail. */
void settle_restart(struct settle *s);

/* A mail that was settled before waits again: once the queue is empty, it begins anew with the first unsettled one. */
void settle_rewind(struct settle *s);

/* Nothing admitted waits for its settlement. Only meaningful after settle_advance said DONE. */
bool settle_is_empty(const struct settle *s);

#endif
