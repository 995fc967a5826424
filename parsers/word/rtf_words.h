/* The control words of RTF that matter to its text. */
#ifndef PARSERS_RTF_WORDS_H
#define PARSERS_RTF_WORDS_H

#include <stdint.h>

enum rtf_action {
	RTF_NOTHING,
	RTF_PUT,   /* a character, in `value` */
	RTF_SKIP,  /* opens a destination that is no text */
	RTF_ENTER, /* opens one that is text, although it is marked as one to be ignored by those who do not
	              know it */
	RTF_PARAGRAPH,
	RTF_TAB,
	RTF_CELL,
	RTF_ROW,
	RTF_ROW_DEFAULTS,
	RTF_ROW_LEFT,
	RTF_CELL_EDGE,
	RTF_JOINS_ABOVE,
	RTF_JOINS_LEFT,
	RTF_IN_TABLE,
	RTF_PARAGRAPH_DEFAULTS,
	RTF_CODE_PAGE,
	RTF_FONTS,
	RTF_FONT,
	RTF_FONT_CHARSET,
	RTF_UNICODE,
	RTF_UNICODE_SKIP,
	RTF_HIDDEN,
	RTF_PLAIN,
	RTF_BINARY,
};

struct rtf_word {
	const char *name;
	enum rtf_action action;
	uint32_t value;
};

/* Never NULL: an unknown word does nothing. */
const struct rtf_word *rtf_word_find(const char *name);
/* The charset of a code page (936 …) and of a font's \fcharset; "" where it is not known. */
const char *rtf_charset_of_page(int32_t page);
const char *rtf_charset_of_font(int32_t charset);

#endif
