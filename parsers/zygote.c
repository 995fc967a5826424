#include "parsers/zygote.h"

#include "base/durable.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/wire.h"
#include "parsers/attempt.h"
#include "parsers/words.h"
#include "schema/claims.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a child ends with, besides 0 and EXIT_MEMORY. Not 1 or 2, which libraries and sanitizers use. */
enum { EXIT_REFUSED = 81, EXIT_LATER = 82, EXIT_BROKEN = 83 };
/* Where a child finds its files; nothing else is open in it. */
enum { CHILD_MAIL = 3, CHILD_CONTENTS, CHILD_CLAIMS, CHILD_FDS_END };

/* What a child is forked for, once or several times. */
struct task {
	uint64_t request;
	char *name; /* of a file that is shown; NULL: a mail is examined */
	int fds[TASK_FDS];
	off_t contents_start; /* what stands in the contents file before */
	struct given_up without[LIMIT_PARSE_ATTEMPTS];
	size_t n_without;
};

struct child {
	pid_t pid; /* 0: this place is free */
	struct task task;
	volatile uint32_t
	        *at;      /* the part that it reads: a page that it shares with the zygote and nobody else */
	int64_t deadline; /* milliseconds of the monotonic clock */
	int words;        /* what it says on stderr */
	bool late;
};

