#include "base/durable.h"
#include "daemon/ctl/setup.h"
#include "daemon/keep/reply/shipped.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define UNITS "/etc/systemd/system"
#define GROUP "xuanwangd"

/* A YAML string in double quotes. Control characters were refused where it was asked for, or become blanks. */
static void put_quoted(struct buf *b, const char *key, const char *value)
{
	buf_printf(b, "%s\"", key);
	for (const char *c = value; *c; c++) {
		if (*c == '"' || *c == '\\')
			buf_putc(b, '\\');
		buf_putc(b, (unsigned char)*c < ' ' || *c == 0x7f ? ' ' : *c);
	}
	buf_puts(b, "\"\n");
}

static void put_server(struct buf *b, const char *kind, const struct server *server)
{
	buf_printf(b, "\n%s:\n", kind);
	put_quoted(b, "  host: ", server->host);
	buf_printf(b, "  port: %u\n  tls: implicit\n", server->port);
	if (*server->ca_file)
		put_quoted(b, "  ca_file: ", server->ca_file);
	put_quoted(b, "  user: ", server->user);
}

static void put_staff(const struct setup *s, struct buf *b)
{
	char *rest = arena_strdup(s->arena, s->staff);
	buf_puts(b, "\nstaff:\n");
	for (char *one; (one = strsep(&rest, ", ;"));)
		if (*one)
			put_quoted(b, "- ", one);
}

enum outcome setup_compose(const struct setup *s, struct buf *text_r, struct reason *why)
{
	struct yaml_errors errors = {.arena = s->arena};
	const struct config *config = NULL;
	buf_puts(text_r,
	        "# Written by xuanwangctl setup. xuanwangd.yaml(5) and the shipped example tell of every "
	        "key; xuanwangctl check\n"
	        "# tells of every error, systemctl reload xuanwangd puts a change in force.\naccount:\n");
	put_quoted(text_r, "  address: ", s->address);
	put_quoted(text_r, "  display_name: ", s->display_name);
	put_server(text_r, "imap", &s->imap);
	put_server(text_r, "smtp", &s->smtp);
	buf_puts(text_r, "\nstorage:\n");
	put_quoted(text_r, "  state: ", s->state_folder);
	put_quoted(text_r, "  archive: ", arena_printf(s->arena, "%s/archive", s->state_folder));
	buf_puts(text_r, "\ncampaign: campaign.yaml\n");
	put_staff(s, text_r);
	if (strcmp(s->since, "all") != 0)
		buf_printf(text_r, "\nanswers:\n  since: %s\n", s->since);
	if (text_r->overrun)
		return fail(why, REFUSED, "the configuration would be too long");
	if (config_read(s->config_path, buf_str(text_r), text_r->len, s->arena, &errors, &config) != DONE)
		return fail(why, REFUSED, "the answers make no configuration: %s", errors.lines.v[0]);
	return DONE;
}

/* The service's group may read it, and nobody else. */
static void give_to_service(int fd, mode_t mode)
{
	const struct group *group = getgrnam(GROUP);
	if (group && fchown(fd, (uid_t)-1, group->gr_gid) == 0)
		(void)!fchmod(fd, mode);
}

