/* Titles in running text: in 《》, in quotation marks beside a word for what they name, or behind a word that leads to them. */
#ifndef UNDERSTAND_TITLES_H
#define UNDERSTAND_TITLES_H

#include "parsers/understand/works/drafts.h"

/* `labelled`: labels stand in the line, so that 《》 is a title without further words. Whether one in 《》 was surely a title. */
bool titles_read(struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o,
        bool labelled);

/* Where the word begins that announces what stands at `at`, a quantity and 的 aside: 摄影作品《…》, 一首歌曲《…》; `at` without. */
size_t titles_announced(struct reading *rd, const struct runes *r, size_t at);

#endif
