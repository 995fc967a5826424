#include "daemon/send/submit.h"

#include "base/durable.h"

#include <sys/stat.h>

static void decide(struct submission *s, struct recipient *r, enum sent sent, unsigned code, const char *text)
{
	r->open = false;
	r->sent = sent;
	r->code = code;
	r->text = arena_strdup(s->arena, text);
}

bool submission_read(struct message *m, struct arena *a, struct submission *s_r)
{
	*s_r = (struct submission){.arena = a, .fd = m->fds[0]};
	s_r->answer = wire_get_u64(&m->body);
	s_r->sender = wire_get_str(&m->body, a, WIRE_MESSAGE_MOST);
	uint32_t n = wire_get_count(&m->body, LIMIT_RECIPIENTS);
	s_r->recipients = arena_alloc(a, (n + 1) * sizeof *s_r->recipients);
	for (; s_r->n < n; s_r->n++)
		s_r->recipients[s_r->n] = (struct recipient){
		        .address = wire_get_str(&m->body, a, WIRE_MESSAGE_MOST), .open = true, .text = ""};
	return wire_is_whole(&m->body) && n > 0 && s_r->fd >= 0;
}

bool submission_is_open(const struct submission *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->recipients[i].open)
			return true;
	return false;
}

void submission_set_open(struct submission *s, enum sent sent, unsigned code, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->recipients[i].open)
			decide(s, &s->recipients[i], sent, code, text);
}

/* An address is a piece of a command line: a line end in it would be a command of the sender's making. */
bool submission_check(struct submission *s)
{
	struct stat st;
	if (fstat(s->fd, &st) != 0 || st.st_size <= 0 || (uint64_t)st.st_size > LIMIT_ANSWER_BYTES)
		submission_set_open(s, SENT_NEVER, 0, "the answer is empty or too large");
	else if (!smtp_address_is_safe(s->sender))
		submission_set_open(
		        s, SENT_NEVER, 0, "the envelope sender is not an address that SMTP can carry");
	for (size_t i = 0; i < s->n; i++) {
		struct recipient *r = &s->recipients[i];
		if (r->open && (!*r->address || !smtp_address_is_safe(r->address)))
			decide(s, r, SENT_NEVER, 0, "not an address that SMTP can carry");
	}
	return submission_is_open(s);
}

/* What a reply other than success means for those it is about. */
static enum sent sent_of(unsigned code)
{
	return code >= 500 ? SENT_NEVER : SENT_LATER;
}

static unsigned say_from(const struct submission *s, struct smtp *smtp, struct smtp_reply *reply)
{
	struct stat st;
	if (smtp_takes_size(smtp) && fstat(s->fd, &st) == 0)
		return smtp_command(
		        smtp, reply, "MAIL FROM:<%s> SIZE=%llu", s->sender, (unsigned long long)st.st_size);
	return smtp_command(smtp, reply, "MAIL FROM:<%s>", s->sender);
}

/* Those that the server refuses are decided; the others stay open. */
static void say_recipients(struct submission *s, struct smtp *smtp)
{
	for (size_t i = 0; i < s->n; i++) {
		struct smtp_reply reply;
		struct recipient *r = &s->recipients[i];
		if (!r->open)
			continue;
		unsigned code = smtp_command(smtp, &reply, "RCPT TO:<%s>", r->address);
		if (code == 0 || code == 421) {
			submission_set_open(s, SENT_LATER, code, code ? reply.text : smtp_failure(smtp));
			return;
		}
		if (code / 100 != 2)
			decide(s, r, sent_of(code), code, reply.text);
	}
}

static void send_data(struct submission *s, struct smtp *smtp, unsigned accept_seconds, bool *over_r)
{
	struct smtp_reply reply;
	struct reason why = {""};
	unsigned code = smtp_command(smtp, &reply, "DATA");
	if (code != 354) {
		submission_set_open(s, sent_of(code), code, code ? reply.text : smtp_failure(smtp));
		*over_r = code == 0 || code == 421;
		return;
	}
	if (smtp_send_body(smtp, s->fd, &why) != DONE) {
		submission_set_open(s, SENT_LATER, 0, why.text);
		*over_r = true;
		return;
	}
	code = smtp_finish_body(smtp, accept_seconds, &reply);
	if (code / 100 == 2) {
		durable_step("send.accepted");
		submission_set_open(s, SENT_OK, code, reply.text);
	} else if (code == 0)
		submission_set_open(s, SENT_UNKNOWN, 0, smtp_failure(smtp));
	else
		submission_set_open(s, sent_of(code), code, reply.text);
	*over_r = code == 0 || code == 421;
}

void submission_hand_over(struct submission *s, struct smtp *smtp, unsigned accept_seconds, bool *over_r)
{
	struct smtp_reply reply;
	unsigned code = say_from(s, smtp, &reply);
	*over_r = code == 0 || code == 421;
	if (code / 100 != 2) {
		submission_set_open(s, sent_of(code), code, code ? reply.text : smtp_failure(smtp));
		return;
	}
	say_recipients(s, smtp);
	if (submission_is_open(s))
		send_data(s, smtp, accept_seconds, over_r);
}