void setup_make_folder(const struct setup *s)
{
	int fd = mkdir(s->config_folder, 0700) == 0
	                 ? open(s->config_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
	                 : -1;
	if (fd < 0)
		return; /* it is there, or writing into it will tell */
	give_to_service(fd, 0750);
	close(fd);
}

static enum outcome sync_folder_of(struct arena *a, const char *path, struct reason *why)
{
	const char *slash = strrchr(path, '/');
	int fd = open(arena_strndup(a, path, (size_t)(slash - path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot open the folder of %s", path);
	enum outcome o = durable_sync_folder(fd, why);
	close(fd);
	return o;
}

/* Whole or not at all; with `bak`, what was there before stays under that name. */
static enum outcome write_file(struct arena *a, const char *path, const void *bytes, size_t len, mode_t mode,
        bool bak, struct reason *why)
{
	const char *new = arena_printf(a, "%s.new", path), *old = arena_printf(a, "%s.bak", path);
	unlink(new);
	int fd = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot write %s", new);
	if (mode == 0640)
		give_to_service(fd, mode);
	else
		(void)!fchmod(fd, mode);
	enum outcome o = durable_write(fd, bytes, len, why);
	if (o == DONE)
		o = durable_sync_file(fd, why);
	close(fd);
	if (o == DONE && bak && access(path, F_OK) == 0 && rename(path, old) != 0)
		o = fail_errno(why, LATER, "cannot keep %s", old);
	if (o == DONE && rename(new, path) != 0)
		o = fail_errno(why, LATER, "cannot write %s", path);
	if (o != DONE)
		unlink(new);
	return o == DONE ? sync_folder_of(a, path, why) : o;
}

static enum outcome write_campaign(const struct setup *s, struct reason *why)
{
	struct yaml_errors errors = {.arena = s->arena};
	struct campaign_files files;
	const struct campaign *campaign = NULL;
	const char *path = arena_printf(s->arena, "%s/campaign.yaml", s->config_folder);
	enum outcome o = campaign_load(shipped_vocabulary(s->arena), s->campaign, s->arena, &files, why);
	if (o == DONE && campaign_read(&files, s->arena, &errors, &campaign) != DONE)
		o = fail(why, REFUSED, "%s", errors.lines.v[0]);
	return o == DONE
	               ? write_file(s->arena, path, files.campaign.text, files.campaign.len, 0640, true, why)
	               : o;
}

enum outcome setup_write_files(const struct setup *s, const struct buf *text, struct reason *why)
{
	enum outcome o = s->campaign ? write_campaign(s, why) : DONE;
	return o == DONE ? write_file(s->arena, s->config_path, buf_str(text), text->len, 0640, true, why)
	                 : o;
}

/* systemd-creds gets the secret on its standard input: it stands in no command line and no file. */
static bool seal(const char *name, const char *path, const char *secret)
{
	int pipe_fds[2], status = 0;
	char option[64];
	snprintf(option, sizeof option, "--name=%s", name);
	if (pipe2(pipe_fds, O_CLOEXEC) != 0)
		return false;
	/* It fits the pipe's buffer (LIMIT_SECRET_BYTES), so nobody waits for anybody. */
	bool put = write(pipe_fds[1], secret, strlen(secret)) == (ssize_t)strlen(secret);
	close(pipe_fds[1]);
	pid_t child = put ? fork() : -1;
	if (child == 0) {
		int nothing = open("/dev/null", O_RDWR);
		dup2(pipe_fds[0], STDIN_FILENO);
		dup2(nothing, STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		execlp("systemd-creds", "systemd-creds", "encrypt", option, "-", path, (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[0]);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 && chmod(path, 0600) == 0;
}

static const char *const secret_names[] = {"imap-password", "smtp-password"};
enum { SECRETS = 2 };

static bool seal_all(const struct setup *s, const char *folder, const char *const secrets[SECRETS])
{
	bool sealed = s->unit != NULL;
	for (size_t i = 0; sealed && i < SECRETS; i++)
		sealed = seal(secret_names[i], arena_printf(s->arena, "%s/%s.cred", folder, secret_names[i]),
		        secrets[i]);
	return sealed;
}

static enum outcome make_folder(const char *path, mode_t mode, struct reason *why)
{
	return mkdir(path, mode) == 0 || errno == EEXIST ? DONE
	                                                 : fail_errno(why, REFUSED, "cannot make %s", path);
}

/* What tells the unit that its credentials are sealed; without, those of the shipped unit are right. */
static enum outcome write_drop_in(const struct setup *s, const char *folder, bool sealed, struct reason *why)
{
	const char *drop_in = arena_printf(s->arena, UNITS "/%s.service.d", s->unit);
	const char *path = arena_printf(s->arena, "%s/credentials.conf", drop_in);
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	if (!sealed) {
		unlink(path);
		return DONE;
	}
	buf_puts(&text, "# Written by xuanwangctl setup: the passwords are sealed to this "
	                "machine.\n[Service]\nLoadCredential=\n");
	for (size_t i = 0; i < SECRETS; i++)
		buf_printf(&text, "LoadCredentialEncrypted=%s:%s/%s.cred\n", secret_names[i], folder,
		        secret_names[i]);
	enum outcome o = make_folder(UNITS, 0755, why);
	if (o == DONE)
		o = make_folder(drop_in, 0755, why);
	if (o == DONE)
		o = write_file(s->arena, path, buf_str(&text), text.len, 0644, false, why);
	buf_free(&text);
	if (o == DONE && access("/run/systemd/system", F_OK) == 0) {
		pid_t child = fork();
		if (child == 0) {
			execlp("systemctl", "systemctl", "daemon-reload", (char *)NULL);
			_exit(127);
		}
		waitpid(child, NULL, 0);
	}
	return o;
}

enum outcome setup_write_secrets(const struct setup *s, bool *sealed_r, struct reason *why)
{
	const char *const secrets[SECRETS] = {s->imap_password, s->smtp_password};
	const char *folder = arena_printf(s->arena, "%s/credentials", s->config_folder);
	enum outcome o = make_folder(folder, 0700, why);
	if (o != DONE)
		return o;
	*sealed_r = seal_all(s, folder, secrets);
	for (size_t i = 0; o == DONE && i < SECRETS; i++) {
		const char *plain = arena_printf(s->arena, "%s/%s", folder, secret_names[i]);
		if (*sealed_r)
			unlink(plain);
		else
			o = write_file(s->arena, plain, secrets[i], strlen(secrets[i]), 0600, false, why);
	}
	return o == DONE && s->unit ? write_drop_in(s, folder, *sealed_r, why) : o;
}
