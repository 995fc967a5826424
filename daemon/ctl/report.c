#include "daemon/ctl/report.h"

#include "daemon/keep/reply/own_id.h"
#include "daemon/keep/reply/shipped.h"
#include "daemon/keep/thread/staff.h"
#include "daemon/keep/view/views.h"

static enum outcome read_all(struct ctl *ctl, int64_t now, struct report *r, struct reason *why)
{
	enum outcome o = register_load(ctl->sql, ctl->campaign, ctl->arena, &r->works, why);
	return o == DONE ? views_digest(ctl->sql, &r->works, now, ctl->arena, &r->digest, why) : o;
}

static const char *make_token(struct ctl *ctl, int64_t now)
{
	const struct thread_key key = own_key(&ctl->folders, ctl->config);
	char token[TOKEN_SIZE];
	staff_token(&key, ctl->config, ctl->campaign, now, token);
	return arena_strdup(ctl->arena, token);
}

enum outcome report_load(struct ctl *ctl, int64_t now, struct report *r, struct reason *why)
{
	*r = (struct report){.templates = NULL};
	/* The service may be at work: what is counted twice must be counted at one moment. */
	enum outcome o = sql_begin_reading(ctl->sql, why);
	if (o == DONE)
		o = read_all(ctl, now, r, why);
	sql_rollback(ctl->sql);
	if (o == DONE)
		o = render_load(
		        shipped_templates(ctl->arena), ctl->config->templates_folder, &r->templates, why);
	if (o == DONE) {
		r->digest.token = make_token(ctl, now);
		r->digest.summary_hour = ctl->config->summary_hour;
		r->digest.service = folders_is_locked(&ctl->folders) ? "running" : "stopped";
		o = questions_make(r->templates, ctl->campaign, &r->digest, ctl->arena, &r->questions, why);
	}
	return o;
}

void report_close(struct report *r)
{
	render_close(&r->templates);
}

enum outcome report_make_workbook(
        const struct ctl *ctl, const struct report *r, const char *path, struct reason *why)
{
	const struct workbook_content content = {ctl->campaign, &r->works, &r->digest, &r->questions};
	return workbook_make(path, &content, why);
}
