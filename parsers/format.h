/* The formats that can be read: a new one is a file with a reader and a row in the table of format.c. */
#ifndef PARSERS_FORMAT_H
#define PARSERS_FORMAT_H

#include "parsers/document.h"

/* A decoded part, as a reader gets it. */
struct content {
	const char *bytes; /* the first bytes, at most LIMIT_BODY_TEXT_BYTES of them */
	size_t len;
	bool cut;                  /* there is more than `len` */
	const char *charset;       /* as declared, "" where it was not */
	bool flowed, delete_blank; /* format=flowed, delsp=yes */
	int fd;                    /* the whole: `size` bytes of this file from `offset` on; -1: not kept */
	uint64_t offset, size;
};

struct sheet_sink;
struct collector;

struct format {
	const char *type;
	bool readable; /* what stands inside was or will be seen: text, or a picture or sound, which holds no
	                  labels */
	bool facts_only; /* nothing is read but what kind of picture, sound or film it is: that takes little time */
	/* Appends blocks to `text` and sets its facts. REFUSED: `text->unread` says why for people, `why` for
	 * the log. NULL: there is nothing to read. */
	enum outcome (*read)(const struct content *c, struct arena *a, struct text *text, struct reason *why);
	/* Of a spreadsheet also cell by cell (see sheet.h); NULL elsewhere. */
	enum outcome (*read_sheets)(const struct content *c, const struct sheet_sink *sink, struct text *text,
	        struct reason *why);
	/* Gives the files inside to `to` (see collect.h), which is open for them; the content comes without its first
	 * bytes. REFUSED: `unread_r` says why, what was given before is good. LATER: as `to` said. NULL: it is no
	 * container. */
	enum outcome (*unpack)(
	        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why);
};

/* Never NULL: unknown types are one row, not readable. */
const struct format *format_by_type(const char *type);

#endif
