#include "parsers/format.h"

#include "parsers/archive/archive.h"
#include "parsers/archive/volume.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/tnef.h"
#include "parsers/media/media.h"
#include "parsers/office/odf.h"
#include "parsers/office/ole.h"
#include "parsers/office/package.h"
#include "parsers/pdf/pdf.h"
#include "parsers/sheet/csv.h"
#include "parsers/sheet/xlsx.h"
#include "parsers/slide/pptx.h"
#include "parsers/text/html.h"
#include "parsers/text/text.h"
#include "parsers/word/docx.h"
#include "parsers/word/rtf.h"

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
        {.type = OOXML "wordprocessingml.document", .readable = true, .read = docx_read},
        {.type = OOXML "presentationml.presentation", .readable = true, .read = pptx_read},
        {.type = ODF "text", .readable = true, .read = odf_read},
        {.type = ODF "presentation", .readable = true, .read = odf_read},
        {.type = ODF "spreadsheet", .readable = true, .read = ods_read, .read_sheets = ods_read_sheets},
        {.type = "text/csv", .readable = true, .read = csv_read, .read_sheets = csv_read_sheets},
        {.type = "application/encrypted", .read = package_read_protected},
        {.type = "message/rfc822", .readable = true, .unpack = mime_unpack},
        {.type = "application/vnd.ms-tnef", .readable = true, .unpack = tnef_unpack},
        {.type = "application/zip", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-rar", .readable = true, .unpack = archive_unpack},
        {.type = "application/vnd.rar", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-7z-compressed", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-tar", .readable = true, .unpack = archive_unpack},
        {.type = "application/gzip", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-gzip", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-bzip2", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-xz", .readable = true, .unpack = archive_unpack},
        {.type = "application/x-archive-volume", .readable = true, .unpack = volume_unpack},
        {.type = "application/msword", .readable = true, .read = ole_read},
        {.type = "application/vnd.ms-works", .readable = true, .read = ole_read}, /* WPS Writer's */
        {.type = "application/vnd.ms-excel",
                .readable = true,
                .read = ole_read,
                .read_sheets = ole_read_sheets},
        {.type = "application/vnd.ms-powerpoint", .readable = true, .read = ole_read},
        {.type = "application/vnd.ms-office", .readable = true, .read = ole_read},
        {.type = "application/x-ole-storage", .readable = true, .read = ole_read},
        {.type = "application/cdfv2", .readable = true, .read = ole_read},
        {.type = "application/rtf", .readable = true, .read = rtf_read},
        {.type = "application/pdf", .readable = true, .read = pdf_read},
        {.type = "image/svg+xml", .readable = true},
        {.type = "image/", .readable = true, .facts_only = true, .read = media_read},
        {.type = "audio/", .readable = true, .facts_only = true, .read = media_read},
        {.type = "video/", .readable = true, .facts_only = true, .read = media_read},
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
