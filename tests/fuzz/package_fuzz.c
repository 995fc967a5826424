/* Office documents as whole containers, from any bytes: every reader of them ends, and a refusal says why. */
#include "parsers/office/odf.h"
#include "parsers/sheet/xlsx.h"
#include "parsers/slide/pptx.h"
#include "parsers/text/html.h"
#include "parsers/word/docx.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum outcome (*const readers[])(const struct content *, struct arena *, struct text *,
	        struct reason *) = {xlsx_read, docx_read, pptx_read, odf_read, ods_read};
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "", .fd = -1, .size = size};
	html_preload();
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		struct reason why = {""};
		struct text text = {0};
		struct arena *a = arena_new(256u << 20);
		enum outcome o = readers[i](&c, a, &text, &why);
		if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
			abort();
		arena_close(&a);
	}
	return 0;
}
