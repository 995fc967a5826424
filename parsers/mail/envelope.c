#include "parsers/mail/envelope.h"

#include "parsers/mail/authres.h"
#include "parsers/mail/header.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *envelope_field(GMimeObject *object, const char *name)
{
	GMimeHeader *h = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
	const char *raw = h ? g_mime_header_get_raw_value(h) : NULL;
	return raw ? raw : "";
}

const char *envelope_cap(const char *s, size_t most, struct arena *a)
{
	size_t len = strlen(s);
	return len <= most ? s : arena_strndup(a, s, charset_cut_utf8(s, most));
}

static int64_t read_date(const char *raw)
{
	char value[256];
	size_t len = strnlen(raw, sizeof value - 1);
	memcpy(value, raw, len);
	value[len] = '\0';
	GDateTime *date = g_mime_utils_header_decode_date(value);
	int64_t seconds = date ? g_date_time_to_unix(date) : 0;
	if (date)
		g_date_time_unref(date);
	return seconds > 0 ? seconds : 0;
}

/* A trace field ends in "; date". */
static int64_t read_received(const char *raw)
{
	const char *semicolon = strrchr(raw, ';');
	return semicolon ? read_date(semicolon + 1) : 0;
}

static void read_sender(GMimeObject *m, struct claims *c, struct arena *a)
{
	struct mailbox from = header_first_mailbox(envelope_field(m, "From"), a);
	struct mailbox reply = header_first_mailbox(envelope_field(m, "Reply-To"), a);
	c->from_name = envelope_cap(from.name, LIMIT_VALUE_BYTES, a);
	c->from_address = from.address;
	c->from_written = from.written;
	c->reply_to = strcasecmp(reply.address, from.address) == 0 ? "" : reply.address;
}

static int count_fields(GMimeObject *m, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(m);
	int n = 0;
	for (int i = 0; i < g_mime_header_list_get_count(list); i++)
		n += strcasecmp(g_mime_header_get_name(g_mime_header_list_get_header_at(list, i)), name) == 0;
	return n;
}

static void fill_claims(GMimeObject *m, struct claims *c, struct arena *a)
{
	const char *subject = envelope_field(m, "Subject");
	c->subject = envelope_cap(header_decode(subject, strlen(subject), a), LIMIT_VALUE_BYTES, a);
	read_sender(m, c, a);
	c->message_id = header_clean(envelope_field(m, "Message-ID"), LIMIT_VALUE_BYTES, a);
	c->in_reply_to = header_clean(envelope_field(m, "In-Reply-To"), LIMIT_VALUE_BYTES, a);
	c->references = header_clean(envelope_field(m, "References"), LIMIT_HEADER_BYTES, a);
	c->date = read_date(envelope_field(m, "Date"));
	c->received = read_received(envelope_field(m, "Received"));
	/* The list gives the first field of a name: the topmost one. */
	const char *results =
	        header_clean(envelope_field(m, "Authentication-Results"), LIMIT_HEADER_BYTES, a);
	c->authentication = authres_read(results, c->from_address, a, &c->authserv_id);
	if (c->authentication == AUTHENTICATION_PASSED && count_fields(m, "From") != 1)
		c->authentication =
		        AUTHENTICATION_NEUTRAL; /* nobody knows for which of them it was checked */
	c->authserv_id = envelope_cap(c->authserv_id, LIMIT_VALUE_BYTES, a);
}

static const char *lower(const char *name, struct arena *a)
{
	char *copy = arena_strndup(a, name, strnlen(name, LIMIT_NAME_BYTES));
	for (char *s = copy; *s; s++)
		*s = isgraph((unsigned char)*s) ? (char)tolower((unsigned char)*s) : '?';
	return copy;
}

static void add_fields(GMimeObject *object, uint32_t message, struct document *d, struct arena *a)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	int n = g_mime_header_list_get_count(list);
	for (int i = 0; i < n; i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
		const char *raw = g_mime_header_get_raw_value(h);
		size_t len = raw ? strnlen(raw, LIMIT_HEADER_BYTES) : 0;
		if (d->headers.n >= LIMIT_HEADER_FIELDS || d->header_bytes + len > LIMIT_HEADERS_BYTES) {
			d->claims->incomplete = true;
			return;
		}
		d->header_bytes += len;
		struct header *field = list_add(a, &d->headers);
		*field = (struct header){
		        lower(g_mime_header_get_name(h), a), header_decode(raw ? raw : "", len, a), message};
	}
}

void envelope_read(GMimeMessage *m, uint32_t message, struct document *d, struct arena *a)
{
	GMimeObject *part = g_mime_message_get_mime_part(m);
	add_fields(GMIME_OBJECT(m), message, d, a);
	if (part)
		add_fields(part, message, d, a); /* GMime keeps the Content-* fields there */
	if (message == 0)
		fill_claims(GMIME_OBJECT(m), d->claims, a);
}
