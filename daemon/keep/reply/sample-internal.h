/* The data behind sample.c. Everything lives in the arena. */
#ifndef KEEP_SAMPLE_INTERNAL_H
#define KEEP_SAMPLE_INTERNAL_H

#include "daemon/keep/reply/notice.h"
#include "daemon/keep/reply/reply.h"
#include "daemon/keep/reply/sample.h"
#include "daemon/keep/reply/summary.h"
#include "daemon/keep/reply/transcript.h"
#include "daemon/keep/view/digest.h"

struct reply_input sample_reply(struct arena *a, const struct campaign *c, enum sample sample);
struct notice_input sample_notice(struct arena *a, const struct campaign *c, enum sample sample);
struct again_input sample_again(struct arena *a, const struct campaign *c);
struct summary_input sample_summary(struct arena *a, const struct campaign *c);
struct transcript_input sample_transcript(struct arena *a, const struct campaign *c);
struct digest_data sample_digest(struct arena *a, const struct campaign *c, enum sample sample);

#endif
