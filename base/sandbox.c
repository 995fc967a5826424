#include "base/sandbox.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum outcome set_limit(int resource, uint64_t most, const char *what, struct reason *why)
{
	/* Processor time: SIGXCPU first, which says what happened; at the hard limit it would be a bare
	 * SIGKILL. */
	struct rlimit limit = {most, resource == RLIMIT_CPU ? most + 1 : most};
	if (setrlimit(resource, &limit) != 0)
		return fail_errno(why, BROKEN, "cannot limit %s", what);
	return DONE;
}

static enum outcome set_limits(const struct sandbox *s, struct reason *why)
{
	const struct {
		int resource;
		uint64_t most;
		const char *what;
	} limits[] = {
#ifndef XW_SANITIZE /* the address sanitizer reserves terabytes */
	        {RLIMIT_AS, s->memory_most, "the address space"},
#endif
	        {RLIMIT_FSIZE, s->file_size_most, "the size of files"},
	        {RLIMIT_CPU, s->cpu_seconds, "processor time"},
	        {RLIMIT_NOFILE, s->descriptors_most, "the number of descriptors"},
	};
	/* A core file would hold mail and passwords. */
	enum outcome o = set_limit(RLIMIT_CORE, 0, "core files", why);
	for (size_t i = 0; o == DONE && i < sizeof limits / sizeof *limits; i++)
		if (limits[i].most)
			o = set_limit(limits[i].resource, limits[i].most, limits[i].what, why);
	return o;
}

/* Empties the bounding set too, so that not even a set-uid root file could give one back. Without CAP_SETPCAP
 * the bounding set stays, but then no_new_privs alone keeps them away. */
static enum outcome drop_capabilities(struct reason *why)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct have[_LINUX_CAPABILITY_U32S_3] = {0},
	                              none[_LINUX_CAPABILITY_U32S_3] = {0};
	for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
		(void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
	/* The unit starts us without any, and forbids the call by which they are changed. */
	if (syscall(SYS_capget, &head, have) == 0 && memcmp(have, none, sizeof none) == 0)
		return DONE;
	if (syscall(SYS_capset, &head, none) != 0)
		return fail_errno(why, BROKEN, "cannot drop the capabilities");
	return DONE;
}

static enum outcome renounce_privileges(struct reason *why)
{
#ifndef XW_SANITIZE /* the leak checker traces its own process */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return fail_errno(why, BROKEN, "cannot make the process untraceable");
#endif
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fail_errno(why, BROKEN, "cannot renounce new privileges");
	return drop_capabilities(why);
}

enum outcome sandbox_enter(const struct sandbox *s, struct reason *why)
{
	struct sandbox_filter *filter = NULL;
	enum outcome o = sandbox_compile_filter(s->calls, &filter, why);
	if (o == DONE)
		o = renounce_privileges(why);
	if (o == DONE)
		o = sandbox_restrict_paths(s, why);
	if (o == DONE)
		o = sandbox_enter_child(s, filter, why);
	sandbox_filter_close(&filter);
	return o;
}

enum outcome sandbox_enter_child(const struct sandbox *s, const struct sandbox_filter *f, struct reason *why)
{
	enum outcome o = set_limits(s, why);
	if (o != DONE)
		return o;
	sandbox_catch_forbidden(s->role);
	return sandbox_load_filter(f, why);
}
