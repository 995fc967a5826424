/* Time zones with one fixed offset: all that a campaign's dates need. */
#ifndef SCHEMA_ZONE_H
#define SCHEMA_ZONE_H

#include "base/outcome.h"

#include <stdbool.h>
#include <stdint.h>

/* `name` is a zone of the system's tz database (opens a file) or an offset like "+08:00". REFUSED: unknown,
 * or the zone changes its offset in the course of a year; the reason says what is allowed. */
MUST_USE enum outcome zone_offset(const char *name, int *seconds_east_r, struct reason *why);

/* "2022-08-31" to its first moment in UTC, epoch seconds; false where it is no day of the calendar. */
bool zone_read_day(const char *text, int64_t *midnight_r);

#endif
