/* Units and persons that running text mentions without labels. */
#ifndef UNDERSTAND_MENTIONS_H
#define UNDERSTAND_MENTIONS_H

#include "parsers/understand/works/drafts.h"

void mentions_read(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o);

/* 作者 葛亮，天津轨道交通集团运营公司，手机…: between commas, beside labels, a unit's name may end anyhow. */
void mentions_read_pieces(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o);

/* 第五建华，13102274490: whose number it is that stands at `phone`. */
void mentions_read_owner(struct reading *rd, struct drafts *d, const struct runes *r, struct span phone,
        struct span s, struct origin o);

#endif
