/* One mail: what it holds, where that lies, and what was answered; and with `explain`, every step and every
 * value. */
#include "daemon/ctl/order.h"
#include "daemon/keep/view/views.h"

#include <stdio.h>
#include <string.h>

struct whole_mail {
	struct view_mail mail;
	view_works works;
	view_tables tables;
	view_reports reports;
	view_files files;
	view_pending_files pending;
	view_answers answers;
	view_steps steps;
	view_orders orders;
};

static enum outcome load(struct ctl *ctl, const char *key, struct whole_mail *m, struct reason *why)
{
	struct arena *a = ctl->arena;
	enum outcome o = views_find_mail(ctl->sql, key, a, &m->mail, why);
	if (o == DONE)
		o = views_works(ctl->sql, m->mail.id, a, &m->works, why);
	if (o == DONE)
		o = views_tables(ctl->sql, m->mail.id, a, &m->tables, why);
	if (o == DONE)
		o = views_reports(ctl->sql, m->mail.id, a, &m->reports, why);
	if (o == DONE)
		o = views_files(ctl->sql, m->mail.id, a, &m->files, why);
	if (o == DONE)
		o = views_pending_files(ctl->sql, m->mail.id, a, &m->pending, why);
	if (o == DONE)
		o = views_answers(ctl->sql, m->mail.id, a, &m->answers, why);
	if (o == DONE)
		o = views_steps(ctl->sql, m->mail.id, a, &m->steps, why);
	if (o == DONE)
		o = views_orders(ctl->sql, m->mail.id, a, &m->orders, why);
	return o;
}

/* --- JSON --- */

static json_t *json_evidence(struct ctl *ctl, int64_t work, enum outcome *o, struct reason *why)
{
	view_evidences evidence = {0};
	json_t *list = json_array();
	*o = views_evidence(ctl->sql, work, ctl->arena, &evidence, why);
	for (size_t i = 0; *o == DONE && i < evidence.n; i++) {
		const struct view_evidence *e = &evidence.v[i];
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "label", e->label,
		                                    "place", e->place, "fault", e->fault, "value", e->value,
		                                    "source", e->source, "chosen", e->chosen));
	}
	return list;
}

static json_t *json_works(
        struct ctl *ctl, const struct whole_mail *m, bool evidence, enum outcome *o, struct reason *why)
{
	json_t *list = json_array();
	for (size_t i = 0; *o == DONE && i < m->works.n; i++) {
		const struct view_work *w = &m->works.v[i];
		json_t *work = json_pack("{s:s, s:o, s:s, s:o, s:o, s:s, s:s, s:s, s:s, s:b}", "receipt",
		        w->receipt, "sub_project", ctl_json_text(w->sub_project), "unit", w->unit, "name",
		        ctl_json_lines(w->name), "contact", ctl_json_lines(w->contact), "title", w->title,
		        "missing", w->missing, "state", w->state, "folder", w->folder, "late", w->late);
		if (evidence)
			json_object_set_new(work, "evidence", json_evidence(ctl, w->id, o, why));
		json_array_append_new(list, work);
	}
	return list;
}

static json_t *json_tables(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->tables.n; i++) {
		const struct view_table *t = &m->tables.v[i];
		json_array_append_new(
		        list, json_pack("{s:s, s:s, s:I, s:I, s:b, s:s}", "receipt", t->receipt, "unit",
		                      t->unit, "activities", (json_int_t)t->activities, "participants",
		                      (json_int_t)t->participants, "blank", t->blank, "folder", t->folder));
	}
	return list;
}

static json_t *json_reports(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->reports.n; i++) {
		const struct view_report *r = &m->reports.v[i];
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "receipt", r->receipt, "unit",
		                                    r->unit, "title", r->title, "folder", r->folder));
	}
	return list;
}

static json_t *json_files(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->files.n; i++) {
		const struct view_file *f = &m->files.v[i];
		char hex[HASH_HEX_SIZE];
		hash_to_hex(&f->hash, hex);
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:I, s:s}", "folder", f->folder,
		                                    "stored", f->stored, "name", f->name, "type", f->type,
		                                    "size", (json_int_t)f->size, "sha256", hex));
	}
	return list;
}

