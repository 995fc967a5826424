#include "daemon/keep/reply/own_mail.h"

#include "daemon/keep/reply/compose.h"

enum outcome own_mail_compose(const struct tools *t, const struct own_mail *m, const struct rendered *r,
        struct buf *out, struct reason *why)
{
	const struct compose c = {.from_name = t->config->display_name,
	        .from_address = t->config->address,
	        .to = &m->to,
	        .n_to = 1,
	        .subject = buf_str(&r->subject),
	        .text = buf_str(&r->text),
	        .html = buf_str(&r->html),
	        .message_id = m->message_id,
	        .date = m->date,
	        .utc_offset = t->campaign->utc_offset,
	        .answers_message_id = m->answers_message_id,
	        .answers_references = m->answers_references};
	return compose_message(&c, out, why);
}
