#include "parsers/pdf/pdf_table.h"

#include "base/buf.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <ctype.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In heights of a line: a table's rows are no further apart, and the lines of one cell are closer. */
static const double ROW_GAP = 2.5, CELL_GAP = 0.3, PARAGRAPH_GAP = 0.8, COLUMN_GAP = 0.5, FULL_GAP = 1.2;

enum {
	STRIP_GLYPHS = 20000,
	BROKEN_DIGITS = 6,
	CROSSING_LINES = 5 /* of so many lines one may reach over several columns */
};

struct column {
	double left, right;
};

/* Lines `first` to `end` of a page that stand in columns. */
struct region {
	const struct pdf_line *lines;
	size_t first, end;
	struct column columns[LIMIT_TABLE_COLUMNS];
	size_t n;
};

static bool overlaps(const struct pdf_run *r, const struct column *c)
{
	return r->left < c->right && r->right > c->left;
}

/* The first column that a run touches, else the nearest. */
static size_t column_of(const struct region *g, const struct pdf_run *r)
{
	size_t nearest = 0;
	double least = INFINITY;
	for (size_t i = 0; i < g->n; i++) {
		if (overlaps(r, &g->columns[i]))
			return i;
		double away = fmax(g->columns[i].left - r->right, r->left - g->columns[i].right);
		if (away < least) {
			least = away;
			nearest = i;
		}
	}
	return nearest;
}

/* Where ink begins (+1) or ends (-1) in one of the lines. */
struct edge {
	double at;
	int step;
};

static int by_place(const void *x, const void *y)
{
	const struct edge *a = x, *b = y;
	return a->at < b->at ? -1 : a->at > b->at ? 1 : b->step - a->step;
}

/* The edges of a line's words; narrow gaps are inside of a word. */
static size_t add_edges(const struct pdf_line *l, struct edge *edges, size_t room)
{
	size_t n = 0;
	double gap = COLUMN_GAP * pdf_line_height(l), right = 0;
	for (size_t k = 0; k < l->runs.n; k++)
		for (size_t i = 0; i < l->runs.v[k].n && n + 2 <= room; i++) {
			const struct pdf_glyph *glyph = &l->runs.v[k].glyphs[i];
			bool same = i > 0 && pdf_run_is_spaced(&l->runs.v[k]);
			if (n > 0 && (same || glyph->left - right < gap)) {
				right = fmax(right, glyph->right);
				edges[n - 1].at = right;
				continue;
			}
			right = glyph->right;
			edges[n++] = (struct edge){glyph->left, 1};
			edges[n++] = (struct edge){right, -1};
		}
	return n;
}

/* Strips that hardly any line has ink in part the columns, also where a full cell comes close to the next one. */
static void find_strips(const struct region *g, struct region *strips)
{
	size_t glyphs = 0, lines = 0, n = 0;
	for (size_t i = g->first; i < g->end; i++)
		for (size_t k = 0; k < g->lines[i].runs.n; k++)
			glyphs += g->lines[i].runs.v[k].n;
	strips->n = 0;
	if (glyphs > STRIP_GLYPHS)
		return; /* no table that a person made for one page */
	struct edge *edges = g_malloc_n(2 * glyphs, sizeof *edges);
	for (size_t i = g->first; i < g->end; i++)
		if (g->lines[i].runs.n >= 2) {
			n += add_edges(&g->lines[i], edges + n, 2 * glyphs - n);
			lines++;
		}
	qsort(edges, n, sizeof *edges, by_place);
	int ink = 0, most = (int)(lines / CROSSING_LINES);
	double gap = COLUMN_GAP * pdf_line_height(&g->lines[g->first]), free_from = -INFINITY;
	for (size_t i = 0; i < n; i++) {
		bool was_free = ink <= most;
		ink += edges[i].step;
		bool is_free = ink <= most;
		if (was_free && !is_free && strips->n < LIMIT_TABLE_COLUMNS) {
			bool parts = strips->n == 0 || edges[i].at - free_from >= gap;
			if (parts)
				strips->columns[strips->n++].left = edges[i].at;
		} else if (!was_free && is_free && strips->n > 0) {
			strips->columns[strips->n - 1].right = free_from = edges[i].at;
		}
	}
	g_free(edges);
}

