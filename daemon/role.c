#include "daemon/role.h"

#include "base/durable.h"
#include "base/log.h"
#include "base/wire.h"
#include "daemon/fetch/fetch.h"
#include "daemon/keep/keep.h"
#include "daemon/net/net.h"
#include "daemon/send/send.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a role was told at its start. */
struct start {
	struct arena *arena;
	const struct config *config;
	const struct campaign *campaign;
	struct campaign_files campaign_files;
	char *password; /* of the one server that this role talks to; "" for keep */
	bool once;
	int main_fd, peer_fd;
};

static enum outcome map_text(int fd, const char **text_r, size_t *len_r, struct reason *why)
{
	off_t len = lseek(fd, 0, SEEK_END);
	if (len < 0)
		return fail_errno(why, BROKEN, "a configuration did not come through");
	*len_r = (size_t)len;
	*text_r = len ? mmap(NULL, *len_r, PROT_READ, MAP_PRIVATE, fd, 0) : "";
	if (*text_r == MAP_FAILED)
		return fail_errno(why, BROKEN, "cannot map a configuration");
	return DONE;
}

/* main has checked all files; the role reads the same bytes, whatever the disk holds by now. */
static enum outcome read_files(
        struct start *s, const struct message *m, const char *config_path, struct reason *why)
{
	struct campaign_file *vocabulary = &s->campaign_files.vocabulary;
	struct campaign_file *campaign = &s->campaign_files.campaign;
	const char *config_text = "";
	size_t config_len = 0;
	struct yaml_errors errors = {.arena = s->arena};
	enum outcome o = map_text(m->fds[0], &config_text, &config_len, why);
	if (o == DONE)
		o = map_text(m->fds[1], &vocabulary->text, &vocabulary->len, why);
	if (o == DONE)
		o = map_text(m->fds[2], &campaign->text, &campaign->len, why);
	if (o == DONE)
		o = config_read(config_path, config_text, config_len, s->arena, &errors, &s->config);
	if (o == DONE)
		o = campaign_read(&s->campaign_files, s->arena, &errors, &s->campaign);
	if (o != DONE && errors.lines.n)
		return fail(why, BROKEN, "%s", errors.lines.v[0]);
	return o;
}

static enum outcome take_start(struct start *s, struct reason *why)
{
	struct message *m = arena_alloc(s->arena, sizeof *m);
	enum outcome o = channel_receive(s->main_fd, m, why);
	if (o != DONE)
		return o;
	s->once = wire_get_u8(&m->body) != 0;
	const char *config_path = wire_get_str(&m->body, s->arena, 4096);
	s->campaign_files.vocabulary.path = wire_get_str(&m->body, s->arena, 4096);
	s->campaign_files.campaign.path = wire_get_str(&m->body, s->arena, 4096);
	s->password = wire_get_str(&m->body, s->arena, LIMIT_SECRET_BYTES);
	explicit_bzero(m->bytes, m->len);
	if (m->type != MSG_START || !wire_is_whole(&m->body) || m->fds[TEXT_FDS - 1] < 0)
		return fail(why, BROKEN, "the start message is malformed");
	s->peer_fd = m->fds[TEXT_FDS];
	o = read_files(s, m, config_path, why);
	for (size_t i = 0; i < TEXT_FDS; i++)
		close(m->fds[i]);
	return o;
}

static enum outcome enter_jail(enum role role, const struct start *s, struct reason *why)
{
	struct sandbox sandbox = role_sandbox(role, s->config, s->arena);
	enum outcome o = sandbox_enter(&sandbox, why);
	return o == DONE ? channel_send(s->main_fd, MSG_READY, NULL, NULL, 0, why) : o;
}

static enum outcome run_network_role(enum role role, const struct start *s, int *code_r, struct reason *why)
{
	const struct server *server = role == ROLE_FETCH ? &s->config->imap : &s->config->smtp;
	enum outcome o = server->tls == TLS_PLAIN ? DONE : net_trust_load(server->ca_file, why);
	if (o == DONE)
		o = enter_jail(role, s, why);
	if (o != DONE)
		return o;
	*code_r = role == ROLE_FETCH ? fetch_run(s->main_fd, s->peer_fd, s->config, s->password, s->once)
	                             : send_run(s->main_fd, s->peer_fd, s->config, s->password, s->once);
	return DONE;
}

static enum outcome run_keep(const struct start *s, int *code_r, struct reason *why)
{
	struct keep *keep = NULL;
	const struct keep_start start = {.config = s->config,
	        .campaign = s->campaign,
	        .campaign_files = &s->campaign_files,
	        .main_fd = s->main_fd,
	        .once = s->once};
	enum outcome o = keep_open(&start, &keep, why);
	if (o == DONE)
		o = enter_jail(ROLE_KEEP, s, why);
	if (o == DONE)
		*code_r = keep_run(keep);
	keep_close(&keep);
	return o;
}

int role_main(enum role role, int main_fd)
{
	struct start s = {.arena = arena_new(LIMIT_ARENA_BYTES), .main_fd = main_fd, .peer_fd = -1};
	struct reason why;
	int code = 1;
	log_set_role(role_name(role));
	durable_init(role_name(role));
	enum outcome o = take_start(&s, &why);
	if (o == DONE)
		o = role == ROLE_KEEP ? run_keep(&s, &code, &why) : run_network_role(role, &s, &code, &why);
	if (s.password)
		explicit_bzero(s.password, strlen(s.password));
	if (o != DONE) {
		log_event(LOG_LEVEL_ERROR, "role.failed", "reason=\"%s\"", why.text);
		code = o == LATER ? 3 : 1;
	}
	arena_close(&s.arena);
	return code;
}
