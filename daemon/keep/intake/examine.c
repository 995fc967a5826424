#include "daemon/keep/intake/examine.h"

#include "base/durable.h"
#include "base/wire.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PARSE_PROGRAM "xuanwang-parse"
enum { PARSE_CHANNEL = 3 };

struct under_way {
	bool used, shows; /* a file is shown, no mail examined */
	uint64_t request;
	int claims; /* what the jail writes to */
};

struct examiner {
	int channel;
	pid_t pid; /* 0: not ours */
	struct under_way jobs[LIMIT_EXAMINE_QUEUE];
};

static enum outcome make_memory_file(const char *name, int *fd_r, struct reason *why)
{
	*fd_r = memfd_create(name, MFD_CLOEXEC);
	return *fd_r < 0 ? fail_errno(why, LATER, "cannot make a file in memory") : DONE;
}

static enum outcome put_file(struct buf *body, const struct campaign_file *f, int *fd_r, struct reason *why)
{
	wire_put_str(body, f->path);
	enum outcome o = make_memory_file("campaign", fd_r, why);
	return o == DONE ? durable_write(*fd_r, f->text, f->len, why) : o;
}

static enum outcome send_start(struct examiner *e, const struct examiner_start *s, struct reason *why)
{
	static const struct campaign_files none = {{"", "", 0}, {"", "", 0}};
	const struct campaign_files *files = s->files ? s->files : &none;
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST);
	int texts[2] = {-1, -1};
	enum outcome o = put_file(&body, &files->vocabulary, &texts[0], why);
	if (o == DONE)
		o = put_file(&body, &files->campaign, &texts[1], why);
	wire_put_str(&body, s->own_address);
	wire_put_u8(&body, s->may_lack_landlock);
	if (o == DONE)
		o = channel_send(e->channel, MSG_ZYGOTE_START, &body, texts, 2, why);
	for (size_t i = 0; i < 2; i++)
		if (texts[i] >= 0)
			close(texts[i]);
	buf_free(&body);
	return o;
}

enum outcome examiner_attach(
        int channel, const struct examiner_start *s, struct examiner **e_r, struct reason *why)
{
	struct examiner *e = calloc(1, sizeof *e);
	if (!e)
		memory_exhausted("examiner");
	e->channel = channel;
	enum outcome o = send_start(e, s, why);
	if (o == DONE)
		*e_r = e;
	else
		examiner_close(&e);
	return o;
}

/* Beside the running program, as in a build folder, or where it is installed. */
const char *examiner_program(char *path, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", path, size - 1);
	path[len > 0 ? len : 0] = '\0';
	char *name = strrchr(path, '/');
	size_t room = name ? size - (size_t)(name + 1 - path) : 0;
	if (name && (size_t)snprintf(name + 1, room, "%s", PARSE_PROGRAM) < room && access(path, X_OK) == 0)
		return path;
	return XW_LIBEXEC_DIR "/" PARSE_PROGRAM;
}

/* The environment is not passed on: it could name other modules for libraries to load. */
static enum outcome spawn(int channel, pid_t *pid_r, struct reason *why)
{
	char path[4096], number[12], name[] = PARSE_PROGRAM, option[] = "--channel",
	                             locale[] = "LC_ALL=C.UTF-8";
	posix_spawn_file_actions_t actions;
	const char *program = examiner_program(path, sizeof path);
	snprintf(number, sizeof number, "%d", PARSE_CHANNEL);
	char *arguments[] = {name, option, number, NULL}, *environment[] = {locale, NULL};
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, channel, PARSE_CHANNEL);
	posix_spawn_file_actions_addclosefrom_np(&actions, PARSE_CHANNEL + 1);
	errno = posix_spawn(pid_r, program, &actions, NULL, arguments, environment);
	posix_spawn_file_actions_destroy(&actions);
	return errno ? fail_errno(why, BROKEN, "cannot start %s", program) : DONE;
}

