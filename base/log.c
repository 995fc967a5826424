#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *role = "ctl";
static enum log_level level_most = LOG_LEVEL_INFO;

void log_set_role(const char *name)
{
	role = name;
}

void log_set_level(enum log_level most)
{
	level_most = most;
}

void log_event(enum log_level level, const char *event, const char *fmt, ...)
{
	if (level > level_most)
		return;
	char line[2048];
	int len = snprintf(line, sizeof line, "<%d>event=%s role=%s ", (int)level, event, role);
	va_list ap;
	va_start(ap, fmt);
	int more = vsnprintf(line + len, sizeof line - (size_t)len - 1, fmt, ap);
	va_end(ap);
	if (more < 0)
		return;
	len = (int)strlen(line);
	for (int i = 0; i < len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	line[len++] = '\n';
	/* One write, so that lines of several processes do not mix. */
	ssize_t written = write(STDERR_FILENO, line, (size_t)len);
	(void)written; /* a closed stderr must not stop the service */
}
