/* Letters written down as text in the files of letters/: what people write, and the verdict on it. A letter begins at "## " and what is
 * special about it; then "S: " its subject, "N: " the sender's display name, "F: " the name of a file (several), "B:" and
 * the lines of its body, "T:" and the texts of documents as in understand_sample.h, "W:" and the verdict. */
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct letter {
	const char *about;
	struct sample sample;
	const char *verdict;
};

static const char *read_file(struct arena *a, const char *name)
{
	struct buf text = BUF_INIT(4u << 20);
	char block[4096];
	FILE *f = fopen(arena_printf(a, SOURCE_FOLDER "/tests/unit/letters/%s", name), "rb");
	assert_non_null(f);
	for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
		buf_put(&text, block, n);
	fclose(f);
	const char *copy = arena_strdup(a, buf_str(&text));
	buf_free(&text);
	return copy;
}

static void add_line(struct arena *a, const char **to, const char *line)
{
	*to = *to && **to ? arena_printf(a, "%s\n%s", *to, line) : line;
}

/* A letter's lines, from behind its "## " on; returns where the next one begins. */
static const char *read_letter(struct arena *a, const char *at, struct letter *l)
{
	const char *body = NULL, *texts = NULL, *verdict = NULL, **section = NULL;
	for (bool first = true; *at && (first || strncmp(at, "## ", 3) != 0); first = false) {
		size_t len = strcspn(at, "\n");
		const char *line = arena_strndup(a, at, len);
		at += len + (at[len] == '\n');
		if (first)
			l->about = line;
		else if (strcmp(line, "B:") == 0 || strcmp(line, "T:") == 0 || strcmp(line, "W:") == 0)
			section = *line == 'B' ? &body : *line == 'T' ? &texts : &verdict;
		else if (section)
			add_line(a, section, line);
		else if (strncmp(line, "S: ", 3) == 0)
			l->sample.subject = line + 3;
		else if (strncmp(line, "N: ", 3) == 0)
			l->sample.from_name = line + 3;
		else if (strncmp(line, "F: ", 3) == 0)
			add_line(a, &l->sample.files, line + 3);
		else
			fail_msg("%s: what is \"%s\"?", l->about, line);
	}
	l->sample.lines = body;
	l->sample.texts = texts ? arena_printf(a, "%s\n", texts) : NULL;
	l->verdict = verdict ? verdict : "";
	return at;
}

static size_t count_wrong(const char *name)
{
	size_t wrong = 0, n = 0;
	struct arena *a = arena_new(256u << 20);
	const struct campaign *c = sample_campaign(a);
	const char *text = strstr(read_file(a, name), "## ");
	for (; text && *text; n++) {
		struct letter l = {0};
		text = read_letter(a, text + 3, &l);
		const char *got = sample_verdict(a, c, &l.sample);
		if (strcmp(got, l.verdict) != 0) {
			print_error("%s: %s\n--- want\n%s\n--- got\n%s\n", name, l.about, l.verdict, got);
			wrong++;
		}
	}
	arena_close(&a);
	assert_true(n > 0);
	return wrong;
}

static void test_letters(void **state)
{
	assert_int_equal(count_wrong(*state), 0);
}

int main(void)
{
	static char names[][24] = {
	        "persons.txt", "tables.txt", "prose.txt", "papers.txt", "numbers.txt", "layouts.txt"};
	struct CMUnitTest tests[sizeof names / sizeof *names];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		tests[i] = (struct CMUnitTest){names[i], test_letters, NULL, NULL, names[i]};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
