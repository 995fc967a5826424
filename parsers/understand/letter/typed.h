/* Tables of works typed as lines: a line of labels, and lines with as many pieces below it. */
#ifndef UNDERSTAND_TYPED_H
#define UNDERSTAND_TYPED_H

#include "parsers/understand/letter/labels.h"
#include "parsers/understand/letter/quoted.h"

/* The table whose line of labels stands at `line`, NULL where none does. *end_r is behind its last line, *caption_r what
 * stands before the labels: 新媒体账号（名称｜单位｜姓名）. */
const struct table *typed_table(
        struct reading *rd, const struct blocks *b, size_t line, size_t *end_r, const char **caption_r);

#endif
