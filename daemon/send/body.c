#include "daemon/send/private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 16 * 1024 };

/* What goes out, block by block: at most three bytes for each that came in. */
struct body {
	char out[3 * BLOCK_BYTES];
	size_t len;
	bool line_begins, after_cr;
};

static void put(struct body *b, char c)
{
	b->out[b->len++] = c;
}

static void end_line(struct body *b)
{
	put(b, '\r');
	put(b, '\n');
	b->line_begins = true;
}

/* CR, LF and CRLF each end a line once; a dot at its beginning is doubled (RFC 5321, 4.5.2). */
static void take(struct body *b, char c)
{
	bool after_cr = b->after_cr;
	b->after_cr = c == '\r';
	if (c == '\n' && after_cr)
		return;
	if (c == '\r' || c == '\n') {
		end_line(b);
		return;
	}
	if (c == '.' && b->line_begins)
		put(b, '.');
	put(b, c);
	b->line_begins = false;
}

static enum outcome flush(struct smtp *s, struct body *b, struct reason *why)
{
	if (b->len && net_write(s->net, b->out, b->len) < 0) {
		s->over = true;
		return fail(why, LATER, "sending a message: %s", smtp_failure(s));
	}
	b->len = 0;
	return DONE;
}

enum outcome smtp_send_body(struct smtp *s, int fd, struct reason *why)
{
	char block[BLOCK_BYTES];
	struct body b = {.line_begins = true};
	enum outcome o = DONE;
	ssize_t got = 0;
	s->in_body = true;
	for (off_t offset = 0; o == DONE; offset += got) {
		got = pread(fd, block, sizeof block, offset);
		if (got < 0)
			return fail_errno(why, LATER, "cannot read an answer");
		if (got == 0)
			break;
		net_begin(s->net, &(struct net_bounds){.silence = s->command_seconds});
		for (ssize_t i = 0; i < got; i++)
			take(&b, block[i]);
		o = flush(s, &b, why);
	}
	if (o == DONE && !b.line_begins)
		end_line(&b);
	return o == DONE ? flush(s, &b, why) : o;
}
