/* The other end of the parser's zygote: hands mails to it and takes back what it claims. Used by keep and by
 * xuanwangctl. */
#ifndef KEEP_EXAMINE_H
#define KEEP_EXAMINE_H

#include "base/outcome.h"
#include "schema/campaign.h"
#include "schema/messages.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct examiner;

/* What the zygote must know. The strings are only read during the call. */
struct examiner_start {
	const struct campaign_files *files; /* NULL: files are only shown */
	const char *own_address;
	bool may_lack_landlock;
};

/* Where xuanwang-parse lies: beside the running program, else in the libexec folder. `path` is room for the
 * answer. */
const char *examiner_program(char *path, size_t size);

/* Starts xuanwang-parse, which lies beside the running program or in the libexec folder. */
MUST_USE enum outcome examiner_spawn(
        const struct examiner_start *s, struct examiner **e_r, struct reason *why);
/* Takes over a channel to a xuanwang-parse that somebody else started; closes it in any case. */
MUST_USE enum outcome examiner_attach(
        int channel, const struct examiner_start *s, struct examiner **e_r, struct reason *why);
/* Ends the zygote and with it what was not collected yet. */
void examiner_close(struct examiner **e);

/* Readable when examiner_collect has something to do; the examiner's own. */
int examiner_fd(const struct examiner *e);

/* Hands over one mail; `request` comes back with the result. `mail_fd` must be open for reading only (a jail
 * that was broken could write to it otherwise) and is read from its start; `contents_fd` is written. Both
 * stay the caller's, but share their file position with the jail: use pread. LATER: LIMIT_EXAMINE_QUEUE mails
 * are under way. BROKEN: the zygote is gone. */
MUST_USE enum outcome examiner_submit(
        struct examiner *e, uint64_t request, int mail_fd, int contents_fd, struct reason *why);

/* Hands over one file of any kind, whose name tells of its type. What is seen in it comes as JSON in
 * `out_fd`, which must be empty: only with EXAMINED_DONE, and written by the jail, so it may hold any bytes.
 */
MUST_USE enum outcome examiner_show(struct examiner *e, uint64_t request, const char *name, int file_fd,
        int contents_fd, int out_fd, struct reason *why);

struct examination {
	uint64_t request;
	enum examined how;
	uint32_t detail;       /* a signal, or 256 + an exit code */
	struct reason why;     /* where not EXAMINED_DONE: an English sentence for log and staff */
	struct claims *claims; /* of a mail with EXAMINED_DONE, in the caller's arena; else NULL */
};

/* One result, in the order in which they end. Claims that are none make that mail EXAMINED_REFUSED. LATER:
 * nothing yet (only without `wait`). BROKEN: the zygote is gone; what was under way must be submitted to
 * another one. */
MUST_USE enum outcome examiner_collect(
        struct examiner *e, bool wait, struct arena *a, struct examination *x_r, struct reason *why);

/* A jail's word about where contents lie is not believed: REFUSED unless every part lies within the file.
 * What is taken from there must still be hashed and compared. */
MUST_USE enum outcome examine_check_contents(const struct claims *c, int contents_fd, struct reason *why);

#endif
