/* A line as code points in a folded form for comparing (full-width signs as the usual ones, small letters,
 * all blanks as one), each knowing where it stands in the text as written: what is recognised in the folded
 * form is handed on as written. */
#ifndef UNDERSTAND_RUNES_H
#define UNDERSTAND_RUNES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct runes {
	const char *text;
	size_t n;
	uint32_t *cp; /* folded */
	uint32_t *at; /* byte offset of each in `text`; at[n] is its length */
};

/* A stretch of runes: from `from` on, before `to`. */
struct span {
	size_t from, to;
};

struct runes runes_read(struct arena *a, const char *text);

bool rune_is_han(uint32_t c);
bool rune_is_digit(uint32_t c);
uint32_t rune_numeral(uint32_t c); /* 1 to 10 for 一 to 十, else 0 */
bool rune_is_letter(uint32_t c);   /* Latin, after folding */
static inline bool rune_is_blank(uint32_t c)
{
	return c == ' ';
}
/* Part of a word: Han, letter or digit. */
bool rune_is_word(uint32_t c);
bool rune_opens(uint32_t c); /* （ ( 【 [ 《 “ … */
bool rune_closes(uint32_t c);
uint32_t rune_closer(uint32_t opener); /* 0 for what does not open */

/* Without blanks and separating signs (，。；: …) at its ends. */
struct span runes_trim(const struct runes *r, struct span s);
/* The same, and without one pair of quotes or brackets around the whole. */
struct span runes_unwrap(const struct runes *r, struct span s);
/* As written, in the arena. */
const char *runes_text(struct arena *a, const struct runes *r, struct span s);
/* Without any blanks, as written otherwise. */
const char *runes_text_dense(struct arena *a, const struct runes *r, struct span s);

/* Only word runes of the folded form, as UTF-8: equal for texts that differ in signs and blanks alone. */
const char *runes_key(struct arena *a, const char *text);

#endif