struct nursery {
	const struct zygote *z;
	struct sandbox_filter *filter;
	int signals;
	unsigned busy;
	struct child children[LIMIT_PARSE_CHILDREN];
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Puts the three files where they are expected and closes all else, first of all the channel. */
static void keep_only(const int fds[TASK_FDS], int words)
{
	int high[TASK_FDS];
	for (int i = 0; i < TASK_FDS; i++)
		high[i] = fcntl(fds[i], F_DUPFD, CHILD_FDS_END);
	if (words >= 0)
		dup2(words, STDERR_FILENO);
	for (int i = 0; i < TASK_FDS; i++)
		if (high[i] < 0 || dup2(high[i], CHILD_MAIL + i) < 0)
			_exit(EXIT_LATER);
	if (close_range(CHILD_FDS_END, ~0u, 0) != 0)
		_exit(EXIT_BROKEN);
}

/* Some of an answer may stand there already, where what is said instead must begin. */
static int finish_child(enum outcome o, const struct buf *claims, const struct reason *why)
{
	struct buf said = BUF_INIT(sizeof why->text + 4);
	const struct buf *out = claims;
	if (o == DONE && claims->overrun)
		memory_exhausted("claims");
	if (o != DONE) {
		wire_put_str(&said, why->text);
		out = &said;
		if (ftruncate(CHILD_CLAIMS, 0) != 0 || lseek(CHILD_CLAIMS, 0, SEEK_SET) != 0)
			return EXIT_LATER;
	}
	if (durable_write(CHILD_CLAIMS, buf_str(out), out->len, NULL) != DONE)
		return EXIT_LATER;
	switch (o) {
	case DONE:
		return 0;
	case REFUSED:
		return EXIT_REFUSED;
	case LATER:
		return EXIT_LATER;
	default:
		return EXIT_BROKEN;
	}
}

/* Its brothers' pages are not its business. */
static void begin_attempt(const struct nursery *n, const struct child *self)
{
	for (unsigned i = 0; i < n->z->children; i++)
		if (n->children[i].at && &n->children[i] != self)
			munmap((void *)n->children[i].at, sizeof *self->at);
	const struct task *t = &self->task;
	attempt_begin(&(struct attempt){.at = self->at,
	        .without = t->without,
	        .n_without = t->n_without,
	        .bodies_only = t->n_without + 1 == LIMIT_PARSE_ATTEMPTS,
	        .slowness = n->z->slowness});
}

static _Noreturn void be_child(const struct nursery *n, pid_t parent, const struct child *self, int words)
{
	const struct task *t = &self->task;
	const struct zygote *z = n->z;
	const struct sandbox jail = {
	        .role = "parse",
	        .memory_most = z->memory,
	        .file_size_most = z->file_size,
	        .cpu_seconds = z->cpu_seconds,
	        .descriptors_most = LIMIT_PARSE_DESCRIPTORS,
	};
	struct reason why = {""};
	struct buf claims = BUF_INIT(LIMIT_CLAIMS_BYTES);
	sigset_t none;
	/* A zygote that died between the fork and here sends no signal any more. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent)
		_exit(EXIT_LATER);
	keep_only(t->fds, words);
	begin_attempt(n, self);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	log_set_role("parse");
	enum outcome o = sandbox_enter_child(&jail, n->filter, &why);
	if (o == DONE)
		o = t->name ? z->show(t->name, CHILD_MAIL, CHILD_CONTENTS, CHILD_CLAIMS, &why)
		            : z->examine(z->knowledge, CHILD_MAIL, CHILD_CONTENTS, &claims, &why);
	/* Nothing of the parent's runs here: no exit handlers, no flushing. */
	_exit(finish_child(o, &claims, &why));
}

static enum outcome report(
        const struct nursery *n, uint64_t request, enum examined how, unsigned detail, struct reason *why)
{
	struct buf body = BUF_INIT(64);
	wire_put_u64(&body, request);
	wire_put_u8(&body, (uint8_t)how);
	wire_put_u32(&body, detail);
	enum outcome o = channel_send(n->z->channel, MSG_EXAMINED, &body, NULL, 0, why);
	buf_free(&body);
	return o;
}

static struct child *free_place(struct nursery *n)
{
	for (unsigned i = 0; i < n->z->children; i++)
		if (!n->children[i].pid)
			return &n->children[i];
	return NULL;
}

/* For the task that the child's place holds. */
static bool fork_child(struct nursery *n, struct child *c)
{
	pid_t parent = getpid();
	int said_w = -1;
	if (!words_open(&c->words, &said_w))
		return false;
	c->pid = fork();
	if (c->pid == 0)
		be_child(n, parent, c, said_w);
	if (said_w >= 0)
		close(said_w);
	c->late = false;
	c->deadline = now_ms() + (int64_t)n->z->seconds * 1000;
	if (c->pid > 0)
		return true;
	c->pid = 0;
	words_close(&c->words, c->task.request);
	return false;
}

static void forget_task(struct child *c)
{
	for (size_t i = 0; i < TASK_FDS; i++)
		close(c->task.fds[i]);
	free(c->task.name);
	if (c->at)
		munmap((void *)c->at, sizeof *c->at);
	*c = (struct child){0};
}

/* Takes over what the task owns. */
static bool start_child(struct nursery *n, const struct task *t)
{
	struct child *c = free_place(n);
	struct stat contents;
	invariant(c);
	*c = (struct child){.task = *t, .words = -1};
	void *page = mmap(NULL, sizeof *c->at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	c->at = page == MAP_FAILED ? NULL : page;
	bool ok = c->at && fstat(t->fds[1], &contents) == 0;
	c->task.contents_start = ok ? contents.st_size : 0;
	if (ok && fork_child(n, c)) {
		n->busy++;
		return true;
	}
	forget_task(c);
	return false;
}

/* One message of the channel. */
static enum outcome take_request(struct nursery *n, struct reason *why)
{
	static struct message m; /* 64 KiB: not on the stack, and there is one channel */
	enum outcome o = channel_receive(n->z->channel, &m, why);
	if (o != DONE)
		return o;
	struct arena *a = arena_new(2 * WIRE_MESSAGE_MOST);
	struct task t = {.request = wire_get_u64(&m.body)};
	const char *name =
	        m.type == MSG_SHOW && n->z->show ? wire_get_str(&m.body, a, LIMIT_NAME_BYTES) : NULL;
	bool known = m.type == MSG_EXAMINE || name;
	bool whole = wire_is_whole(&m.body) && m.fds[0] >= 0 && m.fds[1] >= 0 && m.fds[2] >= 0 &&
	             m.fds[TASK_FDS] < 0;
	if (!known || !whole) {
		o = fail(why, BROKEN, "the zygote was sent a message of type %u that it does not know",
		        m.type);
		message_close_fds(&m);
	} else {
		memcpy(t.fds, m.fds, sizeof t.fds);
		if (name && !(t.name = strdup(name)))
			memory_exhausted("zygote");
		if (!start_child(n, &t))
			o = report(n, t.request, EXAMINED_LATER, 0, why);
	}
	arena_close(&a);
	return o;
}

/* `status` is waitpid's. */
static enum examined how_it_ended(const struct child *c, int status, unsigned *detail_r)
{
	if (WIFSIGNALED(status)) {
		*detail_r = (unsigned)WTERMSIG(status);
		if (c->late || WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGPROF)
			return EXAMINED_DEADLINE;
		/* Nobody else sends SIGKILL but the kernel, when memory runs out. */
		if (WTERMSIG(status) == SIGXFSZ || WTERMSIG(status) == SIGKILL)
			return EXAMINED_OVERRUN;
		return EXAMINED_CRASHED;
	}
	*detail_r = 256 + (unsigned)WEXITSTATUS(status);
	switch (WEXITSTATUS(status)) {
	case 0:
		*detail_r = 0;
		return EXAMINED_DONE;
	case EXIT_MEMORY:
		return EXAMINED_OVERRUN;
	case EXIT_REFUSED:
		return EXAMINED_REFUSED;
	case EXIT_LATER:
		return EXAMINED_LATER;
	default:
		return EXAMINED_CRASHED;
	}
}

/* Empties what the child that ended had written, and looks at the mail from its start. */
static bool reset_files(const struct task *t)
{
	enum { MAIL, CONTENTS, CLAIMS };
	return lseek(t->fds[MAIL], 0, SEEK_SET) == 0 && ftruncate(t->fds[CONTENTS], t->contents_start) == 0 &&
	       lseek(t->fds[CONTENTS], 0, SEEK_SET) == 0 && ftruncate(t->fds[CLAIMS], 0) == 0 &&
	       lseek(t->fds[CLAIMS], 0, SEEK_SET) == 0;
}

/* It ended in the middle of one part: another one is to do without that. What it wrote there is only a number to us. */
static bool try_again(struct nursery *n, struct child *c, enum examined how)
{
	struct task *t = &c->task;
	uint32_t part = *c->at;
	bool may_help = how == EXAMINED_CRASHED || how == EXAMINED_DEADLINE || how == EXAMINED_OVERRUN;
	if (!may_help || part == NO_PART || t->n_without + 1 >= LIMIT_PARSE_ATTEMPTS)
		return false;
	t->without[t->n_without++] = (struct given_up){part, how};
	log_event(LOG_LEVEL_WARNING, "parse.again", "request=%llu without=%u how=%s",
	        (unsigned long long)t->request, part, examined_name(how));
	return reset_files(t) && fork_child(n, c);
}

static enum outcome bury(struct nursery *n, struct child *c, int status, struct reason *why)
{
	unsigned detail;
	enum examined how = how_it_ended(c, status, &detail);
	words_close(&c->words, c->task.request);
	c->pid = 0;
	if (try_again(n, c, how))
		return DONE;
	n->busy--;
	enum outcome o = report(n, c->task.request, how, detail, why);
	forget_task(c);
	return o;
}

static enum outcome reap(struct nursery *n, struct reason *why)
{
	struct signalfd_siginfo ignored;
	enum outcome o = DONE;
	int status;
	pid_t pid;
	while (read(n->signals, &ignored, sizeof ignored) > 0)
		;
	while (o == DONE && (pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (unsigned i = 0; i < n->z->children; i++)
			if (n->children[i].pid == pid) {
				o = bury(n, &n->children[i], status, why);
				break;
			}
	return o;
}

/* Kills who is late; milliseconds until the next one will be, -1: nobody. */
static int watch_deadlines(struct nursery *n)
{
	int64_t now = now_ms(), next = -1;
	for (unsigned i = 0; i < n->z->children; i++) {
		struct child *c = &n->children[i];
		if (!c->pid || c->late)
			continue;
		if (c->deadline <= now) {
			c->late = true;
			kill(c->pid, SIGKILL);
		} else if (next < 0 || c->deadline - now < next) {
			next = c->deadline - now;
		}
	}
	return (int)next;
}

static enum outcome serve(struct nursery *n, struct reason *why)
{
	enum { SIGNALS, CHANNEL };
	for (;;) {
		/* No place for another mail: the channel is not read. Its end is seen even so. */
		bool room = n->busy < n->z->children;
		struct pollfd fds[] = {[SIGNALS] = {n->signals, POLLIN, 0},
		        [CHANNEL] = {n->z->channel, room ? POLLIN : 0, 0}};
		enum outcome o = DONE;
		if (poll(fds, 2, watch_deadlines(n)) < 0 && errno != EINTR)
			return fail_errno(why, BROKEN, "the zygote cannot wait");
		if (fds[SIGNALS].revents)
			o = reap(n, why);
		if (fds[CHANNEL].revents & POLLHUP) /* nobody would hear the answers */
			return DONE;
		if (o == DONE && (fds[CHANNEL].revents & POLLIN))
			o = take_request(n, why);
		if (o != DONE)
			return o;
	}
}

static void end_children(struct nursery *n)
{
	for (unsigned i = 0; i < n->z->children; i++) {
		struct child *c = &n->children[i];
		if (!c->pid)
			continue;
		kill(c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
		words_close(&c->words, c->task.request);
		forget_task(c);
	}
}

enum outcome zygote_run(const struct zygote *z, struct reason *why)
{
	struct nursery n = {.z = z, .signals = -1};
	const struct sandbox jail = {
	        .role = "zygote",
	        .calls = SANDBOX_CHANNEL | SANDBOX_FORK,
	        .memory_most = z->memory,
	        .may_lack_landlock = z->may_lack_landlock,
	};
	sigset_t child;
	invariant(z->children <= LIMIT_PARSE_CHILDREN);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	enum outcome o = sandbox_compile_filter(0, &n.filter, why);
	if (o == DONE && (n.signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK)) < 0)
		o = fail_errno(why, BROKEN, "cannot watch children");
	if (o == DONE)
		o = sandbox_enter(&jail, why);
	if (o == DONE)
		o = channel_send(z->channel, MSG_READY, NULL, NULL, 0, why);
	if (o == DONE)
		o = serve(&n, why);
	end_children(&n);
	sandbox_filter_close(&n.filter);
	if (n.signals >= 0)
		close(n.signals);
	return o;
}
