/* What a sandbox must refuse, tried for real in a child that enters it: for the tests of every role. */
#ifndef TESTS_FORBIDDEN_H
#define TESTS_FORBIDDEN_H

#include "base/sandbox.h"

enum attempt {
	ATTEMPT_OPEN,    /* read a file that is not the role's */
	ATTEMPT_CREATE,  /* make a file in a folder that is not the role's */
	ATTEMPT_CONNECT, /* a TCP connection to a port that is not the role's */
	ATTEMPT_LISTEN,  /* wait for connections */
	ATTEMPT_UNIX,    /* a socket to another service of the machine */
	ATTEMPT_EXEC,
	ATTEMPT_FORK,
	ATTEMPT_THREAD,
	ATTEMPT_PTRACE,
	ATTEMPT_KILL, /* signal a process that is not the role's */
	ATTEMPT_EXECUTABLE_MEMORY,
	ATTEMPT_NAMESPACE,
	ATTEMPT_MOUNT,
	ATTEMPT_IOCTL, /* push keys into a terminal (TIOCSTI) */
	ATTEMPT_COUNT,
};

enum answer {
	ANSWER_ALLOWED,
	ANSWER_DENIED, /* an error */
	ANSWER_KILLED, /* SIGSYS */
	ANSWER_BROKEN, /* the sandbox could not be entered */
};

/* Enters `s` in a fresh child and makes the attempt there. `words_r` receives what the child said on stderr.
 */
enum answer forbidden_attempt(const struct sandbox *s, enum attempt attempt, char words_r[512]);

/* Fails the test for every attempt outside `allowed` (bits 1 << enum attempt) that is not refused, and for
 * every one inside it that is. Where it is killed, the log line must name the call. */
void forbidden_attempts(const struct sandbox *s, unsigned allowed);

#endif
