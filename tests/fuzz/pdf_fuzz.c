/* PDF. */
#include "parsers/pdf/pdf.h"
#include "tests/fuzz/reader.h"

static void preload(void)
{
	struct reason why;
	if (pdf_preload(&why) != DONE)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(data, size, preload, pdf_read);
	return 0;
}
