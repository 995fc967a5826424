/* main's work after the configuration was read: starts the roles, connects them, restarts them all when one
 * fails, and tells systemd how it goes. The roles live and die together: each one's state is durable
 * elsewhere, so that starting anew is the one way of recovery that has to be right. */
#ifndef DAEMON_SUPERVISE_H
#define DAEMON_SUPERVISE_H

#include "base/arena.h"
#include "base/buf.h"
#include "daemon/secrets.h"
#include "schema/campaign.h"

#include <stdbool.h>

/* The files as they were read and checked, and what only single roles may know. */
struct settings {
	const char *config_path;
	struct buf config_text;
	struct campaign_files campaign_files;
	struct arena *arena; /* of those files */
	struct secret_source imap_password, smtp_password;
	bool once;
};

/* Reads the files anew for SIGHUP. REFUSED: the old settings stay in force. */
typedef enum outcome settings_reload(struct settings *s, struct reason *why);

/* Returns the exit code: 0 after SIGTERM or, with `once`, when nothing is left to do; 3 where the environment
 * failed; 1 where a role refuses to start. */
int supervise(struct settings *s, settings_reload *reload);

#endif
