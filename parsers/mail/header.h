/* Header field values from raw bytes: RFC 2047 words as clients really write them, raw 8-bit text, addresses.
 * GMime's own decoder drops what follows a padded word and cannot join characters cut between words, so only
 * its raw values are used. */
#ifndef PARSERS_HEADER_H
#define PARSERS_HEADER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* One line of UTF-8, control bytes made blanks, blanks at its ends removed. At most LIMIT_HEADER_BYTES of
 * `raw` are read. */
char *header_decode(const char *raw, size_t len, struct arena *a);

/* A field of message ids: no decoding; line ends and control bytes made blanks, trimmed, at most `most`
 * bytes. */
char *header_clean(const char *raw, size_t most, struct arena *a);

struct mailbox {
	const char *name;    /* decoded, "" where there is none */
	const char *address; /* sound, else "" */
	const char *
	        written; /* the same, or what stands in its place without a domain: MAILER-DAEMON; for people */
};

/* The first mailbox of an address list. */
struct mailbox header_first_mailbox(const char *raw, struct arena *a);

/* local@domain in ASCII without anything that could end a line, a path or a command of SMTP. */
bool header_address_is_sound(const char *address);

/* `s` without surrounding quotes and with its escapes undone, also where the second byte of a GBK character
 * is a backslash. */
char *header_unquote(const char *s, size_t len, struct arena *a);

#endif
