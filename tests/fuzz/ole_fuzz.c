/* Word's, Excel's and PowerPoint's binary formats. */
#include "parsers/ole.h"
#include "tests/fuzz/reader.h"

const char *__lsan_default_suppressions(void);

/* libgsf loses entries of damaged directories; a parser's process ends with its mail. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libgsf-1";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(data, size, ole_preload, ole_read);
	return 0;
}
