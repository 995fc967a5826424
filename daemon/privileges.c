#include "daemon/role.h"

#include "schema/limits.h"

#include <string.h>

enum { DNS_PORT = 53 };

static const char *const role_names[ROLE_COUNT] = {"fetch", "send", "keep", "zygote"};

const char *role_name(enum role role)
{
	return role_names[role];
}

enum role role_by_name(const char *name)
{
	unsigned i = 0;
	while (i < ROLE_COUNT && strcmp(role_names[i], name) != 0)
		i++;
	return (enum role)i;
}

/* Name resolution reads these folders; both mail roles know no other file. */
static void allow_network(struct sandbox *s, uint16_t port, struct arena *a)
{
	static const struct sandbox_path names[] = {
	        {"/etc", SANDBOX_READ}, {"/run/systemd/resolve", SANDBOX_READ}};
	uint16_t *ports = arena_alloc(a, 2 * sizeof *ports);
	ports[0] = port;
	ports[1] = DNS_PORT;
	s->calls = SANDBOX_INET | SANDBOX_FILES_READ;
	s->paths = names;
	s->n_paths = sizeof names / sizeof *names;
	s->ports = ports;
	s->n_ports = 2;
	s->memory_most = LIMIT_FETCH_MEMORY;
}

static void allow_storage(struct sandbox *s, const struct config *config, struct arena *a)
{
	struct sandbox_path *paths = arena_alloc(a, 2 * sizeof *paths);
	paths[0] = (struct sandbox_path){config->state_folder, SANDBOX_WRITE};
	paths[1] = (struct sandbox_path){config->archive_folder, SANDBOX_WRITE};
	s->calls = SANDBOX_CHANNEL | SANDBOX_FILES | (*config->clamd_socket ? SANDBOX_UNIX : 0);
	s->paths = paths;
	s->n_paths = 2;
}

struct sandbox role_sandbox(enum role role, const struct config *config, struct arena *a)
{
	struct sandbox s = {.role = role_names[role], .may_lack_landlock = !config->require_landlock};
	invariant(role == ROLE_FETCH || role == ROLE_SEND || role == ROLE_KEEP);
	if (role == ROLE_KEEP)
		allow_storage(&s, config, a);
	else
		allow_network(&s, role == ROLE_FETCH ? config->imap.port : config->smtp.port, a);
	return s;
}
