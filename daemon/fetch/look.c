#include "base/log.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <stdlib.h>

/* Called for each message of a listing (see range_take_message). */
static int by_uid(const void *a, const void *b)
{
	uint32_t x = ((const struct listed *)a)->uid, y = ((const struct listed *)b)->uid;
	return x < y ? -1 : x > y;
}

/* Ascending, each once, and only what lies above: "n:*" also names the last message where its UID is below n.
 */
static void tidy(struct listing *list, uint32_t above)
{
	size_t kept = 0;
	if (list->n)
		qsort(list->v, list->n, sizeof *list->v, by_uid);
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].uid > above && (kept == 0 || list->v[kept - 1].uid != list->v[i].uid))
			list->v[kept++] = list->v[i];
	list->n = kept;
}

static struct mailimap_fetch_type *listing_items(void)
{
	struct mailimap_fetch_type *items = mailimap_fetch_type_new_fetch_att_list_empty();
	invariant(items);
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_rfc822_size());
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_internaldate());
	return items;
}

enum outcome list_messages(
        struct fetch *f, struct mailimap_set *set, uint32_t above, struct listing *list_r, struct reason *why)
{
	struct mailimap_fetch_type *items = listing_items();
	clist *rest = NULL;
	*list_r = (struct listing){0};
	f->list = list_r;
	net_begin(f->net, &(struct net_bounds){.silence = fetch_times.command,
	                          .whole = fetch_times.whole,
	                          .bytes = LIMIT_LIST_BYTES});
	int r = mailimap_uid_fetch(f->imap, set, items, &rest);
	f->list = NULL;
	if (r == MAILIMAP_NO_ERROR)
		mailimap_fetch_list_free(rest);
	mailimap_fetch_type_free(items);
	mailimap_set_free(set);
	if (list_r->overrun)
		return fail(why, REFUSED, "the folder lists more than %d messages", LIMIT_LIST_MESSAGES);
	/* Some servers refuse to list an empty folder. */
	if (r == MAILIMAP_ERROR_UID_FETCH && f->imap->imap_selection_info->sel_exists == 0)
		r = MAILIMAP_NO_ERROR;
	if (r != MAILIMAP_NO_ERROR)
		return session_fail(f, r, "listing", why);
	tidy(list_r, above);
	return DONE;
}

/* Too large, or it has spoilt too many sessions: staff is shown that it lies in the mailbox. */
static enum outcome skip(struct fetch *f, const struct listed *m, struct reason *why)
{
	struct buf body = BUF_INIT(64);
	wire_put_u32(&body, m->uid);
	wire_put_i64(&body, m->date);
	wire_put_u64(&body, m->bytes);
	log_event(LOG_LEVEL_WARNING, "fetch.skipped", "uid=%u bytes=%llu sessions=%u", m->uid,
	        (unsigned long long)m->bytes, f->stuck.uid == m->uid ? f->stuck.sessions : 0);
	enum outcome o = fetch_tell_keep(f, MSG_SKIPPED, &body, why);
	buf_free(&body);
	return o == DONE ? range_finish(f, m->uid, why) : o;
}

/* Long enough that a server's bad day, or its quota, does not make us pass by all that lies there. */
static bool is_hopeless(const struct fetch *f, const struct listed *m)
{
	unsigned seconds = f->stuck.misread ? fetch_times.misread : fetch_times.lost;
	if (m->bytes > LIMIT_MAIL_BYTES)
		return true;
	return f->stuck.uid == m->uid && f->stuck.sessions >= LIMIT_FETCH_TRIES &&
	       net_now() - f->stuck.since >= (int64_t)seconds * 1000;
}

/* How many of the messages from `v` on are asked for at once. One that ended a session is asked for alone. */
static size_t range_length(const struct fetch *f, const struct listed *v, size_t n)
{
	uint64_t bytes = 0;
	size_t count = 0;
	while (count < n && count < LIMIT_FETCH_RANGE) {
		bytes += v[count].bytes;
		if (count > 0 && (bytes > LIMIT_FETCH_RANGE_BYTES || is_hopeless(f, &v[count]) ||
		                         v[count].uid == f->stuck.uid || v[0].uid == f->stuck.uid))
			break;
		count++;
	}
	return count;
}

/* A message at which sessions end again and again must not keep the others from being fetched. */
static void remember_stuck(struct fetch *f, const struct listing *list, enum outcome o)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].uid <= f->cursor)
			continue;
		if (f->stuck.uid != list->v[i].uid) {
			f->stuck.uid = list->v[i].uid;
			f->stuck.sessions = 0;
			f->stuck.since = net_now();
			f->stuck.misread = true;
		}
		f->stuck.sessions++;
		f->stuck.misread = f->stuck.misread && o == REFUSED;
		return;
	}
}

static enum outcome fetch_listed(struct fetch *f, const struct listing *list, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < list->n && !f->stop;) {
		if (is_hopeless(f, &list->v[i])) {
			o = skip(f, &list->v[i++], why);
			continue;
		}
		size_t n = range_length(f, list->v + i, list->n - i);
		o = range_fetch(f, list->v + i, n, why);
		i += n;
		if (o == DONE) /* acknowledgements do not wait for the end of a full mailbox */
			o = settle_all(f, why);
	}
	if (o != DONE && !f->stop && !f->orphaned)
		remember_stuck(f, list, o);
	return o;
}

enum outcome look_for_new(struct fetch *f, struct reason *why)
{
	struct listing list;
	if (f->cursor == UINT32_MAX)
		return fail(why, REFUSED, "the folder's UIDs are used up");
	enum outcome o = list_messages(f, mailimap_set_new_interval(f->cursor + 1, 0), f->cursor, &list, why);
	if (o == DONE)
		o = fetch_listed(f, &list, why);
	if (o == DONE)
		session_prove(f);
	if (o == DONE && list.n && !f->stop)
		log_event(LOG_LEVEL_INFO, "fetch.caught_up", "messages=%zu cursor=%u", list.n, f->cursor);
	free(list.v);
	if (o == DONE && !f->stop)
		o = fetch_tell_keep(f, MSG_CAUGHT_UP, NULL, why);
	return o;
}
