/* Labels that nobody listed as a whole: several in one (作者或负责人), with a remark inside (作品（账号）名称), or roles (策划人). */
#ifndef UNDERSTAND_COMPOSED_H
#define UNDERSTAND_COMPOSED_H

#include "parsers/understand/words/values.h"

/* The whole text, a table's cell, is such a label. */
bool composed_label(struct reading *rd, const struct runes *r, struct labelled *l_r);

#endif
