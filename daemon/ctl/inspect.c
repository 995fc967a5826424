/* What the service would make of one mail, without service or database, through the same jail and the same
 * code. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/decide/decide.h"
#include "daemon/keep/intake/examine.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static json_t *values_of(const struct resolved *r)
{
	json_t *list = json_array();
	for (size_t i = 0; i < r->values.n; i++)
		json_array_append_new(list, json_string(r->values.v[i]));
	return list;
}

static const char *first_of(const struct resolved *r)
{
	return r->values.n ? r->values.v[0] : "";
}

/* A member of an archive or of an attached archive is listed under its whole path, an attached message's file
 * by its name. */
static json_t *files_of(const struct claims *c, const uint32_t *v, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(c->parts.v[v[i]].name));
	return list;
}

static json_t *missing_of(const struct work_verdict *w)
{
	json_t *list = json_array();
	for (enum label label = 0; label < LABEL_COUNT; label++)
		if (lacks_label(w->lacks, label))
			json_array_append_new(list, json_string(label_name(label)));
	return list;
}

static json_t *link_of(const struct link *l)
{
	json_t *expires = l->expiry == EXPIRY_DATE ? json_integer(l->expires) : json_null();
	return json_pack("{s:s, s:s, s:o, s:I, s:s, s:o, s:s}", "provider", l->provider, "name", l->name,
	        "code", ctl_json_text(l->code), "size", (json_int_t)l->size, "expiry", expiry_name(l->expiry),
	        "expires", expires, "url", l->url);
}

static json_t *links_of(const struct claims *c)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->links.n; i++)
		json_array_append_new(list, link_of(&c->links.v[i]));
	return list;
}

static json_t *work_links_of(const struct claims *c, const struct work_claims *w)
{
	json_t *list = json_array();
	for (size_t i = 0; i < w->links.n; i++)
		json_array_append_new(list, link_of(&c->links.v[w->links.v[i]]));
	return list;
}

static json_t *works_of(const struct claims *c, const struct verdict *v)
{
	json_t *list = json_array();
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		json_array_append_new(list,
		        json_pack("{s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:b, s:b}", "sub_project",
		                w->sub_project ? w->sub_project->id : "unknown", "unit",
		                first_of(&w->labels[LABEL_UNIT]), "name", values_of(&w->labels[LABEL_NAME]),
		                "contact", values_of(&w->labels[LABEL_CONTACT]), "title",
		                first_of(&w->labels[LABEL_TITLE]), "files",
		                files_of(c, w->claims->files.v, w->claims->files.n), "links",
		                work_links_of(c, w->claims), "missing", missing_of(w), "lacks_files",
		                lacks_of(w->lacks, LACK_FILES), "late", w->late));
	}
	return list;
}

static json_t *rows_of(const struct statistics_claims *s)
{
	json_t *list = json_array();
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct statistics_row *r = &s->rows.v[i];
		json_t *participants = r->participants < 0 ? json_null() : json_integer(r->participants);
		json_array_append_new(
		        list, json_pack("{s:s, s:o, s:s, s:o, s:s}", "activity", r->activity, "date",
		                      ctl_json_text(r->date), "date_text", r->date_text, "participants",
		                      participants, "participants_text", r->participants_text));
	}
	return list;
}

static json_t *statistics_of(const struct verdict *v)
{
	json_t *list = json_array();
	for (size_t i = 0; i < v->statistics.n; i++) {
		const struct statistics_verdict *s = &v->statistics.v[i];
		json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:o}", "unit", s->unit, "activities",
		                                    (json_int_t)s->activities, "participants",
		                                    (json_int_t)s->participants, "rows", rows_of(s->claims)));
	}
	return list;
}

static json_t *reports_of(const struct verdict *v)
{
	json_t *list = json_array();
	for (size_t i = 0; i < v->reports.n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "unit", v->reports.v[i].unit, "title",
		                                    v->reports.v[i].title));
	return list;
}

/* Of an archive: the names of the parts that it holds, without its own. */
static json_t *members_of(const struct claims *c, uint32_t parent)
{
	json_t *list = json_array();
	const char *own = c->parts.v[parent].name;
	for (size_t i = 0; i < c->parts.n; i++) {
		const char *name = c->parts.v[i].name;
		size_t len = strlen(own);
		bool below = strncmp(name, own, len) == 0 && name[len] == '/';
		if (c->parts.v[i].parent == parent)
			json_array_append_new(list, json_string(below ? name + len + 1 : name));
	}
	return list;
}

