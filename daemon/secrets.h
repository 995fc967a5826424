/* Passwords: from a file descriptor or a systemd credential, never from the command line or the environment.
 */
#ifndef DAEMON_SECRETS_H
#define DAEMON_SECRETS_H

#include "base/outcome.h"

/* Reads one secret of one line: from descriptor `fd` if it is not negative (and closes it), else from the
 * file `name` in the folder that systemd names in CREDENTIALS_DIRECTORY. `secret_r` is on the heap; wipe it
 * by secret_forget. */
MUST_USE enum outcome secret_read(int fd, const char *name, char **secret_r, struct reason *why);
void secret_forget(char **secret);

/* Where main takes a password from, each time it starts the role that needs it. A credential is read anew and
 * forgotten when it was handed over. A descriptor can be read only once: what it gave is kept. */
struct secret_source {
	const char *name;
	int fd;     /* -1: the credential of that name */
	char *kept; /* NULL: the credential's file keeps it */
};

/* Reads it once, so that a fault is told at the start. secret_close forgets what was kept. */
MUST_USE enum outcome secret_open(struct secret_source *s, struct reason *why);
/* `secret_r` is the caller's, to be wiped by secret_forget. */
MUST_USE enum outcome secret_take(const struct secret_source *s, char **secret_r, struct reason *why);
void secret_close(struct secret_source *s);

#endif