/* The line with the most runs tells the columns; others widen them as far as they touch one only. */
static void find_columns(struct region *g, struct region *strips)
{
	find_strips(g, strips);
	const struct pdf_line *rich = &g->lines[g->first];
	for (size_t i = g->first; i < g->end; i++)
		if (g->lines[i].runs.n > rich->runs.n)
			rich = &g->lines[i];
	g->n = rich->runs.n < LIMIT_TABLE_COLUMNS ? rich->runs.n : LIMIT_TABLE_COLUMNS;
	for (size_t i = 0; i < g->n; i++)
		g->columns[i] = (struct column){rich->runs.v[i].left, rich->runs.v[i].right};
	for (size_t i = g->first; i < g->end; i++)
		for (size_t k = 0; k < g->lines[i].runs.n; k++) {
			const struct pdf_run *r = &g->lines[i].runs.v[k];
			size_t c = column_of(g, r);
			bool before = c > 0 && r->left <= g->columns[c - 1].right;
			bool after = c + 1 < g->n && r->right >= g->columns[c + 1].left;
			if (before || after)
				continue;
			g->columns[c].left = fmin(g->columns[c].left, r->left);
			g->columns[c].right = fmax(g->columns[c].right, r->right);
		}
	if (strips->n <= g->n)
		return;
	g->n = strips->n;
	memcpy(g->columns, strips->columns, g->n * sizeof *g->columns);
}

static bool starts_region(const struct pdf_page *p, size_t i)
{
	return i < p->lines.n && p->lines.v[i].runs.n >= 2;
}

static double gap_above(const struct pdf_page *p, size_t i)
{
	const struct pdf_line *l = &p->lines.v[i], *above = &p->lines.v[i - 1];
	return (l->top - above->bottom) / fmin(pdf_line_height(l), pdf_line_height(above));
}

/* A line of one run goes on with a cell right of the first column, or it is alone in the first one: then it
 * must keep the distance of the lines around it. */
static bool belongs(const struct pdf_page *p, size_t first, size_t i)
{
	const struct pdf_line *head = &p->lines.v[first], *l = &p->lines.v[i];
	if (l->runs.n >= 2 || l->left >= head->runs.v[0].right)
		return true;
	if (l->right > head->runs.v[1].left)
		return false;
	bool between = i + 1 < p->lines.n && p->lines.v[i + 1].runs.n >= 2;
	return gap_above(p, i) < CELL_GAP ||
	       (between && fabs(gap_above(p, i) - gap_above(p, i + 1)) < CELL_GAP);
}

static size_t region_end(const struct pdf_page *p, size_t first)
{
	size_t i = first + 1, rows = 1;
	for (; i < p->lines.n && gap_above(p, i) < ROW_GAP; i++) {
		if (!belongs(p, first, i))
			break;
		rows += p->lines.v[i].runs.n >= 2;
	}
	return rows >= 2 ? i : first;
}

/* What stands in one cell of a row, or of a line. */
struct piece {
	const char *text;
	double width; /* of its last line */
};

static void add_to_piece(struct piece *piece, const struct pdf_run *r, struct arena *a)
{
	struct buf s = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	pdf_run_text(r, &s);
	piece->text = piece->text[0] ? arena_printf(a, "%s\n%s", piece->text, buf_str(&s))
	                             : arena_strdup(a, buf_str(&s));
	piece->width = r->right - r->left;
	buf_free(&s);
}

/* Cuts a run at the widest gap that lies between two columns: what fills its cell comes close to the next one. */
static size_t cut_run(const struct region *g, const struct pdf_run *r, size_t from)
{
	size_t column = column_of(g, r), next = column + 1;
	if (next >= g->n)
		return r->n;
	size_t cut = r->n;
	double widest = 0;
	for (size_t i = from + 1; i < r->n; i++) {
		double left = r->glyphs[i - 1].right, right = r->glyphs[i].left;
		if (right - left > widest && left >= g->columns[column].right - 1 &&
		        right <= g->columns[next].left + 1) {
			widest = right - left;
			cut = i;
		}
	}
	return cut;
}

