#include "daemon/fetch/probe.h"

#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MILLISECONDS = 2000,
	MAIL_MOST = 64 << 10, /* our own mail is small, whatever servers on its way added */
};

static bool go_on(void *context)
{
	(void)context;
	return true;
}

static void begin(struct fetch *f, const struct config *config, const char *password)
{
	*f = (struct fetch){.main_fd = -1, .keep_fd = -1, .config = config, .password = password};
	f->pulse = (struct net_pulse){go_on, NULL};
	f->folder = BUF_INIT(LIMIT_NAME_BYTES);
}

static void end(struct fetch *f)
{
	session_close(f);
	buf_free(&f->folder);
}

static void note_offers(struct fetch *f, struct fetch_probe *probe)
{
	const struct mailimap_connection_info *info = f->imap->imap_connection_info;
	size_t len = 0;
	probe->has_peer = net_read_peer(f->net, &probe->peer);
	probe->idle = mailimap_has_idle(f->imap);
	probe->uidplus = mailimap_has_uidplus(f->imap);
	probe->id = mailimap_has_id(f->imap);
	probe->move = mailimap_has_extension(f->imap, "MOVE");
	probe->offers[0] = '\0';
	if (!info || !info->imap_capability)
		return;
	for (clistiter *i = clist_begin(info->imap_capability->cap_list); i; i = clist_next(i)) {
		const struct mailimap_capability *c = clist_content(i);
		bool is_auth = c->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE;
		int put = snprintf(probe->offers + len, sizeof probe->offers - len, "%s%s%s", len ? " " : "",
		        is_auth ? "AUTH=" : "", is_auth ? c->cap_data.cap_auth_type : c->cap_data.cap_name);
		if (put < 0 || (size_t)put >= sizeof probe->offers - len)
			return;
		len += (size_t)put;
	}
}

/* "*" is the last message; UIDNEXT is not asked for, because some servers tell a wrong one. */
static enum outcome find_last(struct fetch *f, struct fetch_probe *probe, struct reason *why)
{
	struct listing list = {0};
	probe->messages = f->imap->imap_selection_info->sel_exists;
	if (!probe->messages)
		return DONE;
	enum outcome o = list_messages(f, mailimap_set_new_single(0), 0, &list, why);
	if (o == DONE && list.n)
		probe->last_uid = list.v[list.n - 1].uid;
	free(list.v);
	return o;
}

enum outcome fetch_probe(
        const struct config *config, const char *password, struct fetch_probe *probe_r, struct reason *why)
{
	struct fetch f;
	*probe_r = (struct fetch_probe){0};
	begin(&f, config, password);
	enum outcome o = session_connect(&f, why);
	if (o == DONE) {
		probe_r->reached = REACHED_SERVER;
		note_offers(&f, probe_r);
		o = session_log_in(&f, why);
	}
	if (o == DONE) {
		probe_r->reached = REACHED_MAILBOX;
		note_offers(&f, probe_r);
		o = session_select(&f, why);
	}
	if (o == DONE)
		o = find_last(&f, probe_r, why);
	if (o == DONE)
		probe_r->reached = REACHED_FOLDER;
	end(&f);
	return o;
}

static bool take_body(
        int type, struct mailimap_msg_att_body_section *section, const char *bytes, size_t len, void *body)
{
	(void)type;
	(void)section;
	buf_put(body, bytes, len);
	return true;
}

static void drop_message(struct mailimap_msg_att *m, void *body)
{
	(void)m;
	(void)body;
}

/* The whole of it: servers search for header fields in ways of their own. */
static enum outcome holds_token(
        struct fetch *f, uint32_t uid, const char *token, bool *holds_r, struct reason *why)
{
	struct buf body = BUF_INIT(MAIL_MOST);
	struct mailimap_section *all = mailimap_section_new(NULL);
	struct mailimap_fetch_type *items = mailimap_fetch_type_new_fetch_att_list_empty();
	struct mailimap_set *set = mailimap_set_new_single(uid);
	clist *rest = NULL;
	invariant(all && items && set);
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(items, mailimap_fetch_att_new_body_peek_section(all));
	mailimap_set_msg_body_handler(f->imap, take_body, &body);
	mailimap_set_msg_att_handler(f->imap, drop_message, &body);
	session_begin(f);
	int r = mailimap_uid_fetch(f->imap, set, items, &rest);
	if (r == MAILIMAP_NO_ERROR)
		mailimap_fetch_list_free(rest);
	mailimap_set_msg_body_handler(f->imap, range_take_body, f);
	mailimap_set_msg_att_handler(f->imap, range_take_message, f);
	mailimap_fetch_type_free(items);
	mailimap_set_free(set);
	*holds_r = body.len && memmem(body.data, body.len, token, strlen(token)) != NULL;
	buf_free(&body);
	return r == MAILIMAP_NO_ERROR ? DONE : session_fail(f, r, "FETCH", why);
}

static enum outcome look(
        struct fetch *f, uint32_t *after, const char *token, bool *there_r, struct reason *why)
{
	struct listing list = {0};
	session_begin(f);
	int r = mailimap_noop(f->imap);
	if (r != MAILIMAP_NO_ERROR)
		return session_fail(f, r, "NOOP", why);
	enum outcome o = list_messages(f, mailimap_set_new_interval(*after + 1, 0), *after, &list, why);
	for (size_t i = 0; o == DONE && !*there_r && i < list.n; i++) {
		if (list.v[i].bytes <= MAIL_MOST)
			o = holds_token(f, list.v[i].uid, token, there_r, why);
		*after = list.v[i].uid;
	}
	free(list.v);
	return o;
}

enum outcome fetch_probe_wait(const struct config *config, const char *password, uint32_t after,
        const char *token, unsigned seconds, struct reason *why)
{
	struct fetch f;
	bool there = false;
	int64_t until = net_now() + (int64_t)seconds * 1000;
	begin(&f, config, password);
	enum outcome o = session_connect(&f, why);
	if (o == DONE)
		o = session_log_in(&f, why);
	if (o == DONE)
		o = session_select(&f, why);
	while (o == DONE && !there) {
		o = look(&f, &after, token, &there, why);
		if (o == DONE && !there && net_now() > until)
			o = fail(why, LATER, "it did not arrive in %s within %u s", config->folder, seconds);
		if (o == DONE && !there)
			poll(NULL, 0, LOOK_MILLISECONDS);
	}
	end(&f);
	return o;
}
