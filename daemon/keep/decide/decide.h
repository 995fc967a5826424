/* From claims to a verdict: which value counts where places disagree, what is missing, and what the sender
 * hears. Pure: the same claims, campaign and history always give the same verdict. */
#ifndef KEEP_DECIDE_H
#define KEEP_DECIDE_H

#include "schema/verdict.h"

/* What decide must know of the past. */
struct history {
	const char *own_address; /* the mailbox's: never answered */
	int64_t answers_today;   /* automatic answers to this sender within 24 hours */
	int64_t answers_most;    /* how many are allowed; 0: no cap */
	bool silenced;           /* an answer to this address came back for good not long ago */
	const char *
	        authserv_id; /* our own provider, whose word on the sender is believed; NULL or "": nobody's */
	bool answers_us;     /* the mail answers one of our own messages, by a key that only we can make */
	size_t joined;       /* so many of its works, the first ones, go on with works that we had */
	const char *
	        doubt; /* why a careful reader could not tell which earlier works it is about; NULL: there is no doubt */
};

/* Our own provider says that the mail is not from whom it says it is: it goes on with nothing, and nobody is answered. */
bool decide_is_forged(const struct claims *c, const struct history *history);

/* Where an answer goes that the verdict's reply asks for: sets `to` or `held`, or tells in `cause` why there is none. */
void decide_recipient(const struct claims *c, const struct campaign *campaign, const struct history *history,
        struct arena *a, struct verdict *v);

/* `received`: epoch seconds of the server's receipt, by which lateness is judged. The verdict lives in the
 * arena. */
void decide_mail(const struct claims *c, const struct campaign *campaign, const struct history *history,
        int64_t received, struct arena *a, struct verdict **verdict_r);

#endif
