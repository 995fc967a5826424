#include "daemon/keep/intake/intake.h"

#include "base/durable.h"
#include "base/log.h"
#include "daemon/keep/store/store.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAILBOX_SIZE = 512 };

/* A spool file in fetch's hands, or back from it. */
struct slot {
	uint32_t number;
	int fd; /* -1: free */
	bool whole;
	struct arrival arrival;
};

struct intake {
	const struct folders *folders;
	struct sql *sql;
	int fetch_fd;
	int64_t least_free;
	char mailbox[MAILBOX_SIZE];
	uint32_t uidvalidity, next_slot;
	struct slot slots[LIMIT_FETCH_RANGE];
	size_t n_slots;
	bool caught_up;
	uint32_t wanted; /* spool files that fetch waits for, because the disk is too full */
	size_t flagging; /* UIDs that fetch was asked to flag and has not confirmed */
};

struct intake *intake_new(const struct folders *folders, struct sql *sql, int fetch_fd, int64_t least_free)
{
	struct intake *in = calloc(1, sizeof *in);
	if (!in)
		abort();
	in->folders = folders;
	in->sql = sql;
	in->fetch_fd = fetch_fd;
	in->least_free = least_free;
	return in;
}

static void slot_name(const struct slot *s, char name_r[32])
{
	snprintf(name_r, 32, "in-%u", s->number);
}

static void drop_slots(struct intake *in)
{
	char name[32];
	for (size_t i = 0; i < in->n_slots; i++) {
		if (in->slots[i].fd < 0)
			continue;
		slot_name(&in->slots[i], name);
		unlinkat(in->folders->spool, name, 0);
		close(in->slots[i].fd);
	}
	in->n_slots = 0;
}

void intake_close(struct intake **in)
{
	if (*in)
		drop_slots(*in);
	free(*in);
	*in = NULL;
}

static enum outcome send_number(
        struct intake *in, uint32_t type, uint32_t number, const int *fd, struct reason *why)
{
	struct buf body = BUF_INIT(64);
	wire_put_u32(&body, number);
	enum outcome o = channel_send(in->fetch_fd, type, &body, fd, fd ? 1 : 0, why);
	buf_free(&body);
	return o;
}

static enum outcome take_session(struct intake *in, struct message *m, struct reason *why)
{
	struct arena *a = arena_new(1 << 20);
	uint32_t cursor = 0;
	const char *mailbox = wire_get_str(&m->body, a, MAILBOX_SIZE - 1);
	uint32_t uidvalidity = wire_get_u32(&m->body);
	enum outcome o = DONE;
	if (!wire_is_whole(&m->body)) {
		o = fail(why, BROKEN, "a malformed message from fetch");
	} else {
		if (in->uidvalidity && in->uidvalidity != uidvalidity)
			log_event(LOG_LEVEL_WARNING, "mailbox.uidvalidity",
			        "old=%u new=%u reason=\"the server numbers its messages anew; all are "
			        "fetched again and "
			        "recognised by their content\"",
			        in->uidvalidity, uidvalidity);
		snprintf(in->mailbox, sizeof in->mailbox, "%s", mailbox);
		in->uidvalidity = uidvalidity;
		in->caught_up = false;
		in->flagging = 0;
		in->wanted = 0;
		drop_slots(in);
		o = store_get_cursor(in->sql, in->mailbox, uidvalidity, &cursor, why);
	}
	if (o == DONE)
		o = send_number(in, MSG_CURSOR, cursor, NULL, why);
	arena_close(&a);
	return o;
}

/* A mail that is fetched must find room, and so must the database and the archive after it. Until there is
 * some, fetch simply waits: the server keeps the mail. */