static json_t *parts_of(const struct claims *c)
{
	static const char *const roles[PART_ROLE_COUNT] = {"body", "file", "inline", "machine"};
	json_t *list = json_array();
	for (uint32_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		char hex[HASH_HEX_SIZE];
		hash_to_hex(&p->hash, hex);
		json_array_append_new(
		        list, json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:b, s:s, s:s, s:b, s:b, s:o}",
		                      "name", p->name, "type", p->type, "declared", p->declared, "size",
		                      (json_int_t)p->size, "sha256", hex, "role", roles[p->role], "readable",
		                      p->readable, "unread", unread_name(p->unread), "purpose",
		                      purpose_name(p->purpose), "macros", p->macros, "hides", p->hides,
		                      "members", members_of(c, i)));
	}
	return list;
}

static json_t *claim_evidence(const struct claims *c, const struct work_verdict *w, const struct claim *claim)
{
	const char *file = claim->part == NO_PART ? "" : c->parts.v[claim->part].name;
	bool chosen = w->labels[claim->label].from == claim && claim->fault == FAULT_NONE;
	return json_pack("{s:s, s:s, s:s, s:o, s:s, s:s, s:b}", "label", label_name(claim->label), "place",
	        place_name(claim->place), "fault", fault_name(claim->fault), "file", ctl_json_text(file),
	        "value", claim->value, "source", claim->source, "chosen", chosen);
}

static json_t *evidence_of(const struct claims *c, const struct verdict *v)
{
	json_t *list = json_array();
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		json_t *claims = json_array();
		for (size_t k = 0; k < w->claims->claims.n; k++)
			json_array_append_new(claims, claim_evidence(c, w, &w->claims->claims.v[k]));
		for (size_t k = 0; k < w->claims->kinds.n; k++) {
			const struct kind_claim *kind = &w->claims->kinds.v[k];
			json_array_append_new(
			        claims, json_pack("{s:s, s:s, s:s, s:s, s:i}", "label", "sub-project",
			                        "place", place_name(kind->place), "value", kind->sub_project,
			                        "source", kind->source, "weight", (int)kind->weight));
		}
		json_array_append_new(list, json_pack("{s:i, s:o}", "work", (int)i, "claims", claims));
	}
	return list;
}

/* What the text says and no work took. */
static json_t *loose_of(const struct claims *c)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->loose.claims.n; i++) {
		const struct claim *claim = &c->loose.claims.v[i];
		json_array_append_new(list,
		        json_pack("{s:s, s:s, s:s, s:s}", "label", label_name(claim->label), "fault",
		                fault_name(claim->fault), "value", claim->value, "source", claim->source));
	}
	return list;
}

static json_t *strings(const char *const *v, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(v[i]));
	return list;
}

static json_t *result_of(const struct claims *c, const struct verdict *v)
{
	json_t *from = json_pack("{s:s, s:s}", "name", c->from_name, "address", c->from_written);
	json_t *top = json_pack("{s:s, s:s, s:s, s:s, s:o, s:s, s:s, s:b}", "reply", reply_name(v->reply),
	        "state", state_name(v->state), "why", v->why, "subject", c->subject, "from", from,
	        "message_id", c->message_id, "automatic", automatic_name(c->automatic), "incomplete",
	        c->incomplete);
	json_object_set_new(top, "unanswerable", ctl_json_text(c->unanswerable));
	json_object_set_new(top, "authentication",
	        json_pack("{s:s, s:o}", "result", authentication_name(c->authentication), "by",
	                ctl_json_text(c->authserv_id)));
	json_object_set_new(top, "returned",
	        json_pack("{s:o, s:s, s:o, s:b}", "ids", strings(c->returned.ids.v, c->returned.ids.n),
	                "status", c->returned.status, "recipient", ctl_json_text(c->returned.recipient),
	                "permanent", c->returned.permanent));
	json_object_set_new(top, "command",
	        json_pack("{s:s, s:o}", "what", command_name(c->command), "receipts",
	                strings(c->receipts.v, c->receipts.n)));
	json_object_set_new(top, "works", works_of(c, v));
	json_object_set_new(top, "statistics", statistics_of(v));
	json_object_set_new(top, "reports", reports_of(v));
	json_object_set_new(top, "parts", parts_of(c));
	json_object_set_new(top, "unclaimed", files_of(c, v->unclaimed.v, v->unclaimed.n));
	json_object_set_new(top, "pending_files", links_of(c));
	json_object_set_new(top, "evidence", evidence_of(c, v));
	json_object_set_new(top, "loose", loose_of(c));
	json_object_set_new(top, "steps", strings(v->steps.v, v->steps.n));
	json_object_set_new(top, "notes", strings(c->notes.v, c->notes.n));
	return top;
}

