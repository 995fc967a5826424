/* The staff's workbook: what they need for their own reports, in the organiser's form.
 *
 * One sheet of works for each sub-project, statistics by unit, progress against the targets with charts, and what waits. All
 * foreign values are written as strings in cells of the format "text": none can be or become a formula, whoever edits it. */
#ifndef EXPORT_WORKBOOK_H
#define EXPORT_WORKBOOK_H

#include "daemon/keep/view/digest.h"
#include "daemon/keep/view/questions.h"
#include "daemon/keep/view/register.h"

struct workbook_content {
	const struct campaign *campaign;
	const struct register_data *works;
	const struct digest_data *digest; /* its numbers stand on the first sheet */
	const struct questions *questions;
};

/* Makes the file at `path`, or overwrites it. Rows go through temporary files in TMPDIR or /tmp: memory stays flat.
 * LATER: it cannot be written. REFUSED: more rows than a sheet can have. */
MUST_USE enum outcome workbook_make(const char *path, const struct workbook_content *c, struct reason *why);

#endif
