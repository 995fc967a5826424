#include "parsers/office/relations.h"

#include "base/buf.h"
#include "parsers/office/xml.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <string.h>

/* "xl/worksheets" and "../media/a.png" to "xl/media/a.png". A package has no place above its root. */
static const char *resolve(const char *part, const char *target, struct arena *a)
{
	struct buf path = BUF_INIT(2 * LIMIT_NAME_BYTES);
	const char *slash = strrchr(part, '/');
	if (*target != '/' && slash)
		buf_put(&path, part, (size_t)(slash - part));
	while (*target) {
		size_t len = strcspn(target, "/");
		if (len == 2 && memcmp(target, "..", 2) == 0) {
			const char *last = path.len ? memrchr(path.data, '/', path.len) : NULL;
			path.len = last ? (size_t)(last - path.data) : 0;
		} else if (len > 0 && !(len == 1 && *target == '.')) {
			if (path.len)
				buf_putc(&path, '/');
			buf_put(&path, target, len);
		}
		target += len + (target[len] == '/');
	}
	const char *name = arena_strndup(a, buf_str(&path), path.len);
	buf_free(&path);
	return name;
}

static void add_relation(struct xml *x, const char *part, struct arena *a, struct relations *r)
{
	const char *attributes[] = {"Id", "Type", "Target"};
	for (size_t i = 0; i < 3; i++) {
		const char *value = xml_attribute(x, XML_NONE, attributes[i]);
		if (!value || strlen(value) > LIMIT_VALUE_BYTES)
			return;
		attributes[i] = arena_strdup(a, value);
	}
	const char *mode = xml_attribute(x, XML_NONE, "TargetMode"), *slash = strrchr(attributes[1], '/');
	bool external = mode && strcmp(mode, "External") == 0;
	if (!external && strlen(attributes[2]) > LIMIT_NAME_BYTES)
		return;
	*list_add(a, &r->list) = (struct relation){attributes[0], slash ? slash + 1 : attributes[1],
	        external ? "" : resolve(part, attributes[2], a), external ? attributes[2] : ""};
}

enum outcome relations_read(
        struct package *p, const char *part, struct arena *a, struct relations *r_r, struct reason *why)
{
	struct xml *x;
	enum xml_event e;
	*r_r = (struct relations){0};
	const char *slash = strrchr(part, '/');
	size_t folder = slash ? (size_t)(slash + 1 - part) : 0;
	const char *name = arena_printf(a, "%.*s_rels/%s.rels", (int)folder, part, part + folder);
	if (!package_has(p, name))
		return DONE;
	enum outcome o = xml_open(p, name, &x, why);
	if (o != DONE)
		return o;
	while ((e = xml_next(x)) != XML_FINISHED && r_r->list.n < LIMIT_PACKAGE_MEMBERS)
		if (e == XML_START && xml_is(x, XML_PACKAGE, "Relationship"))
			add_relation(x, part, a, r_r);
	return xml_close(&x, why);
}

const char *relations_by_id(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->list.n; i++)
		if (strcmp(r->list.v[i].id, id) == 0)
			return r->list.v[i].target;
	return NULL;
}

const char *relations_url(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->list.n; i++)
		if (strcmp(r->list.v[i].id, id) == 0)
			return text_is_address(r->list.v[i].url) ? r->list.v[i].url : NULL;
	return NULL;
}

const char *relations_by_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->list.n; i++)
		if (strcmp(r->list.v[i].type, type) == 0)
			return r->list.v[i].target;
	return NULL;
}

enum outcome relations_main_part(
        struct package *p, const char *usual, struct arena *a, const char **part_r, struct reason *why)
{
	struct relations r;
	enum outcome o = relations_read(p, "", a, &r, why);
	if (o != DONE)
		return o;
	const char *target = relations_by_type(&r, "officeDocument");
	*part_r = target && package_has(p, target) ? target : usual;
	return DONE;
}
