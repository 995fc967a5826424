/* Where the files lie that come with the program: beside it in a build folder, else where they were
 * installed. */
#ifndef KEEP_SHIPPED_H
#define KEEP_SHIPPED_H

#include "base/arena.h"

const char *shipped_templates(struct arena *a);
const char *shipped_vocabulary(struct arena *a); /* the words that every campaign has */
const char *shipped_campaign(struct arena *a);  /* the example: what a command without a configuration uses */
const char *shipped_campaigns(struct arena *a); /* the names of all: "2022, 2025" */
const char *shipped_campaign_named(struct arena *a, const char *name); /* "2022"; the file may not be there */

#endif
