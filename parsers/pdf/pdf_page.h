/* The characters of one PDF page in the order in which they stand on paper: lines from top to bottom, each
 * cut at its wide gaps. Memory is the arena's. */
#ifndef PARSERS_PDF_PAGE_H
#define PARSERS_PDF_PAGE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct pdf_glyph {
	double left, right, top, bottom;
	const char *utf8; /* `len` bytes */
	unsigned len;
	uint32_t order; /* in poppler's reading order, blanks counted */
};

/* A stretch of a line without a wide gap. */
struct pdf_run {
	const struct pdf_glyph *glyphs; /* from left to right */
	size_t n;
	double left, right;
};

struct pdf_line {
	LIST(struct pdf_run) runs; /* at least one, from left to right */
	double left, right, top, bottom;
};

struct pdf_page {
	double width;                  /* of the paper */
	LIST(struct pdf_glyph) glyphs; /* blanks are not among them */
	LIST(struct pdf_line) lines;
};

/* Where most of the text runs down or up the paper, as written vertically or turned by 90 degrees, the paper is turned so that it
 * runs from left to right. `height` is the paper's; the glyphs are still in reading order. */
void pdf_page_turn(struct pdf_page *p, double height);

/* Sorts the glyphs and makes the lines. */
void pdf_page_arrange(struct pdf_page *p, struct arena *a);

/* 姓　　名: a few Han characters, each apart from the next: one word, however wide its gaps. */
bool pdf_run_is_spaced(const struct pdf_run *r);
double pdf_line_height(const struct pdf_line *l);
/* Appends a run's text, one blank at each gap that is as wide as one. */
struct buf;
void pdf_run_text(const struct pdf_run *r, struct buf *out);

#endif
