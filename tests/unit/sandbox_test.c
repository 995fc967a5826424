/* What each sandbox refuses, and that the allowed things go on. */
#include "base/sandbox.h"
#include "tests/unit/forbidden.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void a_parser_may_do_nothing(void **state)
{
	(void)state;
	forbidden_attempts(&(struct sandbox){.role = "parse"}, 0);
}

static void a_zygote_may_only_fork(void **state)
{
	(void)state;
	unsigned allowed = 1 << ATTEMPT_FORK;
	if (sandbox_landlock_abi() < 6) /* before, signals cannot be kept inside */
		allowed |= 1 << ATTEMPT_KILL;
	forbidden_attempts(
	        &(struct sandbox){.role = "zygote", .calls = SANDBOX_CHANNEL | SANDBOX_FORK}, allowed);
}

static void a_network_role_may_only_connect_to_its_port(void **state)
{
	(void)state;
	const struct sandbox_path etc = {"/etc", SANDBOX_READ};
	uint16_t discard = 9, other = 993;
	struct sandbox s = {.role = "fetch",
	        .calls = SANDBOX_INET | SANDBOX_FILES_READ,
	        .paths = &etc,
	        .n_paths = 1,
	        .ports = &discard,
	        .n_ports = 1};
	forbidden_attempts(&s, 1 << ATTEMPT_CONNECT);
	if (sandbox_landlock_abi() < 4)
		return;
	s.ports = &other;
	forbidden_attempts(&s, 0);
}

static void a_writing_role_writes_in_its_folder_only(void **state)
{
	(void)state;
	const struct sandbox_path build = {BUILD_FOLDER, SANDBOX_WRITE};
	struct sandbox s = {.role = "keep", .calls = SANDBOX_CHANNEL | SANDBOX_FILES};
	forbidden_attempts(&s, 0);
	s.calls |= SANDBOX_UNIX; /* a socket of this machine's scanner, and no network */
	forbidden_attempts(&s, 0);
	s.paths = &build;
	s.n_paths = 1;
	forbidden_attempts(&s, 1 << ATTEMPT_CREATE);
	unlink(BUILD_FOLDER "/forbidden-file");
}

static void a_missing_folder_to_write_is_a_refusal(void **state)
{
	(void)state;
	const struct sandbox_path nowhere = {"/nonexistent", SANDBOX_WRITE};
	struct sandbox s = {.role = "keep", .calls = SANDBOX_FILES, .paths = &nowhere, .n_paths = 1};
	char words[512];
	if (!sandbox_landlock_abi())
		skip();
	assert_int_equal(forbidden_attempt(&s, ATTEMPT_OPEN, words), ANSWER_BROKEN);
	assert_non_null(strstr(words, "/nonexistent"));
}

/* As in a container whose own filter knows no Landlock. */
static int enter_without_landlock(bool may_lack)
{
	const struct sandbox s = {.role = "keep", .may_lack_landlock = may_lack};
	struct reason why;
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		scmp_filter_ctx container = seccomp_init(SCMP_ACT_ALLOW);
		seccomp_rule_add(container, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(landlock_create_ruleset), 0);
		if (seccomp_load(container) != 0)
			_exit(99);
		seccomp_release(container);
		enum outcome o = sandbox_enter(&s, &why);
		bool told =
		        o == BROKEN && strstr(why.text, "container") && strstr(why.text, "require_landlock");
		_exit(o == DONE ? 0 : told ? 1 : 2);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void no_landlock_is_a_refusal_with_a_remedy(void **state)
{
	(void)state;
	assert_int_equal(enter_without_landlock(false), 1);
	assert_int_equal(enter_without_landlock(true), 0);
}

/* The ordinary work of keep: files that come, move and go. */
static bool work_with_files(void)
{
	struct stat st;
	int folder = open(".", O_RDONLY | O_DIRECTORY);
	int fd = openat(folder, "sandbox-file", O_RDWR | O_CREAT | O_TRUNC, 0600);
	return fd >= 0 && write(fd, "x", 1) == 1 && fdatasync(fd) == 0 && fsync(folder) == 0 &&
	       fstat(fd, &st) == 0 && mkdirat(folder, "sandbox-folder", 0700) == 0 &&
	       linkat(folder, "sandbox-file", folder, "sandbox-folder/sandbox-link", 0) == 0 &&
	       renameat(folder, "sandbox-file", folder, "sandbox-other") == 0 &&
	       unlinkat(folder, "sandbox-other", 0) == 0 && ftruncate(fd, 0) == 0 &&
	       unlinkat(folder, "sandbox-folder/sandbox-link", 0) == 0 &&
	       unlinkat(folder, "sandbox-folder", AT_REMOVEDIR) == 0;
}

static void ordinary_work_goes_on(void **state)
{
	(void)state;
	const struct sandbox_path build = {BUILD_FOLDER, SANDBOX_WRITE};
	struct sandbox s = {.role = "keep",
	        .calls = SANDBOX_CHANNEL | SANDBOX_FILES,
	        .paths = &build,
	        .n_paths = 1,
	        .memory_most = 1u << 30,
	        .descriptors_most = 64};
	struct reason why;
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		if (chdir(BUILD_FOLDER) != 0 || sandbox_enter(&s, &why) != DONE)
			_exit(2);
		_exit(work_with_files() ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_parser_may_do_nothing),
	        cmocka_unit_test(a_zygote_may_only_fork),
	        cmocka_unit_test(a_network_role_may_only_connect_to_its_port),
	        cmocka_unit_test(a_writing_role_writes_in_its_folder_only),
	        cmocka_unit_test(a_missing_folder_to_write_is_a_refusal),
	        cmocka_unit_test(no_landlock_is_a_refusal_with_a_remedy),
	        cmocka_unit_test(ordinary_work_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
