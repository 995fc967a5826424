/* Where labels stand in a line, what parts them from their values, and where these end. */
#ifndef UNDERSTAND_HITS_H
#define UNDERSTAND_HITS_H

#include "parsers/understand/words/values.h"

/* What parts a label from its value. */
enum parting { PARTING_COLON, PARTING_BRACKET, PARTING_BLANK, PARTING_NONE };

struct hit {
	struct labelled labelled;
	size_t at, value; /* where the label and its value begin */
	enum parting parting;
	size_t number; /* 作品二：, 作品（2）: 2; 0 without */
};

enum { HITS = 64 };

/* All labels of a line in order; how many. */
size_t hits_find(struct reading *rd, const struct runes *r, struct hit hits[HITS]);
/* Behind the value of a label; `next` is where the next label stands, or the line's end. */
size_t hits_value_end(struct reading *rd, const struct runes *r, const struct hit *h, size_t next);

struct labelled hits_labelled(const struct match *m);
size_t hits_skip_blanks(const struct runes *r, size_t i, size_t to);
/* 填报单位（盖章）： the remark belongs to the label where it is short and a colon or the end follows. */
size_t hits_skip_remark(const struct runes *r, size_t i, size_t to);
/* The number that stands in a stretch: 3 for 三、 (3) ③; 0 where there is none. */
size_t hits_number(const struct runes *r, size_t from, size_t to);
/* Behind 一、 (二) 3. * at the beginning of a line; 0 where there is none. */
size_t hits_skip_ordinal(const struct runes *r);

#endif
