/* One SMTP session, step by step, because what a failure means depends on the step. libetpan's client is not
 * used here: it sends a message only from memory, keeps replies of any length, and speaks AUTH only through
 * plug-ins. */
#ifndef DAEMON_SEND_SMTP_H
#define DAEMON_SEND_SMTP_H

#include "daemon/net/net.h"
#include "schema/limits.h"

struct smtp;

/* A server's reply: made safe to store and to print, in UTF-8, lines joined by blanks. */
struct smtp_reply {
	unsigned code; /* 0: none came, the session is over */
	char text[LIMIT_REPLY_BYTES + 1];
};

/* Connected, encrypted as configured, authenticated where a user is given. LATER: the network or a 4xx;
 * REFUSED: a human must change something (certificate, password). */
MUST_USE enum outcome smtp_open(const struct server *server, const char *password, unsigned connect_seconds,
        unsigned command_seconds, const struct net_pulse *pulse, struct smtp **s_r, struct reason *why);
/* The same in two steps, for who wants to know how far it comes. On failure the session must be closed. */
MUST_USE enum outcome smtp_connect(const struct server *server, unsigned connect_seconds,
        unsigned command_seconds, const struct net_pulse *pulse, struct smtp **s_r, struct reason *why);
MUST_USE enum outcome smtp_log_in(
        struct smtp *s, const struct server *server, const char *password, struct reason *why);
void smtp_close(struct smtp **s); /* with QUIT where the session lives */

/* One command line without its end; the code of the reply, 0 where the session is over. */
unsigned smtp_command(struct smtp *s, struct smtp_reply *reply_r, const char *fmt, ...) PRINTF_LIKE(3, 4);
bool smtp_takes_size(const struct smtp *s); /* the SIZE extension */

/* What the server says of itself. */
struct smtp_offers {
	uint64_t size_most; /* of one message; 0: it does not tell */
	bool size, auth_plain, auth_login;
	struct net_peer peer;
	bool has_peer;
};
void smtp_read_offers(const struct smtp *s, struct smtp_offers *offers_r);

/* After 354: all of the file as lines, dots doubled, ends of lines made CRLF; nothing that ends the message
 * yet. Memory is flat. LATER: the file or the connection failed: the server must not get its final dot, so
 * close. */
MUST_USE enum outcome smtp_send_body(struct smtp *s, int fd, struct reason *why);
/* The final dot. From here on a lost connection does not tell whether the message was taken. */
unsigned smtp_finish_body(struct smtp *s, unsigned seconds, struct smtp_reply *reply_r);
const char *smtp_failure(const struct smtp *s);

/* Safe inside <> of a command: ASCII without blanks, controls, brackets and quotes that were not closed. */
bool smtp_address_is_safe(const char *address);
/* Any bytes as printable UTF-8 of at most `size` - 1 bytes. */
void smtp_make_safe(const char *bytes, size_t len, char *text_r, size_t size);

#endif
