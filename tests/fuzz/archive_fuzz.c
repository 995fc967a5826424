/* Any bytes as an archive or winmail.dat, with all that is found inside. The first byte says what the bytes are called,
 * since names tell types apart. */
#include "parsers/archive/archive.h"
#include "parsers/collect.h"
#include "parsers/mail/mime.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const types[] = {"application/zip", "application/x-rar", "application/x-7z-compressed",
        "application/x-tar", "application/gzip", "application/vnd.ms-tnef", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why;
	struct collector c;
	if (!ready && mime_preload(&why) != DONE)
		abort();
	ready = true;
	if (size == 0)
		return 0;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document d = {.claims = claims_new(a)};
	const struct item item = {.name = "a",
	        .declared = "",
	        .charset = "",
	        .type = types[data[0] % (sizeof types / sizeof *types)],
	        .role = PART_FILE,
	        .parent = NO_PART};
	int contents = memfd_create("contents", MFD_CLOEXEC);
	if (collect_init(&c, &d, contents, a, &why) != DONE || !collect_begin(&c, true) ||
	        collect_add(&c, data + 1, size - 1, &why) != DONE)
		abort();
	collect_read(&c, &item, collect_end(&c, &item));
	if (collect_open(&c, &why) != DONE)
		abort();
	(void)archive_name(arena_strndup(a, (const char *)data, size), a);
	collect_close(&c);
	close(contents);
	arena_close(&a);
	return 0;
}
