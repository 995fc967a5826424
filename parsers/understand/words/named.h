/* Persons in running text, told from other words by what stands before and behind: 由宣传干事戚薇负责, 段立新拍的照片. */
#ifndef UNDERSTAND_NAMED_H
#define UNDERSTAND_NAMED_H

#include "parsers/understand/works/drafts.h"

struct named {
	struct span span;  /* the first name */
	size_t end;        /* behind the last name: 和珍、那英姿 */
	const char *names; /* a line each */
	bool sure;         /* told by its unit, its post, or a word before it */
	bool leads;        /* a word that introduces an author stands before: 作者, 职工, 我叫 */
	bool makes;        /* what the person made follows: 拍的, 朗诵 */
};

/* The person whose name begins at `at`, within `s`. `unit_end` is where the last unit's name before it ended, SIZE_MAX without. */
bool named_at(struct reading *rd, const struct runes *r, size_t at, struct span s, size_t unit_end,
        struct named *named_r);

#endif
