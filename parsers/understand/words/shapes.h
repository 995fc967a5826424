/* What a piece of text is by its looks alone: a person's name, a unit's name, a title.
 * Pure functions of the text and the campaign's words. */
#ifndef UNDERSTAND_SHAPES_H
#define UNDERSTAND_SHAPES_H

#include "parsers/understand/words/phone.h"

/* The whole span is a person's name: a known family name and one or two characters more, or a dotted name. */
bool shape_is_name(const struct lexicon *lex, const struct runes *r, struct span s);
/* The whole span is what a part of a unit, or a crowd, is called: 党群工作部, 集体. */
bool shape_is_department(const struct lexicon *lex, const struct runes *r, struct span s);
/* Two to four Han characters that nothing else is known of: a name where all around it is settled, whatever its first
 * character. */
bool shape_may_be_name(const struct lexicon *lex, const struct runes *r, struct span s);
/* A name that begins at `at` in running text, ended by a sign, a blank or a word that follows names. */
bool shape_name_at(
        const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct span *span_r);

/* The same for characters that are a family name now and then; only where something else says that a name stands here. */
bool shape_is_rare_name(const struct lexicon *lex, const struct runes *r, struct span s);
bool shape_rare_name_at(
        const struct lexicon *lex, const struct runes *r, size_t at, size_t to, struct span *span_r);

/* · between the parts of a minority name. */
bool shape_is_dot(uint32_t c);
/* 、 和 与: between names that stand side by side. */
bool shape_joins_names(uint32_t c);

/* The whole span is a unit's name: a roster name, or it ends like one. Never the receiver. */
bool shape_is_unit(const struct lexicon *lex, const struct runes *r, struct span s);
/* The first unit's name in running text. */
bool shape_find_unit(const struct lexicon *lex, const struct runes *r, struct span s, struct span *unit_r);
bool shape_is_receiver(const struct lexicon *lex, const struct runes *r, struct span s);

/* The first 《…》 of the span; `outer` includes the marks. */
bool shape_find_title(const struct runes *r, struct span s, struct span *inner_r, struct span *outer_r);

/* 例：张三, 例如13800000000: what a form shows as an example. */
bool shape_is_example(const struct lexicon *lex, const struct runes *r, struct span s);
/* FAULT_EMPTY for nothing, dashes, 无; FAULT_PLACEHOLDER for a form's hint; FAULT_NONE for a value. */
enum fault shape_emptiness(const struct lexicon *lex, const struct runes *r, struct span s);

#endif
