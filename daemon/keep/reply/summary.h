/* What an address hears at the day's end of the mails whose answers were held back: in one mail, what came of each, and what is
 * still asked for. It tells the works as they are now. Pure: the same input gives the same bytes; the words stand in the
 * templates. */
#ifndef KEEP_SUMMARY_H
#define KEEP_SUMMARY_H

#include "daemon/keep/reply/render.h"
#include "daemon/keep/thread/thread.h"
#include "schema/campaign.h"

struct summary_table {
	const char *receipt, *unit;
	int64_t activities, participants;
	bool blank, late;
};

struct summary_report {
	const char *receipt, *unit, *title;
};

struct summary_mail {
	int64_t mail, received;
	struct hash raw;
	const char *subject, *message_id;
	struct thread about; /* its works, also those that it went on with */
	bool asked;          /* something of it is asked for: the works', or a table that did not come */
	LIST(struct summary_table) tables;
	LIST(struct summary_report) reports;
};

typedef LIST(struct summary_mail) summary_mails;

struct summary_input {
	const struct campaign *campaign;
	const struct summary_mail *mails;
	size_t n_mails;
	int64_t more;      /* mails that are told another day, because they are too many for one mail */
	const char *token; /* that leads an answer back here */
	int64_t now;
};

/* The same of one mail, to its sender who has sent it once more. */
struct again_input {
	const struct campaign *campaign;
	const struct summary_mail *first;
	const char *subject; /* of the one that he sent now */
	int64_t received, now;
	const char *token;
};

MUST_USE enum outcome again_render(
        const struct render *r, const struct again_input *in, struct rendered *mail_r, struct reason *why);

/* Subject, text and HTML; the caller frees them with rendered_free. REFUSED: a template failed. */
MUST_USE enum outcome summary_render(
        const struct render *r, const struct summary_input *in, struct rendered *mail_r, struct reason *why);

#endif
