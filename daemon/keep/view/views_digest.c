#include "daemon/keep/view/views.h"

#include "daemon/keep/store/store.h"

#include <string.h>

enum { DAY = 86400 };

static enum outcome count_works(struct sql *s, int64_t since, struct view_counts *r, struct reason *why)
{
	int64_t *const counts[] = {&r->works, &r->withdrawn, &r->rejected, &r->merged};
	struct sql_rows *rows = sql_query(s,
	        "SELECT sum(work.state IN ('complete', 'open')), sum(work.state = 'withdrawn'), "
	        "sum(work.state = 'rejected'), sum(work.state = 'merged') FROM work JOIN mail ON mail.id = "
	        "work.mail WHERE arrived >= ?",
	        "i", since);
	bool row = sql_next(rows);
	for (int i = 0; row && i < 4; i++)
		*counts[i] = sql_int(rows, i); /* of none at all the sum is NULL, which reads as 0 */
	return sql_done(&rows, why);
}

enum outcome views_counts(struct sql *s, int64_t since, struct view_counts *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT coalesce(state, ''), count(*) FROM mail WHERE arrived >= ? GROUP BY 1", "i", since);
	*r = (struct view_counts){0};
	while (sql_next(rows)) {
		char name[16] = "";
		struct arena *a = arena_new(1 << 16);
		strncpy(name, sql_text(rows, 0, a), sizeof name - 1);
		arena_close(&a);
		int64_t n = sql_int(rows, 1);
		r->in += n;
		r->waiting += *name ? 0 : n;
		for (unsigned i = 0; i < STATE_COUNT; i++)
			if (strcmp(name, state_name((enum state)i)) == 0)
				r->states[i] = n;
	}
	enum outcome o = sql_done(&rows, why);
	if (o == DONE)
		o = count_works(s, since, r, why);
	if (o == DONE)
		o = sql_number(s, 0, &r->tables, why,
		        "SELECT count(*) FROM statistics JOIN mail ON mail.id = statistics.mail WHERE "
		        "arrived >= ?",
		        "i", since);
	if (o == DONE)
		o = sql_number(s, 0, &r->reports, why,
		        "SELECT count(*) FROM report JOIN mail ON mail.id = report.mail WHERE arrived >= ?",
		        "i", since);
	if (o == DONE)
		o = sql_number(s, 0, &r->answers_queued, why,
		        "SELECT count(*) FROM answer WHERE state = 'queued'", "");
	if (o == DONE)
		o = sql_number(
		        s, 0, &r->answers_sent, why, "SELECT count(*) FROM answer WHERE state = 'sent'", "");
	if (o == DONE)
		o = sql_number(s, 0, &r->answers_failed, why,
		        "SELECT count(*) FROM answer WHERE state IN ('refused', 'unknown', 'expired')", "");
	return o;
}

static void take_counts(const struct view_counts *today, const struct view_counts *all, struct digest_data *d)
{
	struct digest_count *const states[STATE_COUNT] = {
	        [STATE_FILED] = &d->filed,
	        [STATE_ASKED] = &d->asked,
	        [STATE_STAFF] = &d->staff,
	        [STATE_IGNORED] = &d->ignored,
	        [STATE_QUARANTINED] = &d->quarantined,
	};
	for (unsigned i = 0; i < STATE_COUNT; i++)
		*states[i] = (struct digest_count){today->states[i], all->states[i]};
	d->in = (struct digest_count){today->in, all->in};
	d->pending = all->waiting;
	d->statistics = (struct digest_count){today->tables, all->tables};
	d->reports = (struct digest_count){today->reports, all->reports};
	d->answers_queued = all->answers_queued;
}

/* Works by sub-project; those of an unknown one have a row of their own where there are any. */
static void take_projects(
        const struct register_data *r, int64_t since, struct arena *a, struct digest_data *d)
{
	size_t n = r->campaign->sub_projects.n;
	struct digest_count *counts = arena_alloc(a, (n + 1) * sizeof *counts);
	for (size_t i = 0; i < r->works.n; i++) {
		counts[r->works.v[i].project].total++;
		counts[r->works.v[i].project].today += r->works.v[i].arrived >= since;
	}
	for (size_t i = 0; i < r->ended.n; i++) {
		const struct register_work *w = &r->ended.v[i];
		struct digest_count *c = strcmp(w->state, "withdrawn") == 0 ? &d->withdrawn : &d->rejected;
		c->total++;
		c->today += w->arrived >= since;
	}
	for (size_t i = 0; i < n + (counts[n].total > 0); i++)
		*list_add(a, &d->projects) =
		        (struct digest_project){register_project_name(r->campaign, i), counts[i]};
}

