/* The processes of the service, and what each may do. */
#ifndef DAEMON_ROLE_H
#define DAEMON_ROLE_H

#include "base/sandbox.h"
#include "schema/config.h"

enum role { ROLE_FETCH, ROLE_SEND, ROLE_KEEP, ROLE_ZYGOTE, ROLE_COUNT };

const char *role_name(enum role role);
/* ROLE_COUNT for no role's name. */
enum role role_by_name(const char *name);

/* The privilege table: the jail of a role under this configuration (the zygote's is its own, in
 * parsers/zygote.c). Strings and lists live in the arena. */
struct sandbox role_sandbox(enum role role, const struct config *config, struct arena *a);

/* The whole life of a role's process: takes MSG_START from `main_fd`, prepares, enters its jail, works until
 * MSG_STOP. Returns the exit code: 0 after MSG_STOP, 3 where the environment failed (retry may help), 1
 * otherwise. */
int role_main(enum role role, int main_fd);

#endif
