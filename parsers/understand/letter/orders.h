/* What the staff order by mail: 更正 22-0137-4 作品名称：…, 改类 22-0137-4 摄影, 通过 #12, each on a line by itself above the quotation.
 * Whoever writes such lines is heard here; whether he may, keep decides. */
#ifndef UNDERSTAND_ORDERS_H
#define UNDERSTAND_ORDERS_H

#include "parsers/understand/works/drafts.h"

/* Fills claims.orders, order_reason and order_words. */
void orders_read(struct reading *rd, const struct document *d);

#endif
