/* The allow-lists of system calls, in groups that a role adds up. What stands in no list ends the process;
 * what libraries try and can do without gets an error instead. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct sandbox_filter {
	size_t count;
	struct sock_filter code[];
};

/* Stands in a compiled filter for the number of the process that will load it; larger than any process
 * number. */
enum { OWN_PID = 0x3ffffffd };

#define CALL(name) SCMP_SYS(name)
#define END INT32_MAX

static const int basic_calls[] = {
        /* files that are held */
        CALL(read), CALL(write), CALL(readv), CALL(writev), CALL(pread64), CALL(pwrite64), CALL(preadv),
        CALL(pwritev), CALL(lseek), CALL(close), CALL(close_range), CALL(dup), CALL(dup2), CALL(dup3),
        CALL(fstat), CALL(ftruncate), CALL(fadvise64), CALL(memfd_create), CALL(poll), CALL(ppoll),
        /* memory */
        CALL(brk), CALL(munmap), CALL(mremap), CALL(madvise), CALL(futex), CALL(set_robust_list),
        /* time, chance, who am I */
        CALL(clock_gettime), CALL(clock_getres), CALL(clock_nanosleep), CALL(nanosleep), CALL(gettimeofday),
        CALL(time), CALL(times), CALL(getrandom), CALL(getpid), CALL(gettid), CALL(getppid), CALL(getuid),
        CALL(geteuid), CALL(getgid), CALL(getegid), CALL(getrusage), CALL(setitimer), CALL(sysinfo),
        CALL(uname), CALL(sched_yield),
        /* signals to oneself, and the end */
        CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn), CALL(sigaltstack),
        CALL(restart_syscall), CALL(exit), CALL(exit_group), END};

static const int channel_calls[] = {CALL(sendmsg), CALL(recvmsg), CALL(sendto), CALL(recvfrom),
        CALL(shutdown), CALL(getsockopt), CALL(select), CALL(pselect6), CALL(epoll_create1), CALL(epoll_ctl),
        CALL(epoll_wait), CALL(epoll_pwait), CALL(eventfd2), CALL(timerfd_create), CALL(timerfd_settime),
        CALL(timerfd_gettime), CALL(signalfd4), CALL(rt_sigtimedwait), CALL(pipe2), END};

static const int files_read_calls[] = {CALL(stat), CALL(lstat), CALL(newfstatat), CALL(statx), CALL(access),
        CALL(faccessat), CALL(faccessat2), CALL(readlink), CALL(readlinkat), CALL(getdents64), CALL(getcwd),
        CALL(statfs), CALL(fstatfs), END};

static const int files_calls[] = {CALL(open), CALL(openat), CALL(creat), CALL(mkdir), CALL(mkdirat),
        CALL(rename), CALL(renameat), CALL(renameat2), CALL(link), CALL(linkat), CALL(unlink), CALL(unlinkat),
        CALL(rmdir), CALL(fsync), CALL(fdatasync), CALL(syncfs), CALL(sync_file_range), CALL(fallocate),
        CALL(flock), CALL(umask), CALL(chmod), CALL(fchmod), CALL(fchmodat), CALL(utimensat),
        CALL(copy_file_range), CALL(sendfile), END};

static const int inet_calls[] = {CALL(connect), CALL(setsockopt), CALL(getsockname), CALL(getpeername),
        CALL(sendmmsg), CALL(recvmmsg), END};

static const int unix_calls[] = {CALL(connect), END};

static const int fork_calls[] = {CALL(wait4), CALL(waitid), CALL(setrlimit), CALL(seccomp), CALL(kill),
        CALL(tgkill), CALL(pipe2), END};

/* Tried by the C library, GLib, iconv, GnuTLS or SQLite, which do without: in every jail that does not allow
 * them. */
static const int refused_calls[] = {CALL(sched_getaffinity), CALL(sched_setaffinity), CALL(setpriority),
        CALL(getpriority), CALL(fchown), CALL(chown), CALL(mlock), CALL(inotify_init1), END};
static const int refused_reading[] = {CALL(open), CALL(openat), CALL(stat), CALL(lstat), CALL(statx),
        CALL(access), CALL(faccessat), CALL(faccessat2), CALL(readlink), CALL(readlinkat), CALL(getcwd),
        CALL(statfs), END};
/* Newer than what a library can count on: it falls back to the older call. */
static const int unknown_calls[] = {
        CALL(clone3), CALL(rseq), CALL(membarrier), CALL(openat2), CALL(io_uring_setup), END};

/* The rule-adding helpers go on after an error and remember it, as the rules are many. */
struct rules {
	scmp_filter_ctx context;
	int error;
};

static void add_rule(
        struct rules *r, uint32_t action, int call, unsigned count, const struct scmp_arg_cmp *args)
{
	int rc = seccomp_rule_add_array(r->context, action, call, count, args);
	/* A call that this architecture does not have (open on arm64) needs no rule. */
	if (rc != 0 && rc != -EDOM && !r->error)
		r->error = rc;
}

