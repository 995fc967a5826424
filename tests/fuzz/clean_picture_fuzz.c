/* Pictures that are cleaned for judges. */
#include "tests/fuzz/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static clean_format *const formats[] = {clean_jpeg, clean_png, clean_gif, clean_tiff};
	fuzz_clean(formats, sizeof formats / sizeof *formats, data, size);
	return 0;
}
