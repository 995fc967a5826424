/* A write-up in running text: a headline, and paragraphs that tell of an activity that was held. */
#ifndef UNDERSTAND_ARTICLE_H
#define UNDERSTAND_ARTICLE_H

#include "parsers/understand/letter/quoted.h"

struct article {
	const char *title; /* the headline as written; "" where the paragraphs have none */
	const char *unit;  /* that the headline, a line of its source or the text names; "" for none */
	bool verb;         /* the headline says that something was held */
	bool source;       /* 供稿, 通讯员 */
	bool news;         /* begins like news: a day, who, and what was held */
	size_t from, to;   /* blocks */
};

/* The first one that begins at `from` or later; blocks that are `taken` are passed over. */
bool article_find(
        struct reading *rd, const struct blocks *b, const bool *taken, size_t from, struct article *a_r);

/* A line of a subject, file or text as a headline: without 【信息】, 信息1：, 转发: and ordinals before it; "" where it is too
 * short or long for one. *verb_r: it says that something was held. */
const char *article_headline(struct reading *rd, const char *text, bool *verb_r);

#endif
