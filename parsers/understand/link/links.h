/* Links in place of files: large attachments of mail services, net disks, online documents. What the mail says of each
 * is brought together: name, provider, size, expiry, extraction code. */
#ifndef UNDERSTAND_LINKS_H
#define UNDERSTAND_LINKS_H

#include "parsers/understand/letter/letter.h"

/* Adds the links of one body to the letter's, and names of files that are neither attached nor linked. `taken` and
 * `linked_r` have a flag for each block; the latter tells where links stand. */
void links_read(struct reading *rd, struct letter *l, const struct blocks *b, const struct text *text,
        const bool *taken, bool *linked_r);

/* … of a document: what stands in it for a work of its own; a name alone is none. How many there were. */
size_t links_read_document(
        struct reading *rd, struct letter *l, const struct blocks *b, const struct text *text);

/* Gives links to the works in whose rows, or in whose form, they stand. */
void links_place(struct reading *rd, struct letter *l, struct draft **works, size_t n);

/* Gives each of several works the links that are named like it. */
void links_match(struct reading *rd, struct letter *l, struct draft **works, size_t n);

/* The link becomes one of the claims, once, and one of the work's. Names alone do not. */
void links_give(struct reading *rd, struct linked *link, struct work_claims *w);
/* The links that no work has are claims too: staff must see them. */
void links_keep(struct reading *rd, struct letter *l);

#endif
