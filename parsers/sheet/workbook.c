#include "parsers/sheet/workbook.h"

#include "parsers/office/relations.h"
#include "schema/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_hex4(const char *s)
{
	for (size_t i = 0; i < 4; i++)
		if (!isxdigit((unsigned char)s[i]))
			return false;
	return true;
}

/* The character of an escape that stands for one byte; 0 else: then the escape stays as it is. */
static char escaped(const char *s)
{
	if (strncmp(s, "_x", 2) != 0 || !is_hex4(s + 2) || s[6] != '_')
		return 0;
	long code = strtol(s + 2, NULL, 16);
	return code > 0 && code < 0x80 ? (char)code : 0;
}

void workbook_unescape(struct buf *out, size_t start)
{
	if (out->len == start || (!strstr(out->data + start, "_x") && !strchr(out->data + start, '\r')))
		return;
	char *to = out->data + start;
	for (const char *from = to; *from;) {
		char c = escaped(from);
		from += c ? 7 : 1;
		if (!c)
			c = from[-1];
		if (c == '\r' && (*from == '\n' || escaped(from) == '\n'))
			continue;
		*to++ = c == '\r' ? '\n' : c;
	}
	*to = '\0';
	out->len = (size_t)(to - out->data);
}

void workbook_read_string(struct xml *x, struct buf *out)
{
	size_t start = out->len;
	bool in_text = false;
	int top = xml_depth(x);
	for (enum xml_event e; (e = xml_next(x)) != XML_FINISHED;) {
		if (e == XML_TEXT && in_text)
			buf_puts(out, xml_text(x));
		else if (e == XML_START && xml_is(x, XML_SHEET, "rPh"))
			xml_skip(x);
		else if (e != XML_TEXT)
			in_text = e == XML_START && xml_is(x, XML_SHEET, "t");
		if (e == XML_END && xml_depth(x) == top)
			break;
	}
	workbook_unescape(out, start);
}

const char *workbook_string(const struct workbook *w, const char *number)
{
	char *end;
	unsigned long n = strtoul(number, &end, 10);
	if (end == number || n >= w->offsets.len / sizeof(uint32_t))
		return "";
	const uint32_t *offsets = (const uint32_t *)(const void *)w->offsets.data;
	return w->strings.data + offsets[n];
}

const struct number_format *workbook_style(const struct workbook *w, uint32_t style)
{
	static const struct number_format plain = {.kind = NUMBER_PLAIN};
	return style < w->styles.n ? &w->styles.v[style] : &plain;
}

static enum outcome read_strings(
        struct package *p, const char *member, struct workbook *w, struct reason *why)
{
	struct xml *x;
	enum outcome o = xml_open(p, member, &x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; !w->strings.overrun && (e = xml_next(x)) != XML_FINISHED;) {
		if (e != XML_START || !xml_is(x, XML_SHEET, "si"))
			continue;
		uint32_t offset = (uint32_t)w->strings.len;
		workbook_read_string(x, &w->strings);
		buf_putc(&w->strings, '\0');
		if (!w->strings.overrun)
			buf_put(&w->offsets, &offset, sizeof offset);
	}
	if (w->strings.overrun)
		package_facts(p)->partial = true;
	return xml_close(&x, why);
}

struct custom {
	uint32_t id;
	const char *code;
};

struct styles {
	LIST(struct custom) customs;
	bool in_cells; /* inside <cellXfs> */
};

static struct number_format format_of(uint32_t id, const struct styles *s)
{
	for (size_t i = 0; i < s->customs.n; i++)
		if (s->customs.v[i].id == id)
			return numfmt_by_code(s->customs.v[i].code);
	return numfmt_builtin(id);
}

