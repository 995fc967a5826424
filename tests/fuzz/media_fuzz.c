/* Pictures, sounds and films. */
#include "parsers/media/media.h"
#include "tests/fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(data, size, media_preload, media_read);
	return 0;
}