enum outcome examiner_spawn(const struct examiner_start *s, struct examiner **e_r, struct reason *why)
{
	int pair[2];
	pid_t pid;
	enum outcome o = channel_open(pair, why);
	if (o != DONE)
		return o;
	o = spawn(pair[1], &pid, why);
	close(pair[1]);
	if (o != DONE) {
		close(pair[0]);
		return o;
	}
	o = examiner_attach(pair[0], s, e_r, why);
	if (o == DONE)
		(*e_r)->pid = pid;
	else
		waitpid(pid, NULL, 0); /* its channel is closed */
	return o;
}

static void forget(struct under_way *job)
{
	close(job->claims);
	job->used = false;
}

void examiner_close(struct examiner **e)
{
	struct examiner *old = *e;
	if (!old)
		return;
	*e = NULL;
	for (size_t i = 0; i < LIMIT_EXAMINE_QUEUE; i++)
		if (old->jobs[i].used)
			forget(&old->jobs[i]);
	close(old->channel);
	/* Its children end with it. */
	if (old->pid && kill(old->pid, SIGKILL) == 0)
		waitpid(old->pid, NULL, 0);
	free(old);
}

int examiner_fd(const struct examiner *e)
{
	return e->channel;
}

static struct under_way *find_job(struct examiner *e, bool used, uint64_t request)
{
	for (size_t i = 0; i < LIMIT_EXAMINE_QUEUE; i++)
		if (e->jobs[i].used == used && (!used || e->jobs[i].request == request))
			return &e->jobs[i];
	return NULL;
}

/* The job's file is closed where it could not be handed over. */
static enum outcome submit(struct examiner *e, struct under_way job, uint32_t type, const struct buf *body,
        const int files[2], struct reason *why)
{
	struct under_way *place = find_job(e, false, 0);
	invariant((fcntl(files[0], F_GETFL) & O_ACCMODE) == O_RDONLY && !find_job(e, true, job.request));
	enum outcome o = place ? DONE : fail(why, LATER, "the parser has enough to do");
	if (o == DONE)
		o = channel_send(
		        e->channel, type, body, (int[]){files[0], files[1], job.claims}, TASK_FDS, why);
	if (o != DONE)
		close(job.claims);
	else
		*place = job;
	return o;
}

enum outcome examiner_submit(
        struct examiner *e, uint64_t request, int mail_fd, int contents_fd, struct reason *why)
{
	struct under_way job = {.used = true, .request = request};
	struct buf body = BUF_INIT(64);
	enum outcome o = make_memory_file("claims", &job.claims, why);
	if (o != DONE)
		return o;
	wire_put_u64(&body, request);
	o = submit(e, job, MSG_EXAMINE, &body, (int[]){mail_fd, contents_fd}, why);
	buf_free(&body);
	return o;
}

enum outcome examiner_show(struct examiner *e, uint64_t request, const char *name, int file_fd,
        int contents_fd, int out_fd, struct reason *why)
{
	struct under_way job = {.used = true, .shows = true, .request = request};
	struct buf body = BUF_INIT(2 * LIMIT_NAME_BYTES);
	if ((job.claims = fcntl(out_fd, F_DUPFD_CLOEXEC, 0)) < 0)
		return fail_errno(why, LATER, "cannot hold one more file");
	wire_put_u64(&body, request);
	wire_put_str(&body, name);
	enum outcome o = submit(e, job, MSG_SHOW, &body, (int[]){file_fd, contents_fd}, why);
	buf_free(&body);
	return o;
}

/* The whole claims file in fresh memory; NULL where it is larger than any claims may be. The child that wrote
 * it is dead. */
static char *read_claims(int fd, size_t *len_r)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || st.st_size > LIMIT_CLAIMS_BYTES)
		return NULL;
	char *bytes = malloc((size_t)st.st_size + 1);
	if (!bytes)
		memory_exhausted("claims");
	if (pread(fd, bytes, (size_t)st.st_size, 0) != st.st_size) {
		free(bytes);
		return NULL;
	}
	*len_r = (size_t)st.st_size;
	return bytes;
}

