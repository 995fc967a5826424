/* Traditional characters as the simplified ones that the campaign's words are written in. */
#ifndef UNDERSTAND_SIMPLIFIED_H
#define UNDERSTAND_SIMPLIFIED_H

#include <stdint.h>

/* The simplified form of a Han character; any other code point as it is. Pure, no memory. */
uint32_t rune_simplified(uint32_t c);

#endif
