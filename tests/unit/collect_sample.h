/* A fixture taken in like an attachment of a mail without anything else. */
#ifndef TESTS_COLLECT_SAMPLE_H
#define TESTS_COLLECT_SAMPLE_H

#include "parsers/document.h"

/* Group set-up for cmocka: what parsing needs. */
int collect_sample_preload(void **state);

/* `path` below tests/fixtures; its part is the document's first, and its name the path's last. The contents go to a
 * file that `contents_r` gets. */
const struct document *collect_sample(const char *path, struct arena *a, int *contents_r);
/* The same where the mail has used up its time already. */
const struct document *collect_sample_late(const char *path, struct arena *a, int *contents_r);

/* The part of that name; fails the test where there is none. */
const struct part *collect_sample_part(const struct document *d, const char *name);

#endif
