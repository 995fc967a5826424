/* Made-up mails of every shape, for trying templates: at the start of the service, so that one which fails
 * only with data is refused then and not at night; and for whoever writes one and wants to see it. */
#ifndef KEEP_SAMPLE_H
#define KEEP_SAMPLE_H

#include "daemon/keep/reply/render.h"
#include "schema/campaign.h"

enum sample {
	SAMPLE_ACKNOWLEDGE,      /* one complete work */
	SAMPLE_ACKNOWLEDGE_MORE, /* a late work, a statistics table, a report, a link, a file that belongs to
	                            nothing */
	SAMPLE_ACKNOWLEDGE_NEWER, /* an answer that brings a newer version of a work, beside one that still lacks something */
	SAMPLE_CORRECT,           /* one work with an unusable number */
	SAMPLE_CORRECT_TABLE,     /* a statistics table without any activity */
	SAMPLE_CORRECT_FILES,     /* a work that was told of as attached, and nothing came */
	SAMPLE_CORRECT_FORGOTTEN, /* … two, one of them without a number, and a statistics table */
	SAMPLE_BUNDLE, /* four works, two of them incomplete in every way there is, and an empty table */
	SAMPLE_NOTICE, /* the staff corrected a number */
	SAMPLE_NOTICE_MERGED, /* … and made one work of two, something still being open */
	SAMPLE_AGAIN,         /* the same was sent once more */
	SAMPLE_SUMMARY,       /* a day's end: four mails, one thing missing, more of them tomorrow */
	SAMPLE_TRANSCRIPT,    /* the staff ordered by mail: done, refused, not understood */
	SAMPLE_DIGEST,
	SAMPLE_DIGEST_TROUBLE, /* nothing reached yet, the service in trouble, the balance broken */
	SAMPLE_DIGEST_QUIET,
	SAMPLE_COUNT,
};

/* "acknowledge", "acknowledge-more", … */
const char *sample_name(enum sample sample);

/* Renders one; the caller frees with rendered_free. The same campaign and templates give the same bytes at
 * any time. */
MUST_USE enum outcome sample_render(const struct render *r, const struct campaign *c, enum sample sample,
        struct rendered *mail_r, struct reason *why);

/* Renders all of them. REFUSED: the first template that fails. */
MUST_USE enum outcome sample_check(const struct render *r, const struct campaign *c, struct reason *why);

#endif
