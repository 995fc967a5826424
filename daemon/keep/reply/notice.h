/* What a sender hears of an order of the staff about his works, where they want him to hear of it. Pure: the same
 * input gives the same bytes; the words stand in the templates. */
#ifndef KEEP_NOTICE_H
#define KEEP_NOTICE_H

#include "daemon/keep/reply/render.h"
#include "daemon/keep/store/store_order.h"
#include "daemon/keep/view/views.h"
#include "schema/campaign.h"

struct notice_input {
	const struct campaign *campaign;
	const char *verb, *label; /* what was done; of "set", to which label */
	const char *other;        /* of "merge": the receipt number that is no more */
	const char *say;          /* words of the staff, "" for none */
	const char *subject;      /* of the sender's mail */
	int64_t received;
	const struct stored_work *works; /* as they are now */
	size_t n_works;
	const struct view_file *files; /* of all of them */
	size_t n_files;
};

/* Whether there is anything to say of such an order. */
bool notice_is_known(const char *verb);

/* Subject, text and HTML; the caller frees them with rendered_free. REFUSED: a template failed. */
MUST_USE enum outcome notice_render(
        const struct render *r, const struct notice_input *in, struct rendered *mail_r, struct reason *why);

#endif
