#include "parsers/pdf/pdf_page.h"

#include "base/buf.h"

#include <math.h>
#include <stdlib.h>

/* In heights of a line. A full-width blank inside a label is 1 high; columns lie further apart. */
static const double WIDE_GAP = 1.6, BLANK_GAP = 0.18, LETTER_GAP = 3.2, EVEN = 0.3;

enum { SPACED_GLYPHS = 6 };

static int by_height(const void *x, const void *y)
{
	const struct pdf_glyph *a = x, *b = y;
	double p = a->top + a->bottom, q = b->top + b->bottom;
	return p < q ? -1 : p > q ? 1 : (a->order > b->order) - (a->order < b->order);
}

static int by_left(const void *x, const void *y)
{
	const struct pdf_glyph *a = x, *b = y;
	return a->left < b->left ? -1 : a->left > b->left ? 1 : (a->order > b->order) - (a->order < b->order);
}

double pdf_line_height(const struct pdf_line *l)
{
	return l->bottom - l->top;
}

/* Two glyphs side by side: their middles lie at about the same height. */
static bool is_beside(const struct pdf_glyph *first, const struct pdf_glyph *g)
{
	double middle = (first->top + first->bottom) / 2, own = (g->top + g->bottom) / 2;
	double low = fmin(first->bottom - first->top, g->bottom - g->top);
	return own - middle < 0.5 * low;
}

static bool is_han(const struct pdf_glyph *g)
{
	unsigned char lead = (unsigned char)g->utf8[0];
	return g->len == 3 && lead >= 0xe4 && lead <= 0xe9;
}

bool pdf_run_is_spaced(const struct pdf_run *r)
{
	bool spaced = r->n >= 2 && r->n <= SPACED_GLYPHS && is_han(&r->glyphs[0]);
	for (size_t i = 1; i < r->n && spaced; i++) {
		const struct pdf_glyph *g = &r->glyphs[i];
		spaced = is_han(g) && g->left - g[-1].right > EVEN * (g->bottom - g->top);
	}
	return spaced;
}

static double gap_behind(const struct pdf_line *l, size_t i)
{
	return i + 1 < l->runs.n ? l->runs.v[i + 1].left - l->runs.v[i].right : INFINITY;
}

static bool is_letter(const struct pdf_run *r)
{
	return r->n == 1 && is_han(&r->glyphs[0]);
}

/* How many runs from `first` on are letters of one word: even gaps, and a wider one behind them. */
static size_t count_letters(const struct pdf_line *l, size_t first)
{
	double even = EVEN * pdf_line_height(l), gap = gap_behind(l, first);
	size_t n = 1;
	if (!is_letter(&l->runs.v[first]) || gap > LETTER_GAP * pdf_line_height(l))
		return 1;
	while (first + n < l->runs.n && n < SPACED_GLYPHS && is_letter(&l->runs.v[first + n]) &&
	        fabs(gap_behind(l, first + n - 1) - gap) < even)
		n++;
	return gap_behind(l, first + n - 1) > gap + even ? n : 1;
}

/* Letters of one label that stand so wide apart that each was taken for a column's. */
static void join_letters(struct pdf_line *l)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->runs.n;) {
		size_t n = count_letters(l, i);
		struct pdf_run run = l->runs.v[i];
		run.n += n - 1;
		run.right = l->runs.v[i + n - 1].right;
		l->runs.v[kept++] = run;
		i += n;
	}
	l->runs.n = kept;
}

static void add_line(struct pdf_page *p, struct pdf_glyph *g, size_t n, struct arena *a)
{
	struct pdf_line *l = list_add(a, &p->lines);
	qsort(g, n, sizeof *g, by_left);
	*l = (struct pdf_line){.left = g->left, .right = g->right, .top = g->top, .bottom = g->bottom};
	for (size_t i = 1; i < n; i++) {
		l->right = fmax(l->right, g[i].right);
		l->top = fmin(l->top, g[i].top);
		l->bottom = fmax(l->bottom, g[i].bottom);
	}
	struct pdf_run *run = NULL;
	for (size_t i = 0; i < n; i++) {
		if (!run || g[i].left - run->right > WIDE_GAP * pdf_line_height(l)) {
			run = list_add(a, &l->runs);
			*run = (struct pdf_run){&g[i], 0, g[i].left, g[i].right};
		}
		run->n++;
		run->right = fmax(run->right, g[i].right);
	}
	join_letters(l);
}

/* How many steps from a glyph to the next one lead down less those that lead up; 0 where most lead to the side. */
static long count_steps_down(const struct pdf_page *p)
{
	long down = 0, up = 0, aside = 0;
	for (size_t i = 1; i < p->glyphs.n; i++) {
		const struct pdf_glyph *g = &p->glyphs.v[i - 1], *next = g + 1;
		double height = g->bottom - g->top, x = fabs(next->left - g->left), y = next->top - g->top;
		if (fabs(y) <= x)
			aside++;
		else if (x < height / 2 && fabs(y) < 2 * height)
			*(y > 0 ? &down : &up) += 1;
	}
	return down + up > 2 * aside ? down - up : 0;
}

void pdf_page_turn(struct pdf_page *p, double height)
{
	long down = count_steps_down(p);
	if (down == 0)
		return;
	for (size_t i = 0; i < p->glyphs.n; i++) {
		struct pdf_glyph *g = &p->glyphs.v[i], was = *g;
		g->left = down > 0 ? was.top : height - was.bottom;
		g->right = down > 0 ? was.bottom : height - was.top;
		g->top = down > 0 ? p->width - was.right : was.left;
		g->bottom = down > 0 ? p->width - was.left : was.right;
	}
	p->width = height;
}

void pdf_page_arrange(struct pdf_page *p, struct arena *a)
{
	struct pdf_glyph *g = p->glyphs.v;
	if (p->glyphs.n == 0)
		return;
	qsort(g, p->glyphs.n, sizeof *g, by_height);
	for (size_t first = 0, i = 1; i <= p->glyphs.n; i++)
		if (i == p->glyphs.n || !is_beside(&g[first], &g[i])) {
			add_line(p, g + first, i - first, a);
			first = i;
		}
}

void pdf_run_text(const struct pdf_run *r, struct buf *out)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct pdf_glyph *g = &r->glyphs[i];
		if (i > 0 && g->left - g[-1].right > BLANK_GAP * (g->bottom - g->top))
			buf_putc(out, ' ');
		buf_put(out, g->utf8, g->len);
	}
}
