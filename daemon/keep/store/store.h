/* What keep remembers. All SQL stands behind this header, store_order.h, moves.h and reread.h (orders), and views*.h
 * (which only read); the shapes are described in schema/. Every writing function belongs into a transaction of its
 * caller unless it says otherwise. */
#ifndef KEEP_STORE_H
#define KEEP_STORE_H

#include "base/arena.h"
#include "base/hash.h"
#include "daemon/keep/decide/decide.h"
#include "daemon/keep/store/sql.h"
#include "daemon/keep/thread/thread.h"
#include "schema/messages.h"
#include "schema/verdict.h"

/* --- intake --- */

struct placement {
	const char *mailbox;
	uint32_t uidvalidity, uid;
};

struct arrival {
	struct hash raw;
	bool too_large; /* was not fetched: `raw` is meaningless, the mail is settled at once as quarantined
	                 */
	uint64_t size;
	int64_t internal_date;
	struct placement placement;
};

/* Admits a message once and notes where the server holds it. `new_r`: it was not known before. */
MUST_USE enum outcome store_admit(struct sql *s, const struct arrival *arrival, int64_t now, int64_t *mail_r,
        bool *new_r, struct reason *why);
/* The highest UID up to which all was admitted; 0 under a UIDVALIDITY that was not seen before. */
MUST_USE enum outcome store_get_cursor(
        struct sql *s, const char *mailbox, uint32_t uidvalidity, uint32_t *uid_r, struct reason *why);
MUST_USE enum outcome store_set_cursor(
        struct sql *s, const char *mailbox, uint32_t uidvalidity, uint32_t uid, struct reason *why);

/* --- examination and settlement --- */

struct pending {
	int64_t mail; /* 0: there is none */
	struct hash raw;
	uint64_t size;
	int64_t internal_date, attempts;
	bool imported; /* out of a file, which tells no sure time of receipt: the message itself does */
	bool quiet;    /* is not answered by itself */
	int64_t again; /* the order by which it is read once more; 0: by none */
};

/* The first mail after `after`, in order of admission, that is not settled. */
MUST_USE enum outcome store_next_pending(
        struct sql *s, int64_t after, struct pending *p_r, struct reason *why);
/* Called once at start, in a transaction of its own: the first unsettled mail may be what ended the last run.
 */
MUST_USE enum outcome store_count_attempt(struct sql *s, struct reason *why);

/* What decide must know of the past; strings live in the arena. */
MUST_USE enum outcome store_history(
        struct sql *s, const struct claims *c, int64_t now, struct history *history_r, struct reason *why);
/* The settled mail of the same content that came before this one, 0 if there is none. */
MUST_USE enum outcome store_find_content(
        struct sql *s, const struct hash *content, int64_t mail, int64_t *mail_r, struct reason *why);

/* Works of conversations, added to the thread where they are not in it yet. Their remembered faults and files are loaded by
 * store_known_details. */
/* … of the mail that was answered under a Message-ID made of the first 8 bytes of its hash, and that it went on with. */
MUST_USE enum outcome store_works_answered(
        struct sql *s, const uint8_t subject_of[8], struct arena *a, struct thread *t, struct reason *why);
/* … of the mails that one of our answers is about, by its token or its Message-ID ("" for the other); notes that there is one. */
MUST_USE enum outcome store_works_of_answer(struct sql *s, const char *token, const char *message_id,
        struct arena *a, struct thread *t, struct reason *why);
/* … of this mail, and those that it went on with. */
MUST_USE enum outcome store_works_of_mail(
        struct sql *s, int64_t mail, struct arena *a, struct thread *t, struct reason *why);
/* … the one of this number, where its mail came from this sender. */
MUST_USE enum outcome store_works_of_receipt(struct sql *s, const char *receipt, const char *sender,
        struct arena *a, struct thread *t, struct reason *why);
/* … of this sender with the same titles_key(); they are not `of_thread`. */
MUST_USE enum outcome store_works_of_title(struct sql *s, const char *campaign, const char *title_key,
        const char *sender, struct arena *a, struct thread *t, struct reason *why);
/* … of this sender that wait for their files; they are not `of_thread`. */
MUST_USE enum outcome store_works_awaiting_files(struct sql *s, const char *campaign, const char *sender,
        struct arena *a, struct thread *t, struct reason *why);
MUST_USE enum outcome store_known_details(
        struct sql *s, struct known_work *w, struct arena *a, struct reason *why);

MUST_USE enum outcome store_last_serial(
        struct sql *s, const char *prefix, int64_t *last_r, struct reason *why);

struct stored_file {
	const char *folder, *stored;
	const struct part *part;
};

struct replaced_file {
	const char *folder, *stored, *now; /* its name before, and among the older versions */
};

/* Where the things of one settled mail were put, and under which numbers. */
struct filing {
	int64_t last_serial;
	const char **work_receipts, **work_folders; /* as many as the verdict has works, and so on */
	const char **statistics_receipts, **statistics_folders;
	const char **report_receipts, **report_folders;
	const char *rest_folder; /* of files that belong to none of these; "" where there are none */
	LIST(struct stored_file) files;
	LIST(struct replaced_file) replaced;
};

