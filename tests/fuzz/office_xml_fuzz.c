/* The XML inside of office documents, from any bytes: a container is built around it, so that mutations reach the
 * readers. The first byte chooses the format; NUL bytes part the members. */
#include "parsers/office/odf.h"
#include "parsers/sheet/xlsx.h"
#include "parsers/slide/pptx.h"
#include "parsers/text/html.h"
#include "parsers/word/docx.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MEMBERS = 5 };

static const struct {
	enum outcome (*read)(const struct content *, struct arena *, struct text *, struct reason *);
	const char *names[MEMBERS];
} formats[] = {
        {xlsx_read, {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
                            "xl/styles.xml", "xl/sharedStrings.xml"}},
        {docx_read, {"word/document.xml", "word/_rels/document.xml.rels", "word/header1.xml",
                            "word/footnotes.xml", "_rels/.rels"}},
        {pptx_read, {"ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/slide1.xml",
                            "ppt/slides/slide2.xml", "_rels/.rels"}},
        {odf_read, {"content.xml", "styles.xml", "META-INF/manifest.xml"}},
        {ods_read, {"content.xml", "styles.xml", "META-INF/manifest.xml"}},
};

static char *pack(const uint8_t *data, size_t size, const char *const *names, size_t *len_r)
{
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 1, NULL);
	zip_source_keep(target);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
	for (size_t i = 0; i < MEMBERS && names[i]; i++) {
		const uint8_t *end = size ? memchr(data, 0, size) : NULL;
		size_t len = end && i + 1 < MEMBERS ? (size_t)(end - data) : size;
		zip_int64_t n = zip_file_add(zip, names[i], zip_source_buffer(zip, data, len, 0), 0);
		zip_set_file_compression(zip, (zip_uint64_t)n, ZIP_CM_STORE, 0);
		data += len + (len < size);
		size -= len + (len < size);
	}
	zip_stat_t st;
	if (zip_close(zip) != 0 || zip_source_stat(target, &st) != 0 || zip_source_open(target) != 0)
		abort();
	char *bytes = malloc(st.size + 1);
	*len_r = (size_t)zip_source_read(target, bytes, st.size);
	zip_source_close(target);
	zip_source_free(target);
	return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	size_t format = data[0] % (sizeof formats / sizeof formats[0]), len;
	struct reason why = {""};
	struct text text = {0};
	html_preload();
	char *bytes = pack(data + 1, size - 1, formats[format].names, &len);
	const struct content c = {.bytes = bytes, .len = len, .charset = "", .fd = -1, .size = len};
	struct arena *a = arena_new(256u << 20);
	enum outcome o = formats[format].read(&c, a, &text, &why);
	if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
		abort();
	arena_close(&a);
	free(bytes);
	return 0;
}
