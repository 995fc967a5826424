#include "daemon/send/smtp.h"

#include "base/buf.h"
#include "base/log.h"
#include "daemon/send/private.h"

#include <nettle/base64.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REPLY_LINES = 100 };

static void begin(struct smtp *s, unsigned seconds)
{
	net_begin(s->net,
	        &(struct net_bounds){.silence = seconds, .whole = 2 * seconds, .bytes = LIMIT_COMMAND_BYTES});
}

/* What is beyond the line buffer is read and dropped. False: the session is over. */
static bool read_line(struct smtp *s, char line_r[SMTP_LINE_BYTES])
{
	size_t len = 0;
	for (;;) {
		if (s->at == s->end) {
			ssize_t got = net_read(s->net, s->bytes, sizeof s->bytes);
			if (got < 0)
				return false;
			s->at = 0;
			s->end = (size_t)got;
		}
		char c = s->bytes[s->at++];
		if (c == '\n')
			break;
		if (len < SMTP_LINE_BYTES - 1 && c != '\0')
			line_r[len++] = c;
	}
	if (len && line_r[len - 1] == '\r')
		len--;
	line_r[len] = '\0';
	return true;
}

/* EHLO's lines: the first is a greeting, each other one names an extension. */
static void note_extension(struct smtp *s, const char *line)
{
	if (!strncasecmp(line, "SIZE", 4) && (line[4] == ' ' || !line[4])) {
		s->size = true;
		s->size_most = strtoull(line + 4, NULL, 10);
	} else if (!strncasecmp(line, "STARTTLS", 8) && !line[8])
		s->starttls = true;
	else if (!strncasecmp(line, "AUTH ", 5) || !strncasecmp(line, "AUTH=", 5)) {
		char words[SMTP_LINE_BYTES];
		char *rest = words;
		snprintf(words, sizeof words, "%s", line + 5);
		for (char *word; (word = strsep(&rest, " "));) {
			s->auth_plain |= !strcasecmp(word, "PLAIN");
			s->auth_login |= !strcasecmp(word, "LOGIN");
		}
	}
}

static bool read_code(const char *line, unsigned *code_r, bool *more_r)
{
	for (size_t i = 0; i < 3; i++)
		if (line[i] < '0' || line[i] > '9')
			return false;
	if (line[3] && line[3] != ' ' && line[3] != '-')
		return false;
	*code_r =
	        (unsigned)(line[0] - '0') * 100 + (unsigned)(line[1] - '0') * 10 + (unsigned)(line[2] - '0');
	*more_r = line[3] == '-';
	return *code_r >= 200 && *code_r < 600;
}

static unsigned read_reply(struct smtp *s, bool is_ehlo, struct smtp_reply *reply_r)
{
	char line[SMTP_LINE_BYTES];
	struct buf text = BUF_INIT(4 * LIMIT_REPLY_BYTES);
	unsigned code = 0;
	bool more = true;
	*reply_r = (struct smtp_reply){0};
	for (size_t i = 0; more; i++) {
		if (i == REPLY_LINES || !read_line(s, line) || !read_code(line, &code, &more)) {
			code = 0;
			break;
		}
		const char *rest = line[3] ? line + 4 : "";
		if (is_ehlo && i > 0)
			note_extension(s, rest);
		if (text.len)
			buf_putc(&text, ' ');
		buf_puts(&text, rest);
	}
	smtp_make_safe(buf_str(&text), text.len, reply_r->text, sizeof reply_r->text);
	reply_r->code = code;
	s->over = s->over || code == 0 || code == 421;
	buf_free(&text);
	return code;
}

static unsigned say(struct smtp *s, const struct buf *line, bool is_ehlo, struct smtp_reply *reply_r)
{
	*reply_r = (struct smtp_reply){0};
	begin(s, s->command_seconds);
	/* Two answers to one question, or one that came unasked: nothing after it could be trusted to belong
	 * together. */
	if (s->over || line->overrun || s->at != s->end || net_write(s->net, line->data, line->len) < 0) {
		s->over = true;
		return 0;
	}
	return read_reply(s, is_ehlo, reply_r);
}