/* The sentence that a child left; whatever else stands there is not repeated. */
static void read_sentence(const char *bytes, size_t len, struct arena *a, struct reason *why_r)
{
	struct wire_reader r = {(const uint8_t *)bytes, (const uint8_t *)bytes + len, false};
	const char *sentence = wire_get_str(&r, a, sizeof why_r->text - 1);
	snprintf(why_r->text, sizeof why_r->text, "%s",
	        wire_is_whole(&r) && *sentence ? sentence : "the parser gave no reason");
	for (char *c = why_r->text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
}

static void read_result(struct examination *x, const struct under_way *job, struct arena *a)
{
	size_t len = 0;
	if (job->shows && x->how == EXAMINED_DONE)
		return;
	char *bytes = read_claims(job->claims, &len);
	switch (x->how) {
	case EXAMINED_DONE:
		if (!bytes)
			fail(&x->why, REFUSED, "the parser's claims are too long");
		if (bytes && claims_decode(bytes, len, a, &x->claims, &x->why) == DONE)
			break;
		x->how = EXAMINED_REFUSED;
		x->claims = NULL;
		break;
	case EXAMINED_REFUSED:
	case EXAMINED_LATER:
		read_sentence(bytes ? bytes : "", len, a, &x->why);
		break;
	case EXAMINED_CRASHED:
		fail(&x->why, REFUSED, "the parser crashed (%s %u)", x->detail < 256 ? "signal" : "exit code",
		        x->detail % 256);
		break;
	case EXAMINED_DEADLINE:
		fail(&x->why, REFUSED, "the parser took too long");
		break;
	case EXAMINED_OVERRUN:
		fail(&x->why, REFUSED, "the parser needed too much memory or wrote too much");
		break;
	}
	free(bytes);
}

static enum outcome take_result(
        struct examiner *e, struct message *m, struct arena *a, struct examination *x_r, struct reason *why)
{
	*x_r = (struct examination){.request = wire_get_u64(&m->body)};
	unsigned how = wire_get_u8(&m->body);
	x_r->detail = wire_get_u32(&m->body);
	struct under_way *job = find_job(e, true, x_r->request);
	if (!wire_is_whole(&m->body) || how > EXAMINED_LATER || !job)
		return fail(why, BROKEN, "the zygote reported a mail that it was not given");
	x_r->how = (enum examined)how;
	read_result(x_r, job, a);
	forget(job);
	return DONE;
}

static enum outcome take_trouble(struct message *m, struct arena *a, struct reason *why)
{
	struct reason said;
	(void)wire_get_u8(&m->body);
	read_sentence((const char *)m->body.at, (size_t)(m->body.end - m->body.at), a, &said);
	return fail(why, BROKEN, "the parser cannot work: %s", said.text);
}

enum outcome examiner_collect(
        struct examiner *e, bool wait, struct arena *a, struct examination *x_r, struct reason *why)
{
	static struct message m; /* 64 KiB: not on the stack */
	for (;;) {
		struct pollfd fd = {e->channel, POLLIN, 0};
		int ready = poll(&fd, 1, wait ? -1 : 0);
		if (ready < 0 && errno != EINTR)
			return fail_errno(why, BROKEN, "cannot wait for the parser");
		if (ready <= 0 && !wait)
			return fail(why, LATER, "no mail is examined yet");
		if (ready <= 0)
			continue;
		enum outcome o = channel_receive(e->channel, &m, why);
		if (o != DONE)
			return o;
		message_close_fds(&m);
		if (m.type == MSG_EXAMINED)
			return take_result(e, &m, a, x_r, why);
		if (m.type == MSG_TROUBLE)
			return take_trouble(&m, a, why);
		if (m.type != MSG_READY)
			return fail(why, BROKEN, "the zygote sent a message of type %u", m.type);
	}
}

enum outcome examine_check_contents(const struct claims *c, int contents_fd, struct reason *why)
{
	struct stat st;
	if (fstat(contents_fd, &st) != 0)
		return fail_errno(why, LATER, "cannot look at the contents file");
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		uint64_t size = (uint64_t)st.st_size;
		if (p->offset != UINT64_MAX && (p->offset > size || p->size > size - p->offset))
			return fail(why, REFUSED, "the parser's part %zu lies outside its file", i);
	}
	return DONE;
}
