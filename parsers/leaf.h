/* One leaf of the MIME tree: its bytes decoded in a stream, hashed, counted and kept. */
#ifndef PARSERS_LEAF_H
#define PARSERS_LEAF_H

#include "base/buf.h"
#include "base/hash.h"

#include <gmime/gmime.h>
#include <stdint.h>

/* Where the decoded bytes of one mail go. */
struct contents {
	int fd;          /* -1: nothing is kept */
	uint64_t offset; /* the next byte's */
};

struct leaf {
	uint64_t size, offset; /* offset UINT64_MAX: not kept, since there is no file or LIMIT_CONTENTS_BYTES
	                          are full */
	struct hash hash;
	bool capped; /* not kept because of the limit */
};

/* Decodes `content` (NULL is an empty part). `head` is reset and gets as many of the first bytes as its cap
 * takes. LATER: the contents file cannot be written. */
MUST_USE enum outcome leaf_read(GMimeDataWrapper *content, bool keep, struct contents *contents,
        struct buf *head, struct leaf *leaf_r, struct reason *why);

#endif
