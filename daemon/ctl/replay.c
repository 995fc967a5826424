/* What would have happened: received mails once more through the jail, with the campaign in force and with a changed
 * one. Each mail is judged by itself; nothing is filed, nothing is sent. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/decide/decide.h"
#include "daemon/keep/intake/examine.h"
#include "daemon/keep/view/views.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* One of the two campaigns, with a jail of its own. */
struct side {
	struct ctl *ctl;
	struct examiner *examiner;
};

struct replay {
	struct side now, then;
	int64_t mails, differ;
	int64_t became[STATE_COUNT][STATE_COUNT];
	json_t *list; /* NULL: text is printed */
};

/* What is compared of a verdict. */
struct outline {
	enum state state;
	struct verdict *verdict; /* NULL: the mail could not be read */
};

/* --- one mail on one side --- */

static enum outcome submit(struct side *side, const struct view_mail *m, int *contents_r, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	folders_stored_name(&m->raw, name);
	int mail = openat(side->ctl->folders.mail, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (mail < 0)
		return fail_errno(why, LATER, "cannot open the message of mail %lld", (long long)m->id);
	enum outcome o = ctl_make_file(contents_r, why);
	if (o == DONE)
		o = examiner_submit(side->examiner, (uint64_t)m->id, mail, *contents_r, why);
	close(mail);
	return o;
}

static enum outcome judge(struct side *side, const struct view_mail *m, struct arena *a,
        struct outline *outline_r, struct reason *why)
{
	struct examination x;
	*outline_r = (struct outline){.state = STATE_QUARANTINED};
	enum outcome o = examiner_collect(side->examiner, true, a, &x, why);
	if (o != DONE || x.how != EXAMINED_DONE)
		return o == DONE && x.how == EXAMINED_LATER ? fail(why, LATER, "%s", x.why.text) : o;
	const struct history history = {.own_address = side->ctl->config->address};
	decide_mail(x.claims, side->ctl->campaign, &history, m->internal_date, a, &outline_r->verdict);
	outline_r->state = outline_r->verdict->state;
	return DONE;
}

static enum outcome judge_both(struct replay *r, const struct view_mail *m, struct arena *a,
        struct outline *now_r, struct outline *then_r, struct reason *why)
{
	int contents[2] = {-1, -1};
	enum outcome o = submit(&r->now, m, &contents[0], why);
	if (o == DONE)
		o = submit(&r->then, m, &contents[1], why);
	if (o == DONE)
		o = judge(&r->now, m, a, now_r, why);
	if (o == DONE)
		o = judge(&r->then, m, a, then_r, why);
	for (size_t i = 0; i < 2; i++)
		if (contents[i] >= 0)
			close(contents[i]);
	return o;
}

/* --- what differs --- */

static void differ(
        struct arena *a, json_t *list, size_t work, const char *what, const char *now, const char *then)
{
	if (strcmp(now, then) == 0)
		return;
	const char *field = work ? arena_printf(a, "work %zu %s", work, what) : what;
	json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "what", field, "now", now, "then", then));
}

static const char *missing_of(struct arena *a, const struct work_verdict *w)
{
	char text[LACKS_TEXT_SIZE];
	return arena_strdup(a, lacks_write(w->lacks, text));
}

static const char *value_of(const struct work_verdict *w, enum label label)
{
	return w->labels[label].values.n ? w->labels[label].values.v[0] : "";
}

static void compare_works(
        struct arena *a, const struct verdict *now, const struct verdict *then, json_t *list)
{
	for (size_t i = 0; i < now->works.n && i < then->works.n; i++) {
		const struct work_verdict *w = &now->works.v[i], *v = &then->works.v[i];
		differ(a, list, i + 1, "sub-project", w->sub_project ? w->sub_project->id : "unknown",
		        v->sub_project ? v->sub_project->id : "unknown");
		differ(a, list, i + 1, "missing", missing_of(a, w), missing_of(a, v));
		for (enum label label = 0; label < LABEL_COUNT; label++)
			differ(a, list, i + 1, label_name(label), value_of(w, label), value_of(v, label));
		differ(a, list, i + 1, "late", w->late ? "yes" : "no", v->late ? "yes" : "no");
	}
}

static const char *count(struct arena *a, size_t n)
{
	return arena_printf(a, "%zu", n);
}

