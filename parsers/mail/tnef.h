/* winmail.dat, in which Outlook wraps a mail's files: MS-OXTNEF, read from memory that is mapped from the
 * file. */
#ifndef PARSERS_TNEF_H
#define PARSERS_TNEF_H

#include "parsers/format.h"

/* As struct format wants it: the attached files under their own names, as nobody meant to send a winmail.dat;
 * its body where the mail around it has none; its subject likewise. */
MUST_USE enum outcome tnef_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why);

#endif
