/* The staff's corrections by mail: an answer to the digest, or to the transcript of an earlier one, with an order on each line. They
 * become orders like those of xuanwangctl; when all are carried out, a transcript tells what came of each.
 *
 * A From can be forged. So an order is followed only where
 *   - the address stands in the configuration's list of staff,
 *   - our own provider (imap.authserv_id), topmost, says that the author's domain stands for the mail, and
 *   - the mail bears the token of a digest or transcript of the last days, which only we can make and only staff are sent.
 * The first two a stranger cannot have, the third not somebody with another mailbox at the same provider, and not who has a mail of
 * the staff before him. The same mail once more is not followed again. Where the sender is proven and only the token lacks, he is
 * told so; without that proof nobody is told anything but in the digest. */
#ifndef KEEP_STAFF_H
#define KEEP_STAFF_H

#include "daemon/keep/thread/thread.h"
#include "schema/claims.h"
#include "schema/config.h"
#include "schema/token.h"

bool staff_is_member(const struct config *c, const char *address);

/* What a digest or transcript of this moment bears; "" where orders by mail are not followed at all. */
void staff_token(const struct thread_key *key, const struct config *config, const struct campaign *campaign,
        int64_t now, char token_r[TOKEN_SIZE]);

enum staff_proof {
	STAFF_UNPROVEN, /* nobody knows who wrote it */
	STAFF_NO_TOKEN, /* staff wrote it, but not in answer to a mail of ours */
	STAFF_PROVEN
};
enum staff_proof staff_prove(const struct thread_key *key, const struct config *config,
        const struct campaign *campaign, const struct claims *c, int64_t now);

/* Orders what the mail says, in the caller's transaction. What is no order that may be given by mail is refused at once. */
MUST_USE enum outcome staff_order(struct sql *s, const struct claims *c, int64_t mail, int64_t now,
        struct arena *a, struct reason *why);

#endif