static json_t *differences(struct arena *a, const struct outline *now, const struct outline *then)
{
	json_t *list = json_array();
	const struct verdict none = {0}, *w = now->verdict ? now->verdict : &none,
	                     *v = then->verdict ? then->verdict : &none;
	differ(a, list, 0, "state", state_name(now->state), state_name(then->state));
	differ(a, list, 0, "works", count(a, w->works.n), count(a, v->works.n));
	differ(a, list, 0, "statistics", count(a, w->statistics.n), count(a, v->statistics.n));
	differ(a, list, 0, "reports", count(a, w->reports.n), count(a, v->reports.n));
	compare_works(a, w, v, list);
	return list;
}

static void print_differences(const struct view_mail *m, const json_t *list)
{
	printf("mail %lld: %s\n", (long long)m->id, m->subject);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *d = json_array_get(list, i);
		const char *now = json_string_value(json_object_get(d, "now"));
		const char *then = json_string_value(json_object_get(d, "then"));
		printf("  %s: %s -> %s\n", json_string_value(json_object_get(d, "what")), *now ? now : "-",
		        *then ? then : "-");
	}
}

static enum outcome replay_mail(struct replay *r, const struct view_mail *m, struct reason *why)
{
	struct arena *a = arena_new(2ull * LIMIT_ARENA_BYTES);
	struct outline now, then;
	enum outcome o = judge_both(r, m, a, &now, &then, why);
	if (o == DONE) {
		json_t *list = differences(a, &now, &then);
		bool same = json_array_size(list) == 0;
		r->mails++;
		r->differ += !same;
		r->became[now.state][then.state]++;
		if (!same && !r->list)
			print_differences(m, list);
		if (!same && r->list)
			json_array_append_new(r->list,
			        json_pack("{s:I, s:O}", "mail", (json_int_t)m->id, "differences", list));
		json_decref(list);
	}
	arena_close(&a);
	return o;
}

/* --- all of them --- */

static void print_summary(struct replay *r)
{
	if (r->list)
		ctl_print_json(json_pack("{s:I, s:I, s:o}", "mails", (json_int_t)r->mails, "differ",
		        (json_int_t)r->differ, "differences", r->list));
	if (r->list)
		return;
	printf("%lld mails, %lld differ\n", (long long)r->mails, (long long)r->differ);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		for (unsigned k = 0; k < STATE_COUNT; k++)
			if (i != k && r->became[i][k])
				printf("  %lld would be %s instead of %s\n", (long long)r->became[i][k],
				        state_name((enum state)k), state_name((enum state)i));
}

static enum outcome read_since(const struct ctl *ctl, int64_t *since_r, struct reason *why)
{
	struct tm tm = {0};
	*since_r = INT64_MIN;
	if (!ctl->since)
		return DONE;
	const char *end = strptime(ctl->since, "%Y-%m-%d", &tm);
	if (!end || *end)
		return fail(why, REFUSED, "--since is \"%s\", must be like 2022-08-31", ctl->since);
	*since_r = (int64_t)timegm(&tm) - ctl->campaign->utc_offset;
	return DONE;
}

static enum outcome replay_all(struct replay *r, struct reason *why)
{
	struct ctl *ctl = r->now.ctl;
	view_mails mails = {0};
	int64_t since = 0;
	enum outcome o = read_since(ctl, &since, why);
	if (o == DONE)
		o = views_mails(ctl->sql, "", ctl->arena, &mails, why);
	for (size_t i = 0; o == DONE && i < mails.n; i++)
		if (mails.v[i].has_raw && mails.v[i].internal_date >= since)
			o = replay_mail(r, &mails.v[i], why);
	return o;
}

enum outcome ctl_replay(struct ctl *ctl, struct reason *why)
{
	struct ctl changed;
	struct replay r = {
	        .now = {.ctl = ctl}, .then = {.ctl = &changed}, .list = ctl->json ? json_array() : NULL};
	const char *path = ctl->campaign_path;
	if (!path)
		return fail(why, REFUSED, "say --campaign FILE: the changed campaign");
	ctl->campaign_path = NULL;
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	changed = *ctl;
	changed.campaign_path = path;
	if (o == DONE)
		o = ctl_load(&changed, why);
	if (o == DONE)
		o = ctl_spawn_examiner(ctl, &r.now.examiner, why);
	if (o == DONE)
		o = ctl_spawn_examiner(&changed, &r.then.examiner, why);
	if (o == DONE)
		o = replay_all(&r, why);
	if (o == DONE)
		print_summary(&r);
	examiner_close(&r.now.examiner);
	examiner_close(&r.then.examiner);
	return o;
}
