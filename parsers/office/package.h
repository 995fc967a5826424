/* Office documents are ZIP files with named members. Only the central directory is held; members are read as
 * streams, and every inflated byte is counted, since declared sizes lie. */
#ifndef PARSERS_PACKAGE_H
#define PARSERS_PACKAGE_H

#include "parsers/format.h"

#include <sys/types.h>

struct package;

/* A file that is XML from its first byte on is a package too, a flat one, as fods, Word 2003 XML and Flat OPC are: it has no
 * members with names, and whichever is opened is the whole. `c` and `text` must outlive it. REFUSED: text->unread says whether a password is needed or it is broken. */
MUST_USE enum outcome package_open(
        const struct content *c, struct text *text, struct package **p_r, struct reason *why);
void package_close(struct package **p);
bool package_is_flat(const struct package *p);

/* The facts that were given to package_open. */
struct text *package_facts(const struct package *p);

/* Case and the kind of slash do not count. */
bool package_has(const struct package *p, const char *name);

struct member;

/* REFUSED: there is none of that name, it is encrypted, or coded in a way that is not read. */
MUST_USE enum outcome package_open_member(
        struct package *p, const char *name, struct member **m_r, struct reason *why);
void member_close(struct member **m);

/* Inflated bytes; 0 at the end, -1: damaged, or all members together gave LIMIT_PACKAGE_BYTES. text->unread
 * of the package says which. */
ssize_t member_read(struct member *m, void *bytes, size_t len);

/* Counts one step of reading. false: they were LIMIT_PACKAGE_STEPS; text->unread then says so. */
bool package_step(struct package *p);

/* Up to `len` bytes at `offset` of a part's content, from its file or from its head. -1: cannot be read. */
ssize_t content_read(const struct content *c, uint64_t offset, void *bytes, size_t len);

/* A document in a container that only a password opens: always REFUSED as protected. */
MUST_USE enum outcome package_read_protected(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

#endif
