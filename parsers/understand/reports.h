/* Activity information (信息): a write-up in the body that tells of an activity that was held. */
#ifndef UNDERSTAND_REPORTS_H
#define UNDERSTAND_REPORTS_H

#include "parsers/understand/quoted.h"

/* True where the blocks are one; `subject` serves as the headline where there is none. The unit is "" where
 * none is named. */
bool reports_read(
        struct reading *rd, const struct blocks *b, const char *subject, struct report_claims *report_r);

#endif
