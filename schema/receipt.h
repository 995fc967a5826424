/* Receipt numbers that can be said on the telephone: "2022-0137-4", the last digit a check digit over all the
 * others. */
#ifndef SCHEMA_RECEIPT_H
#define SCHEMA_RECEIPT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* `prefix` is digits. The text lives in the arena. */
const char *receipt_make(struct arena *a, const char *prefix, int64_t serial);
/* Digits and hyphens whose check digit is right: any one wrong digit and any two neighbours swapped are
 * found. */
bool receipt_is_valid(const char *text);

#endif
