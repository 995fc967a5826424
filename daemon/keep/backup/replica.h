/* A second state folder beside a database copy: every content that the copy's rows name, and the archive's tree of links as
 * the rows tell it. What lies in the first one's folders besides that is not taken over. For backup and restore. */
#ifndef KEEP_REPLICA_H
#define KEEP_REPLICA_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/store/sql.h"

#include <stdio.h>

struct replica {
	struct arena *arena;
	struct sql *sql;             /* the copy's own database */
	int from_mail, from_content; /* where contents are read */
	int before_mail,
	        before_content; /* an earlier replica whose files may be linked to; -1: there is none */
	const struct folders *to;
	FILE *manifest; /* gets a line per content, as sha256sum writes it; NULL: none is wanted */
	/* What was done: */
	int64_t mails, contents, copied, copied_bytes;
	LIST(const char *) problems; /* contents that are missing or changed where they were read */
};

/* Every content is read back and compared with its hash; then the whole is audited. Faults are `problems`, not an outcome, so
 * that one bad file does not keep the others from being saved. LATER: disk trouble. */
MUST_USE enum outcome replica_fill(struct replica *r, struct reason *why);

/* A small file under the same name, durable with the next sync of the file system. */
MUST_USE enum outcome replica_copy_file(
        int from, const char *name, int to, const char *to_name, struct reason *why);

#endif
