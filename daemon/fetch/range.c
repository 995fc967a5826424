#include "base/durable.h"
#include "base/log.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <unistd.h>

enum arrival { NOT_YET, CAME, GONE };

struct wanted {
	struct listed message;
	enum arrival arrival;
	uint32_t slot;
	uint64_t bytes;
};

/* One FETCH. Bodies come before or after their UID, so a body is spooled first and bound to its message when
 * all items of that message are there. */
struct range {
	struct wanted v[LIMIT_FETCH_RANGE];
	size_t n;
	size_t reported; /* of v: keep was told about all of these that came */
	struct {
		int fd;
		uint32_t slot;
	} spools[LIMIT_FETCH_RANGE];
	size_t n_spools, used; /* used: whole messages in spools */
	uint64_t written;      /* of the message that is coming */
	enum outcome outcome;  /* of the handlers, which cannot return one */
	struct reason why;
};

static enum outcome want_spools(struct fetch *f, struct range *r, struct reason *why)
{
	struct buf body = BUF_INIT(16);
	wire_put_u32(&body, (uint32_t)r->n);
	enum outcome o = fetch_tell_keep(f, MSG_WANT_SPOOL, &body, why);
	buf_free(&body);
	while (o == DONE && r->n_spools < r->n) {
		o = fetch_await(f, MSG_SPOOL, why);
		if (o != DONE)
			break;
		r->spools[r->n_spools].slot = wire_get_u32(&f->inbox->body);
		r->spools[r->n_spools].fd = f->inbox->fds[0];
		f->inbox->fds[0] = -1;
		message_close_fds(f->inbox);
		if (!wire_is_whole(&f->inbox->body) || r->spools[r->n_spools].fd < 0)
			return fail(why, BROKEN, "keep sent no spool file");
		r->n_spools++;
	}
	return o;
}

static void close_spools(struct range *r)
{
	for (size_t i = 0; i < r->n_spools; i++)
		close(r->spools[i].fd);
	r->n_spools = 0;
}

bool range_take_body(
        int type, struct mailimap_msg_att_body_section *section, const char *bytes, size_t len, void *fetch)
{
	struct range *r = ((struct fetch *)fetch)->range;
	(void)type;
	(void)section;
	if (!r || r->outcome != DONE)
		return false;
	if (r->used == r->n_spools)
		r->outcome = fail(&r->why, REFUSED, "the server sent more messages than were asked for");
	else if (r->written + len > LIMIT_MAIL_BYTES)
		r->outcome = fail(
		        &r->why, REFUSED, "a message is longer than the server had said, and over the limit");
	else
		r->outcome = durable_write(r->spools[r->used].fd, bytes, len, &r->why);
	r->written += len;
	return r->outcome == DONE;
}

static enum outcome report(struct fetch *f, const struct wanted *w, struct reason *why)
{
	struct buf body = BUF_INIT(64);
	wire_put_u32(&body, w->slot);
	wire_put_u32(&body, w->message.uid);
	wire_put_i64(&body, w->message.date);
	wire_put_u64(&body, w->bytes);
	enum outcome o = fetch_tell_keep(f, MSG_FETCHED, &body, why);
	buf_free(&body);
	return o;
}

/* In order of UID and without a gap: so the cursor can stand behind the last one, should the session end now.
 */
static enum outcome report_in_order(struct fetch *f, struct range *r, struct reason *why)
{
	enum outcome o = DONE;
	while (o == DONE && r->reported < r->n && r->v[r->reported].arrival != NOT_YET) {
		if (r->v[r->reported].arrival == CAME)
			o = report(f, &r->v[r->reported], why);
		r->reported++;
	}
	return o;
}

static struct wanted *find_wanted(struct range *r, uint32_t uid)
{
	for (size_t i = r->reported; i < r->n; i++)
		if (r->v[i].message.uid == uid)
			return &r->v[i];
	return NULL;
}

static void take_whole_message(
        struct fetch *f, struct range *r, const struct listed *l, bool is_nil, unsigned bodies)
{
	struct wanted *w = find_wanted(r, l->uid);
	if (r->outcome != DONE)
		return;
	if (bodies > 1 || !w || w->arrival != NOT_YET) {
		r->outcome = fail(&r->why, REFUSED, "the server sent a message that was not asked for");
		return;
	}
	/* Expunged meanwhile, or the server has lost it: whether it is still listed decides later. */
	if (is_nil || (r->written == 0 && w->message.bytes > 0))
		return;
	if (r->used == r->n_spools)
		return;
	if (w->message.bytes && w->message.bytes != r->written)
		log_event(LOG_LEVEL_NOTICE, "fetch.size_differs", "uid=%u announced=%llu came=%llu", l->uid,
		        (unsigned long long)w->message.bytes, (unsigned long long)r->written);
	w->arrival = CAME;
	w->slot = r->spools[r->used++].slot;
	w->bytes = r->written;
	r->written = 0;
	r->outcome = report_in_order(f, r, &r->why);
}

