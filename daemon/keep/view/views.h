/* Looking at what keep remembers, for xuanwangctl and the digest. Reads only; rows and strings live in the
 * caller's arena. */
#ifndef KEEP_VIEWS_H
#define KEEP_VIEWS_H

#include "daemon/keep/store/sql.h"
#include "daemon/keep/view/digest.h"
#include "daemon/keep/view/register.h"
#include "schema/verdict.h"

struct view_work {
	const char *receipt, *sub_project, *unit, *name, *contact, *title, *missing, *state, *folder;
	int64_t id;
	bool late;
};

struct view_table {
	const char *receipt, *unit, *folder;
	int64_t activities, participants;
	bool blank;
};

struct view_report {
	const char *receipt, *unit, *title, *folder;
};

struct view_file {
	const char *folder, *stored, *name, *type;
	int64_t size;
	struct hash hash;
};

struct view_evidence {
	const char *label, *place, *fault, *value, *source;
	bool chosen;
};

struct view_answer {
	int64_t id;
	const char *kind, *recipient, *message_id, *state, *said;
	int64_t queued, attempts, next_attempt, code, finished;
};

/* A file that only a link leads to. */
struct view_pending_file {
	int64_t id, mail, size, expires;
	const char *receipt, *unit, *title; /* of its work; without one, the unit is the sender's name */
	const char *provider, *name, *code, *url, *expiry, *state, *subject;
};

struct view_mail {
	int64_t id, size, internal_date, arrived, settled, duplicate_of;
	bool has_raw, is_settled;
	struct hash raw;
	const char *state, *reply, *why, *cause, *subject, *sender, *sender_name, *message_id, *folder;
};

typedef LIST(struct view_mail) view_mails;

/* All mails in order of admission, or those in one state ("" for all). */
MUST_USE enum outcome views_mails(
        struct sql *s, const char *state, struct arena *a, view_mails *mails_r, struct reason *why);
/* REFUSED where there is none. `key` is a mail's number, a receipt number, or a Message-ID. */
MUST_USE enum outcome views_find_mail(
        struct sql *s, const char *key, struct arena *a, struct view_mail *mail_r, struct reason *why);

typedef LIST(struct view_work) view_works;
typedef LIST(struct view_table) view_tables;
typedef LIST(struct view_report) view_reports;
typedef LIST(struct view_file) view_files;
typedef LIST(struct view_evidence) view_evidences;
typedef LIST(struct view_answer) view_answers;
typedef LIST(const char *) view_steps;
typedef LIST(struct view_pending_file) view_pending_files;

/* Of one mail, or of all with mail 0. */
MUST_USE enum outcome views_works(
        struct sql *s, int64_t mail, struct arena *a, view_works *r, struct reason *why);
MUST_USE enum outcome views_tables(
        struct sql *s, int64_t mail, struct arena *a, view_tables *r, struct reason *why);
MUST_USE enum outcome views_reports(
        struct sql *s, int64_t mail, struct arena *a, view_reports *r, struct reason *why);
MUST_USE enum outcome views_files(
        struct sql *s, int64_t mail, struct arena *a, view_files *r, struct reason *why);
MUST_USE enum outcome views_answers(
        struct sql *s, int64_t mail, struct arena *a, view_answers *r, struct reason *why);
MUST_USE enum outcome views_evidence(
        struct sql *s, int64_t work, struct arena *a, view_evidences *r, struct reason *why);
MUST_USE enum outcome views_steps(
        struct sql *s, int64_t mail, struct arena *a, view_steps *r, struct reason *why);

MUST_USE enum outcome views_pending_files(
        struct sql *s, int64_t mail, struct arena *a, view_pending_files *r, struct reason *why);
/* Those that nobody has fetched and that expire before a moment, or have expired; the most urgent first. */
MUST_USE enum outcome views_expiring_files(
        struct sql *s, int64_t before, struct arena *a, view_pending_files *r, struct reason *why);

/* The conservation law's terms. */
struct view_counts {
	int64_t in, waiting, states[STATE_COUNT];
	int64_t works, tables, reports;
	int64_t withdrawn, rejected, merged; /* works that have come to an end: not among `works` */
	int64_t answers_queued, answers_sent, answers_failed; /* failed: refused, unknown or expired */
};
/* All mails, or those that arrived at or after `since`. */
MUST_USE enum outcome views_counts(struct sql *s, int64_t since, struct view_counts *r, struct reason *why);

/* Everything that the digest of the day that ends at `now` shows. `r` is the whole register: what is counted there is not
 * counted once more. */
MUST_USE enum outcome views_digest(struct sql *s, const struct register_data *r, int64_t now, struct arena *a,
        struct digest_data *d_r, struct reason *why);

#endif
