/* Subjects and file names: cut at their separators, each piece typed by what it looks like, in any order. */
#ifndef UNDERSTAND_PIECES_H
#define UNDERSTAND_PIECES_H

#include "parsers/understand/works/drafts.h"

struct pieces {
	struct work_claims found; /* units, names, numbers, titles, hints: with their place */
	const char *title;        /* 《…》 or the piece that is nothing else; "" where none */
	bool quoted;              /* the title stood in 《》 */
	bool announced; /* … or behind a colon that follows a hint: …案例征集投稿：云端议薪 */
	bool number;    /* a number that cannot be one */
	const char *spare; /* a short piece that may be a name; NULL without */
	size_t typed;      /* pieces that are a unit, a name or a number */
	bool form;         /* calls itself a form, table or notice */
	bool statistics;   /* calls itself a statistics table */
	bool material;     /* calls itself a part of a work: lyrics, score, description */
	bool generic;      /* says nothing: IMG_0001 */
};

/* “码上办”小程序应用案例: the name in quotes where all else only describes; the title itself elsewhere. */
const char *pieces_name_of(struct reading *rd, const char *title);

struct pieces pieces_read(struct reading *rd, const char *text, struct origin o);

#endif
