#include "daemon/export/workbook.h"

#include "daemon/export/sheets.h"

#include <stdio.h>
#include <string.h>

/* Where this font is missing, every office program finds another one for Chinese by itself. */
#define FONT "Microsoft YaHei"

static const struct {
	double size;
	bool bold, border, wrap, center;
	uint32_t fill; /* 0: none */
	const char *number;
} looks[LOOK_COUNT] = {
        [LOOK_TITLE] = {16, true, false, false, true, 0, "@"},
        [LOOK_NOTE] = {10, false, false, false, false, 0, "@"},
        [LOOK_HEAD] = {11, true, true, true, true, 0xf6e3e1, "@"},
        [LOOK_TEXT] = {11, false, true, true, false, 0, "@"},
        [LOOK_CENTER] = {11, false, true, true, true, 0, "@"},
        [LOOK_ORDER] = {11, false, true, false, true, 0, "0"},
        [LOOK_NUMBER] = {11, false, true, false, false, 0, "#,##0"},
        [LOOK_DATE] = {11, false, true, false, true, 0, "yyyy-mm-dd hh:mm"},
        [LOOK_PERCENT] = {11, false, true, false, false, 0, "0%"},
        [LOOK_WARN] = {11, false, true, true, false, 0xfdf1dc, "@"},
        [LOOK_TOTAL] = {11, true, true, true, true, 0xf6f6f6, "@"},
        [LOOK_TOTAL_NUMBER] = {11, true, true, false, false, 0xf6f6f6, "#,##0"},
};

static void make_looks(struct book *b)
{
	for (unsigned i = 0; i < LOOK_COUNT; i++) {
		lxw_format *f = b->looks[i] = workbook_add_format(b->workbook);
		format_set_font_name(f, FONT);
		format_set_font_size(f, looks[i].size);
		format_set_num_format(f, looks[i].number);
		format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
		if (looks[i].bold)
			format_set_bold(f);
		if (looks[i].wrap)
			format_set_text_wrap(f);
		if (looks[i].center)
			format_set_align(f, LXW_ALIGN_CENTER);
		if (looks[i].fill)
			format_set_bg_color(f, looks[i].fill);
		if (looks[i].border) {
			format_set_border(f, LXW_BORDER_THIN);
			format_set_border_color(f, 0xcccccc);
		}
	}
}

static void note_error(struct book *b, lxw_error error)
{
	if (!b->error)
		b->error = error;
}

/* --- one sheet --- */

/* Characters as wide as a digit, of the longest line: a Chinese one takes two. And how many lines it takes, wrapped. */
static double measure(const char *text, double most, double *lines_r)
{
	double width = 0, widest = 0;
	*lines_r = 1;
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		double w = *p == '\n' || (*p & 0xc0) == 0x80 ? 0 : *p >= 0xe1 ? 2.1 : 1.1;
		bool breaks = *p == '\n' || width + w > most - 2;
		*lines_r += breaks;
		width = breaks ? w : width + w;
		if (width > widest)
			widest = width;
	}
	return widest;
}

static void widen(struct sheet *s, int column, double width)
{
	if (s->widths[column] < width)
		s->widths[column] = width;
}

void sheet_put_text(struct sheet *s, int column, const char *text, enum look look)
{
	lxw_format *f = s->book->looks[look];
	lxw_error e = *text ? worksheet_write_string(s->worksheet, s->row, (lxw_col_t)column, text, f)
	                    : worksheet_write_blank(s->worksheet, s->row, (lxw_col_t)column, f);
	note_error(s->book, e);
	double lines, width = measure(text, s->most, &lines);
	if (s->row < SHEET_HEAD_ROW)
		return;
	widen(s, column, width);
	if (lines > s->lines)
		s->lines = lines;
}

void sheet_put_number(struct sheet *s, int column, double number, enum look look)
{
	char text[40];
	note_error(s->book, worksheet_write_number(
	                            s->worksheet, s->row, (lxw_col_t)column, number, s->book->looks[look]));
	snprintf(text, sizeof text, "%.0f", number);
	widen(s, column, (double)strlen(text) * 1.4);
}

void sheet_put_time(struct sheet *s, int column, int64_t epoch, int utc_offset)
{
	enum { EPOCH_SERIAL = 25569, DAY = 86400 }; /* 1970-01-01 as days since 1899-12-30 */
	double serial = (double)(epoch + utc_offset) / DAY + EPOCH_SERIAL;
	note_error(s->book, worksheet_write_number(s->worksheet, s->row, (lxw_col_t)column, serial,
	                            s->book->looks[LOOK_DATE]));
	widen(s, column, 17);
}