static void add_style(struct xml *x, struct styles *s, struct workbook *w)
{
	if (xml_is(x, XML_SHEET, "cellXfs")) {
		s->in_cells = true;
	} else if (xml_is(x, XML_SHEET, "xf") && s->in_cells) {
		uint32_t id = xml_number(x, XML_NONE, "numFmtId", 0, UINT32_MAX, 0);
		if (w->styles.n < LIMIT_SHEET_STYLES)
			*list_add(w->arena, &w->styles) = format_of(id, s);
	} else if (xml_is(x, XML_SHEET, "numFmt")) {
		const char *code = xml_attribute(x, XML_NONE, "formatCode");
		if (code && strlen(code) < LIMIT_NAME_BYTES && s->customs.n < LIMIT_SHEET_FORMATS)
			*list_add(w->arena, &s->customs) =
			        (struct custom){xml_number(x, XML_NONE, "numFmtId", 0, UINT32_MAX, 0),
			                arena_strdup(w->arena, code)};
	}
}

static enum outcome read_styles(struct package *p, const char *member, struct workbook *w, struct reason *why)
{
	struct xml *x;
	struct styles styles = {0};
	enum outcome o = xml_open(p, member, &x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; (e = xml_next(x)) != XML_FINISHED;) {
		if (e == XML_START && xml_is(x, XML_SHEET, "dxfs"))
			xml_skip(x); /* formats of conditions, not of cells */
		else if (e == XML_START)
			add_style(x, &styles, w);
		else if (e == XML_END && xml_is(x, XML_SHEET, "cellXfs"))
			styles.in_cells = false;
	}
	return xml_close(&x, why);
}

static void add_sheet(struct package *p, struct xml *x, const struct relations *r, struct workbook *w)
{
	const char *name = xml_attribute(x, XML_NONE, "name"), *id = xml_attribute(x, XML_OFFICE_R, "id"),
	           *state = xml_attribute(x, XML_NONE, "state"), *member = id ? relations_by_id(r, id) : NULL;
	if (!name || strlen(name) > LIMIT_NAME_BYTES || !member || !package_has(p, member) ||
	        strstr(member, "chartsheet"))
		return;
	if (w->sheets.n >= LIMIT_SHEETS) {
		package_facts(p)->partial = true;
		return;
	}
	*list_add(w->arena, &w->sheets) = (struct workbook_sheet){
	        arena_strdup(w->arena, name), member, state && strcmp(state, "visible") != 0};
}

static enum outcome read_sheet_list(struct package *p, const char *part, const struct relations *r,
        struct workbook *w, struct reason *why)
{
	struct xml *x;
	enum outcome o = xml_open(p, part, &x, why);
	if (o != DONE)
		return o;
	for (enum xml_event e; (e = xml_next(x)) != XML_FINISHED;) {
		if (e == XML_START && xml_is(x, XML_SHEET, "workbookPr"))
			w->epoch_1904 = xml_flag(x, XML_NONE, "date1904", false);
		else if (e == XML_START && xml_is(x, XML_SHEET, "sheet"))
			add_sheet(p, x, r, w);
	}
	return xml_close(&x, why);
}

enum outcome workbook_open(struct package *p, struct workbook *w_r, struct reason *why)
{
	struct relations r;
	const char *part;
	*w_r = (struct workbook){.arena = arena_new(LIMIT_WORKBOOK_BYTES),
	        .strings = BUF_INIT(LIMIT_SHARED_STRINGS_BYTES),
	        .offsets = BUF_INIT(LIMIT_SHARED_STRINGS_BYTES)};
	enum outcome o = relations_main_part(p, "xl/workbook.xml", w_r->arena, &part, why);
	if (o == DONE && strstr(part, ".bin")) {
		package_facts(p)->unread = UNREAD_UNKNOWN;
		return fail(why, REFUSED, "the workbook is in Excel's binary form");
	}
	if (o == DONE)
		o = relations_read(p, part, w_r->arena, &r, why);
	if (o == DONE)
		o = read_sheet_list(p, part, &r, w_r, why);
	if (o != DONE)
		return o;
	package_facts(p)->macros |= relations_by_type(&r, "vbaProject") != NULL;
	const char *styles = relations_by_type(&r, "styles"),
	           *strings = relations_by_type(&r, "sharedStrings");
	if (styles && package_has(p, styles))
		o = read_styles(p, styles, w_r, why);
	if (o == DONE && strings && package_has(p, strings))
		o = read_strings(p, strings, w_r, why);
	return o;
}

void workbook_close(struct workbook *w)
{
	buf_free(&w->strings);
	buf_free(&w->offsets);
	arena_close(&w->arena);
}
