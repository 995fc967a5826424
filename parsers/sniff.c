#include "parsers/sniff.h"

#include "parsers/archive/volume.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <ctype.h>
#include <magic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static magic_t cookie;

/* What a family of content is when only the extension can tell its members apart. */
enum family {
	FAMILY_TEXT = 1,
	FAMILY_ZIP = 2,
	FAMILY_OLE = 4,
	FAMILY_BYTES = 8,
	FAMILY_MP4 = 16,
	FAMILY_ASF = 32
};

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

static const struct {
	const char *extension;
	unsigned families; /* content that may be this */
	const char *type;
} extensions[] = {
        {"txt", FAMILY_TEXT, "text/plain"},
        {"htm", FAMILY_TEXT, "text/html"},
        {"html", FAMILY_TEXT, "text/html"},
        {"csv", FAMILY_TEXT, "text/csv"},
        {"tsv", FAMILY_TEXT, "text/csv"},
        {"ics", FAMILY_TEXT, "text/calendar"},
        {"rtf", FAMILY_TEXT | FAMILY_BYTES, "application/rtf"},
        {"eml", FAMILY_TEXT, "message/rfc822"},
        {"svg", FAMILY_TEXT, "image/svg+xml"},
        {"docx", FAMILY_ZIP, OOXML "wordprocessingml.document"},
        {"docm", FAMILY_ZIP, OOXML "wordprocessingml.document"},
        {"xlsx", FAMILY_ZIP, OOXML "spreadsheetml.sheet"},
        {"xlsm", FAMILY_ZIP, OOXML "spreadsheetml.sheet"},
        {"pptx", FAMILY_ZIP, OOXML "presentationml.presentation"},
        {"ppsx", FAMILY_ZIP, OOXML "presentationml.presentation"},
        {"pptm", FAMILY_ZIP, OOXML "presentationml.presentation"},
        {"dotx", FAMILY_ZIP, OOXML "wordprocessingml.document"},
        {"xltx", FAMILY_ZIP, OOXML "spreadsheetml.sheet"},
        {"odt", FAMILY_ZIP, ODF "text"},
        {"ods", FAMILY_ZIP, ODF "spreadsheet"},
        {"odp", FAMILY_ZIP, ODF "presentation"},
        {"ofd", FAMILY_ZIP, "application/ofd"},
        {"doc", FAMILY_OLE, "application/msword"},
        {"dot", FAMILY_OLE, "application/msword"},
        {"wps", FAMILY_OLE, "application/vnd.ms-works"},
        {"wpt", FAMILY_OLE, "application/vnd.ms-works"},
        {"xls", FAMILY_OLE, "application/vnd.ms-excel"},
        {"et", FAMILY_OLE, "application/vnd.ms-excel"},
        {"ppt", FAMILY_OLE, "application/vnd.ms-powerpoint"},
        {"pps", FAMILY_OLE, "application/vnd.ms-powerpoint"},
        {"dps", FAMILY_OLE, "application/vnd.ms-powerpoint"},
        {"msg", FAMILY_OLE, "application/vnd.ms-outlook"},
        {"mp3", FAMILY_BYTES, "audio/mpeg"},
        {"wav", FAMILY_BYTES, "audio/x-wav"},
        {"wma", FAMILY_BYTES | FAMILY_ASF, "audio/x-ms-wma"},
        {"amr", FAMILY_BYTES, "audio/amr"},
        {"silk", FAMILY_BYTES, "audio/silk"},
        {"aac", FAMILY_BYTES, "audio/aac"},
        {"flac", FAMILY_BYTES, "audio/flac"},
        {"ape", FAMILY_BYTES, "audio/x-ape"},
        {"m4a", FAMILY_BYTES | FAMILY_MP4, "audio/x-m4a"},
        {"mp4", FAMILY_BYTES, "video/mp4"},
        {"m4v", FAMILY_BYTES, "video/x-m4v"},
        {"mov", FAMILY_BYTES, "video/quicktime"},
        {"avi", FAMILY_BYTES, "video/x-msvideo"},
        {"wmv", FAMILY_BYTES | FAMILY_ASF, "video/x-ms-wmv"},
        {"mpg", FAMILY_BYTES, "video/mpeg"},
        {"mpeg", FAMILY_BYTES, "video/mpeg"},
        {"flv", FAMILY_BYTES, "video/x-flv"},
        {"mkv", FAMILY_BYTES, "video/x-matroska"},
        {"ts", FAMILY_BYTES, "video/mp2t"},
        {"mts", FAMILY_BYTES, "video/mp2t"},
        {"heic", FAMILY_BYTES, "image/heic"},
        {"raw", FAMILY_BYTES, "image/x-raw"},
        {"psd", FAMILY_BYTES, "image/vnd.adobe.photoshop"},
        {"pdf", FAMILY_BYTES, "application/pdf"},
        {"dat", FAMILY_BYTES, "application/octet-stream"},
        /* Damaged ones, and the last of several volumes, which begins anywhere. */
        {"zip", FAMILY_BYTES, "application/zip"},
        {"rar", FAMILY_BYTES, "application/x-rar"},
        {"7z", FAMILY_BYTES, "application/x-7z-compressed"},
};

enum outcome sniff_preload(struct reason *why)
{
	if (cookie)
		return DONE;
	tzset(); /* libmagic looks at the dates inside OLE2 files: the time zone is a file too */
	cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
	if (!cookie || magic_load(cookie, NULL) != 0)
		return fail(why, BROKEN, "cannot load the magic database: %s",
		        cookie ? magic_error(cookie) : "no memory");
	return DONE;
}

