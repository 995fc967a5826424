/* A raw message to a document: the MIME tree walked, every leaf decoded in a stream, bodies and readable
 * files to texts. */
#ifndef PARSERS_MIME_H
#define PARSERS_MIME_H

#include "parsers/format.h"

/* Readies all that parsing needs from files (charsets, magic, GMime, libxml2). Must be called once before the
 * sandbox. */
MUST_USE enum outcome mime_preload(struct reason *why);

/* Reads the message in `mail_fd` from its start; memory does not grow with attachments. Files are appended to
 * `contents_fd` from its current size on (-1: they are only hashed; archives and attached messages coded in
 * base64 are then not looked into). Every input gives a document, also an empty one; LATER: a file cannot be
 * read or written.
 *
 * An attached message is a part of its own (type message/rfc822; where it was not in a
 * transfer encoding nothing of it is kept, and size and hash stand for those of its leaves) and its
 * leaves follow it with `parent` set. What a cap left out sets claims.incomplete and leaves a note. */
MUST_USE enum outcome mime_read(
        int mail_fd, int contents_fd, struct arena *a, struct document **d_r, struct reason *why);

/* A message that came as a file (in a transfer encoding, or in an archive), as struct format wants it. */
MUST_USE enum outcome mime_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why);

#endif
