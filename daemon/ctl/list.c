/* All mails and what became of them. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/view/views.h"

#include <stdio.h>
#include <string.h>

static enum outcome receipts_of(struct ctl *ctl, int64_t mail, json_t **list_r, struct reason *why)
{
	view_works works;
	view_tables tables;
	view_reports reports;
	*list_r = json_array();
	enum outcome o = views_works(ctl->sql, mail, ctl->arena, &works, why);
	if (o == DONE)
		o = views_tables(ctl->sql, mail, ctl->arena, &tables, why);
	if (o == DONE)
		o = views_reports(ctl->sql, mail, ctl->arena, &reports, why);
	if (o != DONE)
		return o;
	for (size_t i = 0; i < works.n; i++)
		json_array_append_new(*list_r, json_string(works.v[i].receipt));
	for (size_t i = 0; i < tables.n; i++)
		json_array_append_new(*list_r, json_string(tables.v[i].receipt));
	for (size_t i = 0; i < reports.n; i++)
		json_array_append_new(*list_r, json_string(reports.v[i].receipt));
	return DONE;
}

static enum outcome print_json(struct ctl *ctl, const view_mails *mails, struct reason *why)
{
	json_t *list = json_array();
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < mails->n; i++) {
		const struct view_mail *m = &mails->v[i];
		json_t *receipts;
		o = receipts_of(ctl, m->id, &receipts, why);
		json_array_append_new(list,
		        json_pack("{s:I, s:o, s:o, s:s, s:s, s:s, s:s, s:I, s:o}", "mail", (json_int_t)m->id,
		                "state", ctl_json_text(m->state), "reply", ctl_json_text(m->reply), "subject",
		                m->subject, "sender", m->sender, "message_id", m->message_id, "why", m->why,
		                "received", (json_int_t)m->internal_date, "receipts", receipts));
	}
	if (o == DONE)
		ctl_print_json(list);
	else
		json_decref(list);
	return o;
}

enum outcome ctl_list(struct ctl *ctl, struct reason *why)
{
	view_mails mails;
	const char *state = ctl->n_operands ? ctl->operands[0] : "";
	bool known = !*state;
	for (unsigned i = 0; i < STATE_COUNT; i++)
		known |= strcmp(state, state_name((enum state)i)) == 0;
	if (!known)
		return fail(why, REFUSED, "no state is called %s: filed, asked, staff, ignored, quarantined",
		        state);
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = views_mails(ctl->sql, state, ctl->arena, &mails, why);
	if (o != DONE)
		return o;
	if (ctl->json)
		return print_json(ctl, &mails, why);
	for (size_t i = 0; i < mails.n; i++) {
		const struct view_mail *m = &mails.v[i];
		printf("%5lld  %s  %-11s  %s\n", (long long)m->id, ctl_time(ctl, m->internal_date),
		        m->is_settled ? m->state : "waiting", m->subject);
	}
	return DONE;
}
