/* From documents to claims: who wrote (a person or a program), which works with which labels, statistics,
 * reports. */
#ifndef UNDERSTAND_UNDERSTAND_H
#define UNDERSTAND_UNDERSTAND_H

#include "parsers/document.h"
#include "schema/campaign.h"

/* Fills automatic, works, statistics, reports and notes of d->claims. `own_address` is the mailbox's. Cannot
 * fail: what it does not understand it leaves out. */
void understand_mail(
        struct document *d, const struct campaign *campaign, const char *own_address, struct arena *a);

#endif