unsigned smtp_command(struct smtp *s, struct smtp_reply *reply_r, const char *fmt, ...)
{
	char text[SMTP_LINE_BYTES];
	struct buf line = BUF_INIT(SMTP_LINE_BYTES);
	va_list ap;
	va_start(ap, fmt);
	int len = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	invariant(len >= 0 && (size_t)len < sizeof text - 2);
	buf_puts(&line, text);
	buf_puts(&line, "\r\n");
	unsigned code = say(s, &line, !strncmp(fmt, "EHLO", 4), reply_r);
	buf_free(&line);
	return code;
}

static enum outcome explain(
        const struct smtp *s, const char *doing, const struct smtp_reply *reply, struct reason *why)
{
	if (!reply->code)
		return fail(why, LATER, "%s: %s", doing, smtp_failure(s));
	return fail(why, LATER, "%s: the server said %u %.200s", doing, reply->code, reply->text);
}

/* One line that must not be left in memory. */
static unsigned say_secret(
        struct smtp *s, const char *head, const struct buf *secret, struct smtp_reply *reply_r)
{
	struct buf line = BUF_INIT(4 * LIMIT_SECRET_BYTES);
	char *coded = malloc(BASE64_ENCODE_RAW_LENGTH(secret->len) + 1);
	invariant(coded);
	base64_encode_raw(coded, secret->len, (const uint8_t *)buf_str(secret));
	buf_puts(&line, head);
	buf_put(&line, coded, BASE64_ENCODE_RAW_LENGTH(secret->len));
	buf_puts(&line, "\r\n");
	unsigned code = say(s, &line, false, reply_r);
	explicit_bzero(coded, BASE64_ENCODE_RAW_LENGTH(secret->len));
	explicit_bzero(line.data, line.len);
	free(coded);
	buf_free(&line);
	return code;
}

static unsigned auth_plain(struct smtp *s, const char *user, const char *password, struct smtp_reply *reply_r)
{
	struct buf secret = BUF_INIT(2 * LIMIT_SECRET_BYTES);
	buf_putc(&secret, '\0');
	buf_puts(&secret, user);
	buf_putc(&secret, '\0');
	buf_puts(&secret, password);
	unsigned code = say_secret(s, "AUTH PLAIN ", &secret, reply_r);
	explicit_bzero(secret.data, secret.len);
	buf_free(&secret);
	return code;
}

static unsigned auth_login(struct smtp *s, const char *user, const char *password, struct smtp_reply *reply_r)
{
	const char *const words[] = {user, password};
	unsigned code = smtp_command(s, reply_r, "AUTH LOGIN");
	for (size_t i = 0; i < 2 && code == 334; i++) {
		struct buf secret = BUF_INIT(2 * LIMIT_SECRET_BYTES);
		buf_puts(&secret, words[i]);
		code = say_secret(s, "", &secret, reply_r);
		if (secret.data)
			explicit_bzero(secret.data, secret.len);
		buf_free(&secret);
	}
	return code;
}

enum outcome smtp_log_in(
        struct smtp *s, const struct server *server, const char *password, struct reason *why)
{
	struct smtp_reply reply;
	if (!*server->user)
		return DONE;
	if (!s->auth_plain && !s->auth_login)
		return fail(why, REFUSED, "the SMTP server offers neither AUTH PLAIN nor AUTH LOGIN");
	unsigned code = s->auth_plain ? auth_plain(s, server->user, password, &reply)
	                              : auth_login(s, server->user, password, &reply);
	if (code == 235)
		return DONE;
	if (code < 500)
		return explain(s, "AUTH", &reply, why);
	log_event(LOG_LEVEL_ERROR, "send.login_refused",
	        "code=%u action=\"xuanwangctl probe tells more; a new authorization code: xuanwangctl "
	        "password\"",
	        code);
	return fail(why, REFUSED,
	        "the SMTP server refuses the user or password (many providers want an authorization code "
	        "instead of the "
	        "password): %u %.200s",
	        code, reply.text);
}