/* What a mail holds, for the command that settles it. */
struct holding {
	bool things;         /* works that take part, tables or reports */
	const char *unfiled; /* the receipt number of a work whose sub-project is unknown; "" for none */
};

static const char *verb_of(const char *cause, const struct holding *holding)
{
	/* Trying once more may help; what is not named here is taken as it is, or there is nothing to take. */
	static const struct {
		const char *cause, *verb;
	} verbs[] = {{"crashed", "reprocess"}, {"deadline", "reprocess"}, {"refused", "send-again"},
	        {"unknown", "send-again"}, {"expired", "send-again"}, {"returned", "show"},
	        {"returned-for-now", "show"}, {"returned-unproven", "show"}, {"queued", "show"}};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].cause, cause) == 0)
			return verbs[i].verb;
	return holding->things ? "accept" : "ignore";
}

/* The same order by mail, see staff.h; "" for what only shows something. */
static const char *word_of(const char *verb)
{
	static const struct {
		const char *verb, *word;
	} words[] = {{"accept", "通过"}, {"ignore", "忽略"}, {"send-again", "重发"}, {"reprocess", "重读"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].verb, verb) == 0)
			return words[i].word;
	return "";
}

static void settle_by_refiling(struct digest_item *item, const char *receipt, struct arena *a)
{
	item->command = arena_printf(a, "xuanwangctl refile %s …", receipt);
	item->answer = arena_printf(a, "改类 %s …", receipt);
}

static void settle_by_setting(struct digest_item *item, enum label label, struct arena *a)
{
	static const char *const words[] = {[LABEL_UNIT] = "单位",
	        [LABEL_NAME] = "姓名",
	        [LABEL_CONTACT] = "联系方式",
	        [LABEL_TITLE] = "作品名称"};
	item->command = arena_printf(a, "xuanwangctl set %s %s …", item->receipt, label_name(label));
	item->answer = arena_printf(a, "更正 %s %s：…", item->receipt, words[label]);
}

/* The one command that settles it, or the one line of an answer, once its reader has looked. */
static void find_settling(struct digest_item *item, const struct holding *holding, struct arena *a)
{
	item->command = item->answer = "";
	if (*holding->unfiled) {
		settle_by_refiling(item, holding->unfiled, a);
		return;
	}
	for (enum label label = 0; *item->receipt && label < LABEL_COUNT; label++)
		if (lacks_label(item->lacks, label)) {
			settle_by_setting(item, label, a);
			return;
		}
	if (*item->receipt && lacks_of(item->lacks, LACK_SUB_PROJECT)) {
		settle_by_refiling(item, item->receipt, a);
		return;
	}
	if (*item->receipt && lacks_of(item->lacks, LACK_FILES)) { /* it came by another way */
		item->command = arena_printf(a, "xuanwangctl accept %s", item->receipt);
		item->answer = arena_printf(a, "通过 %s", item->receipt);
		return;
	}
	if (!item->mail)
		return;
	const char *verb = verb_of(item->cause, holding), *word = word_of(verb);
	item->command = arena_printf(a, "xuanwangctl %s %lld", verb, (long long)item->mail);
	if (*word)
		item->answer = arena_printf(a, "%s #%lld", word, (long long)item->mail);
}

/* What lies in a list with one of the digest's own queries: mail, since, receipt, unit, subject, title, why,
 * missing, and of a mail that waits what it holds. */
