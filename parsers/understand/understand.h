/* From documents to claims: who wrote (a person or a program), which works with which labels, statistics,
 * reports. */
#ifndef UNDERSTAND_UNDERSTAND_H
#define UNDERSTAND_UNDERSTAND_H

#include "parsers/document.h"
#include "schema/campaign.h"

/* What is known before any mail is read: a campaign, its words ready to be looked up, and the mailbox's own address. Made once
 * (some thousand words), read by every mail; lives in `a` and refers to the campaign. */
struct understanding;

const struct understanding *understanding_new(
        const struct campaign *campaign, const char *own_address, struct arena *a);

/* Fills automatic, works, statistics, reports and notes of d->claims, in `a`. Cannot fail: what it does not understand it
 * leaves out. */
void understand_mail(const struct understanding *u, struct document *d, struct arena *a);

#endif
