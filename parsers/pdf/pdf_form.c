#include "parsers/pdf/pdf_form.h"

#include "base/buf.h"
#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <math.h>
#include <string.h>

static const double LINE = 14; /* points: letters are no higher, however high the field is */

/* A field's rectangle, measured from the paper's upper left corner as glyphs are. */
struct place {
	double left, right, top, bottom;
};

static bool holds(const struct place *at, const struct pdf_glyph *g)
{
	double x = (g->left + g->right) / 2, y = (g->top + g->bottom) / 2;
	return x >= at->left && x <= at->right && y >= at->top && y <= at->bottom;
}

static void take_out(struct pdf_page *p, const struct place *at)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->glyphs.n; i++)
		if (!holds(at, &p->glyphs.v[i]))
			p->glyphs.v[kept++] = p->glyphs.v[i];
	p->glyphs.n = kept;
}

/* All of it fits between the field's sides, as narrow as it may be. */
static bool put_line(struct pdf_page *p, const char *s, size_t len, const struct place *at, struct arena *a)
{
	double height = at->bottom - at->top, x = at->left;
	double room = (at->right - at->left) / (double)g_utf8_strlen(s, (gssize)len);
	for (const char *end = s + len; s < end; s = g_utf8_next_char(s)) {
		gunichar rune = g_utf8_get_char(s);
		double width = fmin(room, g_unichar_iswide(rune) ? height : height / 2);
		if (p->glyphs.n == LIMIT_PDF_GLYPHS)
			return false;
		if (!g_unichar_isspace(rune) && !g_unichar_iscntrl(rune))
			*list_add(a, &p->glyphs) = (struct pdf_glyph){x, x + width, at->top, at->bottom, s,
			        (unsigned)(g_utf8_next_char(s) - s), (uint32_t)p->glyphs.n};
		x += width;
	}
	return true;
}

/* One line stands in the middle of its field, several from its top on. */
static bool put_value(struct pdf_page *p, const char *value, const struct place *at, struct arena *a)
{
	size_t lines = 1;
	for (const char *s = value; *(s += strcspn(s, "\r\n")); s++)
		lines++;
	double high = at->bottom - at->top, height = fmin(LINE, high / (double)lines);
	double top = lines == 1 ? at->top + (high - height) / 2 : at->top;
	for (const char *s = value; *s; s += *s != '\0') {
		size_t len = strcspn(s, "\r\n");
		const struct place line = {at->left, at->right, top, top + height};
		if (len > 0 && !put_line(p, s, len, &line, a))
			return false;
		top += height;
		s += len;
	}
	return true;
}

static void add_chosen(PopplerFormField *field, struct buf *value)
{
	int n = poppler_form_field_choice_get_n_items(field);
	for (int i = 0; i < n && i < LIMIT_PDF_GLYPHS; i++) {
		if (!poppler_form_field_choice_is_item_selected(field, i))
			continue;
		char *item = poppler_form_field_choice_get_item(field, i);
		if (value->len > 0)
			buf_puts(value, "、");
		buf_puts(value, item ? item : "");
		g_free(item);
	}
}

static void get_value(PopplerFormField *field, struct buf *value)
{
	PopplerFormFieldType type = poppler_form_field_get_field_type(field);
	char *typed = NULL;
	if (type == POPPLER_FORM_FIELD_CHOICE) {
		add_chosen(field, value);
	} else if (type == POPPLER_FORM_FIELD_TEXT && !poppler_form_field_text_is_password(field)) {
		typed = poppler_form_field_text_get_text(field);
		buf_puts(value, typed ? typed : "");
	}
	g_free(typed);
}

static bool read_field(const PopplerFormFieldMapping *m, double height, struct pdf_page *p, struct arena *a)
{
	const struct place at = {m->area.x1, m->area.x2, height - m->area.y2, height - m->area.y1};
	struct buf value = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	bool room = true;
	get_value(m->field, &value);
	if (value.len > 0 && charset_is_utf8(value.data, value.len) && at.right > at.left &&
	        at.bottom > at.top) {
		take_out(p, &at);
		room = put_value(p, arena_strdup(a, buf_str(&value)), &at, a);
	}
	buf_free(&value);
	return room;
}

bool pdf_form_read(PopplerPage *page, double height, struct pdf_page *p, struct arena *a)
{
	GList *fields = poppler_page_get_form_field_mapping(page);
	unsigned n = 0;
	bool room = true;
	for (GList *f = fields; f && room; f = f->next)
		room = ++n <= LIMIT_PDF_FIELDS && read_field(f->data, height, p, a);
	poppler_page_free_form_field_mapping(fields);
	return room;
}
