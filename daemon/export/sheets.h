/* What the sheets of the workbook share: looks, cells, widths. */
#ifndef EXPORT_SHEETS_H
#define EXPORT_SHEETS_H

#include "daemon/export/workbook.h"

#include <xlsxwriter.h>

enum look {
	LOOK_TITLE,
	LOOK_NOTE,
	LOOK_HEAD,
	LOOK_TEXT,
	LOOK_CENTER,
	LOOK_ORDER,
	LOOK_NUMBER,
	LOOK_DATE,
	LOOK_PERCENT,
	LOOK_WARN,
	LOOK_TOTAL,
	LOOK_TOTAL_NUMBER,
	LOOK_COUNT
};

enum { SHEET_COLUMNS_MOST = 40, SHEET_HEAD_ROW = 1, SHEET_FIRST_ROW = 2 };

struct book {
	lxw_workbook *workbook;
	lxw_format *looks[LOOK_COUNT];
	const struct workbook_content *content;
	lxw_error error; /* the first one; nothing is written after it */
	size_t sheets;
};

/* A sheet with its title in row 0 and its columns' names in row 1. Cells must be written row by row. */
struct sheet {
	struct book *book;
	lxw_worksheet *worksheet;
	lxw_row_t row; /* the one being written */
	int columns;
	double most;                       /* characters of the widest column; longer texts are wrapped */
	double widths[SHEET_COLUMNS_MOST]; /* the widest cell so far, in characters */
	double lines;                      /* of the highest cell of this row */
};

/* `heads` is one name for each column; no column gets wider than `most` characters. */
struct sheet sheet_begin(struct book *b, const char *name, const char *title, const char *const *heads,
        int columns, double most);
/* A filter over the rows written so far. Before any further row: a row that is written cannot be come back to. */
void sheet_filter(struct sheet *s);
/* Sets widths, frozen panes behind `frozen` columns, print layout. */
void sheet_end(struct sheet *s, int frozen);

void sheet_put_text(struct sheet *s, int column, const char *text, enum look look);
void sheet_put_number(struct sheet *s, int column, double number, enum look look);
void sheet_put_time(struct sheet *s, int column, int64_t epoch, int utc_offset);
void sheet_next_row(struct sheet *s);

/* The sheets, in their order. */
void sheet_overview(struct book *b);
void sheet_works(struct book *b, size_t project);
void sheet_ended(struct book *b);
void sheet_links(struct book *b);
void sheet_units(struct book *b);
void sheet_targets(struct book *b);
void sheet_questions(struct book *b);

#endif