static void add_all(struct rules *r, uint32_t action, const int *calls)
{
	for (; *calls != END; calls++)
		add_rule(r, action, *calls, 0, NULL);
}

static void add_if(struct rules *r, uint32_t action, int call, struct scmp_arg_cmp arg)
{
	add_rule(r, action, call, 1, &arg);
}

/* Memory is never executable, whoever asks: no code can be brought in, and dlopen() fails politely. */
static void add_memory_rules(struct rules *r)
{
	const int calls[] = {CALL(mmap), CALL(mprotect)};
	for (size_t i = 0; i < 2; i++) {
		add_if(r, SCMP_ACT_ALLOW, calls[i], SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
		add_if(r, SCMP_ACT_ERRNO(EPERM), calls[i], SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	}
}

static void add_fcntl_rules(struct rules *r, unsigned calls)
{
	static const int held[] = {
	        F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD, F_DUPFD_CLOEXEC, F_ADD_SEALS, F_GET_SEALS};
	static const int locks[] = {F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW};
	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		add_if(r, SCMP_ACT_ALLOW, CALL(fcntl), SCMP_A1(SCMP_CMP_EQ, (unsigned)held[i]));
	for (size_t i = 0; (calls & SANDBOX_FILES) && i < sizeof locks / sizeof *locks; i++)
		add_if(r, SCMP_ACT_ALLOW, CALL(fcntl), SCMP_A1(SCMP_CMP_EQ, (unsigned)locks[i]));
	if (calls & SANDBOX_FORK)
		add_if(r, SCMP_ACT_ALLOW, CALL(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETPIPE_SZ));
}

static void add_process_rules(struct rules *r, unsigned calls)
{
	const unsigned fork_flags = CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD;
	add_if(r, SCMP_ACT_ERRNO(ENOTTY), CALL(ioctl), SCMP_A1(SCMP_CMP_NE, FIONREAD));
	add_if(r, SCMP_ACT_ALLOW, CALL(ioctl), SCMP_A1(SCMP_CMP_EQ, FIONREAD));
	if (calls & SANDBOX_FORK) {
		/* Threads and namespaces need other flags. A child must still be able to enter a narrower
		 * jail, and what is forbidden here by process number would be forbidden to it for ever. */
		add_if(r, SCMP_ACT_ALLOW, CALL(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, ~(uint64_t)fork_flags, 0));
		add_if(r, SCMP_ACT_ALLOW, CALL(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG));
		add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(prctl), SCMP_A0(SCMP_CMP_NE, PR_SET_PDEATHSIG));
		add_if(r, SCMP_ACT_ALLOW, CALL(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0));
		return;
	}
	add_rule(r, SCMP_ACT_ERRNO(EPERM), CALL(prctl), 0, NULL);
	add_if(r, SCMP_ACT_ALLOW, CALL(kill), SCMP_A0(SCMP_CMP_EQ, OWN_PID));
	add_if(r, SCMP_ACT_ALLOW, CALL(tgkill), SCMP_A0(SCMP_CMP_EQ, OWN_PID));
	add_if(r, SCMP_ACT_ALLOW, CALL(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0)); /* getrlimit */
	add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(prlimit64), SCMP_A2(SCMP_CMP_NE, 0));
}

static void add_file_rules(struct rules *r, unsigned calls)
{
	static const unsigned writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};
	if (calls & (SANDBOX_FILES | SANDBOX_FILES_READ)) {
		add_all(r, SCMP_ACT_ALLOW, files_read_calls);
	} else {
		add_all(r, SCMP_ACT_ERRNO(EPERM), refused_reading);
		/* fstat() of the C library: a descriptor and an empty path. */
		add_if(r, SCMP_ACT_ALLOW, CALL(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
		add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(newfstatat), SCMP_A3(SCMP_CMP_NE, AT_EMPTY_PATH));
	}
	if (calls & SANDBOX_FILES) {
		add_all(r, SCMP_ACT_ALLOW, files_calls);
	} else if (calls & SANDBOX_FILES_READ) {
		const uint64_t any = O_ACCMODE | O_CREAT | O_TRUNC;
		add_if(r, SCMP_ACT_ALLOW, CALL(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, any, O_RDONLY));
		add_if(r, SCMP_ACT_ALLOW, CALL(open), SCMP_A1(SCMP_CMP_MASKED_EQ, any, O_RDONLY));
		for (size_t i = 0; i < sizeof writing / sizeof *writing; i++) {
			const unsigned bit = writing[i];
			add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit));
			add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(open), SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit));
		}
	}
}

