#include "base/log.h"
#include "base/sandbox.h"
#include "daemon/fetch/fetch.h"
#include "daemon/probe/probe.h"
#include "daemon/role.h"
#include "daemon/send/submit.h"
#include "schema/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Somebody sits and waits: shorter than the service's. */
enum { CONNECT_SECONDS = 15, COMMAND_SECONDS = 30, ACCEPT_SECONDS = 60 };

static bool go_on(void *context)
{
	(void)context;
	return true;
}

static enum outcome enter_jail(enum role role, const struct config *config, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const struct server *server = role == ROLE_FETCH ? &config->imap : &config->smtp;
	enum outcome o = server->tls == TLS_PLAIN ? DONE : net_trust_load(server->ca_file, why);
	struct sandbox sandbox = role_sandbox(role, config, a);
	if (o == DONE)
		o = sandbox_enter(&sandbox, why);
	arena_close(&a);
	return o;
}

static enum outcome try_imap(struct probe *p, const struct probe_start *start, struct reason *why)
{
	enum outcome o = enter_jail(ROLE_FETCH, start->config, why);
	return o == DONE ? fetch_probe(start->config, start->imap_password, &p->imap, why) : o;
}

/* From the mailbox to itself: the service knows it by that and ignores it. "xuanwangd 自检邮件（可删除）". */
static enum outcome write_mail(const struct probe *p, const struct config *c, int *fd_r, struct reason *why)
{
	char date[64], *text = NULL;
	time_t now = time(NULL);
	struct tm tm;
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", gmtime_r(&now, &tm));
	int len = asprintf(&text,
	        "From: <%s>\nTo: <%s>\nSubject: "
	        "=?UTF-8?B?eHVhbndhbmdkIOiHquajgOmCruS7tu+8iOWPr+WIoOmZpO+8iQ==?=\n"
	        "Date: %s\nMessage-ID: <%s@%s>\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
	        "Content-Type: text/plain; charset=us-ascii\n\n"
	        "xuanwangctl probe sent this to see whether it arrives. The service ignores it; it may be "
	        "deleted.\n",
	        c->address, c->address, date, p->token, strchr(c->address, '@') + 1);
	*fd_r = memfd_create("mail", MFD_CLOEXEC);
	invariant(len > 0);
	enum outcome o = *fd_r >= 0 && write(*fd_r, text, (size_t)len) == len
	                         ? DONE
	                         : fail_errno(why, LATER, "cannot write a mail");
	free(text);
	return o;
}

static enum outcome hand_over(
        struct probe *p, const struct config *c, struct smtp *smtp, int fd, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct recipient to = {.address = c->address, .open = true, .text = ""};
	struct submission s = {.arena = a, .sender = c->address, .recipients = &to, .n = 1, .fd = fd};
	bool over = false;
	(void)p;
	if (submission_check(&s))
		submission_hand_over(&s, smtp, ACCEPT_SECONDS, &over);
	enum outcome o = DONE;
	if (to.sent != SENT_OK)
		o = fail(why, to.sent == SENT_NEVER ? REFUSED : LATER, "the mail was not taken: %u %.300s",
		        to.code, to.text);
	arena_close(&a);
	return o;
}

static enum outcome try_smtp(struct probe *p, const struct probe_start *start, struct reason *why)
{
	static const struct net_pulse pulse = {go_on, NULL};
	const struct config *c = start->config;
	struct smtp *smtp = NULL;
	int fd = -1;
	enum outcome o = write_mail(p, c, &fd, why);
	if (o == DONE)
		o = enter_jail(ROLE_SEND, c, why);
	if (o == DONE)
		o = smtp_connect(&c->smtp, CONNECT_SECONDS, COMMAND_SECONDS, &pulse, &smtp, why);
	if (o == DONE) {
		p->smtp_reached = true;
		smtp_read_offers(smtp, &p->smtp);
		o = smtp_log_in(smtp, &c->smtp, start->smtp_password, why);
	}
	if (o == DONE) {
		p->smtp_logged_in = true;
		/* Without IMAP nobody could see whether it comes. */
		if (p->stages[STAGE_IMAP].outcome == DONE)
			o = hand_over(p, c, smtp, fd, why);
	}
	smtp_close(&smtp);
	close(fd);
	return o;
}

static enum outcome try_mail(struct probe *p, const struct probe_start *start, struct reason *why)
{
	int64_t began = net_now();
	enum outcome o = enter_jail(ROLE_FETCH, start->config, why);
	if (o == DONE)
		o = fetch_probe_wait(start->config, start->imap_password, p->imap.last_uid, p->token,
		        start->wait_seconds, why);
	p->arrived_seconds = (unsigned)((net_now() - began) / 1000);
	return o;
}

static enum outcome (*const tries[STAGE_COUNT])(
        struct probe *, const struct probe_start *, struct reason *) = {try_imap, try_smtp, try_mail};

static void run_stage(struct probe *p, enum stage stage, const struct probe_start *start)
{
	struct stage_result *r = &p->stages[stage];
	int status = 0;
	*r = (struct stage_result){.ran = true, .outcome = BROKEN, .why = {"the process of this trial died"}};
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		struct reason why = {""};
		r->outcome = tries[stage](p, start, &why);
		r->why = why;
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		r->outcome = fail(&r->why, LATER, "cannot start a process");
}

struct probe *probe_run(const struct probe_start *start)
{
	unsigned char random[16];
	struct probe *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	invariant(p != MAP_FAILED && getrandom(random, sizeof random, 0) == (ssize_t)sizeof random);
	memcpy(p->token, "probe.", 6);
	for (size_t i = 0; i < sizeof random; i++)
		snprintf(p->token + 6 + 2 * i, 3, "%02x", random[i]);
	fetch_set_times(&(struct fetch_times){
	        .connect = CONNECT_SECONDS, .command = COMMAND_SECONDS, .whole = 2 * COMMAND_SECONDS});
	run_stage(p, STAGE_IMAP, start);
	run_stage(p, STAGE_SMTP, start);
	if (p->stages[STAGE_IMAP].outcome == DONE && p->stages[STAGE_SMTP].outcome == DONE)
		run_stage(p, STAGE_MAIL, start);
	return p;
}
