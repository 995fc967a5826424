/* The content of one leaf of the MIME tree, freed of its transfer encoding in a stream. */
#ifndef PARSERS_LEAF_H
#define PARSERS_LEAF_H

#include "base/outcome.h"

#include <gmime/gmime.h>
#include <stddef.h>

/* Where decoded bytes go. Anything but DONE ends the reading and comes back from it. */
struct leaf_sink {
	enum outcome (*add)(void *context, const void *bytes, size_t len, struct reason *why);
	void *context;
};

/* Decodes `content` from its start; NULL is an empty part. */
MUST_USE enum outcome leaf_read(GMimeDataWrapper *content, const struct leaf_sink *sink, struct reason *why);

#endif
