/* An outgoing mail: text and HTML in multipart/alternative, made to the byte of what is given: no clock, no
 * randomness. Whatever a value holds, it cannot begin a header field: addresses are checked, Message-IDs
 * taken apart, the rest encoded. */
#ifndef KEEP_COMPOSE_H
#define KEEP_COMPOSE_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct compose_file {
	const char *name; /* UTF-8: encoded as RFC 2231 says */
	const char *type, *subtype;
	const void *bytes;
	size_t len;
};

struct compose {
	const char *from_name, *from_address; /* the mailbox, as configured */
	const char *const *to;                /* bare addresses */
	size_t n_to;
	const char *subject, *text, *html; /* UTF-8; lines end with "\n" */
	const char *message_id;            /* of compose_message_id, with its angle brackets */
	int64_t date;                      /* epoch seconds */
	int utc_offset;                    /* seconds east of UTC, for the Date field */
	/* The mail that is answered: its fields as it bore them, hostile, "" where it had none.
	 * Both NULL: this is no answer but a mail of its own accord. */
	const char *answers_message_id, *answers_references;
	const struct compose_file *file; /* attached; NULL for none */
};

/* Appends the message, lines ending in CRLF. REFUSED: an address or the Message-ID is none, or it grew over
 * the cap of `out`. */
MUST_USE enum outcome compose_message(const struct compose *c, struct buf *out, struct reason *why);

/* An address that may stand in a header field and an SMTP command: printable ASCII, one "@", nothing that
 * needs quoting. */
bool compose_address_is_safe(const char *address);

/* What an own Message-ID says: which kind of mail, about which received mail (or day, for a digest). */
enum compose_kind { COMPOSE_ANSWER, COMPOSE_DIGEST, COMPOSE_NOTICE, COMPOSE_SUMMARY, COMPOSE_KINDS };

/* Appends "<xw.a.<16 hex of subject_of>.<16 hex of a keyed hash>@domain>": the same for the same mail after
 * any restart, and only we can make one. `domain` is that of the mailbox's address. */
void compose_message_id(const void *key, size_t key_len, enum compose_kind kind,
        const struct hash *subject_of, const char *domain, struct buf *out);

/* Whether one Message-ID (with or without angle brackets) was made by compose_message_id with this key and
 * domain; the hash's first 8 bytes are in `subject_of_r` then. */
bool compose_message_id_is_own(const void *key, size_t key_len, enum compose_kind kind, const char *id,
        const char *domain, uint8_t subject_of_r[8]);

#endif
