/* Small files under tests/fixtures, read as parts of a mail are, and what was read as one string. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "base/buf.h"
#include "parsers/format.h"

struct fixture {
	struct arena *arena;
	struct content content;
	struct text text;
	enum outcome outcome;
	struct reason why;
	struct buf shown;
};

typedef enum outcome fixture_reader(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);

/* `path` below tests/fixtures; the whole content lies at an offset of its file, as parts do. */
void fixture_read(struct fixture *f, const char *path, fixture_reader *reader);
void fixture_read_bytes(struct fixture *f, const char *bytes, size_t len, fixture_reader *reader);
/* Lines end in "\n"; a table is "[name" and its rows "|a|b|", a cell that was merged into another "<" or "^".
 */
const char *fixture_show(struct fixture *f);
void fixture_close(struct fixture *f);

#endif
