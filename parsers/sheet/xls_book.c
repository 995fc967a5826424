#include "parsers/sheet/xls_book.h"

#include "schema/limits.h"

enum { WORKBOOK = 0x05, SHEET = 0x10, BIFF_8 = 0x600 };

bool xls_is_bof(uint32_t type)
{
	return type == XLS_BOF || type == XLS_BOF_3 || type == XLS_BOF_4;
}

const char *xls_shared_string(const struct xls_book *b, uint32_t index)
{
	return index < b->string_at.n ? buf_str(&b->strings) + b->string_at.v[index] : "";
}

const struct number_format *xls_style(const struct xls_book *b, uint32_t index)
{
	static const struct number_format plain = {.kind = NUMBER_PLAIN};
	return index < b->styles.n ? &b->styles.v[index] : &plain;
}

static const char *charset_of_page(uint32_t page)
{
	switch (page) {
	case 936:
		return "gb18030";
	case 950:
		return "big5";
	case 932:
		return "shift_jis";
	case 949:
		return "euc-kr";
	case 1251:
		return "windows-1251";
	default:
		return "windows-1252";
	}
}

static const char *take_name(struct xls_book *b, enum xls_length length)
{
	struct buf name = BUF_INIT(4 * LIMIT_NAME_BYTES);
	(void)xls_take_string(&b->records, length, &name);
	const char *s = arena_strndup(b->arena, buf_str(&name), name.len);
	buf_free(&name);
	return s;
}

/* Where it begins, whether it is hidden, what kind of sheet it is, its name. */
static void add_sheet(struct xls_book *b, bool *partial_r)
{
	enum { WORKSHEET = 0, MACROS = 1, BASIC = 6 };
	struct xls_records *r = &b->records;
	uint32_t kind = r->len > 5 ? r->body[5] & 0x0f : WORKSHEET;
	b->macros |= kind == MACROS || kind == BASIC;
	if (kind != WORKSHEET || r->len < 7)
		return;
	if (b->sheets.n >= LIMIT_SHEETS) {
		*partial_r = true;
		return;
	}
	r->at = 6;
	gsf_off_t offset = xls_u32(r, 0);
	bool hidden = (r->body[4] & 3) != 0;
	*list_add(b->arena, &b->sheets) = (struct xls_sheet){offset, take_name(b, XLS_LENGTH_8), hidden};
}

static void add_format(struct xls_book *b)
{
	uint32_t id;
	if (b->formats.n >= LIMIT_SHEET_FORMATS || !xls_take(&b->records, 2, &id))
		return;
	const char *code = take_name(b, b->records.wide_charset ? XLS_LENGTH_16 : XLS_LENGTH_8);
	*list_add(b->arena, &b->formats) = (struct xls_format){id, numfmt_by_code(code)};
}

static void add_style(struct xls_book *b)
{
	uint32_t id = xls_u16(&b->records, 2);
	struct number_format format = numfmt_builtin(id);
	for (size_t i = 0; i < b->formats.n; i++)
		/* The built-in dates are kept: files repeat them with codes of the writer's own locale. */
		if (b->formats.v[i].id == id && format.kind != NUMBER_DATE)
			format = b->formats.v[i].format;
	if (b->styles.n < LIMIT_SHEET_STYLES)
		*list_add(b->arena, &b->styles) = format;
}

static void read_strings(struct xls_book *b, bool *partial_r)
{
	struct xls_records *r = &b->records;
	uint32_t total, n;
	if (!xls_take(r, 4, &total) || !xls_take(r, 4, &n))
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = (uint32_t)b->strings.len;
		bool whole = xls_take_string(r, XLS_LENGTH_16, &b->strings);
		buf_putc(&b->strings, '\0');
		if (b->strings.overrun || !whole) {
			*partial_r |= b->strings.overrun;
			return;
		}
		*list_add(b->arena, &b->string_at) = at;
	}
}

static enum outcome read_global(struct xls_book *b, bool *partial_r, struct reason *why)
{
	struct xls_records *r = &b->records;
	switch (r->type) {
	case XLS_FILE_PASS:
		b->protected = true;
		return fail(why, REFUSED, "a password is needed");
	case XLS_DATE_MODE:
		b->epoch_1904 = xls_u16(r, 0) == 1;
		break;
	case XLS_CODE_PAGE:
		r->charset = charset_of_page(xls_u16(r, 0));
		break;
	case XLS_BOUND_SHEET:
		add_sheet(b, partial_r);
		break;
	case XLS_FORMAT:
		add_format(b);
		break;
	case XLS_XF:
		add_style(b);
		break;
	case XLS_SHARED_STRINGS:
		read_strings(b, partial_r);
		break;
	default:
		break;
	}
	return DONE;
}

enum outcome xls_book_read(struct xls_book *b, bool *partial_r, struct reason *why)
{
	struct xls_records *r = &b->records;
	if (!xls_records_next(r) || !xls_is_bof(r->type))
		return fail(why, REFUSED, "the workbook does not begin as one");
	r->wide_charset = r->type == XLS_BOF && xls_u16(r, 0) == BIFF_8;
	r->charset = charset_of_page(0);
	if (r->type != XLS_BOF || xls_u16(r, 2) == SHEET) {
		b->bare = true;
		*list_add(b->arena, &b->sheets) = (struct xls_sheet){.name = ""};
		return DONE;
	}
	enum outcome o = DONE;
	while (o == DONE && xls_records_next(r) && r->type != XLS_EOF)
		o = read_global(b, partial_r, why);
	if (o == DONE && b->sheets.n == 0)
		o = fail(why, REFUSED, "the workbook has no sheets");
	return o;
}
