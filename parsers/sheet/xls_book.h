/* What a workbook says once for all its sheets: their names and places, shared strings, number formats. */
#ifndef PARSERS_XLS_BOOK_H
#define PARSERS_XLS_BOOK_H

#include "parsers/sheet/numfmt.h"
#include "parsers/sheet/xls_record.h"

/* The records that are looked at. */
enum xls_type {
	XLS_FORMULA = 0x06,
	XLS_EOF = 0x0a,
	XLS_DATE_MODE = 0x22,
	XLS_FILE_PASS = 0x2f,
	XLS_CODE_PAGE = 0x42,
	XLS_COLUMN_INFO = 0x7d,
	XLS_BOUND_SHEET = 0x85,
	XLS_MUL_RK = 0xbd,
	XLS_RICH_STRING = 0xd6,
	XLS_XF = 0xe0,
	XLS_MERGED = 0xe5,
	XLS_SHARED_STRINGS = 0xfc,
	XLS_SHARED_STRING = 0xfd,
	XLS_LINK = 0x1b8,
	XLS_NUMBER = 0x203,
	XLS_LABEL = 0x204,
	XLS_BOOLEAN = 0x205,
	XLS_FORMULA_3 = 0x206,
	XLS_STRING = 0x207,
	XLS_ROW = 0x208,
	XLS_BOF_3 = 0x209,
	XLS_RK = 0x27e,
	XLS_FORMULA_4 = 0x406,
	XLS_BOF_4 = 0x409,
	XLS_FORMAT = 0x41e,
	XLS_BOF = 0x809,
};

struct xls_sheet {
	gsf_off_t offset;
	const char *name;
	bool hidden;
};

struct xls_format {
	uint32_t id;
	struct number_format format;
};

struct xls_book {
	struct arena *arena;
	struct xls_records records;
	bool epoch_1904, protected, macros, bare; /* bare: one sheet without a workbook */
	LIST(struct xls_sheet) sheets;
	LIST(struct xls_format) formats;
	LIST(struct number_format) styles; /* a cell's number format by its style */
	struct buf strings;                /* shared ones, each with its NUL */
	LIST(uint32_t) string_at;
};

bool xls_is_bof(uint32_t type);
/* Reads from the stream's start. REFUSED: no workbook, or a password is needed (`protected`). `partial_r`: a
 * cap cut the strings or the list of sheets. */
MUST_USE enum outcome xls_book_read(struct xls_book *b, bool *partial_r, struct reason *why);

/* "" where there is none of that number. */
const char *xls_shared_string(const struct xls_book *b, uint32_t index);
const struct number_format *xls_style(const struct xls_book *b, uint32_t index);

#endif
