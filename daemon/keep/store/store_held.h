/* Answers that were held back because their address had its share of the day, until it is told of them in one mail. Writing
 * functions belong into a transaction of their caller. */
#ifndef KEEP_STORE_HELD_H
#define KEEP_STORE_HELD_H

#include "daemon/keep/reply/summary.h"
#include "daemon/keep/store/sql.h"

/* Holds back the answer to a mail; one that is read once more waits anew. */
MUST_USE enum outcome store_hold(
        struct sql *s, int64_t mail, const char *recipient, int64_t now, struct reason *why);

/* The address that waits longest, of those to which an answer was held back before this moment; "": none does. */
MUST_USE enum outcome store_held_recipient(
        struct sql *s, int64_t before, struct arena *a, const char **recipient_r, struct reason *why);
/* Its first `most` mails, with what came of them, and how many there are. */
MUST_USE enum outcome store_held_mails(struct sql *s, const char *recipient, int64_t before, size_t most,
        struct arena *a, summary_mails *mails_r, int64_t *all_r, struct reason *why);
/* One mail, and then what came of it, as both stand in its summary. */
MUST_USE enum outcome store_summary_head(
        struct sql *s, int64_t mail, struct arena *a, struct summary_mail *m_r, struct reason *why);
MUST_USE enum outcome store_summary_of_mail(
        struct sql *s, struct summary_mail *m, struct arena *a, struct reason *why);
/* These were told by this answer; 0: they are given up, and a person must look, for this cause. */
MUST_USE enum outcome store_held_told(struct sql *s, const summary_mails *mails, int64_t answer,
        const char *cause, int64_t now, struct reason *why);
/* What else waits for this address waits for the next day's end. */
MUST_USE enum outcome store_held_postpone(
        struct sql *s, const char *recipient, int64_t now, struct reason *why);

#endif
