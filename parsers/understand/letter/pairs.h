/* Several labels before one colon, and as many values behind it: 作者/单位：葛亮/天津港航务工程有限公司 */
#ifndef UNDERSTAND_PAIRS_H
#define UNDERSTAND_PAIRS_H

#include "parsers/understand/words/values.h"

/* Reads a line that from `at` on is this; false, and nothing is read, where it is not. */
bool pairs_read(struct reading *rd, struct drafts *d, const struct runes *r, size_t at, struct origin o);

#endif