static json_t *json_pending(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->pending.n; i++) {
		const struct view_pending_file *f = &m->pending.v[i];
		json_array_append_new(
		        list, json_pack("{s:I, s:o, s:s, s:s, s:I, s:o, s:s, s:s, s:I, s:s}", "id",
		                      (json_int_t)f->id, "receipt", ctl_json_text(f->receipt), "provider",
		                      f->provider, "name", f->name, "size", (json_int_t)f->size, "code",
		                      ctl_json_text(f->code), "url", f->url, "expiry", f->expiry, "expires",
		                      (json_int_t)f->expires, "state", f->state));
	}
	return list;
}

static json_t *json_answers(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->answers.n; i++) {
		const struct view_answer *a = &m->answers.v[i];
		json_array_append_new(list,
		        json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:s}", "kind", a->kind, "recipient",
		                a->recipient, "message_id", a->message_id, "state", a->state, "attempts",
		                (json_int_t)a->attempts, "code", (json_int_t)a->code, "said", a->said));
	}
	return list;
}

static json_t *json_orders(const struct whole_mail *m)
{
	json_t *list = json_array();
	for (size_t i = 0; i < m->orders.n; i++)
		json_array_append_new(list, ctl_json_order(&m->orders.v[i]));
	return list;
}

static enum outcome print_json(struct ctl *ctl, const struct whole_mail *m, bool explain, struct reason *why)
{
	enum outcome o = DONE;
	json_t *steps = json_array();
	for (size_t i = 0; i < m->steps.n; i++)
		json_array_append_new(steps, json_string(m->steps.v[i]));
	json_t *top = json_pack("{s:I, s:o, s:o, s:s, s:s, s:s, s:s, s:s, s:I, s:I}", "mail",
	        (json_int_t)m->mail.id, "state", ctl_json_text(m->mail.state), "reply",
	        ctl_json_text(m->mail.reply), "why", m->mail.why, "subject", m->mail.subject, "sender",
	        m->mail.sender, "sender_name", m->mail.sender_name, "folder", m->mail.folder, "received",
	        (json_int_t)m->mail.internal_date, "settled", (json_int_t)m->mail.settled);
	json_object_set_new(top, "works", json_works(ctl, m, explain, &o, why));
	json_object_set_new(top, "statistics", json_tables(m));
	json_object_set_new(top, "reports", json_reports(m));
	json_object_set_new(top, "files", json_files(m));
	json_object_set_new(top, "pending_files", json_pending(m));
	json_object_set_new(top, "answers", json_answers(m));
	json_object_set_new(top, "orders", json_orders(m));
	if (explain)
		json_object_set(top, "steps", steps);
	json_decref(steps);
	if (o == DONE)
		ctl_print_json(top);
	else
		json_decref(top);
	return o;
}

/* --- for people --- */

static void print_files(const struct whole_mail *m, const char *folder)
{
	for (size_t i = 0; i < m->files.n; i++)
		if (strcmp(m->files.v[i].folder, folder) == 0)
			printf("    %s (%lld bytes)\n", m->files.v[i].stored, (long long)m->files.v[i].size);
}

static void print_lines(const char *label, const char *lines)
{
	printf("  %-9s", label);
	for (; *lines; lines++)
		fputs(*lines == '\n' ? ", " : (char[]){*lines, '\0'}, stdout);
	putchar('\n');
}

static void print_head(struct ctl *ctl, const struct whole_mail *m)
{
	printf("mail %lld, received %s\n", (long long)m->mail.id, ctl_time(ctl, m->mail.internal_date));
	printf("from %s <%s>\n", m->mail.sender_name, m->mail.sender);
	printf("subject %s\n", m->mail.subject);
	if (m->mail.is_settled)
		printf("%s (%s): %s\n", m->mail.state, m->mail.reply, m->mail.why);
	else
		puts("not settled yet");
}

static void print_work(const struct whole_mail *m, const struct view_work *w)
{
	printf("\n%s  %s%s  %s\n", w->receipt, *w->sub_project ? w->sub_project : "unknown",
	        w->late ? ", late" : "", w->state);
	print_lines("unit", w->unit);
	print_lines("name", w->name);
	print_lines("contact", w->contact);
	print_lines("title", w->title);
	if (*w->missing)
		print_lines("missing", w->missing);
	printf("  in %s\n", w->folder);
	print_files(m, w->folder);
}

