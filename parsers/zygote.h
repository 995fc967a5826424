/* The parser's zygote: a process that has loaded everything once, sits in a jail and forks one child in a
 * narrower jail for each mail. Whatever a mail does to its child, the zygote goes on: it has the mail read once more without the
 * file at which the child ended (see attempt.h), or reports what happened. */
#ifndef PARSERS_ZYGOTE_H
#define PARSERS_ZYGOTE_H

#include "base/buf.h"
#include "base/outcome.h"

#include <stdbool.h>
#include <stdint.h>

/* Runs in the child: reads the mail, writes decoded files to `contents_fd` and the encoded claims to
 * `claims_r`. Any outcome but DONE has a reason in `why`. BROKEN counts as a crash. */
typedef enum outcome zygote_examine(
        const void *knowledge, int mail_fd, int contents_fd, struct buf *claims_r, struct reason *why);

/* The same for one file of any kind: JSON to `out_fd`. */
typedef enum outcome zygote_show(
        const char *name, int file_fd, int contents_fd, int out_fd, struct reason *why);

struct zygote {
	int channel; /* to whoever sends MSG_EXAMINE; its end is ours */
	zygote_examine *examine;
	zygote_show *show;
	const void *knowledge;                   /* for `examine`: loaded before, the same for every mail */
	unsigned seconds, cpu_seconds, children; /* LIMIT_PARSE_SECONDS, _CPU_SECONDS, _CHILDREN */
	uint64_t memory, file_size;              /* LIMIT_PARSE_MEMORY, LIMIT_CONTENTS_BYTES */
	unsigned slowness;                       /* of this build: see attempt.h */
	bool may_lack_landlock;
};

/* Enters the zygote's jail, says MSG_READY and serves until the channel closes: DONE. BROKEN: the jail cannot
 * be set up, or the other side spoke nonsense. Whatever the end, no child is left. */
MUST_USE enum outcome zygote_run(const struct zygote *z, struct reason *why);

#endif
