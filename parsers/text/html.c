#include "parsers/text/html.h"

#include "parsers/grid.h"
#include "parsers/text/charset.h"
#include "parsers/text/markup.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct element {
	const char *name;
	unsigned effects, items;
};

struct open_table {
	struct open_table *outer;
	struct grid grid;
	bool in_cell;
};

enum { SIGNATURE_LINES = 10 }; /* a signature is not longer; what follows is mail again */

struct html {
	struct arena *arena;
	struct text *text;
	struct element stack[LIMIT_HTML_DEPTH];
	size_t depth, too_deep;
	unsigned hides, keeps, tables;
	uint32_t quote;
	struct buf line, anchor;
	bool blank_waits; /* white space was read; it counts once text follows on the same line */
	const char *href; /* NULL outside of <a> */
	struct open_table *table;
	size_t lines, signature; /* lines so far, and at which of them a signature opened (0: none) */
};

/* Where lines go now: into the open cell, or else into what is around the table. */
static struct text *target_of(struct html *h, const struct open_table *t)
{
	while (t && !t->in_cell)
		t = t->outer;
	return t ? &t->grid.cells.v[t->grid.cells.n - 1].content : h->text;
}

static void watch_signature(struct html *h, const char *line)
{
	h->lines++;
	if (strcmp(line, "--") == 0 || strncmp(line, "——", 6) == 0 || strncmp(line, "___", 3) == 0)
		h->signature = h->lines;
	else if (strncmp(line, "发件人", 9) == 0 || strncasecmp(line, "From:", 5) == 0)
		h->signature = 0;
}

static void end_line(struct html *h, bool even_empty)
{
	h->blank_waits = false;
	if (h->line.len == 0 && !even_empty)
		return;
	struct text *t = target_of(h, h->table);
	text_add_line(t, buf_str(&h->line), h->line.len, h->quote, h->arena);
	h->text->partial |= t->partial;
	watch_signature(h, buf_str(&h->line) + strspn(buf_str(&h->line), " "));
	buf_reset(&h->line);
}

static void open_table(struct html *h)
{
	struct open_table *t = arena_alloc(h->arena, sizeof *t);
	t->outer = h->table;
	h->table = t;
}

static void open_row(struct html *h)
{
	if (!h->table)
		return;
	h->table->in_cell = false;
	h->table->grid.rows++;
}

static void open_cell(struct html *h, const xmlChar **atts)
{
	struct open_table *t = h->table;
	if (!t || t->grid.cells.n >= LIMIT_TABLE_CELLS)
		return;
	if (t->grid.rows == 0)
		t->grid.rows = 1;
	struct grid_cell *cell = list_add(h->arena, &t->grid.cells);
	uint32_t columns = markup_span(atts, "colspan", LIMIT_TABLE_COLUMNS);
	*cell = (struct grid_cell){.row = t->grid.rows - 1,
	        .row_span = markup_span(atts, "rowspan", LIMIT_TABLE_CELLS),
	        .column_span = columns ? columns : 1};
	t->in_cell = true;
}

static void close_table(struct html *h)
{
	struct open_table *t = h->table;
	if (!t)
		return;
	h->table = t->outer;
	struct text *into = target_of(h, h->table);
	const struct table *table = h->tables < LIMIT_TABLES ? grid_resolve(&t->grid, h->arena) : NULL;
	if (!table) {
		grid_flatten(&t->grid, into, h->arena);
		return;
	}
	h->tables++;
	*list_add(h->arena, &into->blocks) =
	        (struct block){.kind = BLOCK_TABLE, .quote = h->quote, .table = table};
}

static void show_picture(struct html *h, const xmlChar **atts)
{
	const char *source = markup_attribute(atts, "src");
	if (!source || strncasecmp(source, "cid:", 4) != 0 || h->text->pictures.n >= LIMIT_TEXT_LINKS)
		return;
	long width = markup_drawn(atts, "width"), height = markup_drawn(atts, "height");
	bool small = (width || height) && width <= LIMIT_ORNAMENT_PIXELS && height <= LIMIT_ORNAMENT_PIXELS;
	bool signs = h->signature && h->lines - h->signature < SIGNATURE_LINES;
	struct shown_picture *p = list_add(h->arena, &h->text->pictures);
	*p = (struct shown_picture){arena_strdup(h->arena, source + 4), small || signs};
}

static bool is_followed(const char *href)
{
	return href && text_is_address(href);
}

static void open_anchor(struct html *h, const xmlChar **atts)
{
	const char *href = markup_attribute(atts, "href");
	h->href = is_followed(href) ? arena_strdup(h->arena, href) : NULL;
	buf_reset(&h->anchor);
}

/* <span class="qqmailbgattach" downloadlink="…" expiretime="1631445480">: QQ's around a large attachment. */
static void note_large_attachment(struct html *h, const xmlChar **atts)
{
	const char *url = markup_attribute(atts, "downloadlink"),
	           *time = markup_attribute(atts, "expiretime");
	long long expires = time ? strtoll(time, NULL, 10) : 0;
	if (!is_followed(url) || h->text->links.n >= LIMIT_TEXT_LINKS)
		return;
	*list_add(h->arena, &h->text->links) = (struct hyperlink){"", arena_strdup(h->arena, url),
	        (uint32_t)h->text->blocks.n, expires > 0 && expires < 1ll << 40 ? expires : 0};
}

static void close_anchor(struct html *h)
{
	if (h->href && h->text->links.n < LIMIT_TEXT_LINKS) {
		size_t len;
		const char *shown = text_trim(buf_str(&h->anchor), h->anchor.len, &len);
		*list_add(h->arena, &h->text->links) = (struct hyperlink){
		        arena_strndup(h->arena, shown, len), h->href, (uint32_t)h->text->blocks.n, 0};
	}
	h->href = NULL;
}

