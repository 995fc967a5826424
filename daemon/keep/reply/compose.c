#include "daemon/keep/reply/compose.h"

#include "daemon/keep/reply/encoded_word.h"
#include "daemon/keep/reply/message_id.h"
#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"

#include <gmime/gmime.h>
#include <string.h>

bool compose_address_is_safe(const char *address)
{
	const char *at = strchr(address, '@');
	size_t len = strlen(address);
	if (!at || at == address || !at[1] || strchr(at + 1, '@') || len > 254 || address[0] == '-')
		return false;
	for (const char *c = address; *c; c++)
		if (*c <= ' ' || *c >= 0x7f || strchr("<>()[]\\,;:\"%", *c))
			return false;
	return true;
}

/* GMime must be told the order: header fields are written in the order in which they were first set. */
static void set_field(GMimeMessage *m, const char *name, const char *value)
{
	g_mime_object_set_header(GMIME_OBJECT(m), name, value, "UTF-8");
}

/* A field whose value is already as it will be written, lines and all. */
static void set_raw_field(GMimeMessage *m, const char *name, const struct buf *value)
{
	struct buf raw = BUF_INIT(LIMIT_HEADER_BYTES);
	set_field(m, name, "x");
	buf_printf(&raw, " %s\n", buf_str(value));
	g_mime_header_set_raw_value(
	        g_mime_header_list_get_header(g_mime_object_get_header_list(GMIME_OBJECT(m)), name),
	        buf_str(&raw));
	buf_free(&raw);
}

static void put_shown(const char *text, struct buf *out)
{
	struct buf shown = BUF_INIT(LIMIT_HEADER_BYTES);
	shown_text(text, LIMIT_SUBJECT_CHARACTERS, &shown);
	encoded_word_put(buf_str(&shown), out);
	buf_free(&shown);
}

static void set_sender(GMimeMessage *m, const struct compose *c)
{
	struct buf from = BUF_INIT(LIMIT_HEADER_BYTES);
	put_shown(c->from_name ? c->from_name : "", &from);
	buf_printf(&from, from.len ? "\n <%s>" : "<%s>", c->from_address);
	set_raw_field(m, "From", &from);
	buf_free(&from);
}

static void set_subject(GMimeMessage *m, const char *subject)
{
	struct buf words = BUF_INIT(LIMIT_HEADER_BYTES);
	put_shown(subject, &words);
	set_raw_field(m, "Subject", &words);
	buf_free(&words);
}

static enum outcome set_people(GMimeMessage *m, const struct compose *c, struct reason *why)
{
	if (!compose_address_is_safe(c->from_address))
		return fail(why, REFUSED, "the mailbox's own address cannot stand in a mail");
	set_sender(m, c);
	if (c->n_to == 0)
		return fail(why, REFUSED, "a mail without recipient");
	for (size_t i = 0; i < c->n_to; i++) {
		if (!compose_address_is_safe(c->to[i]))
			return fail(why, REFUSED, "the recipient's address cannot stand in a mail");
		InternetAddress *to = internet_address_mailbox_new(NULL, c->to[i]);
		internet_address_list_add(g_mime_message_get_addresses(m, GMIME_ADDRESS_TYPE_TO), to);
		g_object_unref(to);
	}
	return DONE;
}

static enum outcome set_identity(GMimeMessage *m, const struct compose *c, struct reason *why)
{
	struct buf own = BUF_INIT(LIMIT_MESSAGE_ID_BYTES + 2);
	if (!message_id_first(c->message_id, &own) || strcmp(buf_str(&own), c->message_id) != 0) {
		buf_free(&own);
		return fail(why, REFUSED, "the Message-ID is none");
	}
	GTimeZone *zone = g_time_zone_new_offset(c->utc_offset);
	GDateTime *utc = g_date_time_new_from_unix_utc(c->date);
	GDateTime *date = utc ? g_date_time_to_timezone(utc, zone) : NULL;
	if (date) {
		g_mime_message_set_date(m, date);
		g_date_time_unref(date);
		g_date_time_unref(utc);
	}
	g_time_zone_unref(zone);
	set_field(m, "Message-ID", buf_str(&own));
	buf_free(&own);
	return date ? DONE : fail(why, REFUSED, "the date is none");
}

static void set_thread(GMimeMessage *m, const struct compose *c)
{
	struct buf in_reply_to = BUF_INIT(LIMIT_MESSAGE_ID_BYTES + 2);
	struct buf references = BUF_INIT((LIMIT_REFERENCES + 1) * (LIMIT_MESSAGE_ID_BYTES + 2));
	if (message_id_first(c->answers_message_id, &in_reply_to))
		set_field(m, "In-Reply-To", buf_str(&in_reply_to));
	message_id_references(c->answers_references, c->answers_message_id, &references);
	if (references.len)
		set_field(m, "References", buf_str(&references));
	buf_free(&in_reply_to);
	buf_free(&references);
}

