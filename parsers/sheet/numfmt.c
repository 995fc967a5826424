#include "parsers/sheet/numfmt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Excel's own, with the Chinese forms where the locale decides. */
static const char *builtin_date(unsigned id)
{
	static const char *const dates[] = {[14] = "yyyy/m/d",
	        "d-mmm-yy",
	        "d-mmm",
	        "mmm-yy",
	        "h:mm AM/PM",
	        "h:mm:ss AM/PM",
	        "h:mm",
	        "h:mm:ss",
	        "yyyy/m/d h:mm",
	        [27] = "yyyy\"年\"m\"月\"",
	        "m\"月\"d\"日\"",
	        "m\"月\"d\"日\"",
	        "yyyy/m/d",
	        "yyyy\"年\"m\"月\"d\"日\"",
	        "h\"时\"mm\"分\"",
	        "h\"时\"mm\"分\"ss\"秒\"",
	        "上午/下午h\"时\"mm\"分\"",
	        "上午/下午h\"时\"mm\"分\"ss\"秒\"",
	        "yyyy\"年\"m\"月\"",
	        [45] = "mm:ss",
	        "[h]:mm:ss",
	        "mm:ss",
	        [50] = "yyyy\"年\"m\"月\"",
	        "m\"月\"d\"日\"",
	        "yyyy\"年\"m\"月\"",
	        "m\"月\"d\"日\"",
	        "m\"月\"d\"日\"",
	        "上午/下午h\"时\"mm\"分\"",
	        "上午/下午h\"时\"mm\"分\"ss\"秒\"",
	        "yyyy\"年\"m\"月\"",
	        "m\"月\"d\"日\""};
	return id < sizeof dates / sizeof dates[0] ? dates[id] : NULL;
}

struct number_format numfmt_builtin(unsigned id)
{
	const char *date = builtin_date(id);
	if (date)
		return (struct number_format){.kind = NUMBER_DATE, .code = date};
	if (id == 9 || id == 10)
		return (struct number_format){.kind = NUMBER_PERCENT, .digits = id == 10 ? 2 : 0};
	return (struct number_format){.kind = NUMBER_PLAIN};
}

/* What is at `s` of a format's code: its length, and whether it is to be shown as it stands. */
static size_t skip_literal(const char *s)
{
	if (*s == '"') {
		size_t len = 1 + strcspn(s + 1, "\"");
		return len + (s[len] == '"');
	}
	if (*s == '\\' || *s == '_' || *s == '*')
		return s[1] ? 2 : 1;
	if (*s == '[' && !strchr("hHmMsS", s[1])) {
		size_t len = strcspn(s, "]");
		return len + (s[len] == ']');
	}
	return 0;
}

struct number_format numfmt_by_code(const char *code)
{
	unsigned zeros = 0, behind = 0, dates = 0, places = 0, others = 0;
	bool point = false, percent = false;
	if (strncasecmp(code, "general", 7) == 0 || strncasecmp(code, "G/", 2) == 0)
		return (struct number_format){.kind = NUMBER_PLAIN};
	for (const char *s = code; *s && *s != ';';) {
		size_t literal = skip_literal(s);
		if (literal) {
			s += literal;
			others++;
			continue;
		}
		dates += strchr("yYmMdDhHsS", *s) != NULL || strncmp(s, "aaa", 3) == 0;
		zeros += *s == '0';
		places += strchr("0#?", *s) != NULL;
		others += strchr("0", *s) == NULL;
		behind += point && strchr("0#?", *s) != NULL;
		percent |= *s == '%';
		point |= *s == '.';
		s++;
	}
	if (dates > 0 && (places == 0 || strpbrk(code, "sS")))
		return (struct number_format){.kind = NUMBER_DATE, .code = code};
	if (percent)
		return (struct number_format){.kind = NUMBER_PERCENT, .digits = behind};
	if (zeros > 1 && others == 0)
		return (struct number_format){.kind = NUMBER_PADDED, .digits = zeros};
	return (struct number_format){.kind = NUMBER_PLAIN};
}

void numfmt_put_plain(double value, struct buf *out)
{
	char text[64];
	if (value == 0)
		value = 0; /* no "-0" */
	snprintf(text, sizeof text, "%.15g", value);
	if (strchr(text, 'e') && fabs(value) >= 1 && fabs(value) < 1e21)
		snprintf(text, sizeof text, "%.0f", value);
	else if (strchr(text, 'e') && fabs(value) < 1 && fabs(value) >= 1e-9) {
		snprintf(text, sizeof text, "%.20f", value);
		char *end = text + strlen(text);
		while (end > text && end[-1] == '0')
			*--end = '\0';
	}
	buf_puts(out, text);
}

/* Most numbers are short and whole: nothing is to be done to them. */
static bool is_plain(const char *raw)
{
	size_t sign = *raw == '-', digits = strspn(raw + sign, "0123456789");
	return digits > 0 && digits < 16 && raw[sign + digits] == '\0' && (raw[sign] != '0' || digits == 1) &&
	       strcmp(raw, "-0") != 0;
}

void numfmt_put(const struct number_format *f, const char *raw, bool epoch_1904, struct buf *out)
{
	if (f->kind == NUMBER_PLAIN && is_plain(raw)) {
		buf_puts(out, raw);
		return;
	}
	char *end;
	double value = strtod(raw, &end);
	size_t start = out->len;
	if (end == raw || *end || !isfinite(value))
		buf_puts(out, raw);
	else if (f->kind == NUMBER_PERCENT && fabs(value) < 1e15)
		buf_printf(out, "%.*f%%", f->digits < 15 ? (int)f->digits : 15, value * 100);
	else if (f->kind == NUMBER_PADDED && value >= 0 && value < 1e15)
		buf_printf(out, "%0*.0f", f->digits < 30 ? (int)f->digits : 30, value);
	else if (f->kind == NUMBER_DATE)
		numfmt_put_date(f->code, value, epoch_1904, out);
	if (out->len == start)
		numfmt_put_plain(value, out);
}
