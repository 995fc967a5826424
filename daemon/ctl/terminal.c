#include "daemon/ctl/terminal.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { CONTROL_C = 3, CONTROL_D = 4, ESCAPE = 27 };

/* The rest of what an arrow or function key sends, which must not be taken for keys of its own. */
static void skip_sequence(struct termios raw)
{
	unsigned char c = 0;
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 1; /* tenths of a second: it comes at once or not at all */
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (read(STDIN_FILENO, &c, 1) != 1 || (c != '[' && c != 'O'))
		return;
	while (read(STDIN_FILENO, &c, 1) == 1 && (c < '@' || c > '~'))
		;
}

/* The terminal is only changed while a key is waited for. */
static int read_raw_key(void)
{
	struct termios before, raw;
	unsigned char c = 0;
	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return 'q';
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	ssize_t n = read(STDIN_FILENO, &c, 1);
	if (n == 1 && c == ESCAPE)
		skip_sequence(raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &before);
	if (n != 1 || c == CONTROL_C || c == CONTROL_D)
		return 'q';
	return c == '\r' ? '\n' : c == ESCAPE ? 0 : tolower(c);
}

/* Byte by byte: what stands behind the line is for later reads, of whatever kind. */
static bool read_line(char *line_r, size_t size)
{
	size_t n = 0;
	bool some = false;
	for (char c; read(STDIN_FILENO, &c, 1) == 1;) {
		some = true;
		if (c == '\n')
			break;
		if (n + 1 < size && c != '\r')
			line_r[n++] = c;
	}
	line_r[n] = '\0';
	return some;
}

int terminal_read_key(void)
{
	char line[64];
	fflush(stdout);
	if (isatty(STDIN_FILENO))
		return read_raw_key();
	if (!read_line(line, sizeof line))
		return 'q';
	return *line ? tolower((unsigned char)*line) : '\n';
}

void terminal_read_line(char *line_r, size_t size)
{
	fflush(stdout);
	read_line(line_r, size);
}
