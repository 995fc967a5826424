/* The answer to one mail: an acknowledgement, or a request for what is missing, out of what was decided.
 * Pure: the same input gives the same bytes. The words stand in the templates; the facts that they get are
 * described in words.xsl. */
#ifndef KEEP_REPLY_H
#define KEEP_REPLY_H

#include "daemon/keep/reply/render.h"
#include "daemon/keep/thread/thread.h"
#include "schema/campaign.h"
#include "schema/claims.h"
#include "schema/verdict.h"

#include <stdint.h>

struct reply_input {
	const struct verdict *verdict; /* its reply is REPLY_ACKNOWLEDGE or REPLY_CORRECT */
	const struct claims *claims;
	const struct campaign *campaign;
	/* Receipt numbers, as many as the verdict has works, statistics and reports; NULL where none were
	 * given. */
	const char **work_receipts, **statistics_receipts, **report_receipts;
	const struct sequel *sequels; /* what the works go on with; NULL: all are new */
	const struct known_work *const
	        *waiting; /* open works of the conversation that the mail says nothing of */
	size_t n_waiting;
	const char *token; /* that leads an answer back here; NULL: none */
	int64_t received,
	        now; /* epoch seconds: when the mail came, and when the answer is made (for the days left) */
};

/* Subject, text and HTML; the caller frees them with rendered_free. REFUSED: a template failed. */
MUST_USE enum outcome reply_render(
        const struct render *r, const struct reply_input *in, struct rendered *mail_r, struct reason *why);

/* The facts as such, for tests and for who writes templates. Closed by facts_close. */
struct facts *reply_facts(const struct reply_input *in);

/* What an answer says to this address, apart from numbers and days: two mails that bring the same have the same. */
void reply_told(const struct reply_input *in, const char *to, struct hash *told_r);

/* --- pieces of the document that other mails to senders are made of, too --- */

/* Adds <campaign>, <campaign-short>, <office> and <office-contact>. */
void reply_add_campaign(struct fact *root, const struct campaign *c);
/* Adds <missing>, of a label with what was said instead; NULL: nothing was. */
void reply_add_missing(struct fact *work, enum lack what, const struct claim *from);
void reply_add_file(struct fact *parent, const struct part *p);
/* One element for each line; of a contact only a part, and no number in running text. */
void reply_add_lines(struct fact *parent, const char *name, const char *lines, bool contact);
/* Adds <subject>: the sender's own, without marks of answering and ours, numbers in it masked. */
void reply_add_subject(struct fact *root, const char *subject);

#endif
