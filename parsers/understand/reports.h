/* Activity information (信息): a write-up in the body that tells of an activity that was held. */
#ifndef UNDERSTAND_REPORTS_H
#define UNDERSTAND_REPORTS_H

#include "parsers/understand/letter.h"

/* True where the blocks are one; `subject` serves as the headline where there is none. The unit is "" where
 * none is named. */
bool reports_read(
        struct reading *rd, const struct blocks *b, const char *subject, struct report_claims *report_r);

/* The same of an attached document; the letter tells what it may be instead. */
bool reports_read_document(struct reading *rd, const struct blocks *b, const struct file_view *f,
        const struct letter *l, struct report_claims *report_r);

/* The write-up that a picture goes with; the letter has at least one. */
struct report_claims *reports_of_picture(
        struct reading *rd, const struct letter *l, const struct file_view *f);

#endif
