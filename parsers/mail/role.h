/* What a leaf is to the mail, by its own header fields and where it stands. */
#ifndef PARSERS_ROLE_H
#define PARSERS_ROLE_H

#include "parsers/document.h"

#include <gmime/gmime.h>

/* What the fields of a leaf say. Strings live in the arena. */
struct leaf_fields {
	const char *type, *name, *charset, *cid; /* type in lower case; others "" where absent */
	bool attached;                           /* Content-Disposition: attachment */
	bool flowed, delete_blank;
};

void role_read_fields(GMimeObject *leaf, struct leaf_fields *f_r, struct arena *a);

/* `alone`: the leaf is the whole message. */
enum part_role role_of(const struct leaf_fields *f, bool alone);

/* Pictures of the mail that its texts show, and where. */
struct showing {
	const char *cid;
	uint32_t parent; /* of the text: a message shows its own pictures only */
};

/* Changes the pictures of that content id, where they are no larger than LIMIT_ORNAMENT_BYTES, to
 * PART_INLINE. `cids` runs parallel to the parts; NULL entries are no candidates. */
void role_mark_ornament(struct claims *c, const char *const *cids, struct showing ornament);

/* The same for pictures that a mail program put into the text (image001.png@…) and that are too small for a
 * work, also where no text shows them any more. */
void role_mark_small(struct claims *c, const char *const *cids);

#endif
