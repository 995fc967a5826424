#include "schema/config.h"

#include "schema/limits.h"
#include "schema/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum outcome config_load_file(const char *path, struct buf *text_r, struct reason *why)
{
	char block[16384];
	ssize_t got = 0;
	enum outcome o = DONE;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot open %s", path);
	*text_r = BUF_INIT(LIMIT_YAML_BYTES);
	while ((got = read(fd, block, sizeof block)) > 0)
		buf_put(text_r, block, (size_t)got);
	if (got < 0)
		o = fail_errno(why, REFUSED, "cannot read %s", path);
	else if (text_r->overrun)
		o = fail(why, REFUSED, "%s is longer than %u bytes", path, LIMIT_YAML_BYTES);
	close(fd);
	return o;
}

/* Relative paths are meant from the configuration's own folder: an administrator moves both together. */
static const char *absolute_path(const char *config_path, const char *path, struct arena *a)
{
	const char *slash = strrchr(config_path, '/');
	if (!*path || *path == '/' || !slash)
		return path;
	return arena_printf(a, "%.*s/%s", (int)(slash - config_path), config_path, path);
}

static const char *get_path(const struct yaml_node *map, const char *key, const char *fallback,
        const char *config_path, struct arena *a)
{
	return absolute_path(config_path, yaml_get_string(map, key, fallback), a);
}

static void check_address(const struct yaml_node *map, const char *key, const char *address)
{
	const struct yaml_node *n = yaml_scalar(map, key, false);
	const char *at = strchr(address, '@');
	if (n && (!at || at == address || !at[1] || strpbrk(address, " \t\r\n<>,;\"")))
		yaml_error(n, "is \"%s\", must be a mail address like office@example.org", address);
}

static void read_server(const struct yaml_node *root, const char *key, const char *config_path,
        struct arena *a, struct server *server_r)
{
	static const char *const tls_names[] = {"implicit", "starttls", "plain", NULL};
	const struct yaml_node *map = yaml_map(root, key, true);
	server_r->host = yaml_get_string(map, "host", NULL);
	server_r->port = (uint16_t)yaml_get_number(map, "port", 1, 65535, YAML_REQUIRED);
	server_r->tls = (enum tls)yaml_get_choice(map, "tls", tls_names, TLS_IMPLICIT);
	server_r->ca_file = get_path(map, "ca_file", "", config_path, a);
	server_r->user = yaml_get_string(map, "user", NULL);
	bool here = strcmp(server_r->host, "localhost") == 0 || strcmp(server_r->host, "::1") == 0 ||
	            strncmp(server_r->host, "127.", 4) == 0;
	if (server_r->tls == TLS_PLAIN && !here)
		yaml_error(yaml_scalar(map, "tls", false),
		        "is plain, which would send the password unprotected: allowed for this machine only "
		        "(a loopback host)");
}

static void read_settled(const struct yaml_node *imap, struct config *c)
{
	const struct yaml_node *settled = yaml_map(imap, "settled", false);
	c->settled_action = SETTLED_FLAG;
	c->settled_flag = "\\Seen";
	c->settled_folder = "";
	if (!settled)
		return;
	c->settled_flag = yaml_get_string(settled, "flag", "");
	c->settled_folder = yaml_get_string(settled, "move", "");
	if (*c->settled_flag && *c->settled_folder)
		yaml_error(settled, "may have \"flag\" or \"move\", not both");
	c->settled_action = *c->settled_folder ? SETTLED_MOVE
	                    : *c->settled_flag ? SETTLED_FLAG
	                                       : SETTLED_NOTHING;
	yaml_finish_map(settled);
}

static void read_mailbox(const struct yaml_node *root, struct arena *a, struct config *c)
{
	const struct yaml_node *account = yaml_map(root, "account", true);
	c->address = yaml_get_string(account, "address", NULL);
	check_address(account, "address", c->address);
	c->display_name = yaml_get_string(account, "display_name", NULL);
	yaml_finish_map(account);

	read_server(root, "imap", c->path, a, &c->imap);
	const struct yaml_node *imap = yaml_map(root, "imap", false);
	c->folder = yaml_get_string(imap, "folder", "INBOX");
	c->poll_seconds = yaml_get_number(imap, "poll_seconds", 5, 3600, 60);
	c->authserv_id = yaml_get_string(imap, "authserv_id", "");
	read_settled(imap, c);
	yaml_finish_map(imap);

	read_server(root, "smtp", c->path, a, &c->smtp);
	const struct yaml_node *smtp = yaml_map(root, "smtp", false);
	c->limit_replies.n = yaml_get_strings(smtp, "limit_replies", false, &c->limit_replies.v);
	yaml_finish_map(smtp);
}

