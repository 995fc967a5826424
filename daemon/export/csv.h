/* One line of CSV: RFC 4180, and harmless in a spreadsheet. */
#ifndef EXPORT_CSV_H
#define EXPORT_CSV_H

#include "base/buf.h"

/* By which Excel knows UTF-8: at the head of a file. */
#define CSV_MARK "\xef\xbb\xbf"

/* Every cell in quotes; one that a spreadsheet would take for a formula gets an apostrophe before it. */
void csv_put_line(struct buf *out, const char *const *cells, size_t n);

#define CSV_LINE(out, ...)                                                                                   \
	csv_put_line((out), (const char *const[]){__VA_ARGS__},                                              \
	        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
