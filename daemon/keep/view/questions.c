#include "daemon/keep/view/questions.h"

#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS = 7 };

/* Cuts a line at its tabs. Values hold none: shown_text made them blanks. */
static size_t split(char *line, char *fields[FIELDS])
{
	size_t n = 0;
	for (char *at = line; at; n++) {
		char *tab = strchr(at, '\t');
		if (n < FIELDS)
			fields[n] = at;
		if (tab)
			*tab++ = '\0';
		at = tab;
	}
	return n;
}

static enum outcome take_lines(char *text, struct arena *a, struct questions *q, struct reason *why)
{
	char *fields[FIELDS];
	while (*text) {
		char *end = text + strcspn(text, "\n");
		char *next = *end ? end + 1 : end;
		*end = '\0';
		if (*text && split(text, fields) != FIELDS)
			return fail(
			        why, REFUSED, "template questions.text: a line has not %d fields", FIELDS);
		if (*text)
			*list_add(a, q) = (struct question){.list = fields[0],
			        .id = fields[1],
			        .days = strtoll(fields[2], NULL, 10),
			        .since = strtoll(fields[3], NULL, 10),
			        .about = fields[4],
			        .why = fields[5],
			        .command = fields[6]};
		text = next;
	}
	return DONE;
}

enum outcome questions_make(const struct render *r, const struct campaign *c, const struct digest_data *d,
        struct arena *a, struct questions *q_r, struct reason *why)
{
	struct facts *facts = digest_facts(c, d, DIGEST_ALL_ITEMS);
	struct buf text = BUF_INIT(LIMIT_QUESTIONS_BYTES);
	*q_r = (struct questions){0};
	enum outcome o = render_run(r, "questions.text", facts, &text, why);
	if (o == DONE)
		o = take_lines(arena_strdup(a, buf_str(&text)), a, q_r, why);
	buf_free(&text);
	facts_close(&facts);
	return o;
}
