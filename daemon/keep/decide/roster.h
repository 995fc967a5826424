/* The campaign's unit roster: which unit a name as written belongs to. */
#ifndef KEEP_ROSTER_H
#define KEEP_ROSTER_H

#include "schema/campaign.h"

/* The unit whose name or alias is the longest in `written`; NULL where none is. Aliases of two characters are
 * common words and count only at the beginning. */
const struct unit *roster_find(const struct campaign *c, const char *written);

#endif
