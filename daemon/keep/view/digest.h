/* The staff's daily mail: what needs a human first, then intake, open questions, statistics against the
 * targets, and the conservation law. The numbers are the caller's; this module only shows them. */
#ifndef KEEP_DIGEST_H
#define KEEP_DIGEST_H

#include "base/arena.h"
#include "daemon/keep/reply/render.h"
#include "schema/campaign.h"
#include "schema/lack.h"

#include <stdbool.h>
#include <stdint.h>

struct digest_count {
	int64_t today,
	        total; /* today: since the last digest, or within the digest's day: as the caller counts */
};

struct digest_project {
	const char *name;
	struct digest_count works;
};

/* One of the 12351+ targets; `what` is one of the words of digest_targets. */
struct digest_target {
	const char *what;
	int64_t reached, target;
};

/* Something that waits: for a human, for its sender, in quarantine, or in the outbox. */
struct digest_item {
	int64_t mail;        /* its number in the database */
	int64_t since;       /* epoch seconds: days of waiting are counted from it */
	const char *receipt; /* "" where it has none */
	const char *unit;    /* or the sender's display name; "" where unknown */
	const char *subject, *title;
	const char *cause;  /* why it waits, a word that digest-words.xsl puts into a sentence; "" for none */
	const char *why;    /* a sentence for the reader instead of that; "" for none */
	struct lacks lacks; /* of an open correction */
	const char *command; /* what settles it: "xuanwangctl accept 12"; "" for none */
	const char *answer;  /* … in an answer to the digest: "通过 #12" */
};

/* A file that only a link leads to, and that is to be fetched before the link expires. */
struct digest_link {
	int64_t mail, expires;
	const char *receipt, *unit, *title; /* title: of the work, or the mail's subject; "" where unknown */
	const char *name, *provider;
};

struct digest_data {
	int64_t now;
	struct digest_count in, filed, asked, staff, ignored, quarantined;
	int64_t pending; /* of `in`: arrived, and in no end state at this moment */
	LIST(struct digest_project) projects;
	struct digest_count withdrawn,
	        rejected; /* works that came to an end: in none of the projects' counts */
	struct digest_count statistics, reports;
	LIST(struct digest_target) targets;
	LIST(struct digest_item) waiting;     /* for a human, oldest first */
	LIST(struct digest_item) corrections; /* asked and not yet answered, oldest first */
	LIST(struct digest_item) quarantine;
	LIST(struct digest_link) expiring; /* the most urgent first */
	LIST(struct digest_item) unsent; /* answers given up, whose fate is unknown, or that wait for long */
	LIST(struct digest_item) returned; /* answers that came back */
	/* Units of the roster that sent a statistics table; that sent other things only; that sent nothing. */
	LIST(const char *) reported, without_table, not_reported;
	bool workbook;     /* is attached */
	const char *token; /* with which staff may answer by orders; NULL or "": they may not */
	int64_t answers_queued;
	int64_t held;         /* answers that wait for the day's end, because their address had its share */
	int64_t summary_hour; /* … at this hour */
	int64_t paused_until; /* the sending provider wants less; 0: it does not */
	const char *refusal;  /* … in its own words */
	const char *service;  /* "running", "stopped", "unknown" */
	const char *trouble;  /* what the service says it cannot do now; "" for nothing */
};

/* Words for digest_target.what, in the order in which they are shown. */
enum { DIGEST_TARGETS = 6 };
extern const char *const digest_targets[DIGEST_TARGETS]; /* unions … units-with-enough */

/* Nothing came, nothing waits and nothing is wrong: one short line is all there is to say. */
bool digest_is_quiet(const struct digest_data *d);

/* Subject, text and HTML; the caller frees them with rendered_free. REFUSED: a template failed. */
MUST_USE enum outcome digest_render(const struct render *r, const struct campaign *c,
        const struct digest_data *d, struct rendered *mail_r, struct reason *why);

/* The facts as such, with so many items of each list at most; closed by facts_close. */
enum { DIGEST_ALL_ITEMS = INT32_MAX };
struct facts *digest_facts(const struct campaign *c, const struct digest_data *d, size_t items_most);

#endif