/* RFC 3834 for those who know it, Microsoft's field for Exchange. No Precedence: RFC 3834 advises against it,
 * and "bulk" would let providers put a correction request where nobody reads. */
static void set_automatic(GMimeMessage *m, const struct compose *c)
{
	bool answer = c->answers_message_id != NULL;
	set_field(m, "Auto-Submitted", answer ? "auto-replied" : "auto-generated");
	set_field(m, "X-Auto-Response-Suppress", "All");
}

/* Text parts have CRLF within before they are encoded (RFC 2046, 4.1.1). */
static GMimePart *make_part(const char *subtype, const char *text)
{
	struct buf lines = BUF_INIT(LIMIT_ANSWER_BYTES);
	for (const char *c = text; *c; c++) {
		if (*c == '\n')
			buf_putc(&lines, '\r');
		if (*c != '\r')
			buf_putc(&lines, *c);
	}
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(buf_str(&lines), lines.len);
	GMimeDataWrapper *content =
	        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	/* Chinese takes 4 bytes a character so, 9 in quoted-printable; and no relay finds a line to break. */
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_object_unref(content);
	g_object_unref(stream);
	buf_free(&lines);
	return part;
}

/* In place of the random boundary that GMime drew, or in the sandbox failed to draw: `kind` tells nested ones apart. */
static GMimeMultipart *make_multipart(const struct compose *c, const char *subtype, const char *kind)
{
	struct hash hash;
	char hex[HASH_HEX_SIZE], boundary[HASH_HEX_SIZE + 16];
	hash_bytes(c->message_id, strlen(c->message_id), &hash);
	hash_to_hex(&hash, hex);
	/* "=_" can stand neither in base64 nor in quoted-printable. */
	snprintf(boundary, sizeof boundary, "=_%s_%.32s", kind, hex);
	GMimeMultipart *m = g_mime_multipart_new_with_subtype(subtype);
	g_mime_multipart_set_boundary(m, boundary);
	return m;
}

static GMimePart *make_attachment(const struct compose_file *file)
{
	GMimePart *part = g_mime_part_new_with_type(file->type, file->subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(file->bytes, file->len);
	GMimeDataWrapper *content =
	        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
	g_mime_part_set_filename(part, file->name);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_object_unref(content);
	g_object_unref(stream);
	return part;
}

/* Takes over the part. */
static void add_part(GMimeMultipart *m, GMimePart *part)
{
	g_mime_multipart_add(m, GMIME_OBJECT(part));
	g_object_unref(part);
}

static void set_body(GMimeMessage *m, const struct compose *c)
{
	GMimeMultipart *both = make_multipart(c, "alternative", "xw");
	GMimeMultipart *whole = c->file ? make_multipart(c, "mixed", "xwm") : NULL;
	add_part(both, make_part("plain", c->text));
	add_part(both, make_part("html", c->html));
	if (whole) {
		g_mime_multipart_add(whole, GMIME_OBJECT(both));
		add_part(whole, make_attachment(c->file));
	}
	g_mime_message_set_mime_part(m, GMIME_OBJECT(whole ? whole : both));
	g_object_unref(both);
	if (whole)
		g_object_unref(whole);
}

static enum outcome write_message(GMimeMessage *m, struct buf *out, struct reason *why)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeStream *memory = g_mime_stream_mem_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	ssize_t n = g_mime_object_write_to_stream(GMIME_OBJECT(m), format, memory);
	const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	if (n >= 0)
		buf_put(out, bytes->data, bytes->len);
	g_object_unref(memory);
	g_mime_format_options_free(format);
	if (n < 0 || out->overrun)
		return fail(why, REFUSED, "the message is longer than allowed");
	return DONE;
}

enum outcome compose_message(const struct compose *c, struct buf *out, struct reason *why)
{
	g_mime_init(); /* counted by the library: cheap when it was called before */
	GMimeMessage *m = g_mime_message_new(FALSE);
	enum outcome o = set_people(m, c, why);
	if (o == DONE) {
		set_subject(m, c->subject);
		o = set_identity(m, c, why);
	}
	if (o == DONE) {
		set_thread(m, c);
		set_automatic(m, c);
		set_field(m, "MIME-Version", "1.0");
		set_body(m, c);
		o = write_message(m, out, why);
	}
	g_object_unref(m);
	return o;
}
