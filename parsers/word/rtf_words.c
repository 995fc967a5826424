#include "parsers/word/rtf_words.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* In the order of strcmp(). */
static const struct rtf_word words[] = {
        {"annotation", RTF_SKIP, 0},
        {"ansicpg", RTF_CODE_PAGE, 0},
        {"atnauthor", RTF_SKIP, 0},
        {"atnid", RTF_SKIP, 0},
        {"bin", RTF_BINARY, 0},
        {"bullet", RTF_PUT, 0x2022},
        {"cell", RTF_CELL, 0},
        {"cellx", RTF_CELL_EDGE, 0},
        {"clmrg", RTF_JOINS_LEFT, 0},
        {"clvmrg", RTF_JOINS_ABOVE, 0},
        {"colortbl", RTF_SKIP, 0},
        {"deleted", RTF_HIDDEN, 0},
        {"emdash", RTF_PUT, 0x2014},
        {"emspace", RTF_PUT, ' '},
        {"endash", RTF_PUT, 0x2013},
        {"enspace", RTF_PUT, ' '},
        {"f", RTF_FONT, 0},
        {"fcharset", RTF_FONT_CHARSET, 0},
        {"filetbl", RTF_SKIP, 0},
        {"fldinst", RTF_SKIP, 0},
        {"fonttbl", RTF_FONTS, 0},
        {"info", RTF_SKIP, 0},
        {"intbl", RTF_IN_TABLE, 0},
        {"ldblquote", RTF_PUT, 0x201c},
        {"line", RTF_PARAGRAPH, 0},
        {"lquote", RTF_PUT, 0x2018},
        {"nestcell", RTF_PARAGRAPH, 0},
        {"nestrow", RTF_PARAGRAPH, 0},
        {"nonesttables", RTF_SKIP, 0},
        {"nonshppict", RTF_SKIP, 0},
        {"objdata", RTF_SKIP, 0},
        {"page", RTF_PARAGRAPH, 0},
        {"par", RTF_PARAGRAPH, 0},
        {"pard", RTF_PARAGRAPH_DEFAULTS, 0},
        {"pict", RTF_SKIP, 0},
        {"plain", RTF_PLAIN, 0},
        {"rdblquote", RTF_PUT, 0x201d},
        {"row", RTF_ROW, 0},
        {"rquote", RTF_PUT, 0x2019},
        {"rxe", RTF_SKIP, 0},
        {"sect", RTF_PARAGRAPH, 0},
        {"shpinst", RTF_ENTER, 0},
        {"sp", RTF_SKIP, 0},
        {"stylesheet", RTF_SKIP, 0},
        {"tab", RTF_TAB, 0},
        {"tc", RTF_SKIP, 0},
        {"trleft", RTF_ROW_LEFT, 0},
        {"trowd", RTF_ROW_DEFAULTS, 0},
        {"txe", RTF_SKIP, 0},
        {"u", RTF_UNICODE, 0},
        {"uc", RTF_UNICODE_SKIP, 0},
        {"v", RTF_HIDDEN, 0},
        {"xe", RTF_SKIP, 0},
};

static int compare(const void *key, const void *word)
{
	return strcmp(key, ((const struct rtf_word *)word)->name);
}

const struct rtf_word *rtf_word_find(const char *name)
{
	static const struct rtf_word nothing = {"", RTF_NOTHING, 0};
	const struct rtf_word *w = bsearch(name, words, sizeof words / sizeof *words, sizeof *words, compare);
	return w ? w : &nothing;
}

struct number_name {
	int32_t number;
	const char *name;
};

static const char *name_of(const struct number_name *list, size_t n, int32_t number)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].number == number)
			return list[i].name;
	return "";
}

const char *rtf_charset_of_page(int32_t page)
{
	static const struct number_name pages[] = {{936, "gb18030"}, {54936, "gb18030"}, {950, "big5"},
	        {932, "shift_jis"}, {949, "euc-kr"}, {1251, "windows-1251"}, {1252, "windows-1252"},
	        {65001, "utf-8"}};
	return name_of(pages, sizeof pages / sizeof *pages, page);
}

const char *rtf_charset_of_font(int32_t charset)
{
	static const struct number_name charsets[] = {{134, "gb18030"}, {136, "big5"}, {128, "shift_jis"},
	        {129, "euc-kr"}, {204, "windows-1251"}, {0, "windows-1252"}};
	return name_of(charsets, sizeof charsets / sizeof *charsets, charset);
}
