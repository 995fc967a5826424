/* What erasure does to rows and contents. Counts, states and receipt numbers stay; names, addresses, numbers, texts and files go.
 * Every writing function belongs into a transaction of its caller. */
#ifndef KEEP_STORE_ERASE_H
#define KEEP_STORE_ERASE_H

#include "base/arena.h"
#include "daemon/keep/file/folders.h"
#include "daemon/keep/store/sql.h"

#include <stdbool.h>

/* What stays of a work: its unit and title, or only that there was one. */
enum erase_keeps { ERASE_KEEPS_REGISTER, ERASE_KEEPS_COUNTS };

/* The people, evidence and files of a work, and of those that were merged into it. What is to be done on disk is written
 * down (moves.h, shred). */
MUST_USE enum outcome store_erase_work(struct sql *s, int64_t work, int64_t command, enum erase_keeps keeps,
        struct arena *a, struct reason *why);
/* The raw message, head, steps, answers and further files of a mail; `whole`: its statistics and reports too. Its works are
 * the caller's. */
MUST_USE enum outcome store_erase_mail(struct sql *s, int64_t mail, int64_t command, bool whole,
        enum erase_keeps keeps, struct arena *a, struct reason *why);
MUST_USE enum outcome store_is_erased(struct sql *s, int64_t mail, bool *r, struct reason *why);

struct numbers {
	int64_t *v;
	size_t n, room;
};

/* Names of things to erase: numbers of mails from an address; receipt numbers of works with a telephone number, however it is
 * written. */
struct names {
	const char **v;
	size_t n, room;
};
MUST_USE enum outcome store_mails_from(
        struct sql *s, const char *address, struct arena *a, struct names *r, struct reason *why);
MUST_USE enum outcome store_receipts_of_contact(
        struct sql *s, const char *contact, struct arena *a, struct names *r, struct reason *why);

/* The list of destruction of a campaign: what there is of it that is not erased; one line per work, table and report. */
struct erase_list {
	struct numbers mails;
	struct names lines;
	int64_t files, bytes;
};
MUST_USE enum outcome store_list_of_campaign(
        struct sql *s, const char *campaign, struct arena *a, struct erase_list *list_r, struct reason *why);

/* Settled mails of a campaign that are not erased; works of a mail, and mails that brought or continued a work, that are not. */
MUST_USE enum outcome store_mails_of_campaign(
        struct sql *s, const char *campaign, struct arena *a, struct numbers *r, struct reason *why);
MUST_USE enum outcome store_works_to_erase(
        struct sql *s, int64_t mail, struct arena *a, struct numbers *r, struct reason *why);
MUST_USE enum outcome store_mails_of_work(
        struct sql *s, int64_t work, struct arena *a, struct numbers *r, struct reason *why);

/* Removes the contents that were written down, then forgets them. LATER: disk trouble. */
MUST_USE enum outcome erase_perform(struct sql *s, const struct folders *f, struct reason *why);

#endif
