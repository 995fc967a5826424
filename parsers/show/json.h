/* JSON written in a stream: a whole sheet never stands in memory. The writer keeps the commas, its caller the
 * brackets' balance. */
#ifndef PARSERS_JSON_H
#define PARSERS_JSON_H

#include "base/buf.h"
#include "base/outcome.h"

enum { JSON_BLOCK = 64 * 1024 };

struct json {
	int fd;
	size_t len;
	bool comma;  /* a value stands before the next one */
	bool failed; /* the file could not be written; errno is kept in `error` */
	int error;
	char block[JSON_BLOCK];
};

void json_open(struct json *j, char bracket);  /* "{" or "[" */
void json_close(struct json *j, char bracket); /* "}" or "]" */
/* A key waits for its value; any bytes: what is no UTF-8 is decoded as charset.h does. */
void json_key(struct json *j, const char *key);
void json_string(struct json *j, const char *s);
void json_number(struct json *j, uint64_t n);
void json_seconds(struct json *j, uint64_t milliseconds);
void json_word(struct json *j, const char *word); /* true, false, null */

/* The end of line, and what was not written yet. LATER with errno's text. */
MUST_USE enum outcome json_finish(struct json *j, struct reason *why);

/* "BC12" for row 11, column 54. */
struct json_cell_name {
	char text[32];
};
struct json_cell_name json_cell(uint32_t row, uint32_t column);

#endif
