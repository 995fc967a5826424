/* What the staff hear of what they ordered by mail: what came of each line. It is made when the last order of the mail was carried
 * out, in the same transaction. */
#ifndef KEEP_TRANSCRIPT_H
#define KEEP_TRANSCRIPT_H

#include "daemon/keep/tools.h"
#include "daemon/keep/view/views_order.h"

/* Why a mail was not followed as a whole; the words that the templates know. */
enum transcript_verdict { TRANSCRIPT_FOLLOWED, TRANSCRIPT_NO_TOKEN, TRANSCRIPT_REPEATED };

struct transcript_input {
	const struct campaign *campaign;
	enum transcript_verdict verdict;
	const struct view_order *orders; /* none where it was not followed */
	size_t n;
	const char *subject; /* of the mail */
	const char *token;   /* with which an answer to it may order something; "" for none */
	int64_t now;
};

/* Subject, text and HTML; the caller frees them with rendered_free. REFUSED: a template failed. */
MUST_USE enum outcome transcript_render(const struct render *r, const struct transcript_input *in,
        struct rendered *mail_r, struct reason *why);

/* Queues it for the sender of the mail, in the caller's transaction. */
MUST_USE enum outcome transcript_queue(const struct tools *t, int64_t mail, enum transcript_verdict verdict,
        int64_t now, struct reason *why);

#endif