static void print_result(const struct claims *c, const struct verdict *v)
{
	printf("%s (%s): %s\n", reply_name(v->reply), state_name(v->state), v->why);
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		printf("work %zu: %s\n", i + 1, w->sub_project ? w->sub_project->short_name : "unknown");
		for (enum label label = 0; label < LABEL_COUNT; label++) {
			printf("  %-8s", label_name(label));
			for (size_t k = 0; k < w->labels[label].values.n; k++)
				printf("%s%s", k ? ", " : "", w->labels[label].values.v[k]);
			printf("%s\n", lacks_label(w->lacks, label) ? "(missing)" : "");
		}
		if (lacks_of(w->lacks, LACK_FILES))
			printf("  files   (missing)\n");
		for (size_t k = 0; k < w->claims->files.n; k++)
			printf("  file    %s\n", c->parts.v[w->claims->files.v[k]].name);
		for (size_t k = 0; k < w->claims->links.n; k++)
			printf("  link    %s (%s)\n", c->links.v[w->claims->links.v[k]].name,
			        c->links.v[w->claims->links.v[k]].provider);
	}
	for (size_t i = 0; i < v->statistics.n; i++)
		printf("statistics: %s, %lld activities, %lld participants\n", v->statistics.v[i].unit,
		        (long long)v->statistics.v[i].activities, (long long)v->statistics.v[i].participants);
	for (size_t i = 0; i < v->reports.n; i++)
		printf("report: %s, %s\n", v->reports.v[i].unit, v->reports.v[i].title);
	for (size_t i = 0; i < v->steps.n; i++)
		printf("- %s\n", v->steps.v[i]);
}

static enum outcome examine(struct ctl *ctl, int mail, struct claims **claims_r, struct reason *why)
{
	struct examiner *e = NULL;
	struct examination x = {0};
	int contents = -1;
	enum outcome o = ctl_make_file(&contents, why);
	if (o == DONE)
		o = ctl_spawn_examiner(ctl, &e, why);
	if (o == DONE)
		o = examiner_submit(e, 1, mail, contents, why);
	if (o == DONE)
		o = examiner_collect(e, true, ctl->arena, &x, why);
	if (o == DONE && x.how != EXAMINED_DONE)
		o = fail(why, x.how == EXAMINED_LATER ? LATER : REFUSED, "%s", x.why.text);
	if (o == DONE)
		*claims_r = x.claims;
	examiner_close(&e);
	if (contents >= 0)
		close(contents);
	return o;
}

enum outcome ctl_inspect_file(struct ctl *ctl, int mail, int64_t received, struct reason *why)
{
	struct claims *claims = NULL;
	struct verdict *verdict = NULL;
	const struct history history = {.own_address = ctl->config ? ctl->config->address : ""};
	enum outcome o = examine(ctl, mail, &claims, why);
	if (o != DONE)
		return o;
	decide_mail(claims, ctl->campaign, &history, received ? received : claims->received, ctl->arena,
	        &verdict);
	if (ctl->json)
		ctl_print_json(result_of(claims, verdict));
	else
		print_result(claims, verdict);
	return DONE;
}

enum outcome ctl_inspect(struct ctl *ctl, struct reason *why)
{
	enum outcome o = ctl_load(ctl, why);
	if (o != DONE)
		return o;
	int mail = open(ctl->operands[0], O_RDONLY | O_CLOEXEC);
	if (mail < 0)
		return fail_errno(why, REFUSED, "cannot open %s", ctl->operands[0]);
	o = ctl_inspect_file(ctl, mail, 0, why);
	close(mail);
	return o;
}
