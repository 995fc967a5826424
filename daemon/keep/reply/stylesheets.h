/* Reading stylesheets from the shipped folder and the administrator's, for render.c alone. */
#ifndef KEEP_STYLESHEETS_H
#define KEEP_STYLESHEETS_H

#include "base/buf.h"
#include "base/outcome.h"

#include <libxslt/xsltInternals.h>

struct stylesheets; /* the two folders, and what was read from them */
struct stylesheets *stylesheets_open(const char *shipped, const char *own);
void stylesheets_close(struct stylesheets **s);

/* Compiles "<name>.xsl" and all it includes; the caller frees the result. REFUSED: file, line, fault. */
MUST_USE enum outcome stylesheets_read(
        struct stylesheets *s, const char *name, xsltStylesheet **sheet_r, struct reason *why);

/* REFUSED where the administrator's folder holds a stylesheet that was not read. */
MUST_USE enum outcome stylesheets_check_unused(const struct stylesheets *s, struct reason *why);

/* Between these two, what the libraries report is added to `faults`, on one line, instead of being written to
 * stderr. */
void stylesheets_catch_faults(struct buf *faults);
void stylesheets_release_faults(void);
/* The same for one context. */
void stylesheets_collect_fault(void *faults, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
