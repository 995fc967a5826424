#include "daemon/keep/intake/raw.h"

#include "base/durable.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 65536 };

struct raw {
	int folder, fd;
	struct hasher *hasher;
	uint64_t size;
	bool after_cr;
	size_t n;
	char block[BLOCK];
};

enum outcome raw_begin(const struct folders *f, struct raw **r_r, struct reason *why)
{
	int fd = openat(f->mail, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0640);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot make a file for a message");
	struct raw *r = calloc(1, sizeof *r);
	if (!r)
		memory_exhausted("message");
	r->folder = f->mail;
	r->fd = fd;
	r->hasher = hasher_new();
	*r_r = r;
	return DONE;
}

void raw_close(struct raw **r)
{
	if (!*r)
		return;
	hasher_close(&(*r)->hasher);
	close((*r)->fd);
	free(*r);
	*r = NULL;
}

static enum outcome flush(struct raw *r, struct reason *why)
{
	enum outcome o = durable_write(r->fd, r->block, r->n, why);
	hasher_add(r->hasher, r->block, r->n);
	r->size += r->n;
	r->n = 0;
	if (o == DONE && r->size > LIMIT_MAIL_BYTES)
		return fail(why, REFUSED, "the message is larger than this service reads");
	return o;
}

enum outcome raw_put(struct raw *r, const char *bytes, size_t len, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < len; i++) {
		if (bytes[i] == '\n' && !r->after_cr)
			r->block[r->n++] = '\r';
		r->block[r->n++] = bytes[i];
		r->after_cr = bytes[i] == '\r';
		if (r->n >= BLOCK - 2)
			o = flush(r, why);
	}
	return o;
}

static enum outcome give_name(struct raw *r, const struct hash *hash, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE], self[32];
	folders_stored_name(hash, name);
	const char prefix[3] = {name[0], name[1], '\0'};
	if (mkdirat(r->folder, prefix, 0750) != 0 && errno != EEXIST)
		return fail_errno(why, LATER, "cannot make a folder for messages");
	snprintf(self, sizeof self, "/proc/self/fd/%d", r->fd);
	if (linkat(AT_FDCWD, self, r->folder, name, AT_SYMLINK_FOLLOW) != 0 && errno != EEXIST)
		return fail_errno(why, LATER, "cannot store a message");
	return DONE;
}

enum outcome raw_finish(struct raw **r, struct hash *hash_r, struct reason *why)
{
	enum outcome o = flush(*r, why);
	if (o == DONE && (*r)->size == 0)
		o = fail(why, REFUSED, "the message is empty");
	hasher_finish(&(*r)->hasher, hash_r);
	if (o == DONE)
		o = durable_sync_file((*r)->fd, why); /* whoever finds the name must find it whole */
	if (o == DONE)
		o = give_name(*r, hash_r, why);
	raw_close(r);
	return o;
}
