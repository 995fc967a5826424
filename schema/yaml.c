#include "schema/yaml.h"

#include "schema/limits.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* Why libyaml's own tree and not a schema-driven loader: every node keeps its line, so that faults of meaning
 * (a date that is none, an unknown sub-project) are reported with file, line and key like faults of form, and
 * all of them at once. */

struct pair {
	const char *key;
	struct yaml_node *value;
};

struct yaml_node {
	struct yaml *file;
	yaml_node_type_t type;
	size_t line;
	const char *path; /* "sub_projects[3].folder" */
	const char *text; /* scalar */
	bool quoted;      /* scalar: "" may be meant */
	LIST(struct pair) pairs;
	LIST(struct yaml_node *) items;
	LIST(const char *) asked; /* keys that a getter has named: the allowed ones */
};

/* The lines of one file among those that are collected. */
struct told {
	size_t before; /* lines of other files */
	LIST(size_t) at;
};

struct yaml {
	const char *path;
	struct arena *arena;
	struct yaml_errors *errors;
	struct told faults, notes;
	struct yaml_node *root; /* NULL: nothing that could be read */
};

/* Puts a new line where it belongs and yields its place. In order of lines, whatever the order of asking: that is how the
 * file is walked through to mend it. */
static size_t find_place(struct yaml *y, struct told *told, size_t line, const char **lines)
{
	size_t at = told->at.n;
	(void)list_add(y->arena, &told->at);
	lines += told->before;
	for (; at > 0 && told->at.v[at - 1] > line; at--) {
		told->at.v[at] = told->at.v[at - 1];
		lines[at] = lines[at - 1];
	}
	told->at.v[at] = line;
	return told->before + at;
}

static const char *told_line(const struct yaml *y, size_t line, const char *path, const char *what)
{
	return arena_printf(y->errors->arena, "%s:%zu: %s%s%s", y->path, line, path, *path ? ": " : "", what);
}

static void add_error(struct yaml *y, size_t line, const char *path, const char *what)
{
	struct yaml_errors *e = y->errors;
	(void)list_add(e->arena, &e->lines);
	size_t at = find_place(y, &y->faults, line, e->lines.v);
	e->lines.v[at] = told_line(y, line, path, what);
}

void yaml_error(const struct yaml_node *n, const char *fmt, ...)
{
	char what[4352]; /* of a key: with all that are allowed beside it */
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	add_error(n->file, n->line, n->path, what);
}

void yaml_note(const struct yaml_node *n, const char *fmt, ...)
{
	char what[4352];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	struct yaml_errors *e = n->file->errors;
	(void)list_add(e->arena, &e->notes);
	size_t at = find_place(n->file, &n->file->notes, n->line, e->notes.v);
	e->notes.v[at] = told_line(n->file, n->line, n->path, what);
}

const char *yaml_path(const struct yaml_node *n)
{
	return n->path;
}

size_t yaml_line(const struct yaml_node *n)
{
	return n->line;
}

static struct yaml_node *new_node(struct yaml *y, const yaml_node_t *from, const char *path)
{
	struct yaml_node *n = arena_alloc(y->arena, sizeof *n);
	n->file = y;
	n->type = from->type;
	n->line = from->start_mark.line + 1;
	n->path = path;
	return n;
}

static struct yaml_node *take_node(
        struct yaml *y, yaml_document_t *d, int index, const char *path, int depth);

static void take_pairs(
        struct yaml *y, yaml_document_t *d, const yaml_node_t *from, struct yaml_node *n, int depth)
{
	for (yaml_node_pair_t *p = from->data.mapping.pairs.start; p < from->data.mapping.pairs.top; p++) {
		const yaml_node_t *k = yaml_document_get_node(d, p->key);
		if (k->type != YAML_SCALAR_NODE) {
			add_error(y, k->start_mark.line + 1, n->path, "a key must be a plain word");
			continue;
		}
		const char *key = arena_strdup(y->arena, (const char *)k->data.scalar.value);
		const char *path = *n->path ? arena_printf(y->arena, "%s.%s", n->path, key) : key;
		for (size_t i = 0; i < n->pairs.n; i++)
			if (strcmp(n->pairs.v[i].key, key) == 0)
				add_error(y, k->start_mark.line + 1, path, "stands here twice");
		*list_add(y->arena, &n->pairs) = (struct pair){key, take_node(y, d, p->value, path, depth)};
	}
}