static void place_run(const struct region *g, struct piece *line, const struct pdf_run *run, struct arena *a)
{
	struct pdf_run rest = *run;
	while (rest.n > 0) {
		size_t n = cut_run(g, &rest, 0);
		struct pdf_run part = {rest.glyphs, n, rest.left, rest.glyphs[n - 1].right};
		add_to_piece(&line[column_of(g, &part)], &part, a);
		rest.glyphs += n;
		rest.n -= n;
		if (rest.n > 0)
			rest.left = rest.glyphs->left;
	}
}

/* 275, 13802012345: a figure and nothing else. */
static bool is_figure(const char *text)
{
	return *text && text[strspn(text, "0123456789.,-")] == '\0';
}

/* A figure below another one is another row's; only a long one is broken into lines, and what is left is shorter. */
static bool counts_anew(const char *above, const char *below)
{
	size_t len = strlen(above);
	return is_figure(above) && is_figure(below) && !(len >= BROKEN_DIGITS && strlen(below) < len);
}

/* Each cell of the line goes on with one above it that is full, and others do not go on: 古林街道总工 | 7月8日 and below it 会 */
static bool goes_on(const struct region *g, double height, const struct piece *line, const struct piece *row)
{
	size_t single = 0;
	for (size_t c = 0; c < g->n; c++) {
		double full = g->columns[c].right - g->columns[c].left - FULL_GAP * height;
		if (*line[c].text && (!*row[c].text || row[c].width < full))
			return false;
		single += *row[c].text && !*line[c].text;
	}
	return single > 0;
}

/* A line belongs to the row above where it stands as close as the lines of one cell do and begins no row itself. */
static bool joins_row(const struct pdf_page *p, const struct region *g, size_t i, const struct piece *line,
        const struct piece *row)
{
	size_t filled = 0;
	for (size_t c = 0; c < g->n; c++) {
		filled += *line[c].text != '\0';
		const char *last = strrchr(row[c].text, '\n');
		if (counts_anew(last ? last + 1 : row[c].text, line[c].text))
			return false;
	}
	bool begins = filled >= 2 && (*line[0].text || *line[1].text) &&
	              !goes_on(g, pdf_line_height(&p->lines.v[i]), line, row);
	return gap_above(p, i) < CELL_GAP && !begins;
}

static void place_line(
        const struct pdf_page *p, const struct region *g, size_t i, struct piece *line, struct arena *a)
{
	for (size_t c = 0; c < g->n; c++)
		line[c] = (struct piece){"", 0};
	for (size_t k = 0; k < p->lines.v[i].runs.n; k++)
		place_run(g, line, &p->lines.v[i].runs.v[k], a);
}

static void join_line(const struct region *g, struct piece *row, const struct piece *line, struct arena *a)
{
	for (size_t c = 0; c < g->n; c++) {
		if (!*line[c].text)
			continue;
		row[c].text =
		        *row[c].text ? arena_printf(a, "%s\n%s", row[c].text, line[c].text) : line[c].text;
		row[c].width = line[c].width;
	}
}

static struct table *make_table(const struct pdf_page *p, const struct region *g, struct arena *a)
{
	struct piece line[LIMIT_TABLE_COLUMNS], row[LIMIT_TABLE_COLUMNS];
	size_t lines = g->end - g->first;
	if (g->n < 2 || (uint64_t)lines * g->n > LIMIT_TABLE_CELLS)
		return NULL;
	struct table *t = arena_alloc(a, sizeof *t);
	*t = (struct table){.columns = (uint32_t)g->n, .name = ""};
	t->cells = arena_alloc(a, lines * g->n * sizeof *t->cells);
	for (size_t i = g->first; i < g->end; i++) {
		place_line(p, g, i, line, a);
		if (t->rows > 0 && joins_row(p, g, i, line, row)) {
			join_line(g, row, line, a);
		} else {
			memcpy(row, line, g->n * sizeof *row);
			t->rows++;
		}
		for (uint32_t c = 0; c < t->columns; c++)
			t->cells[(size_t)(t->rows - 1) * t->columns + c] =
			        (struct cell){row[c].text, t->rows - 1, c};
	}
	return t;
}

