/* Foreign values made fit to be shown to people: one line, bounded, without characters that hide or reorder
 * text. */
#ifndef KEEP_SHOWN_H
#define KEEP_SHOWN_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>

/* Appends `s` as one line of valid UTF-8: control characters become a blank, runs of blanks one,
 * bidirectional controls and zero-width characters vanish, broken bytes become U+FFFD. More than `most`
 * characters are cut at a character border, the last one being "…" then. What comes out may stand in XML, in
 * a header field and on a terminal. */
void shown_text(const char *s, size_t most, struct buf *out);

/* Characters (not bytes) of valid UTF-8, and the byte offset of the n-th one (or of the end). */
size_t shown_length(const char *s);
size_t shown_offset(const char *s, size_t n);

/* "512 B", "1.0 KB", "12.3 MB", "1.4 GB" */
void shown_size(uint64_t bytes, struct buf *out);

/* A moment on the wall clock of a place `utc_offset` seconds east of UTC. */
struct shown_time {
	int year, month, day, hour, minute;
	int64_t day_number; /* days since 1970-01-01 there: differences are calendar days */
};
struct shown_time shown_time(int64_t epoch, int utc_offset);

#endif
