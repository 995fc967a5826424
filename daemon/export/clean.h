/* Takes out of a file what it says about itself: metadata, never content. For works that are judged without names.
 *
 * What cannot be cleaned is said, so that a person does it: nothing is passed on by guess. Each file is read by a process of its
 * own that can open nothing. */
#ifndef EXPORT_CLEAN_H
#define EXPORT_CLEAN_H

#include "base/arena.h"

#include <stdint.h>

enum cleaned {
	CLEANED,         /* the copy names nobody in its metadata */
	CLEANED_UNKNOWN, /* this format's metadata cannot be cleaned here, or the file is broken: there is no copy */
	CLEANED_NAMED, /* metadata are gone, but its text or its changes and comments may name somebody: there is no copy */
};

struct clean_names {
	const char *const *
	        v; /* what must not stand in its text: units, persons, numbers; shorter than two characters: ignored */
	size_t n;
};

/* Writes a cleaned copy of the `size` bytes of `from` to the empty file `to`. LATER: the machine failed. */
MUST_USE enum outcome clean_file(int from, uint64_t size, const struct clean_names *names, int to,
        enum cleaned *r, struct reason *why);

#endif
