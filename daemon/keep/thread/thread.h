/* Conversations: a mail that goes on with works which we have already. It finds them
 *   - by a Message-ID that only we can make, in In-Reply-To or References;
 *   - by a token that only we can make, in the subject or anywhere in the body (clients drop header fields);
 *   - by a receipt number, where the same sender writes;
 *   - by the title, where the same sender writes of the same unit and author;
 *   - by the files that the same sender's work waits for, where a mail brings some.
 * What it says is joined to them, so that nobody has to send 20 MB again, and the verdict is then made of both as of any other
 * mail. thread.c finds, thread_match.c tells which piece of a mail is about which work, thread_join.c joins. */
#ifndef KEEP_THREAD_H
#define KEEP_THREAD_H

#include "daemon/keep/store/sql.h"
#include "schema/campaign.h"
#include "schema/verdict.h"

struct known_file {
	struct part part; /* for the reader of an answer: its bytes lie in the archive */
	const char *stored;
	bool superseded;
};

/* A work as the database remembers it. */
struct known_work {
	int64_t id, mail;
	const char *receipt, *folder;
	bool open, late;
	bool linked;    /* files of it lie behind links */
	bool of_thread; /* a key leads to it; else the sender's, and of the same title */
	struct lacks lacks;
	struct work_claims remembered;
	LIST(struct known_file) files;
};

struct thread {
	bool answers_us; /* whether or not we have a work of it */
	LIST(struct known_work) works;
};

struct thread_key {
	const void *key;
	size_t key_len;
	const char *domain;
};

/* Writes the token of the answer to the mail with this raw hash. */
void thread_token(const struct thread_key *key, const struct hash *raw, char token_r[]);

/* Finds what the mail is about; `v` is the verdict on it as if it stood alone. A wrong or foreign key never matches. Strings live
 * in the arena. */
MUST_USE enum outcome thread_find(struct sql *s, const struct thread_key *key,
        const struct campaign *campaign, const struct claims *c, const struct verdict *v, struct arena *a,
        struct thread *thread_r, struct reason *why);

/* --- which piece is about which work --- */

enum matched {
	MATCHED_NONE, /* nothing of it is about a work that we have */
	MATCHED_WORKS,
	MATCHED_DOUBT, /* a careful reader could not tell */
};

/* What of a mail is about one known work. */
struct matched_work {
	const struct known_work *work;
	bool whole; /* a piece of it is a complete work by itself */
	LIST(const struct work_claims *) said;
	LIST(uint32_t) files;
};

struct matches {
	LIST(struct matched_work) v;
	LIST(const struct work_claims *) fresh; /* works that we do not have yet */
	const char *doubt;                      /* an English sentence */
};

enum matched thread_match(const struct thread *t, const struct campaign *campaign, const struct claims *c,
        const struct verdict *v, struct arena *a, struct matches *m_r);

/* --- joining --- */

/* What one work of a verdict goes on with. */
struct sequel {
	const struct known_work *work; /* NULL: it is new */
	bool news;                     /* something was told or came that we did not have */
	unsigned changed;              /* labels that had another value before: bits (1 << enum label) */
	LIST(uint32_t) replaced;       /* indices into the known work's files: newer versions came */
};

struct joined {
	struct claims *claims;
	struct sequel *sequels; /* as many as the claims have works; the joined ones come first */
};

/* The claims with what was said joined to the known works. What tells nothing new of a work is left out, unless it is the whole work
 * once more. False: a careful
 * reader could not tell which files are replaced. */
bool thread_join(const struct matches *m, const struct campaign *campaign, const struct claims *c,
        struct arena *a, struct joined *joined_r);

/* The claims without any work, for a mail that a person has to read: its files belong to nothing then. */
const struct claims *thread_put_aside(const struct claims *c, struct arena *a);

/* The remembered value of a label, "" where there is none. */
const char *known_value(const struct known_work *w, enum label label);

#endif
