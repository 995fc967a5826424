/* Messages between processes: a type, a body of plain fields, at most WIRE_FDS file descriptors, over
 * SOCK_SEQPACKET. Fields are written little-endian in order and read back in the same order; a reader never
 * reads past the end, it turns `bad` instead, so a whole message is read first and `bad` is asked once. */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { WIRE_MESSAGE_MOST = 64 * 1024, WIRE_FDS = 4 };

struct wire_reader {
	const uint8_t *at, *end;
	bool bad;
};

void wire_put_u8(struct buf *b, uint8_t v);
void wire_put_u32(struct buf *b, uint32_t v);
void wire_put_u64(struct buf *b, uint64_t v);
void wire_put_i64(struct buf *b, int64_t v);
void wire_put_bytes(struct buf *b, const void *bytes, uint32_t len);
void wire_put_str(struct buf *b, const char *s); /* NULL is written as "" */

uint8_t wire_get_u8(struct wire_reader *r);
uint32_t wire_get_u32(struct wire_reader *r);
uint64_t wire_get_u64(struct wire_reader *r);
int64_t wire_get_i64(struct wire_reader *r);
/* `len` raw bytes as written by wire_put_bytes with the same length; zeroed where bad. */
void wire_get_bytes(struct wire_reader *r, void *bytes_r, uint32_t len);
/* A copy in the arena, without a NUL inside and at most `most` bytes long, else the message is bad; never
 * NULL. */
char *wire_get_str(struct wire_reader *r, struct arena *a, uint32_t most);
/* A count of elements that each take at least one byte of what is left, and at most `most`; 0 where bad. */
uint32_t wire_get_count(struct wire_reader *r, uint32_t most);
/* Nothing is bad and nothing is left over. */
bool wire_is_whole(const struct wire_reader *r);

struct message {
	uint32_t type;
	struct wire_reader body; /* points into `bytes` */
	int fds[WIRE_FDS];       /* -1 where none came; the receiver owns them */
	size_t len;
	uint8_t bytes[WIRE_MESSAGE_MOST];
};

/* A connected pair, close-on-exec. */
MUST_USE enum outcome channel_open(int pair_r[2], struct reason *why);
/* `fds` may be NULL; they stay the caller's. LATER: the queue is full (non-blocking channel); BROKEN: the
 * peer is gone. */
MUST_USE enum outcome channel_send(
        int fd, uint32_t type, const struct buf *body, const int *fds, size_t n_fds, struct reason *why);
/* Blocks unless the fd is non-blocking. LATER: nothing there; BROKEN: the peer is gone or spoke nonsense. */
MUST_USE enum outcome channel_receive(int fd, struct message *m_r, struct reason *why);
void message_close_fds(struct message *m);

#endif
