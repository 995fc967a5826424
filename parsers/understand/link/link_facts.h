/* What stands beside a link: how large the file is, until when it can be had, which code opens it. */
#ifndef UNDERSTAND_LINK_FACTS_H
#define UNDERSTAND_LINK_FACTS_H

#include "parsers/understand/works/drafts.h"

/* The first word of a list (see providers.h) in the span; *s_r is where it stands. */
bool link_find_word(const struct runes *r, struct span s, const char *const *words, struct span *s_r);

/* 20.61M, 1.2 GB, 96字节: bytes, 0 where the span names no size; *at_r is where it stands. */
uint64_t link_read_size(const struct runes *r, struct span s, struct span *at_r);

/* 2021年09月12日 19:18 到期, 有效期：30天, 永久有效. Sets expiry and expires; false where the span says nothing of it. Days
 * are counted from `sent` (epoch seconds); 0: that day is not known, and what is counted from it neither. */
bool link_read_expiry(
        struct reading *rd, const struct runes *r, struct span s, int64_t sent, struct link *link);

/* 提取码：8k2m; "" where there is none. As written, in the arena. */
const char *link_read_code(struct reading *rd, const struct runes *r, struct span s);
/* The same out of an address: …?pwd=8k2m */
const char *link_code_of(struct reading *rd, const char *url);

#endif
