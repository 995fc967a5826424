/* What a template is given: a tree of named elements. Foreign values enter as text of an element, never as
 * markup, and only in the form of shown.h; numbers and fixed words enter as attributes. */
#ifndef KEEP_FACTS_H
#define KEEP_FACTS_H

#include "base/hash.h"
#include "schema/lack.h"

#include <stddef.h>
#include <stdint.h>

struct facts; /* one document; owns all its elements */
struct fact;  /* one element */

struct facts *facts_new(const char *root);
void facts_close(struct facts **f);
struct fact *facts_root(const struct facts *f);

/* An empty element; one with a foreign value of at most `most` characters. Both live as long as the document.
 */
struct fact *fact_add(struct fact *parent, const char *name);
struct fact *fact_add_text(struct fact *parent, const char *name, const char *value, size_t most);

/* The same for the same facts. */
void facts_hash(const struct facts *f, struct hash *hash_r);

/* Attributes, for our own words only. */
void fact_set(struct fact *f, const char *attribute, const char *word);
void fact_set_number(struct fact *f, const char *attribute, int64_t number);

/* One <missing label="…"/> for each thing that a work lacks. */
void fact_add_lacks(struct fact *work, struct lacks lacks);

/* year, month, day, hour, minute, as numbers; the last two with two digits. */
void fact_set_time(struct fact *f, int64_t epoch, int utc_offset);

/* <deadline of="…" state="open|today|over" left="…" year=…>: the last moment before `until`, the first that
 * is late. `left` counts calendar days. */
void fact_add_deadline(struct fact *parent, const char *of, int64_t until, int64_t now, int utc_offset);

#endif
