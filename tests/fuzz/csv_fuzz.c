/* CSV, number formats and cell references, from any bytes. */
#include "parsers/sheet/csv.h"
#include "parsers/sheet/numfmt.h"
#include "parsers/text/charset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	uint32_t row, column;
	struct text text = {0};
	struct reason why;
	if (!ready && charset_preload(&why) != DONE)
		abort();
	ready = true;
	struct arena *a = arena_new(256u << 20);
	char *code = arena_strndup(a, (const char *)data, size);
	struct number_format f = numfmt_by_code(code);
	struct buf out = BUF_INIT(1u << 20);
	numfmt_put(&f, "44776.3958", false, &out);
	numfmt_put(&f, code, true, &out);
	numfmt_put_date(code, 60.5, false, &out);
	(void)!sheet_read_reference(code, &row, &column);
	buf_free(&out);
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "", .fd = -1, .size = size};
	if (csv_read(&c, a, &text, &why) != DONE)
		abort();
	arena_close(&a);
	return 0;
}
