#include "daemon/keep/reply/own_id.h"

#include "schema/limits.h"

#include <string.h>

struct thread_key own_key(const struct folders *f, const struct config *c)
{
	return (struct thread_key){f->key, FOLDERS_KEY_SIZE, strchr(c->address, '@') + 1};
}

const char *own_id(const struct folders *f, const struct config *c, enum compose_kind kind,
        const struct hash *subject_of, struct arena *a)
{
	const struct thread_key key = own_key(f, c);
	struct buf id = BUF_INIT(LIMIT_MESSAGE_ID_BYTES);
	compose_message_id(key.key, key.key_len, kind, subject_of, key.domain, &id);
	const char *text = arena_strdup(a, buf_str(&id));
	buf_free(&id);
	return text;
}
