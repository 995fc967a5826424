/* The jail of one role: Landlock for files and TCP, a seccomp allow-list, rlimits, no capabilities, no new
 * privileges. A part that the kernel does not offer is a refusal (only Landlock may be missing, where the
 * administrator's setting says so). */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sandbox_access { SANDBOX_READ, SANDBOX_WRITE }; /* WRITE includes reading, making, renaming, removing */

/* A folder opens everything below it. A file's rule holds for the file that has the name now: where another
 * may be put in its place (resolv.conf), name the folder. A missing path to be read is skipped, one to be
 * written is a refusal. */
struct sandbox_path {
	const char *path;
	enum sandbox_access access;
};

/* What system calls a role needs beyond memory, time, and reading and writing the files that it holds. */
enum sandbox_calls {
	SANDBOX_CHANNEL =
	        1 << 0, /* messages over sockets that it holds; wait for descriptors, timers, signals */
	SANDBOX_FILES_READ = 1 << 1, /* open for reading, stat, list (Landlock says where) */
	SANDBOX_FILES =
	        1 << 2, /* FILES_READ and make, write, lock, link, rename, remove (Landlock says where) */
	SANDBOX_INET =
	        1 << 3, /* CHANNEL and IPv4/IPv6 stream and datagram sockets, connect; never bind or listen */
	SANDBOX_UNIX = 1 << 5, /* CHANNEL and UNIX stream sockets, connect */
	SANDBOX_FORK =
	        1
	        << 4, /* fork, put a child into a narrower jail, kill it, wait for it; no exec, no threads */
};

struct sandbox {
	const char *role; /* stands in the log line of a forbidden call; must outlive the process */
	const struct sandbox_path *paths; /* nothing else can be opened */
	size_t n_paths;
	unsigned calls; /* enum sandbox_calls */
	const uint16_t
	        *ports; /* TCP ports that may be connected to (kernels with Landlock ABI 4 and later) */
	size_t n_ports;
	uint64_t memory_most;      /* RLIMIT_AS in bytes; 0: as it is */
	uint64_t file_size_most;   /* RLIMIT_FSIZE in bytes; 0: as it is */
	uint64_t cpu_seconds;      /* RLIMIT_CPU; 0: as it is */
	uint64_t descriptors_most; /* RLIMIT_NOFILE; 0: as it is */
	bool may_lack_landlock;    /* the administrator's explicit setting */
};

/* Enters the jail for good. BROKEN with what is missing and what to do about it. A forbidden call ends the
 * process with SIGSYS after one log line that names the call, save those that libraries try and can do
 * without: these get EPERM. Builds with sanitizers forbid only exec and sockets, and leave /proc readable:
 * the sanitizers' own calls are many. */
MUST_USE enum outcome sandbox_enter(const struct sandbox *s, struct reason *why);

/* For children that are forked often from a process that has entered its own jail: the filter is compiled
 * once by the parent; the child adds it and its limits to what it inherited (some 0.1 ms). Paths and ports
 * stay the parent's. */
struct sandbox_filter;
MUST_USE enum outcome sandbox_compile_filter(unsigned calls, struct sandbox_filter **f_r, struct reason *why);
MUST_USE enum outcome sandbox_enter_child(
        const struct sandbox *s, const struct sandbox_filter *f, struct reason *why);
/* The filter alone, for this process, whose number is written into it: it may signal no other. */
MUST_USE enum outcome sandbox_load_filter(const struct sandbox_filter *f, struct reason *why);
void sandbox_filter_close(struct sandbox_filter **f);

/* Installs the handler that logs a forbidden call and ends the process; part of both ways to enter. */
void sandbox_catch_forbidden(const char *role);

/* Landlock alone: `s` gives paths, ports and may_lack_landlock. Needs no_new_privs. */
MUST_USE enum outcome sandbox_restrict_paths(const struct sandbox *s, struct reason *why);
/* 0 where the kernel has no Landlock or forbids it. */
int sandbox_landlock_abi(void);

#endif
