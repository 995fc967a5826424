/* What is to be done about one mail. Made by daemon/keep/decide/decide.c out of claims, campaign and history; a pure
 * value. */
#ifndef SCHEMA_VERDICT_H
#define SCHEMA_VERDICT_H

#include "schema/campaign.h"
#include "schema/claims.h"
#include "schema/lack.h"

/* The end states of a mail: in = filed + asked + staff + ignored + quarantined. */
enum state { STATE_FILED, STATE_ASKED, STATE_STAFF, STATE_IGNORED, STATE_QUARANTINED, STATE_COUNT };

enum reply { REPLY_NONE, REPLY_ACKNOWLEDGE, REPLY_CORRECT, REPLY_STAFF, REPLY_COUNT };

/* A label's resolved value. */
struct resolved {
	LIST(const char *) values; /* empty where missing; unit and title have at most one */
	const struct claim *from; /* the evidence that won; NULL where there is none. A faulty claim where the
	                             value is unusable */
	LIST(const struct claim *) others; /* what it won over, only where they differ */
};

struct work_verdict {
	const struct work_claims *claims;
	const struct sub_project *sub_project; /* NULL: a careful reader could not tell */
	const char *sub_project_why;
	struct resolved labels[LABEL_COUNT];
	const struct unit *roster_unit; /* the reporting unit; NULL where not on the roster */
	struct lacks lacks;
	bool late;
};

struct statistics_verdict {
	const struct statistics_claims *claims;
	const char *unit;
	const struct unit *roster_unit;
	int64_t activities, participants;
	bool blank, late;
};

struct report_verdict {
	const struct report_claims *claims;
	const char *unit, *title;
	const struct unit *roster_unit;
};

struct verdict {
	enum state state;
	enum reply reply;
	const char *why;   /* one English sentence: why this state */
	const char *cause; /* where a human must look: a word that the digest's template puts into a sentence;
	                      "" else */
	const char *to;    /* the address to answer; "" where no answer is due */
	const char *held;  /* … the one that had its share of the day: it is told later; "" where none */
	LIST(struct work_verdict) works;
	LIST(struct statistics_verdict) statistics;
	LIST(struct report_verdict) reports;
	bool lacks_table;         /* a statistics table is told of as attached, and nothing came */
	LIST(uint32_t) unclaimed; /* files that no work and no report claims: shown to staff, never dropped */
	LIST(const char *) steps; /* English sentences in order: how the verdict came about, for explain */
};

const char *state_name(enum state state); /* "filed" … */
const char *reply_name(enum reply reply); /* "none", "acknowledge", "correct", "staff" */

#endif
