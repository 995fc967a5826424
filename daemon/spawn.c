#include "daemon/spawn.h"

#include "base/durable.h"
#include "base/wire.h"
#include "daemon/keep/intake/examine.h"
#include "schema/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { CHANNEL_FD = 3 }; /* where a role finds its channel to main */

/* The ends of the channels between roles, closed here once they are handed over. */
struct peers {
	int keep_end[3], other_end[3]; /* by enum peer */
};

void process_kill(struct process *p)
{
	if (p->pid > 0)
		kill(p->pid, SIGKILL);
}

void process_hang_up(struct process *p)
{
	if (p->channel >= 0)
		close(p->channel);
	p->channel = -1;
}

/* In the child. A role must not outlive main: nobody would restart it, and a second main would start a second
 * one. */
static _Noreturn void become_role(const char *program, const char *const *args, int channel, pid_t parent)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(3);
	if (channel == CHANNEL_FD ? fcntl(channel, F_SETFD, 0) != 0 : dup2(channel, CHANNEL_FD) != CHANNEL_FD)
		_exit(3);
	execv(program, (char *const *)(uintptr_t)args);
	fprintf(stderr, "<3>event=role.exec_failed program=%s reason=\"%s\"\n", program, strerror(errno));
	_exit(3);
}

static enum outcome spawn(struct process *p, const char *program, const char *const *args, struct reason *why)
{
	int pair[2];
	enum outcome o = channel_open(pair, why);
	if (o != DONE)
		return o;
	pid_t parent = getpid(), pid = fork();
	if (pid == 0)
		become_role(program, args, pair[1], parent);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return fail_errno(why, LATER, "cannot start a process");
	}
	*p = (struct process){pid, pair[0]};
	return DONE;
}

static enum outcome spawn_role(struct process *p, enum role role, struct reason *why)
{
	const char *args[] = {"xuanwangd", "--role", role_name(role), NULL};
	return spawn(p, "/proc/self/exe", args, why);
}

static enum outcome make_memfd(const char *text, size_t len, int *fd_r, struct reason *why)
{
	*fd_r = memfd_create("xuanwangd-text", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (*fd_r < 0)
		return fail_errno(why, LATER, "cannot make a memory file");
	enum outcome o = durable_write(*fd_r, text, len, why);
	if (o == DONE &&
	        fcntl(*fd_r, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
		o = fail_errno(why, LATER, "cannot seal a memory file");
	return o;
}

static enum outcome make_memfds(const struct settings *s, int texts_r[TEXT_FDS], struct reason *why)
{
	const struct campaign_file *vocabulary = &s->campaign_files.vocabulary;
	const struct campaign_file *campaign = &s->campaign_files.campaign;
	enum outcome o = make_memfd(buf_str(&s->config_text), s->config_text.len, &texts_r[0], why);
	if (o == DONE)
		o = make_memfd(vocabulary->text, vocabulary->len, &texts_r[1], why);
	return o == DONE ? make_memfd(campaign->text, campaign->len, &texts_r[2], why) : o;
}

static enum outcome send_start(const struct settings *s, const struct process *p, const int texts[TEXT_FDS],
        int peer, const char *secret, struct reason *why)
{
	int fds[WIRE_FDS] = {texts[0], texts[1], texts[2], peer};
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST);
	wire_put_u8(&body, s->once);
	wire_put_str(&body, s->config_path);
	wire_put_str(&body, s->campaign_files.vocabulary.path);
	wire_put_str(&body, s->campaign_files.campaign.path);
	wire_put_str(&body, secret);
	enum outcome o = channel_send(p->channel, MSG_START, &body, fds, peer < 0 ? TEXT_FDS : WIRE_FDS, why);
	explicit_bzero(body.data, body.len); /* the password stands last: no growth left a copy behind */
	buf_free(&body);
	return o;
}

/* The password is in main's memory only while it is handed over. */
static enum outcome send_start_with(const struct settings *s, const struct process *p,
        const int texts[TEXT_FDS], int peer, const struct secret_source *source, struct reason *why)
{
	char *secret;
	enum outcome o = secret_take(source, &secret, why);
	if (o == DONE)
		o = send_start(s, p, texts, peer, secret, why);
	secret_forget(&secret);
	return o;
}

static enum outcome send_peer(const struct process *keep, enum peer peer, int fd, struct reason *why)
{
	struct buf body = BUF_INIT(16);
	wire_put_u8(&body, (uint8_t)peer);
	enum outcome o = channel_send(keep->channel, MSG_START_PEER, &body, &fd, 1, why);
	buf_free(&body);
	return o;
}

/* keep speaks to the zygote; main only knows its pid. */
static enum outcome spawn_zygote(struct process *zygote, struct peers *peers, struct reason *why)
{
	char path[4096];
	const char *args[] = {"xuanwang-parse", "--channel", "3", NULL};
	enum outcome o = spawn(zygote, examiner_program(path, sizeof path), args, why);
	if (o != DONE)
		return o;
	peers->keep_end[PEER_ZYGOTE] = zygote->channel;
	zygote->channel = -1;
	return DONE;
}

static enum outcome connect_roles(const struct settings *s, struct process *roles, const int texts[TEXT_FDS],
        struct peers *peers, struct reason *why)
{
	enum outcome o = send_start_with(
	        s, &roles[ROLE_FETCH], texts, peers->other_end[PEER_FETCH], &s->imap_password, why);
	if (o == DONE)
		o = send_start_with(
		        s, &roles[ROLE_SEND], texts, peers->other_end[PEER_SEND], &s->smtp_password, why);
	if (o == DONE)
		o = send_start(s, &roles[ROLE_KEEP], texts, -1, "", why);
	for (unsigned i = 0; o == DONE && i < 3; i++)
		o = send_peer(&roles[ROLE_KEEP], (enum peer)i, peers->keep_end[i], why);
	return o;
}

enum outcome spawn_roles(const struct settings *s, struct process roles[ROLE_COUNT], struct reason *why)
{
	int texts[TEXT_FDS] = {-1, -1, -1};
	struct peers peers = {{-1, -1, -1}, {-1, -1, -1}};
	enum outcome o = make_memfds(s, texts, why);
	for (unsigned i = 0; o == DONE && i < ROLE_ZYGOTE; i++)
		o = spawn_role(&roles[i], (enum role)i, why);
	for (unsigned i = 0; o == DONE && i < PEER_ZYGOTE; i++) {
		int pair[2];
		o = channel_open(pair, why);
		if (o == DONE) {
			peers.keep_end[i] = pair[0];
			peers.other_end[i] = pair[1];
		}
	}
	if (o == DONE)
		o = spawn_zygote(&roles[ROLE_ZYGOTE], &peers, why);
	if (o == DONE)
		o = connect_roles(s, roles, texts, &peers, why);
	for (unsigned i = 0; i < 3; i++) {
		if (peers.keep_end[i] >= 0)
			close(peers.keep_end[i]);
		if (peers.other_end[i] >= 0)
			close(peers.other_end[i]);
	}
	for (unsigned i = 0; i < TEXT_FDS; i++)
		if (texts[i] >= 0)
			close(texts[i]);
	return o;
}
