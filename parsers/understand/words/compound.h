/* A label at a place of a text: a listed word, or two of them in one (联系人电话, 推荐单位名称). */
#ifndef UNDERSTAND_COMPOUND_H
#define UNDERSTAND_COMPOUND_H

#include "parsers/understand/words/values.h"

bool compound_at(
        struct reading *rd, const struct runes *r, size_t at, size_t to, struct labelled *l_r, size_t *end_r);

/* 单位基本信息: the section of a form that tells of a unit. */
bool compound_is_unit_caption(const struct labelled *l);

#endif
