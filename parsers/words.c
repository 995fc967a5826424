#include "parsers/words.h"

#include "base/log.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { LINES_MOST = 3, LINE_BYTES = 200 };

bool words_open(int *read_r, int *write_r)
{
#ifdef XW_SANITIZE
	*read_r = *write_r = -1;
	return true;
#else
	int fds[2];
	if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	(void)fcntl(fds[1], F_SETPIPE_SZ, LIMIT_PARSE_WORDS);
	*read_r = fds[0];
	*write_r = fds[1];
	return true;
#endif
}

/* The events that base/ writes just before a process ends. */
static bool is_ours(const char *line)
{
	static const char *const events[] = {
	        "event=memory.exhausted ", "event=invariant.broken ", "event=sandbox.forbidden "};
	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (strlen(line) > 3 && strncmp(line + 3, events[i], strlen(events[i])) == 0)
			return true;
	return false;
}

static void log_line(char *line, uint64_t request)
{
	for (char *c = line; *c; c++)
		if (*c < ' ' || *c > '~' || *c == '"')
			*c = ' ';
	log_event(LOG_LEVEL_ERROR, "parse.said", "request=%" PRIu64 " text=\"%.*s\"", request, LINE_BYTES,
	        line + 3);
}

void words_close(int *fd, uint64_t request)
{
	char said[LIMIT_PARSE_WORDS + 1], *rest = said, *line;
	int logged = 0;
	if (*fd < 0)
		return;
	ssize_t len = read(*fd, said, LIMIT_PARSE_WORDS);
	said[len > 0 ? len : 0] = '\0';
	while (logged < LINES_MOST && (line = strsep(&rest, "\n")))
		if (is_ours(line)) {
			log_line(line, request);
			logged++;
		}
	close(*fd);
	*fd = -1;
}
