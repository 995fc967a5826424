#include "parsers/text/text.h"

#include "parsers/text/charset.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

/* The blank that starts at `s`: ASCII, NBSP, the full-width blank, zero-width marks; its length, or 0. */
static size_t blank_at(const char *s, size_t left)
{
	static const char *const wide[] = {"\xc2\xa0", "\xe3\x80\x80", "\xe2\x80\x8b", "\xef\xbb\xbf"};
	if (left > 0 && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
		size_t len = strlen(wide[i]);
		if (left >= len && memcmp(s, wide[i], len) == 0)
			return len;
	}
	return 0;
}

const char *text_trim(const char *s, size_t len, size_t *len_r)
{
	const char *end = s + len;
	for (size_t n; (n = blank_at(s, (size_t)(end - s)));)
		s += n;
	for (bool more = true; more;) {
		more = false;
		for (size_t n = 1; n <= 3 && n <= (size_t)(end - s) && !more; n++)
			if (blank_at(end - n, n) == n) {
				end -= n;
				more = true;
			}
	}
	*len_r = (size_t)(end - s);
	return s;
}

bool text_is_address(const char *url)
{
	return strlen(url) <= LIMIT_VALUE_BYTES &&
	       (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0);
}

void text_add_line(struct text *text, const char *line, size_t len, uint32_t quote, struct arena *a)
{
	if (text->blocks.n >= LIMIT_TEXT_LINES) {
		text->partial = true;
		return;
	}
	const char *start = text_trim(line, len, &len);
	struct block *b = list_add(a, &text->blocks);
	*b = (struct block){.kind = BLOCK_LINE, .quote = quote, .line = arena_strndup(a, start, len)};
}

/* Cuts ">" marks off, with one blank behind each. */
static uint32_t cut_quote_marks(const char **s, size_t *len)
{
	uint32_t depth = 0;
	while (*len > 0 && **s == '>') {
		size_t n = *len > 1 && (*s)[1] == ' ' ? 2 : 1;
		*s += n;
		*len -= n;
		depth++;
	}
	return depth;
}

struct paragraph {
	struct buf line;
	uint32_t quote;
	bool open; /* the next line of the same depth belongs to it */
};

static void paragraph_end(struct paragraph *p, struct text *text, struct arena *a)
{
	if (p->open)
		text_add_line(text, buf_str(&p->line), p->line.len, p->quote, a);
	buf_reset(&p->line);
	p->open = false;
}

/* RFC 3676: a blank at the end asks to go on; a blank at the start is stuffing; "-- " always stands alone. */
static void add_flowed(struct paragraph *p, const char *s, size_t len, const struct content *c,
        struct text *text, struct arena *a)
{
	uint32_t quote = cut_quote_marks(&s, &len);
	if (quote == 0 && len > 0 && *s == ' ') {
		s++;
		len--;
	}
	bool signature = len == 3 && memcmp(s, "-- ", 3) == 0;
	if (p->quote != quote || signature)
		paragraph_end(p, text, a);
	p->quote = quote;
	bool soft = len > 0 && s[len - 1] == ' ' && !signature;
	buf_put(&p->line, s, soft && c->delete_blank ? len - 1 : len);
	p->open = true;
	if (!soft)
		paragraph_end(p, text, a);
}

static void add_fixed(const char *s, size_t len, struct text *text, struct arena *a)
{
	uint32_t quote = cut_quote_marks(&s, &len);
	text_add_line(text, s, len, quote, a);
}

enum outcome text_read(const struct content *c, struct arena *a, struct text *text, struct reason *why)
{
	(void)why;
	struct buf utf8 = BUF_INIT(4 * LIMIT_BODY_TEXT_BYTES);
	struct paragraph p = {.line = BUF_INIT(LIMIT_BODY_TEXT_BYTES)};
	charset_to_utf8(c->charset, c->bytes, c->len, &utf8);
	const char *at = buf_str(&utf8), *end = at + utf8.len;
	while (at < end) {
		size_t len = strcspn(at, "\r\n");
		if (c->flowed)
			add_flowed(&p, at, len, c, text, a);
		else
			add_fixed(at, len, text, a);
		at += len;
		at += at < end && at[0] == '\r' && at[1] == '\n' ? 2 : at < end;
	}
	paragraph_end(&p, text, a);
	text->partial = c->cut || utf8.overrun;
	buf_free(&utf8);
	buf_free(&p.line);
	text_mark_quoted(text);
	return DONE;
}

static bool starts_with_any(const char *line, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncasecmp(line, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* "-------- 原始邮件 --------": the words alone between dashes. */
static bool is_separator(const char *line)
{
	static const char *const words[] = {"原始邮件", "原邮件", "Original Message", "转发邮件信息",
	        "转发的邮件", "转发邮件", "Forwarded message", "Forwarded Message", "Begin forwarded message",
	        "原始信件", "回复的原邮件", "原始郵件"};
	static const char *const bare[] = {"Begin forwarded message", "开始转发的邮件", "开始转发邮件"};
	if (starts_with_any(line, bare, sizeof bare / sizeof bare[0]))
		return true;
	/* Dashes, also Chinese ones: their bytes begin none of the words. */
	const char *s = line + strspn(line, "-_=*> \t\xe2\x80\x94\x95");
	if (s - line < 3)
		return false;
	for (size_t n; (n = blank_at(s, strlen(s)));)
		s += n;
	return starts_with_any(s, words, sizeof words / sizeof words[0]);
}

/* Outlook, Foxmail and others write no line of words but the fields of the mail below it. */
static bool is_field_block(const struct text *text, size_t i)
{
	static const char *const from[] = {"发件人", "From:", "寄件者", "From："};
	static const char *const others[] = {"发送时间", "收件人", "日期", "主题", "抄送",
	        "Sent:", "Date:", "To:", "Subject:", "寄件日期", "发送日期", "收件者"};
	if (!starts_with_any(text->blocks.v[i].line, from, sizeof from / sizeof from[0]))
		return false;
	unsigned seen = 0;
	for (size_t j = i + 1; j < text->blocks.n && j <= i + 4; j++) {
		const struct block *b = &text->blocks.v[j];
		seen += b->kind == BLOCK_LINE &&
		        starts_with_any(b->line, others, sizeof others / sizeof others[0]);
	}
	return seen >= 2;
}

void text_mark_quoted(struct text *text)
{
	uint32_t more = 0;
	size_t last = 0;
	for (size_t i = 0; i < text->blocks.n; i++) {
		struct block *b = &text->blocks.v[i];
		if (b->kind == BLOCK_LINE && is_separator(b->line)) {
			more++;
			last = i + 1;
		} else if (b->kind == BLOCK_LINE && is_field_block(text, i)) {
			/* Fields right below a separator belong to it. */
			more += last == 0 || i > last + 3;
			last = i + 1;
		}
		b->quote += more;
	}
}