/* A mail of the staff with orders in it. */
enum staff_mail { STAFF_NOTHING, STAFF_FOLLOWED, STAFF_LACKS_TOKEN, STAFF_REPEATED };

struct settlement {
	int64_t mail, duplicate_of, at;
	const struct campaign *campaign;
	const struct claims *claims;             /* NULL: the mail could not be read */
	const struct verdict *verdict;           /* always there */
	const struct filing *filing;             /* NULL: nothing was filed */
	const struct sequel *sequels;            /* what the verdict's works go on with; NULL: all are new */
	LIST(const struct known_work *) waiting; /* open works of the conversation that it says nothing of */
	bool commands;                           /* it commands something that is to be ordered */
	enum staff_mail staff;                   /* what becomes of the orders of the staff in it */
	struct hash told; /* what its answer says, where there is one; see answer.told */
};

MUST_USE enum outcome store_set_received(struct sql *s, int64_t mail, int64_t received, struct reason *why);
MUST_USE enum outcome store_settle(struct sql *s, const struct settlement *t, struct reason *why);
/* Part of it: the files that only links lead to. `works`: the ids of the verdict's works, NULL where nothing was filed. */
MUST_USE enum outcome store_pending_files(
        struct sql *s, const struct settlement *t, const int64_t *works, struct reason *why);

/* --- after settlement: the server's flag --- */

/* Up to `most` UIDs under this UIDVALIDITY whose mail is settled and not yet acknowledged, above `after`. */
MUST_USE enum outcome store_unacknowledged(struct sql *s, const char *mailbox, uint32_t uidvalidity,
        uint32_t after, uint32_t *uids_r, size_t most, size_t *n_r, struct reason *why);
MUST_USE enum outcome store_acknowledge(struct sql *s, const char *mailbox, uint32_t uidvalidity,
        const uint32_t *uids, size_t n, int64_t now, struct reason *why);

/* --- what keeps the service from its work --- */

/* Notes trouble of "imap", "smtp" or "disk", or with DONE its end. The time of its beginning stays while only
 * the reason changes. A transaction of its own. */
MUST_USE enum outcome store_forget_troubles(struct sql *s, struct reason *why); /* those of an earlier life */
MUST_USE enum outcome store_trouble(struct sql *s, const char *source, enum outcome what, const char *reason,
        int64_t now, struct reason *why);

/* --- the outbox --- */

struct answer {
	int64_t command;  /* the order that asked for it; 0: none, the mail was given it by itself */
	int64_t id, mail; /* mail 0: a digest, or what is told at a day's end */
	const char *kind, *recipient, *message_id;
	const struct hash *told; /* see answer.told; NULL: nothing to compare */
	const char *token;       /* NULL: none leads back to it */
	const void *message;
	size_t message_len;
	int64_t queued, attempts;
};

/* Queues an answer. For one without a mail, one that is already there under the same Message-ID is left as it is
 * (`new_r` false). */
MUST_USE enum outcome store_queue(struct sql *s, const struct answer *a, bool *new_r, struct reason *why);
/* Answers that this mail was given by itself: at most one. */
MUST_USE enum outcome store_count_answers(struct sql *s, int64_t mail, int64_t *n_r, struct reason *why);
/* The due answer behind the first `skip` ones, in the order in which they fell due, digests alone if asked for; id 0 if there is
 * none. Its strings and message live in the arena. */
MUST_USE enum outcome store_due(struct sql *s, size_t skip, bool digests, int64_t now, struct arena *a,
        struct answer *answer_r, struct reason *why);
/* When the next queued answer will be due; 0: none is queued. */
MUST_USE enum outcome store_next_attempt(struct sql *s, int64_t *at_r, struct reason *why);
/* Writes what became of one sending. SENT_LATER is scheduled again with back-off, or given up when too old; with `not_before`
 * it is never given up, and not tried before then. */
MUST_USE enum outcome store_sent(struct sql *s, const struct answer *a, enum sent sent, uint32_t code,
        const char *said, int64_t not_before, int64_t now, struct reason *why);

/* --- how fast answers leave; counted from the outbox itself, so that no restart forgets it --- */

struct pace {
	int64_t per_hour, per_day;
};

/* The first moment at which one more may leave; not in the future: now. */
MUST_USE enum outcome store_room_at(struct sql *s, const struct pace *p, int64_t under_way, int64_t now,
        int64_t *at_r, struct reason *why);

/* The sending provider wants less. */
struct pause {
	int64_t since, until, times, code; /* times 0: it does not */
	const char *said;
};

MUST_USE enum outcome store_pause(struct sql *s, struct arena *a, struct pause *p_r, struct reason *why);
/* For people: mails whose answers are held back, addresses that get none since an answer came back after `since`, answers that
 * came back at all. */
MUST_USE enum outcome store_restraint(struct sql *s, int64_t since, int64_t *held_r, int64_t *silenced_r,
        int64_t *returned_r, struct reason *why);
MUST_USE enum outcome store_set_pause(struct sql *s, const struct pause *p, struct reason *why);

#endif
