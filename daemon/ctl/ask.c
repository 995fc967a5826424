#include "daemon/ctl/ask.h"

#include "schema/config.h"
#include "schema/limits.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

enum { EXIT_INTERRUPTED = 130 };

static struct termios as_it_was; /* of a terminal that does not echo for now */

static bool is_chinese(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "zh", 2) == 0;
	}
	return false;
}

static enum outcome read_answers(struct ask *ask, const char *path, struct reason *why)
{
	struct yaml *y = NULL;
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	enum outcome o = config_load_file(path, &text, why);
	if (o == DONE && yaml_parse(path, buf_str(&text), text.len, ask->arena, &ask->errors, &y) != DONE)
		o = fail(why, REFUSED, "%s", ask->errors.lines.v[0]);
	if (o == DONE)
		ask->answers = yaml_root(y);
	if (text.data)
		explicit_bzero(text.data, text.len);
	buf_free(&text);
	return o;
}

enum outcome ask_open(const char *path, struct arena *a, struct ask *ask_r, struct reason *why)
{
	*ask_r = (struct ask){.arena = a, .errors = {.arena = a}, .chinese = is_chinese()};
	ask_r->terminal = !path && isatty(STDIN_FILENO);
	return path ? read_answers(ask_r, path, why) : DONE;
}

enum outcome ask_finish(struct ask *ask, struct reason *why)
{
	if (!ask->answers)
		return DONE;
	yaml_finish_map(ask->answers);
	return ask->errors.lines.n ? fail(why, REFUSED, "%s", ask->errors.lines.v[0]) : DONE;
}

const char *ask_say(const struct ask *ask, const char *en, const char *zh)
{
	return ask->chinese ? zh : en;
}

static void restore_echo(int signal)
{
	(void)signal;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
	_exit(EXIT_INTERRUPTED);
}

/* False: the input has ended. */
static bool read_line(struct ask *ask, const char **line_r)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len = getline(&line, &room, stdin);
	if (len >= 0) {
		while (len > 0 && strchr("\r\n", line[len - 1]))
			line[--len] = '\0';
		*line_r = arena_strdup(ask->arena, line);
		explicit_bzero(line, room);
	}
	free(line);
	return len >= 0;
}

/* An interruption must not leave a terminal behind that shows nothing of what is typed. */
static bool read_hidden(struct ask *ask, const char **line_r)
{
	if (!ask->terminal || tcgetattr(STDIN_FILENO, &as_it_was) != 0)
		return read_line(ask, line_r);
	struct termios silent = as_it_was;
	void (*before)(int) = signal(SIGINT, restore_echo);
	silent.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	bool there = read_line(ask, line_r);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
	signal(SIGINT, before);
	putchar('\n');
	return there;
}

static bool take(
        struct ask *ask, const struct question *q, const char *shown, bool hidden, const char **line_r)
{
	if (ask->answers) {
		*line_r = yaml_get_string(ask->answers, q->key, "");
		return true;
	}
	printf("%s%s%s%s: ", ask_say(ask, q->en, q->zh), *shown ? " [" : "", shown, *shown ? "]" : "");
	fflush(stdout);
	return hidden ? read_hidden(ask, line_r) : read_line(ask, line_r);
}

static enum outcome put(struct ask *ask, const struct question *q, const char *fallback, bool hidden,
        const char **answer_r, struct reason *why)
{
	const char *shown = !fallback ? "" : hidden ? ask_say(ask, "the same", "同上") : fallback;
	for (;;) {
		const char *fault = NULL;
		if (!take(ask, q, shown, hidden, answer_r))
			return fail(why, REFUSED, "the input ended before \"%s\" was answered", q->key);
		if (!**answer_r && fallback)
			*answer_r = fallback;
		if (!**answer_r && !fallback)
			fault = ask_say(ask, "an answer is needed", "此项必填");
		else if (q->fault && **answer_r)
			fault = q->fault(ask, *answer_r);
		if (!fault)
			return DONE;
		if (!ask->terminal)
			return fail(why, REFUSED, "%s: %s", q->key, fault);
		printf("  %s\n", fault);
	}
}

enum outcome ask_text(struct ask *ask, const struct question *q, const char *fallback, const char **answer_r,
        struct reason *why)
{
	return put(ask, q, fallback, false, answer_r, why);
}

enum outcome ask_secret(struct ask *ask, const struct question *q, const char *fallback,
        const char **answer_r, struct reason *why)
{
	return put(ask, q, fallback, true, answer_r, why);
}

static int meaning(const char *answer)
{
	static const char *const yes[] = {"y", "yes", "true", "是", "好"};
	static const char *const no[] = {"n", "no", "false", "否", "不"};
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (strcasecmp(answer, yes[i]) == 0)
			return 1;
		if (strcasecmp(answer, no[i]) == 0)
			return 0;
	}
	return -1;
}

static const char *fault_of_yes(const struct ask *ask, const char *answer)
{
	return meaning(answer) < 0 ? ask_say(ask, "yes or no?", "请回答 y 或 n") : NULL;
}

enum outcome ask_yes(
        struct ask *ask, const struct question *q, bool fallback, bool *yes_r, struct reason *why)
{
	const char *answer = "";
	struct question asked = *q;
	asked.fault = fault_of_yes;
	enum outcome o = ask_text(ask, &asked, fallback ? "y" : "n", &answer, why);
	*yes_r = o == DONE && meaning(answer) == 1;
	return o;
}