/* Numbers of an ordered list are drawn by the reader's program, so they belong to the text. */
static void number_item(struct html *h)
{
	for (size_t i = h->depth; i-- > 0;) {
		struct element *e = &h->stack[i];
		if (!(e->effects & LISTS))
			continue;
		if (e->effects & ORDERED)
			buf_printf(&h->line, "%u. ", ++e->items);
		return;
	}
}

static void apply_start(struct html *h, const struct element *e, const xmlChar **atts)
{
	if (e->effects & BREAKS)
		end_line(h, false);
	if (e->effects & ROW)
		open_row(h);
	if (e->effects & CELL)
		open_cell(h, atts);
	if (e->effects & TABLE)
		open_table(h);
	if (e->effects & ANCHOR)
		open_anchor(h, atts);
	note_large_attachment(h, atts);
	if (strcmp(e->name, "li") == 0)
		number_item(h);
	if (strcmp(e->name, "br") == 0)
		end_line(h, true);
	if (strcmp(e->name, "img") == 0)
		show_picture(h, atts);
	if (strcmp(e->name, "hr") == 0) {
		end_line(h, false);
		h->signature = h->lines ? h->lines : 1;
	}
}

static void on_start(void *ctx, const xmlChar *tag, const xmlChar **atts)
{
	struct html *h = ctx;
	const char *name = (const char *)tag;
	if (h->depth == LIMIT_HTML_DEPTH) {
		h->too_deep++;
		h->text->partial = true;
		return;
	}
	struct element *e = &h->stack[h->depth];
	*e = (struct element){.name = name, .effects = markup_effects(name, atts)};
	if (h->hides == 0)
		apply_start(h, e, atts);
	h->depth++;
	h->hides += (e->effects & HIDES) != 0;
	h->quote += (e->effects & QUOTES) != 0;
	h->keeps += (e->effects & KEEPS) != 0;
}

static void close_innermost(struct html *h)
{
	const struct element *e = &h->stack[--h->depth];
	h->hides -= (e->effects & HIDES) != 0;
	if (h->hides == 0) {
		if (e->effects & (BREAKS | CELL | ROW))
			end_line(h, false);
		if (h->table && (e->effects & CELL))
			h->table->in_cell = false;
		if (e->effects & TABLE)
			close_table(h);
		if (e->effects & ANCHOR)
			close_anchor(h);
	}
	h->quote -= (e->effects & QUOTES) != 0;
	h->keeps -= (e->effects & KEEPS) != 0;
}

static void on_end(void *ctx, const xmlChar *tag)
{
	struct html *h = ctx;
	if (h->too_deep > 0) {
		h->too_deep--;
		return;
	}
	size_t at = h->depth;
	while (at > 0 && strcmp(h->stack[at - 1].name, (const char *)tag) != 0)
		at--;
	while (at > 0 && h->depth >= at)
		close_innermost(h);
}

static void put_char(struct html *h, const char *s, size_t len)
{
	buf_put(&h->line, s, len);
	if (h->href)
		buf_put(&h->anchor, s, len);
}

static void on_text(void *ctx, const xmlChar *chars, int len)
{
	struct html *h = ctx;
	const char *s = (const char *)chars, *end = s + (len > 0 ? len : 0);
	if (h->hides)
		return;
	for (; s < end; s++) {
		bool blank = *s == ' ' || (*s >= '\t' && *s <= '\r');
		if (h->keeps && *s == '\n') {
			end_line(h, true);
		} else if (blank && !h->keeps) {
			h->blank_waits = h->line.len > 0;
		} else {
			if (h->blank_waits)
				put_char(h, " ", 1);
			h->blank_waits = false;
			put_char(h, s, 1);
		}
	}
}

void html_preload(void)
{
	xmlInitParser();
}

static void parse(struct html *h, const struct buf *utf8)
{
	htmlParserCtxtPtr ctxt = htmlNewParserCtxt();
	invariant(ctxt);
	*ctxt->sax = (xmlSAXHandler){.startElement = on_start,
	        .endElement = on_end,
	        .characters = on_text,
	        .ignorableWhitespace = on_text};
	ctxt->userData = h;
	int options = HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER |
	              HTML_PARSE_IGNORE_ENC;
	htmlDocPtr none = htmlCtxtReadMemory(ctxt, buf_str(utf8), (int)utf8->len, NULL, "UTF-8", options);
	invariant(!none); /* our handlers build no tree */
	htmlFreeParserCtxt(ctxt);
}

enum outcome html_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	(void)why;
	char charset[64];
	snprintf(charset, sizeof charset, "%s", c->charset);
	if (!charset[0])
		markup_find_charset(c->bytes, c->len, charset, sizeof charset);
	struct buf utf8 = BUF_INIT(4 * LIMIT_BODY_TEXT_BYTES);
	charset_to_utf8(charset, c->bytes, c->len, &utf8);
	struct html *h = arena_alloc(a, sizeof *h);
	*h = (struct html){.arena = a,
	        .text = text,
	        .line = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .anchor = BUF_INIT(LIMIT_VALUE_BYTES)};
	if (utf8.len)
		parse(h, &utf8);
	while (h->depth > 0)
		close_innermost(h);
	end_line(h, false);
	while (h->table)
		close_table(h);
	text->partial = text->partial || c->cut || utf8.overrun || h->line.overrun;
	buf_free(&h->line);
	buf_free(&h->anchor);
	buf_free(&utf8);
	text_mark_quoted(text);
	return DONE;
}
