/* Any bytes as a winmail.dat, with all that is found inside. */
#include "parsers/collect.h"
#include "parsers/mail/mime.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why;
	struct collector c;
	if (!ready && mime_preload(&why) != DONE)
		abort();
	ready = true;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document d = {.claims = claims_new(a)};
	const struct item item = {.name = "winmail.dat",
	        .declared = "",
	        .charset = "",
	        .type = "application/vnd.ms-tnef",
	        .role = PART_FILE,
	        .parent = NO_PART};
	int contents = memfd_create("contents", MFD_CLOEXEC);
	if (collect_init(&c, &d, contents, a, &why) != DONE || !collect_begin(&c, true) ||
	        collect_add(&c, data, size, &why) != DONE)
		abort();
	collect_read(&c, &item, collect_end(&c, &item));
	if (collect_open(&c, &why) != DONE)
		abort();
	collect_close(&c);
	close(contents);
	arena_close(&a);
	return 0;
}
