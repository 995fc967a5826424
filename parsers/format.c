#include "parsers/format.h"

#include "parsers/html.h"
#include "parsers/package.h"
#include "parsers/text.h"
#include "parsers/xlsx.h"

#include <string.h>

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

/* The first row that fits counts; a type ending in '/' stands for all its subtypes. */
static const struct format formats[] = {
        {.type = "text/plain", .readable = true, .read = text_read},
        {.type = "text/html", .readable = true, .read = html_read},
        {.type = OOXML "spreadsheetml.sheet",
                .readable = true,
                .read = xlsx_read,
                .read_sheets = xlsx_read_sheets},
        {.type = "application/encrypted", .read = package_read_protected},
        {.type = "message/rfc822", .readable = true}, /* its parts are parts of the mail */
        {.type = "image/", .readable = true},
        {.type = "audio/", .readable = true},
        {.type = "video/", .readable = true},
        {.type = ""},
};

const struct format *format_by_type(const char *type)
{
	const struct format *f = formats;
	for (; f->type[0]; f++) {
		size_t len = strlen(f->type);
		if (f->type[len - 1] == '/' ? strncmp(type, f->type, len) == 0 : strcmp(type, f->type) == 0)
			break;
	}
	return f;
}
