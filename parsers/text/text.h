/* Plain text to lines, and what all texts share: adding lines, finding where quoted mail begins. */
#ifndef PARSERS_TEXT_H
#define PARSERS_TEXT_H

#include "parsers/format.h"

/* text/plain: CRLF, LF and CR end lines; ">" marks become the depth of quotation; format=flowed is joined
 * where declared. */
MUST_USE enum outcome text_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

/* Appends one line, trimmed at both ends of blanks, NBSP and full-width blanks; past LIMIT_TEXT_LINES the
 * text is partial. */
void text_add_line(struct text *text, const char *line, size_t len, uint32_t quote, struct arena *a);

/* Raises the depth of everything below lines with which clients introduce the mail that is answered or passed
 * on (原始邮件, Original Message, 转发邮件信息, a block of 发件人/发送时间/收件人). */
void text_mark_quoted(struct text *text);

/* An address of the web, http or https, of a length that is kept. */
bool text_is_address(const char *url);

/* Without blanks at its ends; `len_r` gets the new length. */
const char *text_trim(const char *s, size_t len, size_t *len_r);

#endif
