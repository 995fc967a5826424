/* Rich text. */
#include "parsers/word/rtf.h"
#include "tests/fuzz/reader.h"

static void preload(void)
{
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(data, size, preload, rtf_read);
	return 0;
}