static enum outcome print_evidence(struct ctl *ctl, const struct view_work *w, struct reason *why)
{
	view_evidences evidence;
	enum outcome o = views_evidence(ctl->sql, w->id, ctl->arena, &evidence, why);
	for (size_t i = 0; o == DONE && i < evidence.n; i++) {
		const struct view_evidence *e = &evidence.v[i];
		printf("  %c %-11s %-9s %-11s", e->chosen ? '*' : ' ', e->label, e->place,
		        strcmp(e->fault, "none") == 0 ? "" : e->fault);
		print_lines(e->value, "");
		print_lines("  from:", e->source);
	}
	return o;
}

static void print_pending(struct ctl *ctl, const struct whole_mail *m)
{
	for (size_t i = 0; i < m->pending.n; i++) {
		const struct view_pending_file *f = &m->pending.v[i];
		printf("\nlink %lld (%s)%s%s: %s%s%s, %lld bytes, %s %s\n  %s%s%s\n", (long long)f->id,
		        f->state, *f->receipt ? " of " : "", f->receipt, f->name, *f->name ? ", " : "",
		        f->provider, (long long)f->size,
		        strcmp(f->expiry, "date") == 0 ? "expires" : "expiry",
		        strcmp(f->expiry, "date") == 0 ? ctl_time(ctl, f->expires) : f->expiry, f->url,
		        *f->code ? "  code " : "", f->code);
	}
}

static void print_rest(const struct whole_mail *m)
{
	for (size_t i = 0; i < m->tables.n; i++) {
		const struct view_table *t = &m->tables.v[i];
		printf("\n%s  statistics of %s: %lld activities, %lld participants%s\n  in %s\n", t->receipt,
		        t->unit, (long long)t->activities, (long long)t->participants,
		        t->blank ? " (blank)" : "", t->folder);
		print_files(m, t->folder);
	}
	for (size_t i = 0; i < m->reports.n; i++) {
		const struct view_report *r = &m->reports.v[i];
		printf("\n%s  report of %s: %s\n  in %s\n", r->receipt, r->unit, r->title, r->folder);
		print_files(m, r->folder);
	}
	if (*m->mail.folder) {
		printf("\nfiles that belong to no work, in %s\n", m->mail.folder);
		print_files(m, m->mail.folder);
	}
	for (size_t i = 0; i < m->answers.n; i++) {
		const struct view_answer *a = &m->answers.v[i];
		printf("\nanswer (%s): %s after %lld attempts %s\n", a->kind, a->state,
		        (long long)a->attempts, a->said);
	}
}

/* Who put something right, when and why; with explain, what. */
static void print_orders(struct ctl *ctl, const struct whole_mail *m, bool explain)
{
	for (size_t i = 0; i < m->orders.n; i++) {
		const struct view_order *v = &m->orders.v[i];
		printf("\norder %lld, %s by %s: %s\n", (long long)v->order.id, ctl_time(ctl, v->finished),
		        v->order.who, v->order.verb);
		if (*v->order.why)
			printf("  why: %s\n", v->order.why);
		for (size_t k = 0; explain && k < v->changes.n; k++)
			ctl_print_change(&v->changes.v[k]);
	}
}

enum outcome ctl_show_mail(struct ctl *ctl, const char *key, bool explain, struct reason *why)
{
	struct whole_mail m = {0};
	enum outcome o = load(ctl, key, &m, why);
	if (o != DONE || ctl->json)
		return o == DONE ? print_json(ctl, &m, explain, why) : o;
	print_head(ctl, &m);
	for (size_t i = 0; explain && i < m.steps.n; i++)
		printf("%s%2zu. %s\n", i ? "" : "\n", i + 1, m.steps.v[i]);
	for (size_t i = 0; o == DONE && i < m.works.n; i++) {
		print_work(&m, &m.works.v[i]);
		if (explain)
			o = print_evidence(ctl, &m.works.v[i], why);
	}
	print_rest(&m);
	print_orders(ctl, &m, explain);
	print_pending(ctl, &m);
	return o;
}

enum outcome ctl_show(struct ctl *ctl, struct reason *why)
{
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	return o == DONE ? ctl_show_mail(ctl, ctl->operands[0], false, why) : o;
}

enum outcome ctl_explain(struct ctl *ctl, struct reason *why)
{
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	return o == DONE ? ctl_show_mail(ctl, ctl->operands[0], true, why) : o;
}
