/* The jail of one role: Landlock for files and TCP, a seccomp allow-list, rlimits, no new privileges. A part
 * that the kernel does not offer is a refusal (the caller decides whether an explicit setting allows to go on
 * without). */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sandbox_access { SANDBOX_READ, SANDBOX_WRITE }; /* WRITE includes reading, making, renaming, removing */

struct sandbox_path {
	const char *path;
	enum sandbox_access access;
};

/* What system calls a role needs beyond memory, time, and I/O on descriptors that it holds. */
enum sandbox_calls {
	SANDBOX_FILES = 1 << 0, /* open, stat, link, rename, unlink, mkdir … (Landlock says where) */
	SANDBOX_INET = 1 << 1,  /* IPv4/IPv6 sockets, connect */
	SANDBOX_FORK = 1 << 2,  /* fork, wait and kill its own children; no exec */
};

struct sandbox {
	const char *role;
	const struct sandbox_path *paths; /* nothing else can be opened */
	size_t n_paths;
	unsigned calls; /* enum sandbox_calls */
	const uint16_t
	        *ports; /* TCP ports that may be connected to (kernels with Landlock ABI 4 and later) */
	size_t n_ports;
	uint64_t memory_most;    /* RLIMIT_AS in bytes; 0: as it is */
	uint64_t file_size_most; /* RLIMIT_FSIZE in bytes; 0: as it is */
	uint64_t cpu_seconds;    /* RLIMIT_CPU; 0: as it is */
	bool may_lack_landlock;  /* the administrator's explicit setting */
};

/* Enters the jail for good. BROKEN with what is missing and what to do about it. A forbidden call ends the
 * process with SIGSYS after one log line that names the call, save those that libraries try and can do
 * without: these get EPERM. */
MUST_USE enum outcome sandbox_enter(const struct sandbox *s, struct reason *why);

/* Ready-made filters, for children that are forked often: compiled once, loaded by sandbox_load_filter in
 * about 20 µs. */
struct sandbox_filter;
MUST_USE enum outcome sandbox_compile_filter(unsigned calls, struct sandbox_filter **f_r, struct reason *why);
MUST_USE enum outcome sandbox_load_filter(const struct sandbox_filter *f, struct reason *why);
void sandbox_filter_close(struct sandbox_filter **f);

/* 0 where the kernel has no Landlock or forbids it. */
int sandbox_landlock_abi(void);

#endif
