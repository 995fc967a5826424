/* How Word writes properties, of paragraphs and of characters alike: pages of runs, each with a list of changes. */
#ifndef PARSERS_DOC_PROPERTY_H
#define PARSERS_DOC_PROPERTY_H

#include <stddef.h>
#include <stdint.h>

enum { DOC_PAGE = 512 };

/* The last of `n` rising offsets at `base` that is not above `at`; n where all are above. */
size_t doc_search(const uint8_t *base, size_t bytes, size_t n, uint32_t at);
/* The length of what belongs to a property, which stands at `at` of `len` bytes. */
size_t doc_operand_bytes(const uint8_t *s, size_t len, size_t at, uint32_t property);

#endif
