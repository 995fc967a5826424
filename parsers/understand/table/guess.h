/* Columns whose head nobody listed (归属方, 怎么联系), by what stands below it. */
#ifndef UNDERSTAND_GUESS_H
#define UNDERSTAND_GUESS_H

#include "parsers/understand/table/cells.h"

/* What the column asks for: mobile numbers below make it a contact's, units a unit's, titles in 《》 a title's. Never an author's:
 * persons stand in a row for many reasons (推荐者, 当事者). Only a few rows below the header are looked at; false where one of them
 * holds anything else, or where another column is listed for the same. Of units there are many kinds too (…单位): they count where
 * nothing better is said. */
bool guess_column(const struct cells *s, uint32_t header, uint32_t column, struct labelled *l_r);

#endif
