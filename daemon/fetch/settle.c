#include "base/durable.h"
#include "base/log.h"
#include "daemon/fetch/mailbox_name.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void settle_queue(struct fetch *f, struct wire_reader *body)
{
	struct uids *q = &f->settle;
	uint32_t validity = wire_get_u32(body);
	uint32_t n = wire_get_count(body, LIMIT_UIDS_PER_MESSAGE);
	if (validity !=
	        f->settle_validity) /* what was wished for under another numbering means other messages now */
		q->n = 0;
	f->settle_validity = validity;
	if (q->n + n > LIMIT_LIST_MESSAGES) /* keep asks again in the next session */
		return;
	if (q->n + n > q->room) {
		q->room = (q->n + n) * 2;
		q->v = realloc(q->v, q->room * sizeof *q->v);
		invariant(q->v);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t uid = wire_get_u32(body);
		if (uid && !body->bad)
			q->v[q->n++] = uid;
	}
}

static struct mailimap_flag *flag_of(const char *name)
{
	if (!strcasecmp(name, "\\Seen"))
		return mailimap_flag_new_seen();
	if (!strcasecmp(name, "\\Flagged"))
		return mailimap_flag_new_flagged();
	if (!strcasecmp(name, "\\Answered"))
		return mailimap_flag_new_answered();
	if (!strcasecmp(name, "\\Deleted"))
		return mailimap_flag_new_deleted();
	return mailimap_flag_new_flag_keyword(strdup(name));
}

/* The server said no: the session goes on. Anything else has ended it. */
static bool is_refusal(int error)
{
	return error == MAILIMAP_ERROR_UID_STORE || error == MAILIMAP_ERROR_STORE ||
	       error == MAILIMAP_ERROR_UID_MOVE || error == MAILIMAP_ERROR_MOVE ||
	       error == MAILIMAP_ERROR_UID_COPY || error == MAILIMAP_ERROR_COPY ||
	       error == MAILIMAP_ERROR_CREATE || error == MAILIMAP_ERROR_EXPUNGE ||
	       error == MAILIMAP_ERROR_EXTENSION || error == MAILIMAP_ERROR_PROTOCOL;
}

static int store_flag(struct fetch *f, struct mailimap_set *set, const char *name)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	invariant(flags && mailimap_flag_list_add(flags, flag_of(name)) == MAILIMAP_NO_ERROR);
	struct mailimap_store_att_flags *store = mailimap_store_att_flags_new_add_flags_silent(flags);
	invariant(store);
	session_begin(f);
	int r = mailimap_uid_store(f->imap, set, store);
	mailimap_store_att_flags_free(store);
	return r;
}

/* The mailbox is a convenience for its human readers, what counts lies in the database: so where a server
 * cannot do what is asked, the next best is done, and that is said once. */
static int set_flag(struct fetch *f, struct mailimap_set *set, const char *name)
{
	int r = MAILIMAP_ERROR_UID_STORE;
	if (!f->flag_refused)
		r = store_flag(f, set, name);
	if (!is_refusal(r))
		return r;
	if (!f->flag_refused)
		log_event(LOG_LEVEL_WARNING, "fetch.flag_refused", "instead=\\Seen");
	f->flag_refused = true;
	r = store_flag(f, set, "\\Seen");
	return is_refusal(r) ? MAILIMAP_NO_ERROR : r;
}

static int copy_and_expunge(struct fetch *f, struct mailimap_set *set, const char *folder)
{
	session_begin(f);
	int r = mailimap_uid_copy(f->imap, set, folder);
	if (r != MAILIMAP_NO_ERROR)
		return r;
	r = store_flag(f, set, "\\Deleted");
	if (r != MAILIMAP_NO_ERROR)
		return r;
	session_begin(f);
	return mailimap_uid_expunge(f->imap, set);
}

static int move_once(struct fetch *f, struct mailimap_set *set, const char *folder)
{
	if (mailimap_has_extension(f->imap, "MOVE")) {
		session_begin(f);
		return mailimap_uid_move(f->imap, set, folder);
	}
	/* Without UID EXPUNGE, others' deleted messages would go too. */
	if (mailimap_has_uidplus(f->imap))
		return copy_and_expunge(f, set, folder);
	return MAILIMAP_ERROR_UID_MOVE;
}

static int move(struct fetch *f, struct mailimap_set *set, const char *folder)
{
	int r = f->move_refused ? MAILIMAP_ERROR_UID_MOVE : move_once(f, set, folder);
	if (is_refusal(r) && !f->move_refused) {
		session_begin(f);
		r = mailimap_create(f->imap, folder);
		if (r == MAILIMAP_NO_ERROR)
			r = move_once(f, set, folder);
	}
	if (!is_refusal(r))
		return r;
	if (!f->move_refused)
		log_event(LOG_LEVEL_WARNING, "fetch.move_refused", "instead=\\Seen");
	f->move_refused = true;
	return set_flag(f, set, "\\Seen");
}

static enum outcome settle_some(
        struct fetch *f, const uint32_t *v, size_t n, const char *folder, struct reason *why)
{
	struct mailimap_set *set = set_of_uids(v, n);
	int r = MAILIMAP_NO_ERROR;
	if (f->config->settled_action == SETTLED_FLAG)
		r = set_flag(f, set, f->config->settled_flag);
	else if (f->config->settled_action == SETTLED_MOVE)
		r = move(f, set, folder);
	mailimap_set_free(set);
	if (r != MAILIMAP_NO_ERROR)
		return session_fail(f, r, "settling", why);
	durable_step("fetch.flagged");
	struct buf body = BUF_INIT(WIRE_MESSAGE_MOST - 8);
	wire_put_u32(&body, f->uid_validity);
	wire_put_u32(&body, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		wire_put_u32(&body, v[i]);
	enum outcome o = fetch_tell_keep(f, MSG_SETTLED_DONE, &body, why);
	buf_free(&body);
	return o;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void tidy(struct uids *q)
{
	size_t kept = 0;
	qsort(q->v, q->n, sizeof *q->v, by_value);
	for (size_t i = 0; i < q->n; i++)
		if (kept == 0 || q->v[kept - 1] != q->v[i])
			q->v[kept++] = q->v[i];
	q->n = kept;
}

enum outcome settle_all(struct fetch *f, struct reason *why)
{
	struct uids *q = &f->settle;
	struct buf folder = BUF_INIT(1024);
	enum outcome o = DONE;
	size_t done = 0;
	if (q->n && f->settle_validity != f->uid_validity) {
		log_event(LOG_LEVEL_NOTICE, "fetch.settle_ignored",
		        "messages=%zu reason=\"of another UIDVALIDITY\"", q->n);
		q->n = 0;
	}
	if (q->n == 0)
		return DONE;
	tidy(q);
	if (f->config->settled_action == SETTLED_MOVE)
		o = mailbox_name_encode(f->config->settled_folder, &folder, why);
	while (o == DONE && done < q->n && !f->stop) {
		size_t n = q->n - done < LIMIT_UIDS_PER_MESSAGE ? q->n - done : LIMIT_UIDS_PER_MESSAGE;
		o = settle_some(f, q->v + done, n, buf_str(&folder), why);
		if (o == DONE)
			done += n;
	}
	memmove(q->v, q->v + done, (q->n - done) * sizeof *q->v);
	q->n -= done;
	buf_free(&folder);
	return o;
}
