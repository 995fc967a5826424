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

#endif
