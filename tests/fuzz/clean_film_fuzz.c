/* Films and sounds that are cleaned for judges. */
#include "tests/fuzz/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static clean_format *const formats[] = {clean_bmff, clean_riff, clean_flac, clean_mpeg_audio};
	fuzz_clean(formats, sizeof formats / sizeof *formats, data, size);
	return 0;
}