/* Not every program makes a row as high as its wrapped text by itself. */
void sheet_next_row(struct sheet *s)
{
	enum { LINE = 17, MOST = 20 };
	double lines = s->lines > MOST ? MOST : s->lines;
	note_error(s->book, worksheet_set_row(s->worksheet, s->row, lines > 1 ? lines * LINE + 3 : 21, NULL));
	s->lines = 1;
	s->row++;
}

static const char *fit_name(struct book *b, const char *name, char room[32])
{
	b->sheets++;
	if (workbook_validate_sheet_name(b->workbook, name) == LXW_NO_ERROR)
		return name;
	snprintf(room, 32, "表%zu", b->sheets);
	return room;
}

struct sheet sheet_begin(struct book *b, const char *name, const char *title, const char *const *heads,
        int columns, double most)
{
	char room[32];
	struct sheet s = {.book = b, .columns = columns, .most = most};
	invariant(columns <= SHEET_COLUMNS_MOST);
	s.worksheet = workbook_add_worksheet(b->workbook, fit_name(b, name, room));
	invariant(s.worksheet != NULL);
	note_error(b, worksheet_set_row(s.worksheet, 0, 34, NULL));
	note_error(b, worksheet_merge_range(
	                      s.worksheet, 0, 0, 0, (lxw_col_t)(columns - 1), title, b->looks[LOOK_TITLE]));
	s.row = SHEET_HEAD_ROW;
	for (int i = 0; i < columns; i++)
		sheet_put_text(&s, i, heads[i], LOOK_HEAD);
	sheet_next_row(&s);
	return s;
}

void sheet_filter(struct sheet *s)
{
	if (s->row > SHEET_FIRST_ROW)
		note_error(s->book, worksheet_autofilter(s->worksheet, SHEET_HEAD_ROW, 0, s->row - 1,
		                            (lxw_col_t)(s->columns - 1)));
}

void sheet_end(struct sheet *s, int frozen)
{
	for (int i = 0; i < s->columns; i++) {
		double w = s->widths[i] + 3;
		note_error(s->book, worksheet_set_column(s->worksheet, (lxw_col_t)i, (lxw_col_t)i,
		                            w < 7         ? 7
		                            : w > s->most ? s->most
		                                          : w,
		                            NULL));
	}
	worksheet_freeze_panes(s->worksheet, SHEET_FIRST_ROW, (lxw_col_t)frozen);
	if (s->columns > 3)
		worksheet_set_landscape(s->worksheet);
	worksheet_set_paper(s->worksheet, 9); /* A4 */
	worksheet_fit_to_pages(s->worksheet, 1, 0);
	note_error(s->book, worksheet_repeat_rows(s->worksheet, 0, SHEET_HEAD_ROW));
	worksheet_set_margins(s->worksheet, 0.4, 0.4, 0.5, 0.6);
	note_error(s->book, worksheet_set_footer(s->worksheet, "&C第 &P 页，共 &N 页"));
}

/* --- the whole --- */

static bool has_unknown(const struct workbook_content *c)
{
	for (size_t i = 0; i < c->works->works.n; i++)
		if (c->works->works.v[i].project == c->campaign->sub_projects.n)
			return true;
	return false;
}

static void make_sheets(struct book *b)
{
	const struct workbook_content *c = b->content;
	sheet_overview(b);
	for (size_t i = 0; i < c->campaign->sub_projects.n; i++)
		sheet_works(b, i);
	if (has_unknown(c))
		sheet_works(b, c->campaign->sub_projects.n);
	if (c->works->ended.n)
		sheet_ended(b);
	if (c->works->links.n)
		sheet_links(b);
	sheet_units(b);
	sheet_targets(b);
	sheet_questions(b);
}

enum outcome workbook_make(const char *path, const struct workbook_content *c, struct reason *why)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	struct book b = {.workbook = workbook_new_opt(path, &options), .content = c};
	if (!b.workbook)
		return fail(why, LATER, "cannot make the workbook");
	make_looks(&b);
	make_sheets(&b);
	/* Without this the moment of making, by this machine's clock, would stand in it. */
	lxw_doc_properties properties = {.title = (char *)c->campaign->short_name, .created = c->digest->now};
	note_error(&b, workbook_set_properties(b.workbook, &properties));
	lxw_error closed = workbook_close(b.workbook);
	note_error(&b, closed);
	if (b.error)
		return fail(why, b.error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? REFUSED : LATER,
		        "cannot write the workbook: %s", lxw_strerror(b.error));
	return DONE;
}
