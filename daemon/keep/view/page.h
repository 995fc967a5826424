/* The register page: index.html at the top of the archive. One file that holds all works and needs nothing but a browser:
 * no server, no network. It opens the archive's files by relative links.
 *
 * What came by mail enters as JSON in a block that is no script, and the page's own script is named by its hash: whatever a
 * value holds, it is shown and never run. Contacts are masked: who looks through works need not call their authors. */
#ifndef KEEP_PAGE_H
#define KEEP_PAGE_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/view/register.h"

#define PAGE_NAME "index.html"

/* Appends the page to a file that is open for writing. */
MUST_USE enum outcome page_write(int fd, const struct register_data *r, int64_t now, struct reason *why);

/* Reads the register and puts a new page in the place of the old one, at once. `temporary` is a name in the archive's top
 * folder that begins with a dot and that no other process uses. Not inside a transaction. */
MUST_USE enum outcome page_replace(struct sql *s, const struct folders *f, const struct campaign *c,
        const char *temporary, int64_t now, struct reason *why);

#endif
