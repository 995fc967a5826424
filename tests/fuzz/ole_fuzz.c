/* Word's, Excel's and PowerPoint's binary formats. */
#include "parsers/office/ole.h"
#include "tests/fuzz/reader.h"

const char *__lsan_default_suppressions(void);
const char *__asan_default_options(void);

/* libgsf loses entries of damaged directories; a parser's process ends with its mail. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libgsf-1";
}

/* The quick way to walk a stack ends in GLib, which keeps no frame pointers, and would not see libgsf behind it. */
const char *__asan_default_options(void)
{
	return "fast_unwind_on_malloc=0:malloc_context_size=8";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(data, size, ole_preload, ole_read);
	return 0;
}