static void read_storage(const struct yaml_node *root, struct arena *a, struct config *c)
{
	const struct yaml_node *storage = yaml_map(root, "storage", true);
	c->state_folder = get_path(storage, "state", NULL, c->path, a);
	c->archive_folder = get_path(storage, "archive", NULL, c->path, a);
	c->least_free_bytes = yaml_get_number(storage, "least_free_mib", 16, 1 << 20, 1024) << 20;
	yaml_finish_map(storage);
	c->campaign_path = get_path(root, "campaign", NULL, c->path, a);
	c->templates_folder = get_path(root, "templates", "", c->path, a);
}

static void read_answers(const struct yaml_node *root, struct config *c)
{
	const struct yaml_node *answers = yaml_map(root, "answers", false);
	c->answers_per_address = yaml_get_number(answers, "per_address_per_day", 1, 1000, 20);
	c->answers_per_hour = yaml_get_number(answers, "per_hour", 1, 1000000, 40);
	c->answers_per_day = yaml_get_number(answers, "per_day", 1, 1000000, 100);
	c->summary_hour = yaml_get_number(answers, "summary_hour", 0, 23, 20);
	c->bounce_silence_days = yaml_get_number(answers, "bounce_silence_days", 0, 3650, 30);
	const char *since = yaml_get_string(answers, "since", "");
	c->answers_since = INT64_MIN;
	if (*since && !zone_read_day(since, &c->answers_since))
		yaml_error(yaml_scalar(answers, "since", false), "is \"%s\", must be a day like 2022-07-01",
		        since);
	yaml_finish_map(answers);
}

static void read_addresses(
        const struct yaml_node *map, const char *key, bool required, struct words *addresses_r)
{
	const struct yaml_node *list = yaml_list(map, key, false);
	addresses_r->n = yaml_get_strings(map, key, required, &addresses_r->v);
	for (size_t i = 0; i < addresses_r->n; i++)
		if (!strchr(addresses_r->v[i], '@') || strpbrk(addresses_r->v[i], " \t\r\n<>,;\""))
			yaml_error(yaml_at(list, i), "is \"%s\", must be a mail address", addresses_r->v[i]);
}

static void read_watching(const struct yaml_node *root, struct arena *a, struct config *c)
{
	const struct yaml_node *alarm = yaml_map(root, "alarm", false);
	c->alarm.command.n = yaml_get_strings(alarm, "command", false, &c->alarm.command.v);
	if (c->alarm.command.n && *c->alarm.command.v[0] != '/')
		yaml_error(yaml_at(yaml_list(alarm, "command", false), 0),
		        "is \"%s\", must be the whole path of a program", c->alarm.command.v[0]);
	read_addresses(alarm, "to", c->alarm.command.n > 0, &c->alarm.to);
	c->alarm.after_seconds = yaml_get_number(alarm, "after_minutes", 5, 1440, 30) * 60;
	c->alarm.again_seconds = yaml_get_number(alarm, "again_hours", 1, 720, 24) * 3600;
	yaml_finish_map(alarm);
	c->metrics_path = get_path(root, "metrics", "", c->path, a);
}

static void read_people(const struct yaml_node *root, struct arena *a, struct config *c)
{
	read_addresses(root, "staff", true, &c->staff);

	const struct yaml_node *digest = yaml_map(root, "digest", false);
	c->digest_when_quiet = yaml_get_bool(digest, "when_quiet", true);
	c->digest_workbook = yaml_get_bool(digest, "workbook", true);
	yaml_finish_map(digest);

	static const char *const absent[] = {"pass", "hold", NULL};
	const struct yaml_node *clamd = yaml_map(root, "clamd", false);
	c->clamd_socket = get_path(clamd, "socket", "", c->path, a);
	c->clamd_holds = yaml_get_choice(clamd, "when_absent", absent, 1) == 1;
	yaml_finish_map(clamd);

	const struct yaml_node *sandbox = yaml_map(root, "sandbox", false);
	c->require_landlock = yaml_get_bool(sandbox, "require_landlock", true);
	yaml_finish_map(sandbox);
}

enum outcome config_read(const char *path, const char *text, size_t len, struct arena *a,
        struct yaml_errors *errors, const struct config **config_r)
{
	struct yaml *y;
	size_t before = errors->lines.n;
	struct config *c = arena_alloc(a, sizeof *c);
	c->path = arena_strdup(a, path);
	*config_r = NULL;
	if (yaml_parse(path, text, len, a, errors, &y) != DONE && !yaml_root(y))
		return REFUSED;
	const struct yaml_node *root = yaml_root(y);
	read_mailbox(root, a, c);
	read_storage(root, a, c);
	read_answers(root, c);
	read_people(root, a, c);
	read_watching(root, a, c);
	yaml_finish_map(root);
	*config_r = c;
	return errors->lines.n == before ? DONE : REFUSED;
}
