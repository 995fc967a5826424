/* Starting the roles' processes and connecting them with each other. */
#ifndef DAEMON_SPAWN_H
#define DAEMON_SPAWN_H

#include "daemon/role.h"
#include "daemon/supervise.h"

#include <sys/types.h>

struct process {
	pid_t pid;   /* 0: not running */
	int channel; /* to main; -1: none (any more) */
};

/* Executes this program (and the parser's) anew once per role, hands each what it may know and its channels.
 * On failure some may run already. */
MUST_USE enum outcome spawn_roles(
        const struct settings *s, struct process roles[ROLE_COUNT], struct reason *why);

void process_kill(struct process *p);
void process_hang_up(struct process *p);

#endif
