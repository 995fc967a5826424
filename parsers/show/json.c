#include "parsers/show/json.h"

#include "parsers/text/charset.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void flush(struct json *j)
{
	for (size_t done = 0; done < j->len && !j->failed;) {
		ssize_t n = write(j->fd, j->block + done, j->len - done);
		if (n > 0) {
			done += (size_t)n;
		} else {
			j->failed = true;
			j->error = n < 0 ? errno : ENOSPC;
		}
	}
	j->len = 0;
}

static void put(struct json *j, const char *bytes, size_t len)
{
	while (len > 0) {
		size_t room = sizeof j->block - j->len, n = len < room ? len : room;
		memcpy(j->block + j->len, bytes, n);
		j->len += n;
		bytes += n;
		len -= n;
		if (j->len == sizeof j->block)
			flush(j);
	}
}

static void begin_value(struct json *j)
{
	if (j->comma)
		put(j, ",", 1);
	j->comma = true;
}

static void put_escaped(struct json *j, const char *s)
{
	static const char named[] = "\"\\\n\t", letters[] = "\"\\nt";
	put(j, "\"", 1);
	while (*s) {
		char escape[8];
		size_t plain = 0;
		while ((unsigned char)s[plain] >= ' ' && s[plain] != '"' && s[plain] != '\\' &&
		        s[plain] != 0x7f)
			plain++;
		put(j, s, plain);
		s += plain;
		if (!*s)
			break;
		const char *name = strchr(named, *s);
		int n = name ? snprintf(escape, sizeof escape, "\\%c", letters[name - named])
		             : snprintf(escape, sizeof escape, "\\u%04x", (unsigned char)*s);
		put(j, escape, (size_t)n);
		s++;
	}
	put(j, "\"", 1);
}

static void put_text(struct json *j, const char *s)
{
	size_t len = strlen(s);
	struct buf utf8 = BUF_INIT(4 * len + 16);
	if (charset_is_utf8(s, len)) {
		put_escaped(j, s);
		return;
	}
	charset_to_utf8("", s, len, &utf8);
	put_escaped(j, buf_str(&utf8));
	buf_free(&utf8);
}

void json_open(struct json *j, char bracket)
{
	begin_value(j);
	put(j, &bracket, 1);
	j->comma = false;
}

void json_close(struct json *j, char bracket)
{
	put(j, &bracket, 1);
	j->comma = true;
}

void json_key(struct json *j, const char *key)
{
	begin_value(j);
	put_text(j, key);
	put(j, ":", 1);
	j->comma = false;
}

void json_string(struct json *j, const char *s)
{
	begin_value(j);
	put_text(j, s);
}

void json_number(struct json *j, uint64_t n)
{
	char digits[24];
	begin_value(j);
	put(j, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, n));
}

void json_seconds(struct json *j, uint64_t milliseconds)
{
	char digits[32];
	begin_value(j);
	put(j, digits,
	        (size_t)snprintf(digits, sizeof digits, "%" PRIu64 ".%03u", milliseconds / 1000,
	                (unsigned)(milliseconds % 1000)));
}

void json_word(struct json *j, const char *word)
{
	begin_value(j);
	put(j, word, strlen(word));
}

enum outcome json_finish(struct json *j, struct reason *why)
{
	put(j, "\n", 1);
	flush(j);
	errno = j->error;
	return j->failed ? fail_errno(why, LATER, "cannot write what was read") : DONE;
}

struct json_cell_name json_cell(uint32_t row, uint32_t column)
{
	struct json_cell_name name;
	char backwards[sizeof name.text];
	size_t n = 0, at = 0;
	for (uint64_t left = (uint64_t)row + 1; left > 0; left /= 10)
		backwards[n++] = (char)('0' + left % 10);
	for (uint64_t left = (uint64_t)column + 1; left > 0; left = (left - 1) / 26)
		backwards[n++] = (char)('A' + (left - 1) % 26);
	while (n > 0)
		name.text[at++] = backwards[--n];
	name.text[at] = '\0';
	return name;
}
