#include "daemon/keep/thread/versions.h"

#include "daemon/keep/thread/titles.h"

#include <string.h>

bool versions_has(const struct known_work *w, const struct part *p)
{
	for (size_t i = 0; i < w->files.n; i++)
		if (!w->files.v[i].superseded &&
		        memcmp(w->files.v[i].part.hash.bytes, p->hash.bytes, HASH_SIZE) == 0)
			return true;
	return false;
}

/* "image/", "video/", "audio/"; all else is one kind. */
static size_t family(const struct part *p)
{
	static const char *const families[] = {"image/", "video/", "audio/"};
	size_t i = 0;
	while (i < 3 && strncmp(p->type, families[i], strlen(families[i])) != 0)
		i++;
	return i;
}

static bool is_replaced(const struct sequel *s, uint32_t index)
{
	for (size_t i = 0; i < s->replaced.n; i++)
		if (s->replaced.v[i] == index)
			return true;
	return false;
}

static bool replace(struct sequel *s, uint32_t index, struct arena *a)
{
	if (!is_replaced(s, index))
		*list_add(a, &s->replaced) = index;
	return true;
}

static bool is_named_alike(
        const struct campaign *campaign, const struct part *one, const struct part *two, struct arena *a)
{
	const char *key = titles_file_key(a, campaign, one->name);
	return *key && family(one) == family(two) &&
	       strcmp(key, titles_file_key(a, campaign, two->name)) == 0;
}

/* Of one family, where the letter says that it brings a newer version: all, if as many came as there are. */
static bool replace_family(
        const struct known_work *w, size_t kind, size_t came, struct arena *a, struct sequel *s)
{
	size_t are = 0;
	for (uint32_t i = 0; i < w->files.n; i++)
		are += !w->files.v[i].superseded && family(&w->files.v[i].part) == kind && !is_replaced(s, i);
	if (are == 0)
		return true; /* of a kind that the work had not: it comes beside */
	if (are != came)
		return false;
	for (uint32_t i = 0; i < w->files.n; i++)
		if (!w->files.v[i].superseded && family(&w->files.v[i].part) == kind)
			replace(s, i, a);
	return true;
}

bool versions_find(const struct known_work *w, const struct campaign *campaign, const struct claims *c,
        const uint32_t *files, size_t n, struct arena *a, struct sequel *sequel_r)
{
	size_t unnamed[4] = {0};
	bool clear = true;
	for (size_t k = 0; k < n; k++) {
		const struct part *p = &c->parts.v[files[k]];
		bool named = versions_has(w, p);
		for (uint32_t i = 0; i < w->files.n && !named; i++)
			if (!w->files.v[i].superseded && is_named_alike(campaign, &w->files.v[i].part, p, a))
				named = replace(sequel_r, i, a);
		unnamed[family(p)] += !named;
	}
	for (size_t kind = 0; c->newer && kind < 4; kind++)
		if (unnamed[kind] > 0)
			clear = replace_family(w, kind, unnamed[kind], a, sequel_r) && clear;
	return clear;
}
