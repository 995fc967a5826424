/* The formats that clean.c knows. All run in its jailed child; `bytes` are hostile. */
#ifndef EXPORT_CLEAN_FORMATS_H
#define EXPORT_CLEAN_FORMATS_H

#include "base/buf.h"
#include "daemon/export/clean.h"

#include <stdbool.h>

struct cleaning {
	const uint8_t *bytes;
	size_t size;
	const struct clean_names *names;
	int to; /* or, with -1, into `memory` */
	struct buf *memory;
	bool failed; /* to write */
};

/* Copies a range of the bytes (what lies beyond them is left out), bytes of our own, or so many zeros. */
void clean_put(struct cleaning *c, size_t offset, size_t len);
void clean_put_bytes(struct cleaning *c, const void *bytes, size_t len);
void clean_put_zeros(struct cleaning *c, size_t len);

typedef enum cleaned clean_format(struct cleaning *c);

/* CLEANED_UNKNOWN at once where the bytes are of another format. */
clean_format clean_jpeg, clean_png, clean_bmff, clean_riff, clean_mpeg_audio, clean_flac, clean_office;

#endif