static struct yaml_node *take_node(struct yaml *y, yaml_document_t *d, int index, const char *path, int depth)
{
	const yaml_node_t *from = yaml_document_get_node(d, index);
	struct yaml_node *n = new_node(y, from, path);
	if (depth > 20) {
		yaml_error(n, "is nested too deeply");
		return n;
	}
	if (from->type == YAML_SCALAR_NODE) {
		n->text = arena_strndup(
		        y->arena, (const char *)from->data.scalar.value, from->data.scalar.length);
		n->quoted = from->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	} else if (from->type == YAML_MAPPING_NODE) {
		take_pairs(y, d, from, n, depth + 1);
	} else if (from->type == YAML_SEQUENCE_NODE) {
		yaml_node_item_t *first = from->data.sequence.items.start;
		for (yaml_node_item_t *i = first; i < from->data.sequence.items.top; i++) {
			const char *item = arena_printf(y->arena, "%s[%td]", path, i - first + 1);
			*list_add(y->arena, &n->items) = take_node(y, d, *i, item, depth + 1);
		}
	}
	return n;
}

/* Aliases could make a small file huge; nobody needs them here. */
static bool has_alias(const char *text, size_t len)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool found = false, end = false;
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	while (!end && yaml_parser_parse(&parser, &event)) {
		found |= event.type == YAML_ALIAS_EVENT;
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return found;
}

static void load_document(struct yaml *y, const char *text, size_t len)
{
	yaml_parser_t parser;
	yaml_document_t document;
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	if (!yaml_parser_load(&parser, &document)) {
		add_error(y, parser.problem_mark.line + 1, "",
		        parser.problem ? parser.problem : "this is no YAML");
		yaml_parser_delete(&parser);
		return;
	}
	if (yaml_document_get_root_node(&document))
		y->root = take_node(y, &document, 1, "", 0);
	else
		add_error(y, 1, "", "the file is empty");
	yaml_document_delete(&document);
	yaml_parser_delete(&parser);
}

enum outcome yaml_parse(const char *path, const char *text, size_t len, struct arena *a,
        struct yaml_errors *errors, struct yaml **yaml_r)
{
	size_t before = errors->lines.n;
	struct yaml *y = arena_alloc(a, sizeof *y);
	*y = (struct yaml){.path = arena_strdup(a, path),
	        .arena = a,
	        .errors = errors,
	        .faults.before = before,
	        .notes.before = errors->notes.n};
	if (len > LIMIT_YAML_BYTES)
		add_error(y, 1, "", "the file is too large");
	else if (has_alias(text, len))
		add_error(y, 1, "", "aliases (*name) are not allowed here: write the value out");
	else
		load_document(y, text, len);
	if (y->root && y->root->type != YAML_MAPPING_NODE) {
		yaml_error(y->root, "must be a mapping: lines of \"key: value\"");
		y->root = NULL;
	}
	*yaml_r = y;
	return errors->lines.n == before ? DONE : REFUSED;
}

const struct yaml_node *yaml_root(const struct yaml *y)
{
	return y->root;
}

static void note_asked(struct yaml_node *map, const char *key)
{
	for (size_t i = 0; i < map->asked.n; i++)
		if (strcmp(map->asked.v[i], key) == 0)
			return;
	*list_add(map->file->arena, &map->asked) = key;
}

static const struct yaml_node *find(const struct yaml_node *map, const char *key, bool required)
{
	if (!map)
		return NULL;
	note_asked((struct yaml_node *)map, key); /* bookkeeping, not content */
	for (size_t i = 0; i < map->pairs.n; i++)
		if (strcmp(map->pairs.v[i].key, key) == 0)
			return map->pairs.v[i].value;
	if (required)
		yaml_error(map, "the key \"%s\" is missing", key);
	return NULL;
}

static const struct yaml_node *find_type(
        const struct yaml_node *map, const char *key, bool required, yaml_node_type_t type, const char *must)
{
	const struct yaml_node *n = find(map, key, required);
	if (!n || n->type == type)
		return n;
	if (required || n->type != YAML_SCALAR_NODE || *n->text || n->quoted)
		yaml_error(n, "must be %s", must);
	return NULL;
}

const struct yaml_node *yaml_map(const struct yaml_node *map, const char *key, bool required)
{
	return find_type(
	        map, key, required, YAML_MAPPING_NODE, "a mapping: lines of \"key: value\", indented");
}

const struct yaml_node *yaml_list(const struct yaml_node *map, const char *key, bool required)
{
	return find_type(map, key, required, YAML_SEQUENCE_NODE, "a list: [one, two] or lines of \"- one\"");
}

