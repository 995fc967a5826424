#include "tests/unit/forbidden.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ENTER_FAILED = 99, DENIED = 10, ALLOWED = 11 };

static const char *const names[ATTEMPT_COUNT] = {"open", "create", "connect", "listen", "unix", "exec",
        "fork", "thread", "ptrace", "kill", "executable-memory", "namespace", "mount", "ioctl"};

static bool try_socket(enum attempt attempt)
{
	struct sockaddr_in address = {
	        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(9)};
	int fd = socket(attempt == ATTEMPT_UNIX ? AF_UNIX : AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || attempt == ATTEMPT_UNIX)
		return fd >= 0;
	if (attempt == ATTEMPT_LISTEN)
		return listen(fd, 1) == 0;
	/* Nobody listens there: an attempt that reaches the network is answered otherwise than with EACCES.
	 */
	return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno != EACCES;
}

static bool try_process(enum attempt attempt, pid_t bystander)
{
	if (attempt == ATTEMPT_EXEC) {
		execl("/bin/true", "true", NULL);
		return false;
	}
	if (attempt == ATTEMPT_KILL)
		return kill(bystander, SIGKILL) == 0;
	if (attempt == ATTEMPT_PTRACE)
		return ptrace(PTRACE_ATTACH, bystander, NULL, NULL) == 0;
	if (attempt == ATTEMPT_THREAD)
		return syscall(SYS_clone, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, NULL) >= 0;
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool try(enum attempt attempt, pid_t bystander)
{
	switch (attempt) {
	case ATTEMPT_OPEN:
		return open("/usr/bin/env", O_RDONLY) >= 0;
	case ATTEMPT_CREATE:
		return open(BUILD_FOLDER "/forbidden-file", O_WRONLY | O_CREAT, 0600) >= 0;
	case ATTEMPT_CONNECT:
	case ATTEMPT_LISTEN:
	case ATTEMPT_UNIX:
		return try_socket(attempt);
	case ATTEMPT_EXECUTABLE_MEMORY:
		return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		               0) != MAP_FAILED;
	case ATTEMPT_NAMESPACE:
		return unshare(CLONE_NEWUSER) == 0;
	case ATTEMPT_MOUNT:
		return mount("none", "/", "tmpfs", 0, NULL) == 0;
	case ATTEMPT_IOCTL:
		return ioctl(STDIN_FILENO, TIOCSTI, "x") == 0;
	default:
		return try_process(attempt, bystander);
	}
}

static _Noreturn void be_prisoner(const struct sandbox *s, enum attempt attempt, pid_t bystander)
{
	struct reason why;
	/* Standard output may be a file that the jail could not answer for. */
	if (sandbox_enter(s, &why) != DONE) {
		dprintf(STDERR_FILENO, "%s\n", why.text);
		_exit(ENTER_FAILED);
	}
	_exit(try(attempt, bystander) ? ALLOWED : DENIED);
}

static pid_t start_bystander(void)
{
	pid_t pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	return pid;
}

static enum answer judge(int status, bool bystander_lives, enum attempt attempt)
{
	/* A successful exec leaves with /bin/true's 0. */
	if (attempt == ATTEMPT_EXEC && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return ANSWER_ALLOWED;
	if (!bystander_lives)
		return ANSWER_ALLOWED;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return ANSWER_KILLED;
	if (WIFEXITED(status) && WEXITSTATUS(status) == DENIED)
		return ANSWER_DENIED;
	return WIFEXITED(status) && WEXITSTATUS(status) == ALLOWED ? ANSWER_ALLOWED : ANSWER_BROKEN;
}

enum answer forbidden_attempt(const struct sandbox *s, enum attempt attempt, char words_r[512])
{
	int words[2], status;
	pid_t bystander = start_bystander(); /* before the pipe: it must not hold an end of it */
	assert_int_equal(pipe(words), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(words[1], STDERR_FILENO);
		close(words[1]);
		be_prisoner(s, attempt, bystander);
	}
	close(words[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	ssize_t len = read(words[0], words_r, 511);
	words_r[len > 0 ? len : 0] = '\0';
	close(words[0]);
	bool lives = waitpid(bystander, NULL, WNOHANG) == 0;
	if (lives) {
		kill(bystander, SIGKILL);
		waitpid(bystander, NULL, 0);
	}
	return judge(status, lives, attempt);
}

#ifdef XW_SANITIZE /* see base/sandbox.h: only these are forbidden there */
static const unsigned tried =
        1 << ATTEMPT_OPEN | 1 << ATTEMPT_CREATE | 1 << ATTEMPT_CONNECT | 1 << ATTEMPT_EXEC;
#else
static const unsigned tried = (1 << ATTEMPT_COUNT) - 1;
#endif

void forbidden_attempts(const struct sandbox *s, unsigned allowed)
{
	char words[512];
	for (enum attempt a = 0; a < ATTEMPT_COUNT; a++) {
		if (!(tried & 1u << a))
			continue;
		enum answer answer = forbidden_attempt(s, a, words);
		if (answer == ANSWER_BROKEN)
			fail_msg("%s: %s: the sandbox could not be entered: %s", s->role, names[a], words);
		if (allowed & 1u << a) {
			if (answer != ANSWER_ALLOWED)
				fail_msg("%s: %s was refused: %s", s->role, names[a], words);
			continue;
		}
		if (answer == ANSWER_ALLOWED)
			fail_msg("%s: %s was allowed", s->role, names[a]);
		if (answer == ANSWER_KILLED &&
		        (!strstr(words, "event=sandbox.forbidden role=") || strstr(words, "call=?")))
			fail_msg("%s: %s: the log does not name the call: %s", s->role, names[a], words);
		print_message("%-8s %-18s %s %s", s->role, names[a],
		        answer == ANSWER_KILLED ? "killed" : "denied", *words ? words : "\n");
	}
}
