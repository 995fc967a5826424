/* Tries both servers. The trial itself is a program of its own, xuanwang-probe, which speaks to the network by the roles' code in
 * the roles' jails; here it gets its passwords. */
#include "daemon/ctl/ask.h"
#include "daemon/ctl/ctl.h"
#include "daemon/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROBE_PROGRAM "xuanwang-probe"

static const char *find_program(struct arena *a)
{
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
	self[len > 0 ? len : 0] = '\0';
	const char *slash = strrchr(self, '/');
	const char *beside = slash ? arena_printf(a, "%.*s/" PROBE_PROGRAM, (int)(slash - self), self) : "";
	return access(beside, X_OK) == 0 ? beside : XW_LIBEXEC_DIR "/" PROBE_PROGRAM;
}

/* The reading end of a pipe that holds the password: it is shorter than a pipe's buffer. */
static enum outcome pipe_with(const char *password, int *fd_r, struct reason *why)
{
	int fds[2];
	size_t len = strlen(password);
	if (pipe(fds) != 0 || write(fds[1], password, len) != (ssize_t)len)
		return fail_errno(why, LATER, "cannot hand over a password");
	close(fds[1]);
	*fd_r = fds[0];
	return DONE;
}

static enum outcome run_program(struct ctl *ctl, int imap_fd, int smtp_fd, struct reason *why)
{
	const char *program = find_program(ctl->arena);
	const char *const arguments[] = {program, "--config", ctl->config_path, "--imap-password-fd",
	        arena_printf(ctl->arena, "%d", imap_fd), "--smtp-password-fd",
	        arena_printf(ctl->arena, "%d", smtp_fd), ctl->json ? "--json" : NULL, NULL};
	int status = 0;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		execv(program, (char **)arguments); /* which does not change them */
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return fail_errno(why, LATER, "cannot run %s", program);
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : 127;
	if (code == CTL_DONE)
		return DONE;
	if (code == 127)
		return fail(why, LATER, "%s could not be run", program);
	return fail(why, code == CTL_ENVIRONMENT ? LATER : REFUSED, "not all is in order, see above");
}

enum outcome ctl_run_probe(
        struct ctl *ctl, const char *imap_password, const char *smtp_password, struct reason *why)
{
	int imap_fd = -1, smtp_fd = -1;
	enum outcome o = pipe_with(imap_password, &imap_fd, why);
	if (o == DONE)
		o = pipe_with(smtp_password, &smtp_fd, why);
	if (o == DONE)
		o = run_program(ctl, imap_fd, smtp_fd, why);
	if (imap_fd >= 0)
		close(imap_fd);
	if (smtp_fd >= 0)
		close(smtp_fd);
	return o;
}

/* What setup sealed for the service; only root can open it. -1: nothing there, or nothing that can be opened. */
static int unseal(const char *path, const char *name)
{
	int fds[2];
	char option[64];
	snprintf(option, sizeof option, "--name=%s", name);
	if (access(path, R_OK) != 0 || pipe2(fds, O_CLOEXEC) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		dup2(fds[1], STDOUT_FILENO);
		execlp("systemd-creds", "systemd-creds", "decrypt", option, path, "-", (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	int status = 0;
	if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return fds[0];
	close(fds[0]);
	return -1;
}

/* As told on the command line, as systemd handed it over, as setup stored it; else -1. */
static int find_secret(const struct ctl *ctl, const char *name, const char *given)
{
	const char *slash = strrchr(ctl->config_path, '/');
	const char *folder =
	        slash ? arena_strndup(ctl->arena, ctl->config_path, (size_t)(slash - ctl->config_path)) : ".";
	const char *handed = getenv("CREDENTIALS_DIRECTORY");
	if (given)
		return atoi(given);
	if (handed && *handed)
		return open(arena_printf(ctl->arena, "%s/%s", handed, name), O_RDONLY | O_CLOEXEC);
	int fd = open(arena_printf(ctl->arena, "%s/credentials/%s", folder, name), O_RDONLY | O_CLOEXEC);
	return fd >= 0 ? fd : unseal(arena_printf(ctl->arena, "%s/credentials/%s.cred", folder, name), name);
}

static enum outcome take_secret(struct ctl *ctl, struct ask *ask, const char *name, const char *given,
        const struct question *q, const char *fallback, const char **secret_r, struct reason *why)
{
	char *secret = NULL;
	int fd = find_secret(ctl, name, given);
	if (fd < 0)
		return ask_secret(ask, q, fallback, secret_r, why);
	enum outcome o = secret_read(fd, name, &secret, why);
	if (o == DONE)
		*secret_r = arena_strdup(ctl->arena, secret);
	secret_forget(&secret);
	return o;
}

enum outcome ctl_probe(struct ctl *ctl, struct reason *why)
{
	static const struct question ask_imap = {"imap_password",
	        "Password for IMAP, or authorization code (it is not shown)",
	        "收信密码或授权码（输入时不显示）", NULL};
	static const struct question ask_smtp = {
	        "smtp_password", "Password for SMTP", "发信密码或授权码", NULL};
	const char *imap_password = "", *smtp_password = "";
	struct ask ask;
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = ask_open(NULL, ctl->arena, &ask, why);
	if (o == DONE)
		o = take_secret(ctl, &ask, "imap-password", ctl->imap_password_fd, &ask_imap, NULL,
		        &imap_password, why);
	if (o == DONE)
		o = take_secret(ctl, &ask, "smtp-password", ctl->smtp_password_fd, &ask_smtp, imap_password,
		        &smtp_password, why);
	return o == DONE ? ctl_run_probe(ctl, imap_password, smtp_password, why) : o;
}