const struct yaml_node *yaml_scalar(const struct yaml_node *map, const char *key, bool required)
{
	return find_type(map, key, required, YAML_SCALAR_NODE, "a single value");
}

size_t yaml_length(const struct yaml_node *list)
{
	return list ? list->items.n : 0;
}

const struct yaml_node *yaml_at(const struct yaml_node *list, size_t i)
{
	invariant(list && i < list->items.n);
	return list->items.v[i];
}

const char *yaml_text(const struct yaml_node *scalar)
{
	return scalar && scalar->text ? scalar->text : "";
}

const char *yaml_get_string(const struct yaml_node *map, const char *key, const char *fallback)
{
	const struct yaml_node *n = yaml_scalar(map, key, !fallback);
	if (!n)
		return fallback ? fallback : "";
	if (!*n->text && !n->quoted && !fallback)
		yaml_error(n, "must not be empty");
	return n->text;
}

int64_t yaml_get_number(
        const struct yaml_node *map, const char *key, int64_t least, int64_t most, int64_t fallback)
{
	const struct yaml_node *n = yaml_scalar(map, key, fallback == YAML_REQUIRED);
	if (!n)
		return fallback == YAML_REQUIRED ? least : fallback;
	char *end;
	errno = 0;
	long long v = strtoll(n->text, &end, 10);
	if (errno || end == n->text || *end || v < least || v > most) {
		yaml_error(n, "is \"%s\", must be a whole number from %lld to %lld", n->text,
		        (long long)least, (long long)most);
		return least;
	}
	return v;
}

bool yaml_get_bool(const struct yaml_node *map, const char *key, bool fallback)
{
	static const char *const names[] = {"no", "yes", "false", "true", NULL};
	return yaml_get_choice(map, key, names, fallback ? 1 : 0) % 2 == 1;
}

int yaml_get_choice(const struct yaml_node *map, const char *key, const char *const *names, int fallback)
{
	const struct yaml_node *n = yaml_scalar(map, key, fallback < 0);
	if (!n)
		return fallback < 0 ? 0 : fallback;
	char allowed[512] = "";
	for (int i = 0; names[i]; i++) {
		if (strcmp(n->text, names[i]) == 0)
			return i;
		size_t len = strlen(allowed);
		snprintf(allowed + len, sizeof allowed - len, "%s%s", i ? ", " : "", names[i]);
	}
	yaml_error(n, "is \"%s\", must be one of: %s", n->text, allowed);
	return fallback < 0 ? 0 : fallback;
}

static size_t take_strings(const struct yaml_node *list, const char ***v_r)
{
	size_t n = yaml_length(list);
	*v_r = list ? arena_alloc(list->file->arena, (n + 1) * sizeof **v_r) : NULL;
	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *item = yaml_at(list, i);
		if (item->type != YAML_SCALAR_NODE)
			yaml_error(item, "must be a single value");
		(*v_r)[i] = yaml_text(item);
	}
	return n;
}

size_t yaml_get_strings(const struct yaml_node *map, const char *key, bool required, const char ***v_r)
{
	return take_strings(yaml_list(map, key, required), v_r);
}

const struct yaml_node *yaml_get_words(
        const struct yaml_node *map, const char *key, bool required, const char ***v_r, size_t *n_r)
{
	const struct yaml_node *list = yaml_list(map, key, required);
	*n_r = take_strings(list, v_r);
	const char *const *v = *v_r;
	for (size_t i = 0; i < *n_r; i++) {
		if (!*v[i])
			yaml_error(yaml_at(list, i), "is empty; write a word or leave the entry out");
		for (size_t k = 0; k < i; k++)
			if (strcmp(v[i], v[k]) == 0) {
				yaml_error(yaml_at(list, i), "\"%s\" stands here twice", v[i]);
				break;
			}
	}
	return list;
}

void yaml_finish_map(const struct yaml_node *map)
{
	if (!map)
		return;
	char allowed[4096] = "";
	for (size_t i = 0; i < map->asked.n; i++) {
		size_t len = strlen(allowed);
		snprintf(allowed + len, sizeof allowed - len, "%s%s", i ? ", " : "", map->asked.v[i]);
	}
	for (size_t i = 0; i < map->pairs.n; i++) {
		bool known = false;
		for (size_t k = 0; k < map->asked.n && !known; k++)
			known = strcmp(map->asked.v[k], map->pairs.v[i].key) == 0;
		if (!known)
			yaml_error(map->pairs.v[i].value, "is no known key here; allowed: %s", allowed);
	}
}
