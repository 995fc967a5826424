/* What a mail says: its text, read by the jail once more, for a person who must decide about it. */
#ifndef CTL_LETTER_H
#define CTL_LETTER_H

#include "daemon/ctl/ctl.h"
#include "daemon/keep/intake/examine.h"

/* Prints at most so many lines of a mail's text, and how many follow. Where it cannot be read, that. `e` is the caller's. */
MUST_USE enum outcome ctl_print_letter(
        struct ctl *ctl, struct examiner *e, int64_t mail, size_t lines_most, struct reason *why);

#endif
