/* Landlock by its raw system calls: the headers of Debian 12 know only its first two versions. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

/* Kernel ABI (linux/landlock.h of Linux 6.12). */
enum { CREATE_RULESET_VERSION = 1 << 0, RULE_PATH_BENEATH = 1, RULE_NET_PORT = 2 };
enum {
	FS_EXECUTE = 1 << 0,
	FS_WRITE_FILE = 1 << 1,
	FS_READ_FILE = 1 << 2,
	FS_READ_DIR = 1 << 3,
	FS_REMOVE_DIR = 1 << 4,
	FS_REMOVE_FILE = 1 << 5,
	FS_MAKE_DIR = 1 << 7,
	FS_MAKE_REG = 1 << 8,
	FS_ABI_1 = (1 << 13) - 1, /* EXECUTE to MAKE_SYM */
	FS_REFER = 1 << 13,       /* ABI 2 */
	FS_TRUNCATE = 1 << 14,    /* ABI 3 */
	FS_IOCTL_DEV = 1 << 15,   /* ABI 5 */
	FS_OF_FILES = FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE,
	FS_READING = FS_READ_FILE | FS_READ_DIR,
	FS_WRITING = FS_READING | FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG |
	             FS_REFER | FS_TRUNCATE,
};
enum { NET_BIND_TCP = 1 << 0, NET_CONNECT_TCP = 1 << 1 };            /* ABI 4 */
enum { SCOPE_ABSTRACT_UNIX_SOCKET = 1 << 0, SCOPE_SIGNAL = 1 << 1 }; /* ABI 6 */

struct ruleset {
	uint64_t fs, net, scoped;
};

struct rule_path {
	uint64_t access;
	int32_t folder_fd;
} __attribute__((packed));

struct rule_port {
	uint64_t access, port;
};

static long landlock_version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
}

int sandbox_landlock_abi(void)
{
	long abi = landlock_version();
	return abi > 0 ? (int)abi : 0;
}

static enum outcome explain_absence(struct reason *why)
{
	const char *remedy = "boot Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK";
	if (errno == EOPNOTSUPP)
		remedy = "it is switched off: add landlock to the kernel parameter lsm=";
	else if (errno == EPERM)
		remedy = "the container forbids its system calls: permit them (systemd-nspawn "
		         "--system-call-filter=@sandbox)";
	return fail_errno(why, BROKEN,
	        "no Landlock to confine the process with; %s, or set sandbox.require_landlock: false",
	        remedy);
}

/* Everything the kernel can forbid is handled. Signals are scoped outwards only: our children, and main's
 * signals to us, pass. */
static struct ruleset ruleset_for(int abi, size_t *size_r)
{
	struct ruleset all = {.fs = FS_ABI_1};
	*size_r = sizeof all.fs;
	if (abi >= 2)
		all.fs |= FS_REFER;
	if (abi >= 3)
		all.fs |= FS_TRUNCATE;
	if (abi >= 4) {
		all.net = NET_BIND_TCP | NET_CONNECT_TCP;
		*size_r = sizeof all.fs + sizeof all.net;
	}
	if (abi >= 5)
		all.fs |= FS_IOCTL_DEV;
	if (abi >= 6) {
		all.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
		*size_r = sizeof all;
	}
	return all;
}

static enum outcome add_path(
        int ruleset, const struct ruleset *all, const struct sandbox_path *path, struct reason *why)
{
	struct stat st;
	struct rule_path rule = {.access = path->access == SANDBOX_WRITE ? FS_WRITING : FS_READING};
	enum outcome o = DONE;
	rule.folder_fd = open(path->path, O_PATH | O_CLOEXEC);
	if (rule.folder_fd < 0 && errno == ENOENT && path->access == SANDBOX_READ)
		return DONE;
	if (rule.folder_fd < 0 || fstat(rule.folder_fd, &st) != 0) {
		o = fail_errno(why, BROKEN, "cannot let %s into the sandbox", path->path);
		goto out;
	}
	rule.access &= all->fs;
	if (!S_ISDIR(st.st_mode))
		rule.access &= FS_OF_FILES;
	if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0)
		o = fail_errno(why, BROKEN, "cannot let %s into the sandbox", path->path);
out:
	if (rule.folder_fd >= 0)
		close(rule.folder_fd);
	return o;
}

static enum outcome add_port(int ruleset, uint16_t port, struct reason *why)
{
	struct rule_port rule = {NET_CONNECT_TCP, port};
	if (syscall(SYS_landlock_add_rule, ruleset, RULE_NET_PORT, &rule, 0) != 0)
		return fail_errno(why, BROKEN, "cannot let port %u into the sandbox", port);
	return DONE;
}

enum outcome sandbox_restrict_paths(const struct sandbox *s, struct reason *why)
{
	size_t size;
	enum outcome o = DONE;
	int abi = (int)landlock_version();
	if (abi <= 0)
		return s->may_lack_landlock ? DONE : explain_absence(why);
	struct ruleset all = ruleset_for(abi, &size);
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
	if (ruleset < 0)
		return fail_errno(why, BROKEN, "cannot make a Landlock ruleset");
	for (size_t i = 0; o == DONE && i < s->n_paths; i++)
		o = add_path(ruleset, &all, &s->paths[i], why);
	for (size_t i = 0; o == DONE && all.net && i < s->n_ports; i++)
		o = add_port(ruleset, s->ports[i], why);
#ifdef XW_SANITIZE /* they read /proc/self/maps */
	if (o == DONE)
		o = add_path(ruleset, &all, &(struct sandbox_path){"/proc", SANDBOX_READ}, why);
#endif
	if (o == DONE && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		o = fail_errno(why, BROKEN, "cannot enter the Landlock ruleset");
	close(ruleset);
	return o;
}
