#include "base/log.h"
#include "daemon/fetch/mailbox_name.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <strings.h>

void session_begin(struct fetch *f)
{
	net_begin(f->net, &(struct net_bounds){.silence = fetch_times.command,
	                          .whole = 2 * fetch_times.command,
	                          .bytes = LIMIT_COMMAND_BYTES});
}

enum outcome session_fail(struct fetch *f, int error, const char *doing, struct reason *why)
{
	const char *lost = net_failure(f->net);
	if (*lost)
		return fail(why, LATER, "%s: %s", doing, lost);
	if (error == MAILIMAP_ERROR_STREAM || error == MAILIMAP_ERROR_FATAL)
		return fail(why, LATER, "%s: the connection is over", doing);
	if (error == MAILIMAP_ERROR_PARSE || !f->imap->imap_response)
		return fail(why, LATER, "%s: the server's answer cannot be understood", doing);
	return fail(why, LATER, "%s: the server said no: %.200s", doing, f->imap->imap_response);
}

/* libetpan ignores the message handler unless progress is reported to somebody. */
static void ignore_progress(size_t current, size_t most, void *context)
{
	(void)current;
	(void)most;
	(void)context;
}

static enum outcome greet(struct fetch *f, struct reason *why)
{
	const struct server *s = &f->config->imap;
	enum outcome o = net_open(s, fetch_times.connect, &f->pulse, &f->net, why);
	if (o != DONE)
		return o;
	session_begin(f);
	f->imap = mailimap_new(0, NULL);
	mailstream *stream = net_stream(f->net);
	invariant(f->imap && stream);
	mailimap_set_progress_callback(f->imap, ignore_progress, ignore_progress, NULL);
	mailimap_set_msg_body_handler(f->imap, range_take_body, f);
	mailimap_set_msg_att_handler(f->imap, range_take_message, f);
	int r = mailimap_connect(f->imap, stream);
	if (r != MAILIMAP_NO_ERROR_NON_AUTHENTICATED && r != MAILIMAP_NO_ERROR_AUTHENTICATED)
		return session_fail(f, r, "greeting", why);
	if (s->tls != TLS_STARTTLS)
		return DONE;
	r = mailimap_starttls(f->imap);
	if (r != MAILIMAP_NO_ERROR && stream->read_buffer_len == 0)
		return session_fail(f, r, "STARTTLS", why);
	return net_start_tls(f->net, stream->read_buffer_len, why);
}

static enum outcome ask_capability(struct fetch *f, struct reason *why)
{
	struct mailimap_capability_data *data = NULL;
	session_begin(f);
	int r = mailimap_capability(f->imap, &data);
	if (r != MAILIMAP_NO_ERROR)
		return session_fail(f, r, "CAPABILITY", why);
	mailimap_capability_data_free(data);
	return DONE;
}

/* libetpan frees the strings of an ID only where they are its own kind. */
static char *own_string(const char *s)
{
	MMAPString *own = mmap_string_new(s);
	invariant(own && mmap_string_ref(own) == 0);
	return own->str;
}

static int say_id(mailimap *imap)
{
	struct mailimap_id_params_list *ours = mailimap_id_params_list_new_empty(), *theirs = NULL;
	invariant(ours);
	mailimap_id_params_list_add_name_value(ours, own_string("name"), own_string("xuanwangd"));
	mailimap_id_params_list_add_name_value(ours, own_string("version"), own_string("0.1"));
	int r = mailimap_id(imap, ours, &theirs);
	mailimap_id_params_list_free(ours);
	if (r == MAILIMAP_NO_ERROR && theirs)
		mailimap_id_params_list_free(theirs);
	return r;
}

/* Some servers (NetEase) let nobody select a folder who has not said who they are; others refuse the
 * question. */
