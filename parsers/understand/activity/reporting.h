/* Who reports: 填报单位 in the lines above and below a table, or its title. */
#ifndef UNDERSTAND_REPORTING_H
#define UNDERSTAND_REPORTING_H

#include "parsers/understand/works/drafts.h"

/* The unit behind a label (填报单位（盖章）：…); "" where the text has none. *open_r: the label stands there without a
 * value, so that the next cell may hold it. */
const char *reporting_labelled(struct reading *rd, const char *text, bool *open_r);
/* The unit that a title names: 小王庄镇总工会线下活动统计表; "" where it names none. */
const char *reporting_titled(struct reading *rd, const char *text);
/* A unit's name, or whatever a person wrote where one belongs; "" for nothing, a hint or the receiver. */
const char *reporting_value(struct reading *rd, const struct runes *r, struct span s);

#endif
