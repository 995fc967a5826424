#include "schema/lack.h"

#include <string.h>

bool lacks_any(struct lacks l)
{
	return l.bits != 0;
}

bool lacks_of(struct lacks l, enum lack what)
{
	invariant(what < LACK_COUNT);
	return l.bits & 1u << what;
}

bool lacks_more_than(struct lacks l, enum lack what)
{
	invariant(what < LACK_COUNT);
	return l.bits & ~(1u << what);
}

bool lacks_label(struct lacks l, enum label label)
{
	return lacks_of(l, (enum lack)label);
}

void lacks_add(struct lacks *l, enum lack what)
{
	invariant(what < LACK_COUNT);
	l->bits |= 1u << what;
}

const char *lack_name(enum lack what)
{
	if (what == LACK_SUB_PROJECT)
		return "sub-project";
	return what == LACK_FILES ? "files" : label_name((enum label)what);
}

const char *lacks_write(struct lacks l, char text_r[LACKS_TEXT_SIZE])
{
	char *at = text_r;
	*at = '\0';
	for (enum lack k = 0; k < LACK_COUNT; k++) {
		if (!lacks_of(l, k))
			continue;
		if (at > text_r)
			*at++ = ',';
		at = stpcpy(at, lack_name(k));
	}
	invariant(at < text_r + LACKS_TEXT_SIZE);
	return text_r;
}

struct lacks lacks_read(const char *text)
{
	struct lacks l = {0};
	while (*text) {
		size_t len = strcspn(text, ",");
		for (enum lack k = 0; k < LACK_COUNT; k++)
			if (strlen(lack_name(k)) == len && strncmp(text, lack_name(k), len) == 0)
				lacks_add(&l, k);
		text += len + (text[len] == ',');
	}
	return l;
}
