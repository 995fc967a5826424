/* Putting files in place: contents once, under their hash; folders of hard links for people. Nothing here is
 * relied upon before the caller's transaction commits, and all of it may run again for the same mail with the
 * same result. */
#ifndef KEEP_FILING_H
#define KEEP_FILING_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/order/reread.h"
#include "daemon/keep/store/store.h"

struct filing_job {
	const struct folders *folders;
	const struct campaign *campaign;
	const struct claims *claims;
	const struct verdict *verdict;
	int64_t mail;
	struct hash raw;                        /* of the raw message, which is linked into every folder */
	int contents;                           /* the decoded files, as the jail wrote them */
	int64_t last_serial;                    /* given so far in this campaign */
	const struct sequel *sequels;           /* what the verdict's works go on with; NULL: all are new */
	const struct reread_receipts *receipts; /* of a mail that is read once more; NULL: all are new */
};

/* LATER: disk trouble; REFUSED: the contents are not what the jail claims. The filing lives in the arena. */
MUST_USE enum outcome filing_place(
        const struct filing_job *job, struct arena *a, const struct filing **filing_r, struct reason *why);

/* <campaign>/<shelf>/<unit>/<receipt>-<title>, below the archive; unit and title may be "". */
const char *filing_folder(struct arena *a, const struct campaign *c, const char *shelf, const char *unit,
        const char *receipt, const char *title);

#endif
