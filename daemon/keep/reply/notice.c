#include "daemon/keep/reply/notice.h"

#include "daemon/keep/reply/reply.h"
#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"

#include <string.h>

bool notice_is_known(const char *verb)
{
	static const char *const known[] = {
	        "set", "refile", "accept", "reject", "withdraw", "merge", "split", "query"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i], verb) == 0)
			return true;
	return false;
}

static void add_files(struct fact *work, const struct notice_input *in, const char *folder)
{
	size_t n = 0;
	for (size_t i = 0; i < in->n_files; i++) {
		if (strcmp(in->files[i].folder, folder) != 0 || ++n > LIMIT_SHOWN_FILES)
			continue;
		struct buf size = BUF_INIT(32);
		struct fact *file = fact_add(work, "file");
		shown_size((uint64_t)in->files[i].size, &size);
		fact_set(file, "size", buf_str(&size));
		reply_add_lines(file, "name", in->files[i].name, false);
		buf_free(&size);
	}
	if (n > LIMIT_SHOWN_FILES)
		fact_set_number(fact_add(work, "more-files"), "count", (int64_t)(n - LIMIT_SHOWN_FILES));
}

static void add_work(struct fact *root, const struct notice_input *in, size_t i)
{
	const struct stored_work *w = &in->works[i];
	const struct sub_project *sub = campaign_sub_project(in->campaign, w->sub_project);
	bool open = strcmp(w->state, "open") == 0;
	struct fact *work = fact_add(root, "work");
	fact_set_number(work, "number", (int64_t)i + 1);
	fact_set(work, "complete", open ? "no" : "yes");
	fact_set(work, "state", w->state);
	fact_set(work, "late", "no"); /* it was said when it came */
	fact_set(work, "announced", "no");
	fact_add_text(work, "receipt", w->receipt, LIMIT_SHOWN_CHARACTERS);
	if (sub)
		fact_add_text(work, "sub-project", sub->name, LIMIT_SHOWN_CHARACTERS);
	reply_add_lines(work, "unit", w->values[LABEL_UNIT], false);
	reply_add_lines(work, "name", w->values[LABEL_NAME], false);
	reply_add_lines(work, "contact", w->values[LABEL_CONTACT], true);
	reply_add_lines(work, "title", w->values[LABEL_TITLE], false);
	if (open)
		fact_add_lacks(work, lacks_read(w->missing));
	add_files(work, in, w->folder);
}

static struct facts *make_facts(const struct notice_input *in)
{
	const struct campaign *c = in->campaign;
	struct facts *facts = facts_new("reply");
	struct fact *root = facts_root(facts);
	fact_set(root, "kind", "notice");
	fact_set(root, "verb", in->verb);
	fact_set(root, "label", in->label);
	fact_set_number(root, "works", (int64_t)in->n_works);
	reply_add_campaign(root, c);
	reply_add_subject(root, in->subject);
	fact_set_time(fact_add(root, "received"), in->received, c->utc_offset);
	if (*in->other)
		fact_add_text(root, "other", in->other, LIMIT_SHOWN_CHARACTERS);
	if (*in->say)
		fact_add_text(root, "say", in->say, LIMIT_SAY_CHARACTERS);
	for (size_t i = 0; i < in->n_works; i++)
		add_work(root, in, i);
	return facts;
}

enum outcome notice_render(
        const struct render *r, const struct notice_input *in, struct rendered *mail_r, struct reason *why)
{
	struct facts *facts = make_facts(in);
	enum outcome o = render_mail(r, "notice", facts, mail_r, why);
	facts_close(&facts);
	return o;
}