static enum outcome take_items(struct sql_rows *rows, struct arena *a, struct digest_item **v, size_t *n,
        size_t *room, struct reason *why)
{
	LIST(struct digest_item) list = {0};
	while (sql_next(rows)) {
		struct digest_item *item = list_add(a, &list);
		*item = (struct digest_item){.mail = sql_int(rows, 0),
		        .since = sql_int(rows, 1),
		        .receipt = sql_text(rows, 2, a),
		        .unit = sql_text(rows, 3, a),
		        .subject = sql_text(rows, 4, a),
		        .title = sql_text(rows, 5, a),
		        .cause = sql_text(rows, 6, a),
		        .why = "",
		        .lacks = lacks_read(sql_text(rows, 7, a))};
		const struct holding holding = {sql_int(rows, 8) != 0, sql_text(rows, 9, a)};
		find_settling(item, &holding, a);
	}
	*v = list.v;
	*n = list.n;
	*room = list.room;
	return sql_done(&rows, why);
}

#define take_list(rows, a, list, why) take_items((rows), (a), &(list)->v, &(list)->n, &(list)->room, (why))

/* Where the answer is known that came back, it tells whose mail it was about. */
static enum outcome take_returned(struct sql *s, struct arena *a, struct digest_data *d, struct reason *why)
{
	return take_list(
	        sql_query(s,
	                "SELECT bounce.mail, at, '', coalesce(asked.sender_name, ''), "
	                "coalesce(asked.subject, ''), '', CASE WHEN NOT proven THEN 'returned-unproven' "
	                "WHEN permanent THEN 'returned' ELSE 'returned-for-now' END, '', 0, '' FROM bounce "
	                "LEFT "
	                "JOIN "
	                "answer ON answer.message_id = bounce.message_id AND bounce.message_id <> '' LEFT "
	                "JOIN "
	                "mail AS asked ON asked.id = answer.mail WHERE at > ? ORDER BY at, bounce.mail",
	                "i", d->now - 30 * DAY),
	        a, &d->returned, why);
}

static enum outcome take_restraint(struct sql *s, struct arena *a, struct digest_data *d, struct reason *why)
{
	struct pause p;
	enum outcome o = store_pause(s, a, &p, why);
	d->paused_until = p.until;
	d->refusal = *p.said ? arena_printf(a, "%lld %s", (long long)p.code, p.said) : "";
	if (o == DONE)
		o = sql_number(s, 0, &d->held, why, "SELECT count(*) FROM held WHERE told IS NULL", "");
	return o;
}

static enum outcome take_expiring(
        struct sql *s, const struct campaign *c, struct arena *a, struct digest_data *d, struct reason *why)
{
	view_pending_files files;
	enum outcome o =
	        views_expiring_files(s, d->now + (int64_t)c->link_warning_days * DAY, a, &files, why);
	for (size_t i = 0; o == DONE && i < files.n; i++) {
		const struct view_pending_file *f = &files.v[i];
		*list_add(a, &d->expiring) = (struct digest_link){.mail = f->mail,
		        .expires = f->expires,
		        .receipt = f->receipt,
		        .unit = f->unit,
		        .title = *f->title ? f->title : f->subject,
		        .name = f->name,
		        .provider = f->provider};
	}
	return o;
}

/* Works of a mail that take part, its tables and its reports. */
#define HELD                                                                                                 \
	"(SELECT count(*) FROM work WHERE work.mail = mail.id AND work.state IN ('complete', 'open')) + "    \
	"(SELECT count(*) FROM statistics WHERE statistics.mail = mail.id) + "                               \
	"(SELECT count(*) FROM report WHERE report.mail = mail.id)"

static enum outcome take_lists(struct sql *s, struct arena *a, struct digest_data *d, struct reason *why)
{
	enum outcome o = take_list(sql_query(s,
	                                   "SELECT id, internal_date, '', sender_name, subject, '', cause, "
	                                   "'', " HELD ", coalesce((SELECT receipt FROM work WHERE "
	                                   "work.mail = mail.id AND sub_project = '' AND work.state IN "
	                                   "('complete', 'open') ORDER BY id LIMIT 1), '') FROM mail "
	                                   "WHERE state = 'staff' OR (state IN ('filed', 'asked') AND "
	                                   "cause <> '') ORDER BY 2, 1",
	                                   ""),
	        a, &d->waiting, why);
	if (o == DONE)
		o = take_list(sql_query(s,
		                      "SELECT mail, internal_date, receipt, unit, subject, title, '', "
		                      "missing, 1, '' FROM work JOIN "
		                      "mail ON mail.id = work.mail WHERE work.state = 'open' AND mail.state "
		                      "= 'asked' ORDER BY "
		                      "internal_date, work.id",
		                      ""),
		        a, &d->corrections, why);
	if (o == DONE)
		o = take_list(sql_query(s,
		                      "SELECT id, internal_date, '', sender_name, subject, '', cause, '', "
		                      "0, '' FROM mail WHERE state = "
		                      "'quarantined' ORDER BY internal_date, id",
		                      ""),
		        a, &d->quarantine, why);
	if (o == DONE)
		o = take_list(sql_query(s,
		                      "SELECT coalesce(mail, 0), queued, '', coalesce(mail.sender_name, ''), "
		                      "coalesce(mail.subject, ''), '', answer.state, '', 0, '' FROM "
		                      "answer LEFT JOIN mail ON mail.id = answer.mail WHERE answer.state IN "
		                      "('refused', 'unknown', 'expired') OR (answer.state = 'queued' AND "
		                      "queued < ?) "
		                      "ORDER BY queued, answer.id",
		                      "i", d->now - DAY),
		        a, &d->unsent, why);
	if (o == DONE)
		o = take_returned(s, a, d, why);
	return o == DONE ? take_restraint(s, a, d, why) : o;
}

