#include "base/outcome.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum outcome fail(struct reason *why, enum outcome o, const char *fmt, ...)
{
	if (why) {
		va_list ap;
		va_start(ap, fmt);
		vsnprintf(why->text, sizeof why->text, fmt, ap);
		va_end(ap);
	}
	return o;
}

enum outcome fail_errno(struct reason *why, enum outcome o, const char *fmt, ...)
{
	int error = errno;
	if (why) {
		va_list ap;
		va_start(ap, fmt);
		vsnprintf(why->text, sizeof why->text, fmt, ap);
		va_end(ap);
		size_t len = strlen(why->text);
		snprintf(why->text + len, sizeof why->text - len, ": %s", strerror(error));
	}
	return o;
}

const char *outcome_name(enum outcome o)
{
	static const char *const names[] = {"done", "later", "refused", "broken"};
	return names[o];
}

void invariant_broken(const char *cond, const char *file, int line)
{
	fprintf(stderr, "<2>event=invariant.broken at=%s:%d condition=\"%s\"\n", file, line, cond);
	abort();
}

void memory_exhausted(const char *what)
{
	fprintf(stderr, "<2>event=memory.exhausted what=\"%s\"\n", what);
	_exit(EXIT_MEMORY);
}
