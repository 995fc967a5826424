/* Bytes of a declared, mis-declared or undeclared charset to UTF-8. What mails of Chinese clients call gb2312
 * is GBK or GB18030, and a label may be plainly wrong; the bytes decide, the label only helps. */
#ifndef PARSERS_CHARSET_H
#define PARSERS_CHARSET_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Opens every converter that will be used. Must be called before the sandbox: glibc loads converters from
 * files. BROKEN where GB18030 is missing on this machine; other missing ones are done without. Converters
 * stay open for the process's life. */
MUST_USE enum outcome charset_preload(struct reason *why);

/* Appends `len` bytes as valid UTF-8 without NUL. `declared` may be NULL, "", unknown or wrong. What cannot
 * be decoded becomes U+FFFD. */
void charset_to_utf8(const char *declared, const void *bytes, size_t len, struct buf *out);

/* Valid UTF-8 as Unicode defines it: no overlong forms, no surrogates. Empty is valid. */
bool charset_is_utf8(const void *bytes, size_t len);
/* Decodes strictly as UTF-8 or GB18030 and holds no control bytes: a text, whatever its magic looks like. */
bool charset_is_text(const void *bytes, size_t len);
/* `len` or a little less, so that a cut there splits no UTF-8 character. */
size_t charset_cut_utf8(const char *s, size_t len);

#endif
