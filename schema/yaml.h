/* Reading checked YAML: every getter names its key, so that an unknown key can be answered with those that
 * are allowed, and every error carries file, line and key. All errors of a file are collected, not only the
 * first. */
#ifndef SCHEMA_YAML_H
#define SCHEMA_YAML_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct yaml_errors {
	struct arena *arena;
	LIST(const char *) lines; /* "campaign.yaml:12: sub_projects[3].folder: …" */
	LIST(const char *) notes; /* what is no error and worth knowing, in the same form */
};

struct yaml; /* one parsed file */
struct yaml_node;

/* The document lives in the arena; `errors` must outlive it. REFUSED where the text is no YAML, or uses
 * anchors, aliases or duplicate keys. yaml_root() may be there all the same, so that further faults are told at once. */
MUST_USE enum outcome yaml_parse(const char *path, const char *text, size_t len, struct arena *a,
        struct yaml_errors *errors, struct yaml **yaml_r);
/* A mapping; NULL: there is nothing to read. */
const struct yaml_node *yaml_root(const struct yaml *y);

/* Reports a fault of a node in the collected form. */
void yaml_error(const struct yaml_node *n, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The same for what is allowed. */
void yaml_note(const struct yaml_node *n, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* "sub_projects[3].folder"; "" for the root. */
const char *yaml_path(const struct yaml_node *n);
size_t yaml_line(const struct yaml_node *n); /* from 1 */

/* A child of a mapping by key; NULL where absent. `required` makes its absence an error. */
const struct yaml_node *yaml_map(const struct yaml_node *map, const char *key, bool required);
const struct yaml_node *yaml_list(const struct yaml_node *map, const char *key, bool required);
const struct yaml_node *yaml_scalar(const struct yaml_node *map, const char *key, bool required);
size_t yaml_length(const struct yaml_node *list);
const struct yaml_node *yaml_at(const struct yaml_node *list, size_t i);
/* The text of a scalar node in the arena; "" for NULL. */
const char *yaml_text(const struct yaml_node *scalar);

/* Scalars of a mapping. Where the key is absent: `fallback`, or an error if that is NULL. */
const char *yaml_get_string(const struct yaml_node *map, const char *key, const char *fallback);
int64_t yaml_get_number(
        const struct yaml_node *map, const char *key, int64_t least, int64_t most, int64_t fallback);
#define YAML_REQUIRED INT64_MIN /* as a number's fallback */
bool yaml_get_bool(const struct yaml_node *map, const char *key, bool fallback);
/* One of the NULL-terminated `names`; its index. `fallback` < 0: required. */
int yaml_get_choice(const struct yaml_node *map, const char *key, const char *const *names, int fallback);
/* A list of scalars as arena strings. */
size_t yaml_get_strings(const struct yaml_node *map, const char *key, bool required, const char ***v_r);
/* The same for words, none of which may be empty or stand twice; the list's node, NULL where absent. */
const struct yaml_node *yaml_get_words(
        const struct yaml_node *map, const char *key, bool required, const char ***v_r, size_t *n_r);

/* After all getters of a mapping: what else stands in it is an error that names the allowed keys. */
void yaml_finish_map(const struct yaml_node *map);

#endif