/* Text set in columns stands side by side too, but its lines fill them. */
static bool is_prose(const struct region *g)
{
	size_t full = 0, all = 0;
	for (size_t i = g->first; i < g->end; i++)
		for (size_t k = 0; k < g->lines[i].runs.n; k++) {
			const struct pdf_run *r = &g->lines[i].runs.v[k];
			const struct column *c = &g->columns[column_of(g, r)];
			all++;
			full += r->n >= 15 && r->right - r->left > 0.8 * (c->right - c->left);
		}
	return g->end - g->first >= 8 && full * 10 >= all * 6;
}

static void add_prose(const struct region *g, struct text *text, struct arena *a)
{
	struct buf s = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	for (size_t c = 0; c < g->n; c++)
		for (size_t i = g->first; i < g->end; i++)
			for (size_t k = 0; k < g->lines[i].runs.n; k++) {
				if (column_of(g, &g->lines[i].runs.v[k]) != c)
					continue;
				buf_reset(&s);
				pdf_run_text(&g->lines[i].runs.v[k], &s);
				text_add_line(text, buf_str(&s), s.len, 0, a);
			}
	buf_free(&s);
}

/* The line ends where the paper does, not where the paragraph does. */
static bool is_broken(const struct pdf_page *p, size_t i, double right)
{
	const struct pdf_line *l = &p->lines.v[i];
	double height = pdf_line_height(l);
	return i + 1 < p->lines.n && l->runs.n == 1 && p->lines.v[i + 1].runs.n == 1 &&
	       l->right > right - 1.5 * height && p->lines.v[i + 1].left < l->left + 0.5 * height &&
	       gap_above(p, i + 1) < PARAGRAPH_GAP;
}

static void add_line(
        const struct pdf_page *p, size_t i, double right, struct buf *s, struct text *text, struct arena *a)
{
	const struct pdf_line *l = &p->lines.v[i];
	if (s->len > 0 && isalnum((unsigned char)s->data[s->len - 1]) &&
	        isalnum((unsigned char)*l->runs.v[0].glyphs->utf8))
		buf_putc(s, ' ');
	for (size_t k = 0; k < l->runs.n; k++) {
		if (k > 0)
			buf_puts(s, "  ");
		pdf_run_text(&l->runs.v[k], s);
	}
	if (is_broken(p, i, right))
		return;
	text_add_line(text, buf_str(s), s->len, 0, a);
	buf_reset(s);
}

static bool add_region(
        const struct pdf_page *p, struct region *g, struct region *strips, struct text *text, struct arena *a)
{
	find_columns(g, strips);
	if (is_prose(g)) {
		add_prose(g, text, a);
		return true;
	}
	const struct table *t = make_table(p, g, a);
	if (t)
		*list_add(a, &text->blocks) = (struct block){.kind = BLOCK_TABLE, .table = t};
	return t != NULL;
}

void pdf_table_read(const struct pdf_page *p, struct text *text, struct arena *a)
{
	struct buf s = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	struct region *g = arena_alloc(a, sizeof *g), *strips = arena_alloc(a, sizeof *strips);
	double left = p->width, right = 0;
	for (size_t i = 0; i < p->lines.n; i++) {
		left = fmin(left, p->lines.v[i].left);
		right = fmax(right, p->lines.v[i].right);
	}
	right = fmax(right, p->width - left); /* margins are alike on both sides; lines may all be short */
	for (size_t i = 0; i < p->lines.n;) {
		*g = (struct region){
		        .lines = p->lines.v, .first = i, .end = starts_region(p, i) ? region_end(p, i) : i};
		if (g->end > g->first && add_region(p, g, strips, text, a))
			i = g->end;
		else
			add_line(p, i++, right, &s, text, a);
	}
	buf_free(&s);
}
