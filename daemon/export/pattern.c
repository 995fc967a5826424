#include "daemon/export/pattern.h"

#include "base/buf.h"
#include "daemon/keep/file/names.h"

#include <string.h>

enum { NAME_MOST = 180 };

static const char *value_of(const char *key, size_t len, const struct campaign *c,
        const struct register_work *w, const char *number)
{
	const struct {
		const char *key, *value;
	} values[] = {{"unit", w->unit}, {"name", w->name}, {"author", w->name}, {"title", w->title},
	        {"receipt", w->receipt}, {"number", number},
	        {"sub-project", register_project_name(c, w->project)}};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strlen(values[i].key) == len && strncmp(values[i].key, key, len) == 0)
			return values[i].value;
	return NULL;
}

enum outcome pattern_expand(const char *pattern, const struct campaign *c, const struct register_work *w,
        size_t number, struct arena *a, const char **name_r, struct reason *why)
{
	struct buf name = BUF_INIT(1 << 16);
	const char *digits = arena_printf(a, "%03zu", number);
	while (*pattern) {
		size_t plain = strcspn(pattern, "{"), len = strcspn(pattern + plain, "}");
		buf_put(&name, pattern, plain);
		pattern += plain;
		if (!*pattern)
			break;
		const char *value = pattern[len] ? value_of(pattern + 1, len - 1, c, w, digits) : NULL;
		if (!value) {
			buf_free(&name);
			return fail(why, REFUSED,
			        "--pattern: there are {unit}, {name}, {title}, {receipt}, {number}, "
			        "{sub-project}");
		}
		buf_puts(&name, *value ? value : "未填");
		pattern += len + 1;
	}
	*name_r = names_make_safe(a, buf_str(&name), NAME_MOST, w->receipt);
	buf_free(&name);
	return DONE;
}
