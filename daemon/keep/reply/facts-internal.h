/* The document behind facts, for render.c alone. */
#ifndef KEEP_FACTS_INTERNAL_H
#define KEEP_FACTS_INTERNAL_H

#include "daemon/keep/reply/facts.h"

#include <libxml/tree.h>

/* Owned by `f`. */
xmlDoc *facts_document(const struct facts *f);

#endif
