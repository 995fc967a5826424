#include "collect_sample.h"

#include "parsers/collect.h"
#include "parsers/mail/mime.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

int collect_sample_preload(void **state)
{
	(void)state;
	struct reason why = {""};
	if (mime_preload(&why) == DONE)
		return 0;
	fprintf(stderr, "%s\n", why.text);
	return -1;
}

static const struct document *collect(const char *path, struct arena *a, int *contents_r, bool late)
{
	char block[4096];
	struct collector c;
	struct reason why;
	struct document *d = arena_alloc(a, sizeof *d);
	d->claims = claims_new(a);
	int fd = open(arena_printf(a, "%s/tests/fixtures/%s", SOURCE_FOLDER, path), O_RDONLY | O_CLOEXEC);
	*contents_r = memfd_create("contents", MFD_CLOEXEC);
	assert_true(fd >= 0 && *contents_r >= 0);
	assert_int_equal(collect_init(&c, d, *contents_r, a, &why), DONE);
	c.cpu_until = late ? -1 : c.cpu_until;
	const struct item item = {.name = strrchr(path, '/') + 1,
	        .declared = "",
	        .charset = "",
	        .role = PART_FILE,
	        .parent = NO_PART};
	assert_true(collect_begin(&c, true));
	for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
		assert_int_equal(collect_add(&c, block, (size_t)n, &why), DONE);
	close(fd);
	collect_read(&c, &item, collect_end(&c, &item));
	assert_int_equal(collect_open(&c, &why), DONE);
	collect_close(&c);
	return d;
}

const struct document *collect_sample(const char *path, struct arena *a, int *contents_r)
{
	return collect(path, a, contents_r, false);
}

const struct document *collect_sample_late(const char *path, struct arena *a, int *contents_r)
{
	return collect(path, a, contents_r, true);
}

const struct part *collect_sample_part(const struct document *d, const char *name)
{
	for (size_t i = 0; i < d->claims->parts.n; i++)
		if (strcmp(d->claims->parts.v[i].name, name) == 0)
			return &d->claims->parts.v[i];
	fail_msg("no part \"%s\"", name);
	return NULL;
}