static enum outcome introduce(struct fetch *f, struct reason *why)
{
	if (f->skip_id || !mailimap_has_id(f->imap))
		return DONE;
	session_begin(f);
	int r = say_id(f->imap);
	if (r == MAILIMAP_NO_ERROR || r == MAILIMAP_ERROR_EXTENSION || r == MAILIMAP_ERROR_PROTOCOL)
		return DONE; /* a refusal does not matter, unless the folder is refused for it */
	f->skip_id = r == MAILIMAP_ERROR_PARSE;
	return session_fail(f, r, "ID", why);
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

/* RFC 5530: these refusals are about the server's day, not about the password. */
static bool is_temporary(const mailimap *imap)
{
	const char *code = imap->imap_response_info ? imap->imap_response_info->rsp_atom : NULL;
	return code && (!strcasecmp(code, "UNAVAILABLE") || !strcasecmp(code, "INUSE") ||
	                       !strcasecmp(code, "LIMIT") || !strcasecmp(code, "SERVERBUG"));
}

static enum outcome log_in(struct fetch *f, struct reason *why)
{
	if (f->imap->imap_state == MAILIMAP_STATE_AUTHENTICATED)
		return DONE;
	if (has_control(f->config->imap.user) || has_control(f->password))
		return fail(why, REFUSED, "the IMAP user or password holds a control character");
	session_begin(f);
	int r = mailimap_login(f->imap, f->config->imap.user, f->password);
	if (r == MAILIMAP_NO_ERROR)
		return DONE;
	if (r != MAILIMAP_ERROR_LOGIN || is_temporary(f->imap))
		return session_fail(f, r, "LOGIN", why);
	log_event(LOG_LEVEL_ERROR, "fetch.login_refused",
	        "action=\"xuanwangctl probe tells more; a new authorization code: xuanwangctl password\"");
	return fail(why, REFUSED,
	        "the server refuses the user or password (many providers want an authorization code instead "
	        "of the "
	        "password): %.200s",
	        f->imap->imap_response ? f->imap->imap_response : "");
}

enum outcome session_select(struct fetch *f, struct reason *why)
{
	enum outcome o = mailbox_name_encode(f->config->folder, &f->folder, why);
	if (o != DONE)
		return o;
	session_begin(f);
	int r = mailimap_select(f->imap, buf_str(&f->folder));
	if (r == MAILIMAP_ERROR_SELECT)
		return fail(why, REFUSED, "the server does not open the folder: %.200s",
		        f->imap->imap_response ? f->imap->imap_response : "");
	if (r != MAILIMAP_NO_ERROR)
		return session_fail(f, r, "SELECT", why);
	f->uid_validity = f->imap->imap_selection_info->sel_uidvalidity;
	if (!f->uid_validity)
		return fail(why, REFUSED,
		        "the server gives no UIDVALIDITY: messages cannot be told apart safely");
	return DONE;
}

static enum outcome agree_on_cursor(struct fetch *f, struct reason *why)
{
	struct buf body = BUF_INIT(4096);
	wire_put_str(&body, f->config->folder);
	wire_put_u32(&body, f->uid_validity);
	enum outcome o = fetch_tell_keep(f, MSG_SESSION, &body, why);
	buf_free(&body);
	if (o == DONE)
		o = fetch_await(f, MSG_CURSOR, why);
	if (o != DONE)
		return o;
	f->cursor = wire_get_u32(&f->inbox->body);
	message_close_fds(f->inbox);
	if (!wire_is_whole(&f->inbox->body))
		return fail(why, BROKEN, "keep's cursor cannot be read");
	return DONE;
}

enum outcome session_connect(struct fetch *f, struct reason *why)
{
	enum outcome o = greet(f, why);
	return o == DONE ? ask_capability(f, why) : o;
}

enum outcome session_log_in(struct fetch *f, struct reason *why)
{
	enum outcome o = log_in(f, why);
	if (o == DONE) /* what is offered may have changed with the login */
		o = ask_capability(f, why);
	return o == DONE ? introduce(f, why) : o;
}

enum outcome session_open(struct fetch *f, struct reason *why)
{
	f->proven = false;
	enum outcome o = session_connect(f, why);
	if (o == DONE)
		o = session_log_in(f, why);
	if (o == DONE)
		o = session_select(f, why);
	if (o == DONE)
		o = agree_on_cursor(f, why);
	if (o == DONE)
		log_event(LOG_LEVEL_INFO, "fetch.session", "uidvalidity=%u cursor=%u idle=%d",
		        f->uid_validity, f->cursor, mailimap_has_idle(f->imap));
	return o;
}

void session_close(struct fetch *f)
{
	if (f->imap) {
		net_begin(f->net,
		        &(struct net_bounds){.whole = LIMIT_LOGOUT_SECONDS, .bytes = LIMIT_COMMAND_BYTES});
		f->leaving = true;
		mailimap_free(f->imap); /* says LOGOUT; on a lost connection that fails at once */
		f->leaving = false;
		f->imap = NULL;
	}
	net_close(&f->net);
}

void session_prove(struct fetch *f)
{
	f->proven = true;
	f->failures = 0;
	if (f->troubled)
		fetch_tell_main(f, DONE, "");
}
