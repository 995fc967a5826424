/* Telephone numbers as people write them, and the addresses that may stand in their place. */
#ifndef UNDERSTAND_PHONE_H
#define UNDERSTAND_PHONE_H

#include "parsers/understand/words/lexicon.h"

struct phone {
	struct span span; /* where it stands */
	enum fault fault; /* FAULT_NONE: `digits` can be dialled */
	bool mobile;
	char digits[32]; /* 13802012345, 02265309739, 65309739-8012 */
};

/* A number that begins at `at`: digits in groups, +86, an area code in brackets, an extension. False: no
 * digit there. */
bool shape_phone_at(
        const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct phone *p_r);
/* Eight digits that are a day of the calendar (20220715) rather than a number. */
bool shape_is_day(const char *digits);

/* An e-mail address, or a messenger's id, that begins at `at`. */
bool shape_address_at(const struct runes *r, size_t at, size_t to, struct span *span_r);

#endif
