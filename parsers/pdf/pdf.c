#include "parsers/pdf/pdf.h"

#include "parsers/pdf/pdf_form.h"
#include "parsers/pdf/pdf_maps.h"
#include "parsers/pdf/pdf_table.h"
#include "parsers/text/charset.h"
#include "parsers/text/text.h"
#include "parsers/view.h"
#include "schema/limits.h"

#include <poppler.h>
#include <string.h>
#include <time.h>

static PopplerDocument *maps; /* stays open: poppler forgets its maps with the last document */

/* The glyphs of a page; false where they are more than is read. */
static bool collect(
        const char *utf8, const PopplerRectangle *places, guint n, struct pdf_page *p, struct arena *a)
{
	const char *s = utf8;
	for (guint i = 0; i < n && *s; i++) {
		const char *next = g_utf8_next_char(s);
		gunichar rune = g_utf8_get_char(s);
		const PopplerRectangle *r = &places[i];
		if (p->glyphs.n == LIMIT_PDF_GLYPHS)
			return false;
		if (!g_unichar_isspace(rune) && !g_unichar_iscntrl(rune) && r->y2 > r->y1)
			*list_add(a, &p->glyphs) =
			        (struct pdf_glyph){r->x1, r->x2, r->y1, r->y2, s, (unsigned)(next - s), i};
		s = next;
	}
	return true;
}

static bool is_inside(const struct pdf_glyph *g, const PopplerRectangle *area, double height)
{
	double x = (g->left + g->right) / 2, y = height - (g->top + g->bottom) / 2;
	return x >= area->x1 && x <= area->x2 && y >= area->y1 && y <= area->y2;
}

static void add_link(const struct pdf_page *p, const PopplerLinkMapping *m, double height, uint32_t block,
        struct text *text, struct arena *a)
{
	const char *url = m->action->type == POPPLER_ACTION_URI ? m->action->uri.uri : NULL;
	struct buf shown = BUF_INIT(LIMIT_VALUE_BYTES);
	if (!url || !charset_is_utf8(url, strlen(url)) || !text_is_address(url))
		return;
	for (size_t i = 0; i < p->glyphs.n; i++)
		if (is_inside(&p->glyphs.v[i], &m->area, height))
			buf_put(&shown, p->glyphs.v[i].utf8, p->glyphs.v[i].len);
	*list_add(a, &text->links) =
	        (struct hyperlink){arena_strdup(a, buf_str(&shown)), arena_strdup(a, url), block, 0};
	buf_free(&shown);
}

/* From top to bottom, from left to right. */
static int compare_links(const void *a, const void *b)
{
	const PopplerRectangle *x = &((const PopplerLinkMapping *)a)->area,
	                       *y = &((const PopplerLinkMapping *)b)->area;
	if (x->y2 != y->y2)
		return x->y2 < y->y2 ? 1 : -1;
	return (x->x1 > y->x1) - (x->x1 < y->x1);
}

/* What the page shows for its links: the glyphs below each. */
static void read_links(PopplerPage *page, const struct pdf_page *p, struct text *text, struct arena *a)
{
	double height;
	uint32_t block = (uint32_t)text->blocks.n;
	GList *links = poppler_page_get_link_mapping(page);
	poppler_page_get_size(page, NULL, &height);
	links = g_list_sort(links, compare_links);
	for (GList *l = links; l && text->links.n < LIMIT_TEXT_LINKS; l = l->next)
		add_link(p, l->data, height, block, text, a);
	poppler_page_free_link_mapping(links);
}

/* Returns the bytes of text on it. */
static size_t read_page(PopplerDocument *document, int number, struct arena *a, struct text *text)
{
	PopplerPage *page = poppler_document_get_page(document, number);
	PopplerRectangle *places = NULL;
	guint n = 0;
	size_t len = 0;
	struct pdf_page p = {0};
	double height;
	if (!page)
		return 0;
	poppler_page_get_size(page, &p.width, &height);
	char *utf8 = poppler_page_get_text(page);
	bool shown = utf8 && charset_is_utf8(utf8, strlen(utf8)) &&
	             poppler_page_get_text_layout(page, &places, &n);
	if (shown && !collect(utf8, places, n, &p, a))
		text->partial = true;
	if (!pdf_form_read(page, height, &p, a))
		text->partial = true;
	read_links(page, &p, text, a);
	pdf_page_turn(&p, height);
	pdf_page_arrange(&p, a);
	pdf_table_read(&p, text, a);
	for (size_t i = 0; i < p.glyphs.n; i++)
		len += p.glyphs.v[i].len;
	g_free(places);
	g_free(utf8);
	g_object_unref(page);
	return len;
}

static enum outcome read_pages(
        PopplerDocument *document, struct arena *a, struct text *text, struct reason *why)
{
	int pages = poppler_document_get_n_pages(document);
	size_t len = 0;
	clock_t end = clock() + (clock_t)LIMIT_PDF_CPU_SECONDS * CLOCKS_PER_SEC;
	for (int i = 0; i < pages; i++) {
		if (i >= LIMIT_PDF_PAGES || len > LIMIT_BODY_TEXT_BYTES || clock() > end) {
			text->partial = true;
			break;
		}
		len += read_page(document, i, a, text);
	}
	if (len > 0)
		return DONE;
	text->unread = text->partial ? UNREAD_TOO_LARGE : pages > 0 ? UNREAD_NO_TEXT : UNREAD_BROKEN;
	return fail(
	        why, REFUSED, pages > 0 ? "no page that was looked at has a text" : "the PDF has no pages");
}

enum outcome pdf_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	struct view v;
	GError *error = NULL;
	enum outcome o = view_open(c, LIMIT_PDF_BYTES, text, &v, why);
	if (o != DONE)
		return o;
	GBytes *bytes = g_bytes_new_static(v.bytes, v.len);
	PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
	if (document) {
		o = read_pages(document, a, text, why);
		g_object_unref(document);
	} else {
		bool locked = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
		text->unread = locked ? UNREAD_PROTECTED : UNREAD_BROKEN;
		o = fail(why, REFUSED, locked ? "a password is needed" : "the PDF is damaged");
		g_clear_error(&error);
	}
	g_bytes_unref(bytes);
	view_close(&v);
	return o;
}

enum outcome pdf_preload(struct reason *why)
{
	if (maps)
		return DONE;
	GBytes *bytes = g_bytes_new_static(pdf_maps, strlen(pdf_maps));
	maps = poppler_document_new_from_bytes(bytes, NULL, NULL);
	g_bytes_unref(bytes);
	PopplerPage *page = maps ? poppler_document_get_page(maps, 0) : NULL;
	if (!page)
		return fail(why, BROKEN, "poppler cannot read its own example");
	g_free(poppler_page_get_text(page));
	g_object_unref(page);
	return DONE;
}
