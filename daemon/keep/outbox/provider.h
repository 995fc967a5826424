/* What a refusal by the sending server is about: the one recipient, or us. Providers of mailboxes let a mailbox send so much an
 * hour and a day, and say so in words of their own, often with a code that means "never". */
#ifndef KEEP_PROVIDER_H
#define KEEP_PROVIDER_H

#include "schema/campaign.h"

#include <stdbool.h>
#include <stdint.h>

/* The reply is about our sending as such: sending on would be refused too, and might close the mailbox. `further` are the
 * administrator's words beside the known ones. */
bool provider_wants_less(uint32_t code, const char *said, const struct words *further);

/* How long nothing is sent after so many such refusals in a row, in seconds. */
int64_t provider_pause(int64_t times);

#endif
