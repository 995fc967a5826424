/* Questions to an administrator: on a terminal, from lines on standard input, or answered beforehand in a file. */
#ifndef CTL_ASK_H
#define CTL_ASK_H

#include "base/arena.h"
#include "schema/yaml.h"

#include <stdbool.h>

struct ask {
	struct arena *arena;
	const struct yaml_node *answers; /* NULL: asked for on standard input */
	struct yaml_errors errors;
	bool chinese;  /* as LC_ALL, LC_MESSAGES or LANG say */
	bool terminal; /* a wrong answer is asked for again */
};

struct question {
	const char *key; /* in the file of answers */
	const char *en, *zh;
	/* NULL where the answer will do, else what is wrong with it. */
	const char *(*fault)(const struct ask *ask, const char *answer);
};

/* `path` NULL: answers are typed. REFUSED: the file is no YAML mapping. */
MUST_USE enum outcome ask_open(const char *path, struct arena *a, struct ask *ask_r, struct reason *why);
/* After the last question: a key of the file that none had is an error. */
MUST_USE enum outcome ask_finish(struct ask *ask, struct reason *why);

/* An answer in the arena. An empty one means `fallback`, which is shown; NULL: there is none. REFUSED: no answer, or one
 * that will not do where nobody can be asked again. */
MUST_USE enum outcome ask_text(struct ask *ask, const struct question *q, const char *fallback,
        const char **answer_r, struct reason *why);
/* The same without echo, and never shown. `fallback` is taken for an empty line. */
MUST_USE enum outcome ask_secret(struct ask *ask, const struct question *q, const char *fallback,
        const char **answer_r, struct reason *why);
MUST_USE enum outcome ask_yes(
        struct ask *ask, const struct question *q, bool fallback, bool *yes_r, struct reason *why);

/* One of two texts, by the language. */
const char *ask_say(const struct ask *ask, const char *en, const char *zh);

#endif
