#include "daemon/keep/outbox/outbox.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/outbox/provider.h"
#include "daemon/keep/store/store.h"
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
	const struct config *config;
	struct under_way under_way[LIMIT_SEND_AT_ONCE];
	size_t n;
};

struct outbox *outbox_new(struct sql *sql, int send_fd, const struct config *config)
{
	struct outbox *o = calloc(1, sizeof *o);
	if (!o)
		abort();
	o->sql = sql;
	o->send_fd = send_fd;
	o->config = config;
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
	wire_put_str(&body, o->config->address);
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

/* --- the sending provider's patience --- */

static enum outcome read_pause(const struct outbox *o, struct pause *p_r, struct reason *why)
{
	struct arena *a = arena_new(1 << 16);
	enum outcome result = store_pause(o->sql, a, p_r, why);
	p_r->said = ""; /* the text is for people */
	arena_close(&a);
	return result;
}

/* The refusals of what was under way together count as one. */
static enum outcome lengthen_pause(
        struct outbox *o, const struct under_way *u, int64_t now, int64_t *until_r, struct reason *why)
{
	struct pause p;
	enum outcome result = read_pause(o, &p, why);
	if (result == DONE && now >= p.until) {
		p = (struct pause){.since = p.times ? p.since : now,
		        .until = now + provider_pause(p.times + 1),
		        .times = p.times + 1,
		        .code = u->code,
		        .said = u->said};
		result = store_set_pause(o->sql, &p, why);
		log_event(LOG_LEVEL_WARNING, "send.paused", "seconds=%lld times=%lld code=%u",
		        (long long)(p.until - now), (long long)p.times, u->code);
	}
	*until_r = p.until;
	return result;
}

static enum outcome end_pause(struct outbox *o, int64_t now, struct reason *why)
{
	struct pause p;
	enum outcome result = read_pause(o, &p, why);
	if (result != DONE || !p.times || now < p.until)
		return result;
	log_event(LOG_LEVEL_NOTICE, "send.resumed", "seconds=%lld", (long long)(now - p.since));
	return store_set_pause(o->sql, &(struct pause){0}, why);
}

/* Nothing leaves before `at_r`, save digests where only our own measure is full; at most `most_r` at once. */
static enum outcome find_opening(const struct outbox *o, int64_t now, int64_t *at_r, size_t *most_r,
        bool *digests_r, struct reason *why)
{
	const struct pace pace = {o->config->answers_per_hour, o->config->answers_per_day};
	struct pause p;
	int64_t room;
	enum outcome result = read_pause(o, &p, why);
	if (result == DONE)
		result = store_room_at(o->sql, &pace, (int64_t)o->n, now, &room, why);
	if (result != DONE)
		return result;
	*most_r = p.times ? 1 : LIMIT_SEND_AT_ONCE;
	*digests_r = now >= p.until;
	*at_r = p.until > room ? p.until : room;
	return DONE;
}

/* --- back from send --- */

static enum outcome record(struct outbox *o, const struct under_way *u, int64_t now, struct reason *why)
{
	static const char *const names[] = {"sent", "later", "refused", "unknown"};
	bool refused = u->sent == SENT_LATER || u->sent == SENT_NEVER;
	bool less = refused && provider_wants_less(u->code, u->said, &o->config->limit_replies);
	int64_t not_before = 0;
	enum outcome result = sql_begin(o->sql, why);
	if (result == DONE && less)
		result = lengthen_pause(o, u, now, &not_before, why);
	if (result == DONE && u->sent == SENT_OK)
		result = end_pause(o, now, why);
	if (result == DONE)
		result = store_sent(o->sql, &u->answer, less ? SENT_LATER : u->sent, u->code, u->said,
		        not_before, now, why);
	if (result == DONE)
		result = sql_commit(o->sql, why);
	if (result != DONE) {
		sql_rollback(o->sql);
		return result;
	}
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

/* The next due answer that is not under way. `end_r`: there is none. */
static enum outcome submit_next(
        struct outbox *o, size_t *skip, bool digests, int64_t now, bool *end_r, struct reason *why)
{
	struct arena *a = arena_new(2 * LIMIT_ANSWER_BYTES);
	struct answer answer;
	enum outcome result = store_due(o->sql, (*skip)++, digests, now, a, &answer, why);
	*end_r = result != DONE || !answer.id;
	if (!*end_r && !is_under_way(o, answer.id)) {
		result = submit(o, &answer, why);
		o->under_way[o->n++] = (struct under_way){.answer = {.id = answer.id,
		                                                  .mail = answer.mail,
		                                                  .queued = answer.queued,
		                                                  .attempts = answer.attempts}};
	}
	arena_close(&a);
	return result;
}

enum outcome outbox_advance(struct outbox *o, int64_t now, struct reason *why)
{
	enum outcome result = record_all(o, now, why);
	bool end = false;
	for (size_t skip = 0; result == DONE && !end;) {
		int64_t at;
		size_t most;
		bool digests;
		result = find_opening(o, now, &at, &most, &digests, why);
		if (result != DONE || o->n >= most || (at > now && !digests))
			break;
		result = submit_next(o, &skip, at > now, now, &end, why);
	}
	return result;
}

enum outcome outbox_next(const struct outbox *o, int64_t now, int64_t *at_r, struct reason *why)
{
	int64_t at = 0;
	size_t most;
	bool digests;
	enum outcome result = store_next_attempt(o->sql, at_r, why);
	if (result == DONE && *at_r)
		result = find_opening(o, now, &at, &most, &digests, why);
	if (result == DONE && *at_r && at > *at_r)
		*at_r = at;
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
