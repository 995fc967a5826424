#include "base/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static void put_number(struct buf *b, uint64_t v, size_t size)
{
	uint8_t bytes[8];
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(v >> (8 * i));
	buf_put(b, bytes, size);
}

void wire_put_u8(struct buf *b, uint8_t v)
{
	put_number(b, v, 1);
}

void wire_put_u32(struct buf *b, uint32_t v)
{
	put_number(b, v, 4);
}

void wire_put_u64(struct buf *b, uint64_t v)
{
	put_number(b, v, 8);
}

void wire_put_i64(struct buf *b, int64_t v)
{
	put_number(b, (uint64_t)v, 8);
}

void wire_put_bytes(struct buf *b, const void *bytes, uint32_t len)
{
	buf_put(b, bytes, len);
}

void wire_put_str(struct buf *b, const char *s)
{
	size_t len = s ? strlen(s) : 0;
	wire_put_u32(b, (uint32_t)len);
	buf_put(b, s ? s : "", len);
}

static bool has(struct wire_reader *r, size_t len)
{
	if (r->bad || (size_t)(r->end - r->at) < len)
		r->bad = true;
	return !r->bad;
}

static uint64_t get_number(struct wire_reader *r, size_t size)
{
	uint64_t v = 0;
	if (!has(r, size))
		return 0;
	for (size_t i = 0; i < size; i++)
		v |= (uint64_t)r->at[i] << (8 * i);
	r->at += size;
	return v;
}

uint8_t wire_get_u8(struct wire_reader *r)
{
	return (uint8_t)get_number(r, 1);
}

uint32_t wire_get_u32(struct wire_reader *r)
{
	return (uint32_t)get_number(r, 4);
}

uint64_t wire_get_u64(struct wire_reader *r)
{
	return get_number(r, 8);
}

int64_t wire_get_i64(struct wire_reader *r)
{
	return (int64_t)get_number(r, 8);
}

void wire_get_bytes(struct wire_reader *r, void *bytes_r, uint32_t len)
{
	if (!has(r, len)) {
		memset(bytes_r, 0, len);
		return;
	}
	memcpy(bytes_r, r->at, len);
	r->at += len;
}

char *wire_get_str(struct wire_reader *r, struct arena *a, uint32_t most)
{
	uint32_t len = wire_get_u32(r);
	if (len > most || !has(r, len) || memchr(r->at, '\0', len)) {
		r->bad = true;
		return arena_strndup(a, "", 0);
	}
	char *s = arena_strndup(a, (const char *)r->at, len);
	r->at += len;
	return s;
}

uint32_t wire_get_count(struct wire_reader *r, uint32_t most)
{
	uint32_t n = wire_get_u32(r);
	if (n > most || !has(r, n))
		r->bad = true;
	return r->bad ? 0 : n;
}

bool wire_is_whole(const struct wire_reader *r)
{
	return !r->bad && r->at == r->end;
}

enum outcome channel_open(int pair_r[2], struct reason *why)
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair_r) != 0)
		return fail_errno(why, BROKEN, "cannot make a channel");
	return DONE;
}

enum outcome channel_send(
        int fd, uint32_t type, const struct buf *body, const int *fds, size_t n_fds, struct reason *why)
{
	uint8_t head[4];
	for (size_t i = 0; i < 4; i++)
		head[i] = (uint8_t)(type >> (8 * i));
	struct iovec iov[2] = {{head, sizeof head}, {body ? body->data : NULL, body ? body->len : 0}};
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(WIRE_FDS * sizeof(int))];
	} control = {0};
	struct msghdr msg = {.msg_iov = iov, .msg_iovlen = 2};
	invariant(n_fds <= WIRE_FDS);
	if (body && (body->overrun || body->len + sizeof head > WIRE_MESSAGE_MOST))
		return fail(why, REFUSED, "a message of type %u is too long", type);
	if (n_fds) {
		msg.msg_control = control.bytes;
		msg.msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
		struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
		memcpy(CMSG_DATA(c), fds, n_fds * sizeof(int));
	}
	ssize_t sent;
	do
		sent = sendmsg(fd, &msg, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return fail_errno(
		        why, errno == EAGAIN ? LATER : BROKEN, "cannot send a message of type %u", type);
	return DONE;
}

static void take_fds(struct msghdr *msg, struct message *m)
{
	size_t n = 0;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < count && n < WIRE_FDS; i++)
			memcpy(&m->fds[n++], CMSG_DATA(c) + i * sizeof(int), sizeof(int));
	}
}

enum outcome channel_receive(int fd, struct message *m_r, struct reason *why)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(WIRE_FDS * sizeof(int))];
	} control = {0};
	struct iovec iov = {m_r->bytes, sizeof m_r->bytes};
	struct msghdr msg = {.msg_iov = &iov,
	        .msg_iovlen = 1,
	        .msg_control = control.bytes,
	        .msg_controllen = sizeof control.bytes};
	for (size_t i = 0; i < WIRE_FDS; i++)
		m_r->fds[i] = -1;
	m_r->len = 0;
	ssize_t got;
	/* ECONNRESET says, once, that the other side ended with something of ours unread: what it had sent
	 * before still waits. */
	do
		got = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC);
	while (got < 0 && (errno == EINTR || errno == ECONNRESET));
	if (got < 0)
		return fail_errno(why, errno == EAGAIN ? LATER : BROKEN, "cannot receive a message");
	if (got == 0)
		return fail(why, BROKEN, "the other side of a channel is gone");
	take_fds(&msg, m_r);
	m_r->len = (size_t)got;
	m_r->body = (struct wire_reader){m_r->bytes, m_r->bytes + got, false};
	m_r->type = wire_get_u32(&m_r->body);
	if (m_r->body.bad || (msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) {
		message_close_fds(m_r);
		return fail(why, BROKEN, "a cut message came over a channel");
	}
	return DONE;
}

void message_close_fds(struct message *m)
{
	for (size_t i = 0; i < WIRE_FDS; i++) {
		if (m->fds[i] >= 0)
			close(m->fds[i]);
		m->fds[i] = -1;
	}
}
