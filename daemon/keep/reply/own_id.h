/* Message-IDs and tokens of this very mailbox, made with its key. */
#ifndef KEEP_OWN_ID_H
#define KEEP_OWN_ID_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/reply/compose.h"
#include "daemon/keep/thread/thread.h"
#include "schema/config.h"

/* compose_message_id with this mailbox's key and domain; lives in the arena. */
const char *own_id(const struct folders *f, const struct config *c, enum compose_kind kind,
        const struct hash *subject_of, struct arena *a);
struct thread_key own_key(const struct folders *f, const struct config *c);

#endif