void sniff_extension(const char *name, char *extension_r, size_t room)
{
	const char *dot = strrchr(name, '.');
	size_t n = 0;
	for (const char *s = dot ? dot + 1 : ""; *s && n + 1 < room; s++)
		if (isgraph((unsigned char)*s))
			extension_r[n++] = (char)tolower((unsigned char)*s);
	extension_r[n] = '\0';
}

static const char *type_by_extension(const char *name, unsigned family)
{
	char extension[16];
	sniff_extension(name, extension, sizeof extension);
	for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
		if (extensions[i].families & family && strcmp(extensions[i].extension, extension) == 0)
			return extensions[i].type;
	return NULL;
}

static bool is_one_of(const char *type, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(type, *list) == 0)
			return true;
	return false;
}

/* Formats that are text to the eye and yet are what libmagic says. */
static bool is_textual_format(const char *magic)
{
	static const char *const types[] = {"text/html", "text/csv", "text/rtf", "text/xml", "text/calendar",
	        "application/pdf", "application/postscript", "application/json", "message/rfc822",
	        "image/svg+xml", "application/rtf", NULL};
	return is_one_of(magic, types);
}

/* Documents in one XML file, whatever they are called: told by their vocabulary, which stands at their root. NULL: none of them. */
static const char *flat_document(const char *head, size_t len)
{
	enum { ROOT = 16 * 1024 };
	static const struct {
		const char *mark, *type;
	} kinds[] = {
	        {"http://schemas.microsoft.com/office/word/2003/wordml", OOXML "wordprocessingml.document"},
	        {"http://schemas.microsoft.com/office/2006/xmlPackage", OOXML "wordprocessingml.document"},
	        {"urn:schemas-microsoft-com:office:spreadsheet", OOXML "spreadsheetml.sheet"},
	        {"mimetype=\"" ODF "spreadsheet\"", ODF "spreadsheet"},
	        {"mimetype=\"" ODF "text\"", ODF "text"},
	};
	if (len > ROOT)
		len = ROOT;
	if (!memmem(head, len, "<?xml", 5) || memmem(head, len, "<html", 5))
		return NULL;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (memmem(head, len, kinds[i].mark, strlen(kinds[i].mark)))
			return kinds[i].type;
	return NULL;
}

/* Where libmagic knows the container only, or takes text for something else, which family the content is of;
 * 0: it is sure. */
static unsigned family_of(const void *head, size_t len, const char *magic)
{
	static const char *const zips[] = {"application/zip", "application/x-zip-compressed", NULL};
	static const char *const oles[] = {"application/x-ole-storage", "application/CDFV2",
	        "application/cdfv2", "application/vnd.ms-office", "application/msword", NULL};
	static const char *const bytes[] = {"application/octet-stream", "application/x-dosexec",
	        "application/x-dbt", "application/x-wine-extension-ini", NULL};
	if (len >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return is_one_of(magic, oles) || strncmp(magic, "application/vnd.ms", 18) != 0 ? FAMILY_OLE
		                                                                               : 0;
	/* Short texts in GBK look like programs, sounds or old data bases to libmagic. */
	if (!is_textual_format(magic) && charset_is_text(head, len))
		return FAMILY_TEXT;
	/* Members in an unusual order make libmagic give up. */
	bool packed = len >= 4 && memcmp(head, "PK\3\4", 4) == 0 && is_one_of(magic, bytes);
	if (packed || is_one_of(magic, zips))
		return FAMILY_ZIP;
	if (strcmp(magic, "video/mp4") == 0)
		return FAMILY_MP4;
	if (strcmp(magic, "video/x-ms-asf") == 0) /* sounds too */
		return FAMILY_ASF;
	if (is_one_of(magic, bytes) && !(len > 2 && memcmp(head, "MZ", 2) == 0))
		return FAMILY_BYTES;
	return 0;
}

/* What a family is called when no extension says more. */
static const char *family_name(unsigned family, const char *magic)
{
	switch (family) {
	case FAMILY_TEXT:
		return "text/plain";
	case FAMILY_ZIP:
		return "application/zip";
	case FAMILY_BYTES:
		return "application/octet-stream";
	default:
		return magic;
	}
}

const char *sniff_type(const void *head, size_t len, const char *name, const char *declared, struct arena *a)
{
	invariant(cookie);
	if (len == 0)
		return "application/x-empty";
	const char *magic = magic_buffer(cookie, head, len);
	if (!magic || !*magic)
		magic = "application/octet-stream";
	if (strcmp(magic, "text/rtf") == 0)
		magic = "application/rtf";
	else if (strcmp(magic, "audio/x-hx-aac-adts") == 0)
		magic = "audio/aac";
	const char *flat = strcmp(magic, "text/xml") == 0 ? flat_document(head, len) : NULL;
	if (flat)
		return flat;
	unsigned family = family_of(head, len, magic);
	bool mistaken_csv = strcmp(magic, "text/csv") == 0;
	if (mistaken_csv)
		family = FAMILY_TEXT; /* prose with commas passes for CSV too: the name decides */
	const char *type = family ? type_by_extension(name, family) : NULL;
	if (family == FAMILY_BYTES && volume_by_name(name))
		type = "application/x-archive-volume";
	if (!type && mistaken_csv && strcmp(declared, "text/csv") == 0)
		type = "text/csv";
	if (!type && family == FAMILY_TEXT && strcmp(declared, "text/html") == 0)
		type = "text/html";
	if (!type && family == FAMILY_BYTES && strncmp(declared, "application/", 12) != 0 && declared[0])
		type = declared;
	if (!type)
		type = family ? family_name(family, magic) : magic;
	return arena_strdup(a, type);
}
