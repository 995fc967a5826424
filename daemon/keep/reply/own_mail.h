/* What a template made, as a mail of this mailbox to one person: an answer, or a word about an answer of ours. */
#ifndef KEEP_OWN_MAIL_H
#define KEEP_OWN_MAIL_H

#include "base/buf.h"
#include "base/outcome.h"
#include "daemon/keep/tools.h"

struct own_mail {
	const char *to;                 /* a bare address */
	const char *message_id;         /* of own_id */
	const char *answers_message_id; /* the fields of what is answered, as compose.h wants them */
	const char *answers_references;
	int64_t date; /* epoch seconds */
};

/* Appends the message. REFUSED: an address is none, or the message grew over the cap of `out`. */
MUST_USE enum outcome own_mail_compose(const struct tools *t, const struct own_mail *m,
        const struct rendered *r, struct buf *out, struct reason *why);

#endif