static void add_to_list(struct listing *list, const struct listed *l)
{
	if (list->n == LIMIT_LIST_MESSAGES) {
		list->overrun = true;
		return;
	}
	if (list->n == list->room) {
		list->room = list->room ? list->room * 2 : 256;
		list->v = realloc(list->v, list->room * sizeof *list->v);
		invariant(list->v);
	}
	list->v[list->n++] = *l;
}

void range_take_message(struct mailimap_msg_att *m, void *fetch)
{
	struct fetch *f = fetch;
	unsigned bodies;
	bool is_nil;
	struct listed l = listed_read(m, &bodies, &is_nil);
	if (f->range && bodies > 0)
		take_whole_message(f, f->range, &l, is_nil, bodies);
	else if (f->list && l.uid)
		add_to_list(f->list, &l);
}

static enum outcome fetch_bodies(struct fetch *f, struct range *r, struct reason *why)
{
	uint32_t uids[LIMIT_FETCH_RANGE];
	clist *rest = NULL;
	for (size_t i = 0; i < r->n; i++)
		uids[i] = r->v[i].message.uid;
	struct mailimap_set *set = set_of_uids(uids, r->n);
	struct mailimap_fetch_type *items = mailimap_fetch_type_new_fetch_att_list_empty();
	invariant(items);
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(
	        items, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
	net_begin(f->net, &(struct net_bounds){.silence = fetch_times.command,
	                          .whole = fetch_times.whole,
	                          .bytes = LIMIT_MAIL_BYTES + LIMIT_LIST_BYTES});
	f->range = r;
	int error = mailimap_uid_fetch(f->imap, set, items, &rest);
	f->range = NULL;
	if (error == MAILIMAP_NO_ERROR)
		mailimap_fetch_list_free(rest);
	mailimap_fetch_type_free(items);
	mailimap_set_free(set);
	if (r->outcome != DONE) {
		*why = r->why;
		return r->outcome;
	}
	if (error == MAILIMAP_NO_ERROR)
		return DONE;
	enum outcome o = session_fail(f, error, "fetching", why);
	bool said_no = error == MAILIMAP_ERROR_UID_FETCH || error == MAILIMAP_ERROR_PROTOCOL;
	return *net_failure(f->net) || said_no ? o
	                                       : REFUSED; /* REFUSED: it is there, and cannot be understood */
}

/* What did not come may have been expunged meanwhile. What is still listed must not be passed by. */
static enum outcome check_missing(struct fetch *f, struct range *r, struct reason *why)
{
	uint32_t uids[LIMIT_FETCH_RANGE];
	struct listing list = {0};
	size_t n = 0, still = 0;
	for (size_t i = r->reported; i < r->n; i++)
		if (r->v[i].arrival == NOT_YET)
			uids[n++] = r->v[i].message.uid;
	if (n == 0)
		return DONE;
	enum outcome o = list_messages(f, set_of_uids(uids, n), 0, &list, why);
	for (size_t i = r->reported; o == DONE && i < r->n; i++) {
		if (r->v[i].arrival != NOT_YET)
			continue;
		r->v[i].arrival = GONE;
		for (size_t k = 0; k < list.n; k++)
			if (list.v[k].uid == r->v[i].message.uid) {
				r->v[i].arrival = NOT_YET;
				still++;
			}
	}
	free(list.v);
	if (o == DONE && still)
		o = fail(why, REFUSED, "the server lists %zu messages that it does not deliver", still);
	return o;
}

enum outcome range_finish(struct fetch *f, uint32_t uid, struct reason *why)
{
	struct buf body = BUF_INIT(16);
	wire_put_u32(&body, uid);
	durable_step("fetch.received");
	enum outcome o = fetch_tell_keep(f, MSG_RANGE_DONE, &body, why);
	buf_free(&body);
	if (o == DONE)
		o = fetch_await(f, MSG_ADMITTED, why);
	if (o != DONE)
		return o;
	uint32_t cursor = wire_get_u32(&f->inbox->body);
	message_close_fds(f->inbox);
	if (!wire_is_whole(&f->inbox->body) || cursor < uid)
		return fail(why, BROKEN, "keep admitted less than it was told of");
	f->cursor = cursor;
	session_prove(f);
	return DONE;
}

static enum outcome finish_reported(struct fetch *f, struct range *r, struct reason *why)
{
	enum outcome o = report_in_order(f, r, why);
	return o == DONE && r->reported > 0 ? range_finish(f, r->v[r->reported - 1].message.uid, why) : o;
}

enum outcome range_fetch(struct fetch *f, const struct listed *v, size_t n, struct reason *why)
{
	struct range *r = calloc(1, sizeof *r);
	invariant(r && n > 0 && n <= LIMIT_FETCH_RANGE);
	r->n = n;
	for (size_t i = 0; i < n; i++)
		r->v[i].message = v[i];
	enum outcome o = want_spools(f, r, why), told = DONE;
	if (o == DONE)
		o = fetch_bodies(f, r, why);
	close_spools(r);
	if (o == DONE)
		o = check_missing(f, r, why);
	if (o != BROKEN)
		told = finish_reported(f, r, o == DONE ? why : NULL);
	free(r);
	return o == DONE ? told : o;
}
