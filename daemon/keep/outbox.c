#include "daemon/keep/outbox.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/store.h"
#include "schema/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* An answer in send's hands, or back from them and not yet taken down. */
struct under_way {
	struct answer answer; /* only the numbers are kept */
	bool reported;
	enum sent sent;
	uint32_t code;
	char said[512];
};

struct outbox {
	struct sql *sql;
	int send_fd;
	const char *own_address;
	struct under_way under_way[LIMIT_SEND_AT_ONCE];
	size_t n;
};

struct outbox *outbox_new(struct sql *sql, int send_fd, const char *own_address)
{
	struct outbox *o = calloc(1, sizeof *o);
	if (!o)
		abort();
	o->sql = sql;
	o->send_fd = send_fd;
	o->own_address = own_address;
	return o;
}

void outbox_close(struct outbox **o)
{
	free(*o);
	*o = NULL;
}

bool outbox_is_idle(const struct outbox *o)
{
	return o->n == 0;
}

static enum outcome make_message_file(const struct answer *a, int *fd_r, struct reason *why)
{
	*fd_r = memfd_create("answer", MFD_CLOEXEC);
	if (*fd_r < 0)
		return fail_errno(why, LATER, "cannot make a memory file for an answer");
	enum outcome o = durable_write(*fd_r, a->message, a->message_len, why);
	if (o == DONE && lseek(*fd_r, 0, SEEK_SET) != 0)
		o = fail_errno(why, LATER, "cannot rewind a memory file");
	return o;
}

static enum outcome submit(struct outbox *o, const struct answer *a, struct reason *why)
{
	int fd = -1;
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST);
	wire_put_u64(&body, (uint64_t)a->id);
	wire_put_str(&body, o->own_address);
	wire_put_u32(&body, 1);
	wire_put_str(&body, a->recipient);
	enum outcome result = make_message_file(a, &fd, why);
	if (result == DONE)
		result = channel_send(o->send_fd, MSG_SUBMIT, &body, &fd, 1, why);
	if (fd >= 0)
		close(fd);
	buf_free(&body);
	return result;
}

static bool is_under_way(const struct outbox *o, int64_t id)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->under_way[i].answer.id == id)
			return true;
	return false;
}

static enum outcome record(struct outbox *o, const struct under_way *u, int64_t now, struct reason *why)
{
	static const char *const names[] = {"sent", "later", "refused", "unknown"};
	enum outcome result = store_sent(o->sql, &u->answer, u->sent, u->code, u->said, now, why);
	if (result != DONE)
		return result;
	durable_step("outbox.recorded");
	log_event(u->sent == SENT_OK ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING, "answer.tried",
	        "answer=%lld mail=%lld result=%s code=%u", (long long)u->answer.id, (long long)u->answer.mail,
	        names[u->sent], u->code);
	return DONE;
}

/* What could not be taken down (a full disk) stays here and is tried again: it must not be sent a second
 * time. */
static enum outcome record_all(struct outbox *o, int64_t now, struct reason *why)
{
	enum outcome result = DONE;
	for (size_t i = 0; result == DONE && i < o->n;) {
		if (o->under_way[i].reported)
			result = record(o, &o->under_way[i], now, why);
		if (result == DONE && o->under_way[i].reported)
			o->under_way[i] = o->under_way[--o->n];
		else
			i++;
	}
	return result;
}

enum outcome outbox_advance(struct outbox *o, int64_t now, struct reason *why)
{
	enum outcome result = record_all(o, now, why);
	for (size_t skip = 0; result == DONE && o->n < LIMIT_SEND_AT_ONCE; skip++) {
		struct arena *a = arena_new(2 * LIMIT_ANSWER_BYTES);
		struct answer answer;
		result = store_due(o->sql, skip, now, a, &answer, why);
		bool end = result != DONE || !answer.id;
		if (!end && !is_under_way(o, answer.id)) {
			result = submit(o, &answer, why);
			o->under_way[o->n++] = (struct under_way){.answer = {.id = answer.id,
			                                                  .mail = answer.mail,
			                                                  .queued = answer.queued,
			                                                  .attempts = answer.attempts}};
		}
		arena_close(&a);
		if (end)
			break;
	}
	return result;
}

enum outcome outbox_take(struct outbox *o, struct message *m, int64_t now, struct reason *why)
{
	struct arena *arena = arena_new(1 << 20);
	int64_t id = (int64_t)wire_get_u64(&m->body);
	uint32_t count = wire_get_u32(&m->body);
	unsigned sent = wire_get_u8(&m->body);
	uint32_t code = wire_get_u32(&m->body);
	const char *said = wire_get_str(&m->body, arena, 2048);
	size_t i = 0;
	enum outcome result;
	while (i < o->n && o->under_way[i].answer.id != id)
		i++;
	if (!wire_is_whole(&m->body) || count != 1 || sent > SENT_UNKNOWN || i == o->n) {
		result = fail(why, BROKEN, "a malformed message from send");
	} else {
		struct under_way *u = &o->under_way[i];
		u->reported = true;
		u->sent = (enum sent)sent;
		u->code = code;
		snprintf(u->said, sizeof u->said, "%s", said);
		result = record_all(o, now, why);
	}
	arena_close(&arena);
	return result;
}
