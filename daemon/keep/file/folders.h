/* The folders that keep owns, opened once before the sandbox closes.
 *
 *   <state>/xuanwangd.db       the database
 *   <state>/token.key          the secret behind our Message-IDs
 *   <state>/lock               held while a keep is at work
 *   <state>/last-look          its time: when the mailbox was last seen to hold nothing new
 *   <state>/spool/             messages that are just coming in; emptied at every start
 *   <state>/mail/ab/<sha256>   raw messages, for good
 *   <archive>/.content/ab/<sha256>  every file's content once; the folders hold hard links to it
 *   <archive>/<campaign>/<sub-project>/<unit>/<receipt>-<title>/…
 */
#ifndef KEEP_FOLDERS_H
#define KEEP_FOLDERS_H

#include "base/hash.h"
#include "base/outcome.h"

#include <stdbool.h>
#include <stdint.h>

enum { FOLDERS_KEY_SIZE = 32, FOLDERS_STORED_NAME_SIZE = HASH_HEX_SIZE + 8 };

/* The link to the raw message in every folder of the archive. */
#define FOLDERS_RAW_NAME "原邮件.eml"
/* The subfolder of a work's folder for files that newer versions stand for. */
#define FOLDERS_OLDER_NAME "旧版"

struct folders {
	int state, spool, mail, archive, content;
	char *database_path; /* owned */
	unsigned char key[FOLDERS_KEY_SIZE];
};

/* Nothing is open yet; folders_close does no harm. */
#define FOLDERS_NONE                                                                                         \
	(struct folders)                                                                                     \
	{                                                                                                    \
		-1, -1, -1, -1, -1, NULL,                                                                    \
		{                                                                                            \
			0                                                                                    \
		}                                                                                            \
	}

/* Makes what is missing. REFUSED: a path is wrong, or state and archive lie on different file systems (hard
 * links could not join them). */
MUST_USE enum outcome folders_open(
        const char *state, const char *archive, struct folders *f_r, struct reason *why);
/* For readers: nothing is made. */
MUST_USE enum outcome folders_open_existing(
        const char *state, const char *archive, struct folders *f_r, struct reason *why);
void folders_close(struct folders *f);

/* One keep at a time: LATER while another holds the lock. It is held until the descriptor is closed. REFUSED: a
 * restoration did not come to its end. */
MUST_USE enum outcome folders_lock(const struct folders *f, int *lock_r, struct reason *why);
bool folders_is_locked(const struct folders *f);

/* For who fills the storage from a backup: takes the lock (`resumed_r`: the mark of an interrupted one is there), leaves the
 * mark that forbids the storage to others, takes it away at the end. Only `state` of the folders needs to be open. */
MUST_USE enum outcome folders_begin_restore(
        const struct folders *f, int *lock_r, bool *resumed_r, struct reason *why);
MUST_USE enum outcome folders_mark_restore(const struct folders *f, struct reason *why);
MUST_USE enum outcome folders_end_restore(const struct folders *f, struct reason *why);

void folders_note_look(const struct folders *f);
int64_t folders_last_look(const struct folders *f); /* epoch seconds; 0: never */

/* Bytes that the service may still write there; INT64_MAX where the file system does not tell. */
int64_t folders_free_bytes(const struct folders *f);

/* Removes what an interrupted run left in spool/. */
void folders_empty_spool(const struct folders *f);

/* "ab/abcdef…" */
void folders_stored_name(const struct hash *hash, char name_r[FOLDERS_STORED_NAME_SIZE]);
/* Makes "ab" where it is missing, then renames; content that is there already stays and `from` is removed. */
MUST_USE enum outcome folders_store(
        int from_folder, const char *from, int to_folder, const struct hash *hash, struct reason *why);

#endif
