#include "daemon/keep/reply/sample.h"

#include "daemon/keep/reply/sample-internal.h"
#include "daemon/keep/view/questions.h"

static const char *const names[SAMPLE_COUNT] = {"acknowledge", "acknowledge-more", "acknowledge-newer",
        "correct", "correct-table", "correct-files", "correct-forgotten", "bundle", "notice", "notice-merged",
        "again", "summary", "transcript", "digest", "digest-trouble", "digest-quiet"};

const char *sample_name(enum sample sample)
{
	invariant(sample < SAMPLE_COUNT);
	return names[sample];
}

enum outcome sample_render(const struct render *r, const struct campaign *c, enum sample sample,
        struct rendered *mail_r, struct reason *why)
{
	struct arena *a = arena_new(1 << 20);
	enum outcome o;
	if (sample == SAMPLE_NOTICE || sample == SAMPLE_NOTICE_MERGED) {
		struct notice_input in = sample_notice(a, c, sample);
		o = notice_render(r, &in, mail_r, why);
	} else if (sample == SAMPLE_AGAIN) {
		struct again_input in = sample_again(a, c);
		o = again_render(r, &in, mail_r, why);
	} else if (sample == SAMPLE_SUMMARY) {
		struct summary_input in = sample_summary(a, c);
		o = summary_render(r, &in, mail_r, why);
	} else if (sample == SAMPLE_TRANSCRIPT) {
		struct transcript_input in = sample_transcript(a, c);
		o = transcript_render(r, &in, mail_r, why);
	} else if (sample < SAMPLE_DIGEST) {
		struct reply_input in = sample_reply(a, c, sample);
		o = reply_render(r, &in, mail_r, why);
	} else {
		struct digest_data d = sample_digest(a, c, sample);
		o = digest_render(r, c, &d, mail_r, why);
	}
	arena_close(&a);
	return o;
}

static enum outcome check_questions(const struct render *r, const struct campaign *c, struct reason *why)
{
	struct arena *a = arena_new(1 << 20);
	const struct digest_data d = sample_digest(a, c, SAMPLE_DIGEST);
	struct questions q;
	enum outcome o = questions_make(r, c, &d, a, &q, why);
	arena_close(&a);
	return o;
}

enum outcome sample_check(const struct render *r, const struct campaign *c, struct reason *why)
{
	for (enum sample s = 0; s < SAMPLE_COUNT; s++) {
		struct rendered mail;
		enum outcome o = sample_render(r, c, s, &mail, why);
		if (o != DONE)
			return o;
		rendered_free(&mail);
	}
	return check_questions(r, c, why);
}
