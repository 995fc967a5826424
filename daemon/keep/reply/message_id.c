#include "daemon/keep/reply/message_id.h"
#include "daemon/keep/reply/compose.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>

enum { PART_HEX = 16 };

static const char kind_letters[] = {
        [COMPOSE_ANSWER] = 'a', [COMPOSE_DIGEST] = 'd', [COMPOSE_NOTICE] = 'n', [COMPOSE_SUMMARY] = 's'};

/* "xw.a.<hex of the subject>." and the keyed hash over it and the domain. */
static void put_local_part(const void *key, size_t key_len, enum compose_kind kind, const char *subject_hex,
        const char *domain, struct buf *out)
{
	struct buf signed_text = BUF_INIT(512);
	struct hash mac;
	char hex[HASH_HEX_SIZE];
	buf_printf(
	        &signed_text, "message-id:xw.%c.%.*s@%s", kind_letters[kind], PART_HEX, subject_hex, domain);
	hash_keyed(key, key_len, signed_text.data, signed_text.len, &mac);
	hash_to_hex(&mac, hex);
	buf_printf(out, "xw.%c.%.*s.%.*s", kind_letters[kind], PART_HEX, subject_hex, PART_HEX, hex);
	buf_free(&signed_text);
}

void compose_message_id(const void *key, size_t key_len, enum compose_kind kind,
        const struct hash *subject_of, const char *domain, struct buf *out)
{
	char hex[HASH_HEX_SIZE];
	hash_to_hex(subject_of, hex);
	buf_putc(out, '<');
	put_local_part(key, key_len, kind, hex, domain, out);
	buf_printf(out, "@%s>", domain);
}

static bool read_hex(const char *hex, uint8_t bytes_r[8])
{
	for (size_t i = 0; i < 8; i++) {
		unsigned byte = 0;
		if (strspn(hex + 2 * i, "0123456789abcdef") < 2 || sscanf(hex + 2 * i, "%2x", &byte) != 1)
			return false;
		bytes_r[i] = (uint8_t)byte;
	}
	return true;
}

bool compose_message_id_is_own(const void *key, size_t key_len, enum compose_kind kind, const char *id,
        const char *domain, uint8_t subject_of_r[8])
{
	static const size_t subject_at = sizeof "xw.a." - 1;
	size_t len = strlen(id);
	if (len > 1 && id[0] == '<' && id[len - 1] == '>') {
		id++;
		len -= 2;
	}
	if (len < subject_at + PART_HEX || !read_hex(id + subject_at, subject_of_r))
		return false;
	struct buf expected = BUF_INIT(512);
	put_local_part(key, key_len, kind, id + subject_at, domain, &expected);
	buf_printf(&expected, "@%s", domain);
	/* All bytes are compared whatever differs first: the time taken tells a forger nothing. */
	unsigned different = expected.len != len;
	for (size_t i = 0; i < expected.len && i < len; i++)
		different |= (unsigned char)(expected.data[i] ^ id[i]);
	buf_free(&expected);
	return different == 0;
}

/* The next "<...>" of a field that is fit to be sent on; false at its end. Moves *at behind it. */
static bool next_id(const char **at, const char **id_r, size_t *len_r)
{
	for (const char *p = strchr(*at, '<'); p; p = strchr(p, '<')) {
		size_t n = 1;
		while (p[n] > ' ' && p[n] < 0x7f && p[n] != '<' && p[n] != '>')
			n++;
		if (p[n] == '>' && n > 1 && n < LIMIT_MESSAGE_ID_BYTES) {
			*id_r = p;
			*len_r = n + 1;
			*at = p + n + 1;
			return true;
		}
		p += n;
	}
	return false;
}

bool message_id_first(const char *field, struct buf *out)
{
	const char *id;
	size_t len;
	if (!field || !next_id(&field, &id, &len))
		return false;
	buf_put(out, id, len);
	return true;
}

static size_t count_ids(const char *field)
{
	const char *id;
	size_t len, n = 0;
	while (field && next_id(&field, &id, &len))
		n++;
	return n;
}

void message_id_references(const char *references, const char *message_id, struct buf *out)
{
	const char *id;
	size_t len, n = count_ids(references);
	for (size_t i = 0; i < n; i++) {
		invariant(next_id(&references, &id, &len));
		/* The first holds the thread together, the latest say where in it we are (RFC 5322, 3.6.4).
		 */
		if (i > 0 && i + LIMIT_REFERENCES - 2 < n)
			continue;
		buf_printf(out, "%s%.*s", out->len ? " " : "", (int)len, id);
	}
	struct buf last = BUF_INIT(LIMIT_MESSAGE_ID_BYTES + 2);
	if (message_id_first(message_id, &last) && !strstr(buf_str(out), buf_str(&last)))
		buf_printf(out, "%s%s", out->len ? " " : "", buf_str(&last));
	buf_free(&last);
}