static int64_t count_units_with_enough(const struct register_data *r)
{
	int64_t n = 0;
	for (size_t i = 0; i < r->units.n; i++)
		n += *r->units.v[i].id && r->units.v[i].tables &&
		     r->units.v[i].activities >= r->units.v[i].target;
	return n;
}

/* The 12351+ figures: what the tables say, added up; -1 stands for "not told". */
static enum outcome take_targets(struct sql *s, const struct register_data *r, struct arena *a,
        struct digest_data *d, struct reason *why)
{
	const struct campaign *c = r->campaign;
	struct sql_rows *rows = sql_query(s,
	        "SELECT coalesce(sum(max(unions, 0)), 0), coalesce(sum(max(propagandists, 0)), 0), "
	        "max(coalesce(sum(max(enterprises, 0)), 0), count(*)), "
	        "coalesce(sum(max(activity.participants, 0)), 0), coalesce(sum(max(reach, 0)), 0) "
	        "FROM activity JOIN statistics ON statistics.id = activity.statistics WHERE "
	        "statistics.campaign = ?",
	        "s", c->id);
	const int64_t targets[DIGEST_TARGETS] = {c->targets.unions, c->targets.propagandists,
	        c->targets.enterprises, c->targets.employees, c->targets.reach, (int64_t)c->units.n};
	int64_t reached[DIGEST_TARGETS] = {0};
	bool row = sql_next(rows);
	for (int i = 0; row && i < DIGEST_TARGETS - 1; i++)
		reached[i] = sql_int(rows, i);
	reached[DIGEST_TARGETS - 1] = count_units_with_enough(r);
	for (int i = 0; i < DIGEST_TARGETS; i++)
		*list_add(a, &d->targets) = (struct digest_target){digest_targets[i], reached[i], targets[i]};
	return sql_done(&rows, why);
}

/* By what the organiser asks every unit for: the statistics table. */
static void take_units(const struct register_data *r, struct arena *a, struct digest_data *d)
{
	for (size_t i = 0; i < r->units.n; i++) {
		const struct register_unit *u = &r->units.v[i];
		if (!*u->id)
			continue;
		if (u->tables)
			*list_add(a, &d->reported) = u->name;
		else if (u->works_all || u->reports)
			*list_add(a, &d->without_table) = u->name;
		else
			*list_add(a, &d->not_reported) = u->name;
	}
}

enum outcome views_digest(struct sql *s, const struct register_data *r, int64_t now, struct arena *a,
        struct digest_data *d_r, struct reason *why)
{
	struct view_counts today, all;
	*d_r = (struct digest_data){.now = now, .service = "unknown", .trouble = "", .refusal = ""};
	enum outcome o = views_counts(s, now - DAY, &today, why);
	if (o == DONE)
		o = views_counts(s, 0, &all, why);
	if (o != DONE)
		return o;
	take_counts(&today, &all, d_r);
	take_projects(r, now - DAY, a, d_r);
	take_units(r, a, d_r);
	o = take_lists(s, a, d_r, why);
	if (o == DONE)
		o = take_expiring(s, r->campaign, a, d_r, why);
	return o == DONE ? take_targets(s, r, a, d_r, why) : o;
}
