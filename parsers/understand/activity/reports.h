/* Activity information (信息): write-ups, in bodies and documents, that tell of activities that were held. */
#ifndef UNDERSTAND_REPORTS_H
#define UNDERSTAND_REPORTS_H

#include "parsers/understand/letter/letter.h"

/* Adds the write-ups of a body to the letter and marks their blocks as `taken`. */
void reports_read_body(struct reading *rd, struct letter *l, const struct blocks *b, bool *taken);

/* The same of an attached document, which then is nothing else; false where it is none. The bodies were read. */
bool reports_read_document(
        struct reading *rd, struct letter *l, const struct blocks *b, const struct file_view *f);

/* The write-up that a picture goes with; the letter has at least one. */
struct report_claims *reports_of_picture(
        struct reading *rd, const struct letter *l, const struct file_view *f);

#endif