static enum outcome say_hello(struct smtp *s, struct reason *why)
{
	struct smtp_reply reply;
	char name[80];
	s->size = s->starttls = s->auth_plain = s->auth_login = false;
	net_local_literal(s->net, name, sizeof name);
	if (smtp_command(s, &reply, "EHLO %s", name) / 100 != 2)
		return explain(s, "EHLO", &reply, why);
	return DONE;
}

/* What was said before encryption counts for nothing afterwards: the server is greeted anew. */
static enum outcome encrypt(struct smtp *s, struct reason *why)
{
	struct smtp_reply reply;
	if (!s->starttls)
		return fail(why, REFUSED, "the SMTP server does not offer STARTTLS: set tls to implicit");
	if (smtp_command(s, &reply, "STARTTLS") != 220)
		return explain(s, "STARTTLS", &reply, why);
	enum outcome o = net_start_tls(s->net, s->end - s->at, why);
	return o == DONE ? say_hello(s, why) : o;
}

enum outcome smtp_connect(const struct server *server, unsigned connect_seconds, unsigned command_seconds,
        const struct net_pulse *pulse, struct smtp **s_r, struct reason *why)
{
	struct smtp_reply reply;
	struct smtp *s = calloc(1, sizeof *s);
	invariant(s);
	*s_r = s;
	s->command_seconds = command_seconds;
	enum outcome o = net_open(server, connect_seconds, pulse, &s->net, why);
	if (o != DONE)
		return o;
	begin(s, command_seconds);
	if (read_reply(s, false, &reply) != 220)
		o = explain(s, "greeting", &reply, why);
	if (o == DONE)
		o = say_hello(s, why);
	if (o == DONE && server->tls == TLS_STARTTLS)
		o = encrypt(s, why);
	return o;
}

enum outcome smtp_open(const struct server *server, const char *password, unsigned connect_seconds,
        unsigned command_seconds, const struct net_pulse *pulse, struct smtp **s_r, struct reason *why)
{
	enum outcome o = smtp_connect(server, connect_seconds, command_seconds, pulse, s_r, why);
	if (o == DONE)
		o = smtp_log_in(*s_r, server, password, why);
	if (o != DONE)
		smtp_close(s_r);
	return o;
}

void smtp_close(struct smtp **s)
{
	struct smtp_reply reply;
	if (!*s)
		return;
	(*s)->command_seconds = LIMIT_LOGOUT_SECONDS;
	if ((*s)->net && !(*s)->over && !(*s)->in_body)
		(void)smtp_command(*s, &reply, "QUIT");
	net_close(&(*s)->net);
	free(*s);
	*s = NULL;
}

void smtp_read_offers(const struct smtp *s, struct smtp_offers *offers_r)
{
	*offers_r = (struct smtp_offers){.size = s->size,
	        .size_most = s->size_most,
	        .auth_plain = s->auth_plain,
	        .auth_login = s->auth_login};
	offers_r->has_peer = net_read_peer(s->net, &offers_r->peer);
}

bool smtp_takes_size(const struct smtp *s)
{
	return s->size;
}

const char *smtp_failure(const struct smtp *s)
{
	const char *text = net_failure(s->net);
	return *text ? text : "the server's reply cannot be understood";
}

unsigned smtp_finish_body(struct smtp *s, unsigned seconds, struct smtp_reply *reply_r)
{
	*reply_r = (struct smtp_reply){0};
	s->in_body = false;
	net_begin(s->net,
	        &(struct net_bounds){.silence = seconds, .whole = seconds, .bytes = LIMIT_COMMAND_BYTES});
	if (net_write(s->net, ".\r\n", 3) < 0) {
		s->over = true;
		return 0;
	}
	return read_reply(s, false, reply_r);
}