enum outcome intake_give_spool(struct intake *in, struct reason *why)
{
	enum outcome o = DONE;
	if (in->wanted && folders_free_bytes(in->folders) < in->least_free)
		return DONE;
	for (; o == DONE && in->wanted > 0; in->wanted--) {
		struct slot *s = &in->slots[in->n_slots];
		char name[32];
		*s = (struct slot){.number = in->next_slot++};
		slot_name(s, name);
		s->fd = openat(in->folders->spool, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
		if (s->fd < 0)
			return fail_errno(why, LATER, "cannot make a spool file");
		in->n_slots++;
		o = send_number(in, MSG_SPOOL, s->number, &s->fd, why);
	}
	return o;
}

static enum outcome take_wish(struct intake *in, struct message *m, struct reason *why)
{
	uint32_t count = wire_get_u32(&m->body);
	if (!wire_is_whole(&m->body) || in->wanted || count > LIMIT_FETCH_RANGE - in->n_slots)
		return fail(why, BROKEN, "fetch wants more spool files than there are");
	in->wanted = count;
	return intake_give_spool(in, why);
}

static enum outcome take_fetched(struct intake *in, struct message *m, struct reason *why)
{
	uint32_t number = wire_get_u32(&m->body);
	struct arrival v = {.placement = {in->mailbox, in->uidvalidity, wire_get_u32(&m->body)}};
	v.internal_date = wire_get_i64(&m->body);
	v.size = wire_get_u64(&m->body);
	if (!wire_is_whole(&m->body) || !in->uidvalidity)
		return fail(why, BROKEN, "a malformed message from fetch");
	for (size_t i = 0; i < in->n_slots; i++) {
		struct slot *s = &in->slots[i];
		struct stat st;
		if (s->number != number || s->fd < 0)
			continue;
		if (fstat(s->fd, &st) != 0 || (uint64_t)st.st_size != v.size)
			return fail(why, BROKEN, "fetch reports another size than it wrote");
		s->arrival = v;
		s->whole = true;
		return DONE;
	}
	return fail(why, BROKEN, "fetch reports a spool file that it does not have");
}

/* Files first, then rows: a row always points to a message that is there. */
static enum outcome store_raw(struct intake *in, struct slot *s, struct reason *why)
{
	char name[32];
	slot_name(s, name);
	enum outcome o = hash_file(s->fd, 0, s->arrival.size, &s->arrival.raw, why);
	if (o == DONE)
		o = folders_store(in->folders->spool, name, in->folders->mail, &s->arrival.raw, why);
	return o;
}

static enum outcome admit_row(struct intake *in, const struct arrival *v, int64_t now, struct reason *why)
{
	int64_t mail;
	bool new;
	enum outcome o = store_admit(in->sql, v, now, &mail, &new, why);
	if (o == DONE)
		log_event(LOG_LEVEL_INFO, new ? "mail.arrived" : "mail.known", "mail=%lld uid=%u bytes=%llu",
		        (long long)mail, v->placement.uid, (unsigned long long)v->size);
	return o;
}

static enum outcome admit_rows(struct intake *in, uint32_t highest, int64_t now, struct reason *why)
{
	enum outcome o = sql_begin(in->sql, why);
	for (size_t i = 0; o == DONE && i < in->n_slots; i++)
		if (in->slots[i].whole)
			o = admit_row(in, &in->slots[i].arrival, now, why);
	if (o == DONE)
		o = store_set_cursor(in->sql, in->mailbox, in->uidvalidity, highest, why);
	if (o == DONE)
		o = sql_commit(in->sql, why);
	if (o != DONE)
		sql_rollback(in->sql);
	return o;
}

static enum outcome finish_range(struct intake *in, struct message *m, int64_t now, struct reason *why)
{
	uint32_t highest = wire_get_u32(&m->body);
	enum outcome o = wire_is_whole(&m->body) ? DONE : fail(why, BROKEN, "a malformed message from fetch");
	for (size_t i = 0; o == DONE && i < in->n_slots; i++)
		if (in->slots[i].whole)
			o = store_raw(in, &in->slots[i], why);
	if (o == DONE && syncfs(in->folders->state) != 0)
		o = fail_errno(why, LATER, "cannot sync the state folder");
	if (o != DONE)
		return o;
	durable_step("intake.synced");
	o = admit_rows(in, highest, now, why);
	if (o != DONE)
		return o;
	durable_step("intake.admitted");
	drop_slots(in);
	return send_number(in, MSG_ADMITTED, highest, NULL, why);
}

static enum outcome take_skipped(struct intake *in, struct message *m, int64_t now, struct reason *why)
{
	struct arrival v = {
	        .too_large = true, .placement = {in->mailbox, in->uidvalidity, wire_get_u32(&m->body)}};
	v.internal_date = wire_get_i64(&m->body);
	v.size = wire_get_u64(&m->body);
	if (!wire_is_whole(&m->body) || !in->uidvalidity)
		return fail(why, BROKEN, "a malformed message from fetch");
	enum outcome o = sql_begin(in->sql, why);
	if (o == DONE)
		o = admit_row(in, &v, now, why);
	if (o == DONE)
		o = sql_commit(in->sql, why);
	if (o != DONE)
		sql_rollback(in->sql);
	return o;
}

static enum outcome take_flagged(struct intake *in, struct message *m, int64_t now, struct reason *why)
{
	uint32_t uids[LIMIT_UIDS_PER_MESSAGE];
	uint32_t uidvalidity = wire_get_u32(&m->body);
	uint32_t n = wire_get_count(&m->body, LIMIT_UIDS_PER_MESSAGE);
	for (uint32_t i = 0; i < n; i++)
		uids[i] = wire_get_u32(&m->body);
	if (!wire_is_whole(&m->body))
		return fail(why, BROKEN, "a malformed message from fetch");
	enum outcome o = sql_begin(in->sql, why);
	if (o == DONE)
		o = store_acknowledge(in->sql, in->mailbox, uidvalidity, uids, n, now, why);
	if (o == DONE)
		o = sql_commit(in->sql, why);
	if (o != DONE) {
		sql_rollback(in->sql);
		return o;
	}
	durable_step("intake.acknowledged");
	in->flagging -= n < in->flagging ? n : in->flagging;
	return DONE;
}

enum outcome intake_take(struct intake *in, struct message *m, int64_t now, struct reason *why)
{
	switch (m->type) {
	case MSG_SESSION:
		return take_session(in, m, why);
	case MSG_WANT_SPOOL:
		return take_wish(in, m, why);
	case MSG_FETCHED:
		return take_fetched(in, m, why);
	case MSG_SKIPPED:
		return take_skipped(in, m, now, why);
	case MSG_RANGE_DONE:
		in->caught_up = false;
		return finish_range(in, m, now, why);
	case MSG_CAUGHT_UP:
		in->caught_up = true;
		folders_note_look(in->folders);
		return DONE;
	case MSG_SETTLED_DONE:
		return take_flagged(in, m, now, why);
	default:
		return fail(why, BROKEN, "an unknown message %u from fetch", m->type);
	}
}

enum outcome intake_settle(struct intake *in, struct reason *why)
{
	uint32_t uids[LIMIT_UIDS_PER_MESSAGE];
	size_t n;
	if (!in->uidvalidity || in->flagging)
		return DONE;
	enum outcome o = store_unacknowledged(
	        in->sql, in->mailbox, in->uidvalidity, 0, uids, LIMIT_UIDS_PER_MESSAGE, &n, why);
	if (o != DONE || n == 0)
		return o;
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST);
	wire_put_u32(&body, in->uidvalidity);
	wire_put_u32(&body, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		wire_put_u32(&body, uids[i]);
	in->flagging = n;
	o = channel_send(in->fetch_fd, MSG_SETTLE, &body, NULL, 0, why);
	buf_free(&body);
	return o;
}

bool intake_is_caught_up(const struct intake *in)
{
	return in->caught_up;
}

bool intake_lacks_room(const struct intake *in)
{
	return in->wanted > 0;
}

bool intake_is_flagged(const struct intake *in)
{
	return in->flagging == 0;
}
