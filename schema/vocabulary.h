/* The words in which submissions are written: those that come with the program and are renewed with it
 * (vocabulary.yaml), and what one campaign's file says of them. A list that stands in the campaign's file takes the place of
 * the shipped one; `add_words` and `remove_words`, with the same keys below them, change it. */
#ifndef SCHEMA_VOCABULARY_H
#define SCHEMA_VOCABULARY_H

#include "schema/campaign.h"

/* `shipped` and `own` are the roots of the two files. Faults are told of the file that has them. Notes tell which lists of the
 * campaign's file could go, and which words of it do nothing. All keys of `shipped` are asked for here; `own` has others
 * besides, and is left to the caller to finish. */
void vocabulary_read(
        const struct yaml_node *shipped, const struct yaml_node *own, struct campaign *c, struct arena *a);

#endif