static void add_socket_rules(struct rules *r, unsigned calls)
{
	static const int families[] = {AF_INET, AF_INET6};
	static const int types[] = {SOCK_STREAM, SOCK_DGRAM};
	const uint64_t flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
	if (calls & (SANDBOX_CHANNEL | SANDBOX_INET))
		add_all(r, SCMP_ACT_ALLOW, channel_calls);
	if (calls & SANDBOX_UNIX) {
		const uint64_t type = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
		add_all(r, SCMP_ACT_ALLOW, unix_calls);
		add_rule(r, SCMP_ACT_ALLOW, CALL(socket), 2,
		        (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, AF_UNIX), SCMP_A1(SCMP_CMP_EQ, type)});
	}
	if (!(calls & SANDBOX_INET))
		return;
	add_all(r, SCMP_ACT_ALLOW, inet_calls);
	for (int i = 0; i < 4; i++)
		add_rule(r, SCMP_ACT_ALLOW, CALL(socket), 2,
		        (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, (unsigned)families[i / 2]),
		                SCMP_A1(SCMP_CMP_MASKED_EQ, ~flags, (unsigned)types[i % 2])});
	/* The resolver asks the name cache and the kernel's routing first, and does without. */
	add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(socket), SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
	add_if(r, SCMP_ACT_ERRNO(EPERM), CALL(socket), SCMP_A0(SCMP_CMP_EQ, AF_NETLINK));
}

#ifdef XW_SANITIZE
/* The sanitizers map, trace, clone and read /proc as they like: only what would reach outside is forbidden.
 */
static const uint32_t default_action = SCMP_ACT_ALLOW;
static void add_rules(struct rules *r, unsigned calls)
{
	static const int outside[] = {CALL(execve), CALL(execveat), END};
	static const int network[] = {CALL(socket), CALL(connect), CALL(bind), CALL(listen), END};
	(void)add_memory_rules, (void)add_fcntl_rules, (void)add_process_rules, (void)add_file_rules;
	(void)add_socket_rules, (void)basic_calls, (void)fork_calls, (void)refused_calls, (void)unknown_calls;
	add_all(r, SCMP_ACT_TRAP, outside);
	if (!(calls & (SANDBOX_INET | SANDBOX_UNIX)))
		add_all(r, SCMP_ACT_TRAP, network);
}
#else
static const uint32_t default_action = SCMP_ACT_TRAP;
static void add_rules(struct rules *r, unsigned calls)
{
	add_all(r, SCMP_ACT_ALLOW, basic_calls);
	add_all(r, SCMP_ACT_ERRNO(EPERM), refused_calls);
	add_all(r, SCMP_ACT_ERRNO(ENOSYS), unknown_calls);
	add_memory_rules(r);
	add_fcntl_rules(r, calls);
	add_process_rules(r, calls);
	add_file_rules(r, calls);
	add_socket_rules(r, calls);
	if (calls & SANDBOX_FORK)
		add_all(r, SCMP_ACT_ALLOW, fork_calls);
}
#endif

static enum outcome export_filter(scmp_filter_ctx context, struct sandbox_filter **f_r, struct reason *why)
{
	enum outcome o = DONE;
	int fd = memfd_create("filter", MFD_CLOEXEC);
	if (fd < 0)
		return fail_errno(why, BROKEN, "cannot make a file for a filter");
	int rc = seccomp_export_bpf(context, fd);
	off_t size = rc == 0 ? lseek(fd, 0, SEEK_END) : 0;
	struct sandbox_filter *f = malloc(sizeof *f + (size_t)size);
	if (!f)
		memory_exhausted("filter");
	f->count = (size_t)size / sizeof *f->code;
	if (rc != 0 || f->count == 0 || pread(fd, f->code, (size_t)size, 0) != size) {
		free(f);
		o = fail(why, BROKEN, "cannot compile the system call filter");
	} else {
		*f_r = f;
	}
	close(fd);
	return o;
}

enum outcome sandbox_compile_filter(unsigned calls, struct sandbox_filter **f_r, struct reason *why)
{
	struct rules r = {.context = seccomp_init(default_action)};
	enum outcome o;
	if (!r.context)
		memory_exhausted("filter");
	seccomp_attr_set(r.context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	seccomp_attr_set(r.context, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree: the lists are long */
	add_rules(&r, calls);
	if (r.error)
		o = fail(why, BROKEN, "cannot build the system call filter: %s", strerror(-r.error));
	else
		o = export_filter(r.context, f_r, why);
	seccomp_release(r.context);
	return o;
}

enum outcome sandbox_load_filter(const struct sandbox_filter *f, struct reason *why)
{
	struct sock_filter code[BPF_MAXINSNS];
	invariant(f->count <= BPF_MAXINSNS);
	memcpy(code, f->code, f->count * sizeof *code);
	for (size_t i = 0; i < f->count; i++)
		if (BPF_CLASS(code[i].code) == BPF_JMP && code[i].k == OWN_PID)
			code[i].k = (uint32_t)getpid();
	struct sock_fprog program = {(unsigned short)f->count, code};
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0)
		return fail_errno(why, BROKEN,
		        "cannot load the system call filter; boot a kernel with CONFIG_SECCOMP_FILTER, or "
		        "let the container use "
		        "seccomp()");
	return DONE;
}

void sandbox_filter_close(struct sandbox_filter **f)
{
	free(*f);
	*f = NULL;
}
