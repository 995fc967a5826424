#include "parsers/sheet/csv.h"

#include "parsers/text/charset.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

enum { SAMPLE_LINES = 20 };

/* What stands most often in the first lines outside of quotes. */
static char guess_separator(const char *s)
{
	static const char candidates[] = ",;\t|";
	size_t counts[sizeof candidates] = {0}, best = 0;
	bool quoted = false;
	for (unsigned lines = 0; *s && lines < SAMPLE_LINES; s++) {
		const char *found = strchr(candidates, *s);
		if (*s == '"')
			quoted = !quoted;
		else if (found && !quoted)
			counts[found - candidates]++;
		lines += *s == '\n';
	}
	for (size_t i = 1; i + 1 < sizeof candidates; i++)
		if (counts[i] > counts[best])
			best = i;
	return candidates[best];
}

/* A field with its quotes undone; the separator, line end or NUL behind it. A quote in the middle of a field
 * is itself. */
static const char *read_field(const char *s, char separator, struct buf *field)
{
	buf_reset(field);
	const char *start = s + strspn(s, " ");
	bool quoted = *start == '"';
	if (quoted)
		s = start + 1;
	for (; *s; s++) {
		if (quoted && *s == '"' && s[1] == '"')
			s++;
		else if (quoted && *s == '"') {
			quoted = false;
			continue;
		} else if (!quoted && (*s == separator || *s == '\n' || *s == '\r'))
			break;
		if (*s != '\r' || s[1] != '\n')
			buf_putc(field, *s == '\r' ? '\n' : *s);
	}
	return s;
}

static void read_rows(const char *s, char separator, const struct sheet_sink *sink)
{
	struct buf field = BUF_INIT(LIMIT_BODY_TEXT_BYTES);
	uint32_t row = 0, column = 0;
	for (bool more = true; more && *s;) {
		size_t len;
		s = read_field(s, separator, &field);
		(void)text_trim(buf_str(&field), field.len, &len);
		more = len == 0 || sink->cell(sink->context, row, column, buf_str(&field));
		column++;
		if (*s == '\r' || *s == '\n') {
			s += *s == '\r' && s[1] == '\n';
			row++;
			column = 0;
		}
		s += *s != '\0';
	}
	buf_free(&field);
}

SHEET_READER(csv_read_sheets)
{
	(void)why;
	struct buf utf8 = BUF_INIT(4 * LIMIT_BODY_TEXT_BYTES);
	charset_to_utf8(c->charset, c->bytes, c->len, &utf8);
	text->partial |= c->cut || utf8.overrun;
	const char *s = buf_str(&utf8);
	char separator = guess_separator(s);
	if (strncasecmp(s, "sep=", 4) == 0 && s[4] && strchr("\r\n", s[5])) {
		separator = s[4]; /* Excel's own hint */
		s += 5 + strspn(s + 5, "\r\n");
	}
	if (sink->begin_sheet(sink->context, "", false)) {
		read_rows(s, separator, sink);
		sink->end_sheet(sink->context);
	}
	buf_free(&utf8);
	return DONE;
}

enum outcome csv_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	return sheet_build(csv_read_sheets, c, a, text, why);
}
