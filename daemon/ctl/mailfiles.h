/* Mails out of files: .eml, mbox, Maildir, and folders of them, one message at a time whatever their size. */
#ifndef CTL_MAILFILES_H
#define CTL_MAILFILES_H

#include "daemon/keep/intake/raw.h"

#include <stdint.h>

struct mailfiles {
	const struct folders *folders;
	/* One message, which lies in mail/ under its hash. `date`: when it came as far as its file tells, else the
	 * file's own time. What is not DONE ends the walk. */
	enum outcome (*take)(void *context, const struct hash *hash, int64_t date, struct reason *why);
	/* A file that is none, or a message that is too large; the walk goes on. */
	void (*pass_over)(void *context, const char *path, const char *because);
	void *context;
};

/* Takes all mails of a file or folder, in the order of their names. REFUSED: there is no such file; LATER: disk
 * trouble. */
MUST_USE enum outcome mailfiles_walk(const struct mailfiles *m, const char *path, struct reason *why);

#endif
