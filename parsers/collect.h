/* Decoded bytes to parts of the mail: each is hashed, counted, kept, told by its content and read by the
 * table of formats. What holds files in turn (an archive, winmail.dat, an attached message as a file) is
 * opened afterwards, one after the other and never inside another, so that memory does not add up with the
 * depth. */
#ifndef PARSERS_COLLECT_H
#define PARSERS_COLLECT_H

#include "base/buf.h"
#include "parsers/document.h"
#include "parsers/format.h"

/* Where the decoded bytes of one mail go. */
struct contents {
	int fd;          /* -1: nothing is kept */
	uint64_t offset; /* the next byte's */
};

/* What is known of a part besides its bytes. Strings live in the arena or are constants; "" where unknown. */
struct item {
	const char *name, *declared, *charset;
	const char *type; /* where it is known beforehand; NULL: the content tells */
	const char *cid;  /* NULL: cannot be an ornament */
	enum part_role role;
	uint32_t parent, message;
	unsigned depth; /* files that hold files around it */
	bool flowed, delete_blank;
};

/* A part that is opened. */
struct container {
	uint32_t part, message;
	unsigned depth;
	uint64_t unpacked; /* bytes so far */
	bool overfull;     /* over a cap of bytes or parts */
};

struct showing;

struct collector {
	struct arena *arena;
	struct document *document;
	struct contents contents;
	LIST(const char *) cids;        /* of each part, as in struct item */
	LIST(struct showing) ornaments; /* known once the HTML was read, before or after the pictures */
	LIST(struct container) waiting; /* all that is or was to be opened */
	size_t opened;                  /* of them */
	struct container inside;        /* the one that is open now; part NO_PART: none */
	uint32_t messages;              /* attached ones so far */
	uint64_t unpacked;              /* bytes of all members so far */
	size_t text_bytes;              /* of all texts so far */
	double cpu_until;      /* seconds of this process after which no further document is opened */
	struct buf head;       /* the first bytes of the part at hand */
	struct hasher *hasher; /* of the part at hand; NULL: none */
	uint64_t size;         /* … its bytes so far */
	bool keep, capped;
};

/* The document must hold empty claims. LATER: the contents file cannot be looked at. */
MUST_USE enum outcome collect_init(
        struct collector *c, struct document *d, int contents_fd, struct arena *a, struct reason *why);
void collect_close(struct collector *c);

/* Not all of the mail was seen: claims.incomplete and a note, each sentence once. */
void collect_note(struct collector *c, const char *sentence);

/* One part: begin, its bytes, then either end or drop. `keep`: into the contents file. False: there are too
 * many. */
bool collect_begin(struct collector *c, bool keep);
/* LATER: the contents file cannot be written. REFUSED: what is open now unpacks to more than is read. */
MUST_USE enum outcome collect_add(struct collector *c, const void *bytes, size_t len, struct reason *why);
/* The new part's index. Its first bytes stay in `head` for collect_read. */
uint32_t collect_end(struct collector *c, const struct item *item);
void collect_drop(struct collector *c);
/* Reads the part that was ended last: a text, facts, or its turn to be opened. */
void collect_read(struct collector *c, const struct item *item, uint32_t part);

/* A part without bytes: an attached message, or a member that could not be had. There must be room for it. */
struct part *collect_add_part(struct collector *c, const struct item *item);
bool collect_has_room(const struct collector *c);

/* What a member of the container that is open now has in common with the others. */
struct item collect_member(const struct collector *c, const char *name);

/* Opens what waits, and what is found in it. Within a container it does nothing: its turn comes. LATER as
 * above. */
MUST_USE enum outcome collect_open(struct collector *c, struct reason *why);

/* A part as a reader gets it; only right after collect_end with its first bytes. */
struct content collect_content(const struct collector *c, const struct item *item, uint32_t part);

#endif
