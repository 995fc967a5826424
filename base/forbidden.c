/* The last words of a process that tried a forbidden system call. */
#include "base/sandbox.h"

#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Filled before the jail: inside a signal handler nothing may be allocated. */
enum { CALLS_MOST = 512, CALL_NAME_SIZE = 28 };
static char call_names[CALLS_MOST][CALL_NAME_SIZE];
static const char *forbidden_role = "?";

struct line {
	char text[192];
	size_t len;
};

static void add_text(struct line *l, const char *text)
{
	size_t len = strlen(text), room = sizeof l->text - l->len;
	if (len > room)
		len = room;
	memcpy(l->text + l->len, text, len);
	l->len += len;
}

static void add_number(struct line *l, unsigned number)
{
	char digits[12];
	size_t at = sizeof digits - 1;
	digits[at] = '\0';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	add_text(l, digits + at);
}

/* Async-signal-safe. SA_RESETHAND has restored the default action, SA_NODEFER left the signal open: raise()
 * is the end. */
static void on_forbidden(int signal_number, siginfo_t *info, void *context)
{
	(void)context;
	struct line line = {.len = 0};
	int call = info->si_syscall;
	bool named = call >= 0 && call < CALLS_MOST && call_names[call][0];
	add_text(&line, "<2>event=sandbox.forbidden role=");
	add_text(&line, forbidden_role);
	add_text(&line, " call=");
	add_text(&line, named ? call_names[call] : "?");
	add_text(&line, " number=");
	add_number(&line, (unsigned)call);
	add_text(&line, "\n");
	ssize_t written = write(STDERR_FILENO, line.text, line.len);
	(void)written;
	raise(signal_number);
	_exit(128 + signal_number);
}

static void learn_names(void)
{
	for (int call = 0; call < CALLS_MOST; call++) {
		char *name = seccomp_syscall_resolve_num_arch(seccomp_arch_native(), call);
		if (name)
			snprintf(call_names[call], CALL_NAME_SIZE, "%s", name);
		free(name);
	}
}

void sandbox_catch_forbidden(const char *role)
{
	struct sigaction action = {
	        .sa_sigaction = on_forbidden, .sa_flags = SA_SIGINFO | SA_RESETHAND | SA_NODEFER};
	static bool learnt;
	forbidden_role = role;
	if (!learnt)
		learn_names();
	learnt = true;
	sigemptyset(&action.sa_mask);
	sigaction(SIGSYS, &action, NULL);
}
