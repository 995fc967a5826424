#include "schema/subject.h"

#include "schema/token.h"

#include <string.h>
#include <strings.h>

/* The length of one leading reply mark, 0 where there is none. */
static size_t reply_mark(const char *s)
{
	static const char *const marks[] = {"re", "回复", "答复", "回覆"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);
		if (strncasecmp(s, marks[i], n) != 0)
			continue;
		n += strspn(s + n, "[]0123456789 ");
		if (s[n] == ':')
			return n + 1;
		if (strncmp(s + n, "：", strlen("：")) == 0)
			return n + strlen("：");
	}
	return 0;
}

/* The length of our own verdict, which leads the subject of an answered answer. */
static size_t own_mark(const char *s)
{
	static const char *const own[] = {"【已收到", "【请补充", "【已更新"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		const char *end = strncmp(s, own[i], strlen(own[i])) == 0 ? strstr(s, "】") : NULL;
		if (end)
			return (size_t)(end - s) + strlen("】");
	}
	return 0;
}

static const char *skip_marks(const char *subject, bool *own_r)
{
	size_t n;
	do {
		subject += strspn(subject, " \t\r\n");
		size_t own = own_mark(subject);
		*own_r = *own_r || own > 0;
		n = own ? own : reply_mark(subject);
		subject += n;
	} while (n > 0);
	return subject;
}

/* The length without " [K7Q2M-9XDTB]" at the end. */
static size_t length_before_token(const char *s)
{
	char token[TOKEN_SIZE];
	const char *at = strrchr(s, '['), *end = at ? token_find(at, token) : NULL;
	if (!end || end != at + TOKEN_SIZE || strcmp(end, "]") != 0)
		return strlen(s);
	while (at > s && at[-1] == ' ')
		at--;
	return (size_t)(at - s);
}

const char *subject_bare(const char *subject, size_t *len_r)
{
	bool own = false;
	subject = skip_marks(subject, &own);
	*len_r = length_before_token(subject);
	return subject;
}

bool subject_answers_us(const char *subject)
{
	bool own = false;
	skip_marks(subject, &own);
	return own;
}
