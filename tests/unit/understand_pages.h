/* Mails with readable documents, built by hand: each document is a text of lines; a line that begins with "|" is a row of a
 * table ("<" continues the cell to its left, "^" the one above), a line that begins with "~" names the next table, "~!" one that is
 * not shown. */
#ifndef TESTS_UNDERSTAND_PAGES_H
#define TESTS_UNDERSTAND_PAGES_H

#include "tests/unit/understand_sample.h"

struct page {
	const char *name, *text; /* NULL name: the body */
};

enum { PAGES_MOST = 6 };

struct mail {
	const char *subject, *from_name;
	struct page pages[PAGES_MOST];
};

struct document *pages_document(struct arena *a, const struct mail *m);

/* "acknowledge", then a line "S unit: activity date people; …" for each statistics table, "R unit: title" for each
 * write-up, "W title" for each work. */
const char *pages_verdict(struct arena *a, const struct campaign *c, const struct mail *m);

#endif
