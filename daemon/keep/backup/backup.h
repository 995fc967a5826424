/* Snapshots of a service's whole memory, made while it runs, and the way back.
 *
 *   <to>/2026-11-23T023000Z/      one snapshot, a whole state folder with its archive inside:
 *       xuanwangd.db  token.key  mail/  archive/  configuration/
 *       manifest                  as sha256sum writes it; a folder without is no snapshot
 *
 * Contents never change, so a snapshot shares those of the one before by hard links. */
#ifndef KEEP_BACKUP_H
#define KEEP_BACKUP_H

#include "daemon/keep/backup/replica.h"
#include "daemon/keep/file/folders.h"

#include "schema/config.h"

struct backup {
	const char *snapshot; /* its path */
	int64_t mails, contents, copied, copied_bytes;
	size_t removed; /* older snapshots beyond `keep` */
	/* restore's: */
	int64_t admitted; /* the last mail of the snapshot, epoch seconds; 0: it holds none */
	int64_t unsure;   /* answers that waited to be sent and may have been since */
	LIST(const char *) problems;
};

/* One more snapshot in the folder `to`, which is made; `keep` of them stay (0: all). LATER: another backup is at work, no
 * room, disk trouble; then nothing is left behind but a folder "….unfinished", which the next run removes. */
MUST_USE enum outcome backup_make(const struct folders *live, struct sql *sql, const struct config *config,
        const char *to, size_t keep, int64_t now, struct arena *a, struct backup *r, struct reason *why);

/* The latest whole snapshot in a folder of them; NULL where there is none. */
MUST_USE enum outcome backup_find_latest(
        const char *to, struct arena *a, const char **path_r, struct reason *why);

/* Takes a snapshot (or the latest of a folder of snapshots) back into empty storage, which it makes. May be run again after an
 * interruption; until it has ended, no service starts on that storage. REFUSED: the storage is in use or not empty, or the
 * snapshot is not whole. */
MUST_USE enum outcome backup_restore(const char *from, const struct config *config, int64_t now,
        struct arena *a, struct backup *r, struct reason *why);

#endif
