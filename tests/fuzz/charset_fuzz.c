/* Any bytes in any charset, told by the first byte: what comes out is UTF-8 without NUL, and no empty text comes of a
 * full one. */
#include "parsers/mail/base64.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {NULL, "", "utf-8", "gb2312", "gbk", "gb18030", "hz-gb-2312", "big5",
        "utf-16", "utf-16le", "utf-7", "iso-2022-jp", "shift_jis", "euc-kr", "windows-1252", "us-ascii",
        "x-unknown"};

static void decode_base64(const uint8_t *data, size_t size)
{
	struct base64 state = {0};
	uint8_t *out = malloc(size / 4 * 3 + 3), rest[2];
	if (base64_decode(&state, (const char *)data, size, out) > size / 4 * 3 + 3 ||
	        base64_finish(&state, rest) > 2)
		abort();
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why;
	if (!ready && charset_preload(&why) != DONE)
		abort();
	ready = true;
	if (size == 0)
		return 0;
	struct buf out = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	charset_to_utf8(labels[data[0] % (sizeof labels / sizeof *labels)], data + 1, size - 1, &out);
	const char *text = buf_str(&out);
	if (!charset_is_utf8(text, out.len) || strlen(text) != out.len)
		abort();
	if (!charset_is_utf8(text, charset_cut_utf8(text, out.len / 2)))
		abort();
	(void)charset_is_text(data, size);
	buf_free(&out);
	decode_base64(data, size);
	return 0;
}
