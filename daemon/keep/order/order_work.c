/* Orders about one work, and those that mean all works of a mail: set, refile, accept, reject, withdraw. */
#include "daemon/keep/order/order-internal.h"
#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"

#include <string.h>

/* --- set --- */

static const struct {
	const char *word;
	enum label label;
} label_words[] = {{"unit", LABEL_UNIT}, {"name", LABEL_NAME}, {"contact", LABEL_CONTACT},
        {"title", LABEL_TITLE}, {"单位", LABEL_UNIT}, {"姓名", LABEL_NAME}, {"联系方式", LABEL_CONTACT},
        {"作品名称", LABEL_TITLE}};

static enum outcome find_label(const char *word, enum label *label_r, struct reason *why)
{
	for (size_t i = 0; i < sizeof label_words / sizeof *label_words; i++)
		if (strcmp(label_words[i].word, word) == 0) {
			*label_r = label_words[i].label;
			return DONE;
		}
	return fail(why, REFUSED, "\"%s\" is no label of a work: unit, name, contact or title", word);
}

const char *order_label(const char *word)
{
	enum label label = LABEL_UNIT;
	struct reason why;
	return find_label(word, &label, &why) == DONE ? label_name(label) : "";
}

/* Where the next of several names or numbers begins behind this one. */
static size_t separator(const char *s)
{
	static const char *const between[] = {"\n", ";", "；", "、"};
	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (strncmp(s, between[i], strlen(between[i])) == 0)
			return strlen(between[i]);
	return 0;
}

/* One line of clean text; for names and numbers several. */
static const char *clean_value(struct ordering *g, enum label label, const char *value)
{
	bool several = label == LABEL_NAME || label == LABEL_CONTACT;
	struct buf out = BUF_INIT(LIMIT_VALUE_BYTES + 1);
	while (*value) {
		struct buf one = BUF_INIT(4 * LIMIT_VALUE_BYTES);
		size_t len = 0;
		while (value[len] && !(several && separator(value + len)))
			len++;
		shown_text(arena_strndup(g->arena, value, len), LIMIT_VALUE_BYTES, &one);
		if (one.len)
			buf_printf(&out, "%s%s", out.len ? "\n" : "", buf_str(&one));
		buf_free(&one);
		value += len;
		value += separator(value);
	}
	const char *clean = out.overrun ? NULL : arena_strdup(g->arena, buf_str(&out));
	buf_free(&out);
	return clean;
}

enum outcome order_set(struct ordering *g, struct reason *why)
{
	struct stored_work old, new;
	enum label label = LABEL_UNIT;
	enum outcome o = order_find_work(g, g->order->target, true, &old, why);
	if (o == DONE)
		o = find_label(g->order->argument, &label, why);
	if (o != DONE)
		return o;
	new = old;
	new.values[label] = clean_value(g, label, g->order->value);
	if (!new.values[label])
		return fail(why, REFUSED, "the value is longer than %d bytes", LIMIT_VALUE_BYTES);
	if (strcmp(old.values[label], new.values[label]) == 0)
		return fail(
		        why, REFUSED, "the %s of %s is just that already", label_name(label), old.receipt);
	order_judge_work(g, &new);
	o = order_change_work(g, &old, &new, why);
	if (o == DONE)
		o = store_say_evidence(
		        g->tools->sql, new.id, label_name(label), new.values[label], g->order->id, why);
	if (o == DONE)
		o = order_judge_mail(g, new.mail, false, why);
	order_say(g, "%s: %s changed; it is %s%s%s and lies in %s", new.receipt, label_name(label), new.state,
	        *new.missing ? ", missing " : "", new.missing, new.folder);
	return o;
}

/* --- refile --- */

static enum outcome find_sub_project(
        struct ordering *g, const char *word, const struct sub_project **sub_r, struct reason *why)
{
	const struct campaign *c = g->tools->campaign;
	struct buf known = BUF_INIT(400);
	for (size_t i = 0; i < c->sub_projects.n; i++) {
		const struct sub_project *s = &c->sub_projects.v[i];
		const char *const names[] = {s->id, s->name, s->short_name, s->folder};
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (strcmp(names[k], word) == 0) {
				*sub_r = s;
				buf_free(&known);
				return DONE;
			}
		buf_printf(&known, "%s%s", i ? ", " : "", s->id);
	}
	enum outcome o = fail(why, REFUSED, "\"%s\" is no sub-project: %s", word, buf_str(&known));
	buf_free(&known);
	return o;
}

enum outcome order_refile(struct ordering *g, struct reason *why)
{
	struct stored_work old, new;
	const struct sub_project *sub = NULL;
	enum outcome o = order_find_work(g, g->order->target, true, &old, why);
	if (o == DONE)
		o = find_sub_project(g, g->order->argument, &sub, why);
	if (o != DONE)
		return o;
	if (strcmp(old.sub_project, sub->id) == 0)
		return fail(why, REFUSED, "%s is filed under %s already", old.receipt, sub->id);
	new = old;
	new.sub_project = sub->id;
	order_judge_work(g, &new);
	o = order_change_work(g, &old, &new, why);
	if (o == DONE)
		o = store_say_evidence(g->tools->sql, new.id, "sub-project", sub->id, g->order->id, why);
	if (o == DONE)
		o = order_judge_mail(g, new.mail, false, why);
	order_say(g, "%s: filed under %s; it is %s and lies in %s", new.receipt, sub->id, new.state,
	        new.folder);
	return o;
}

/* --- accept, reject, withdraw: a work, or all works of a mail --- */

typedef enum outcome change_one(struct ordering *g, const struct stored_work *old, struct reason *why);

static enum outcome accept_one(struct ordering *g, const struct stored_work *old, struct reason *why)
{
	struct stored_work new = *old;
	if (strcmp(old->state, "merged") == 0)
		return fail(why, REFUSED, "%s was merged into another work", old->receipt);
	if (!campaign_sub_project(g->tools->campaign, old->sub_project))
		return fail(why, REFUSED, "the sub-project of %s is unknown: refile it first", old->receipt);
	new.accepted = *old->missing != '\0';
	new.state = "complete";
	order_judge_work(g, &new);
	return order_change_work(g, old, &new, why);
}

static enum outcome end_one(
        struct ordering *g, const struct stored_work *old, const char *state, struct reason *why)
{
	struct stored_work new = *old;
	new.state = state;
	new.accepted = false;
	new.folder = order_folder_of(g, &new);
	return order_change_work(g, old, &new, why);
}

static enum outcome reject_one(struct ordering *g, const struct stored_work *old, struct reason *why)
{
	return end_one(g, old, "rejected", why);
}

static enum outcome withdraw_one(struct ordering *g, const struct stored_work *old, struct reason *why)
{
	return end_one(g, old, "withdrawn", why);
}

static enum outcome change_work(
        struct ordering *g, change_one *change, const char *done, bool live, struct reason *why)
{
	struct stored_work w;
	enum outcome o = order_find_work(g, g->order->target, live, &w, why);
	if (o == DONE && !live && strcmp(w.state, "complete") == 0) {
		struct view_mail mail;
		o = order_find_mail(g, g->order->target, &mail, why);
		if (o == DONE && strcmp(mail.state, state_name(STATE_STAFF)) != 0)
			return fail(why, REFUSED, "%s is complete already", w.receipt);
	}
	if (o == DONE)
		o = change(g, &w, why);
	if (o == DONE)
		o = order_judge_mail(g, w.mail, true, why);
	order_say(g, "%s: %s", w.receipt, done);
	return o;
}

static enum outcome change_mail(struct ordering *g, change_one *change, const char *done, struct reason *why)
{
	struct view_mail mail;
	stored_works works = {0};
	size_t n = 0;
	int64_t others = 0, blank = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE && strcmp(mail.state, state_name(STATE_QUARANTINED)) == 0)
		return fail(why, REFUSED, "mail %lld could not be read: reprocess or ignore it",
		        (long long)mail.id);
	if (o == DONE)
		o = store_works_of(g->tools->sql, mail.id, g->arena, &works, why);
	if (o == DONE)
		o = store_count_others(g->tools->sql, mail.id, &others, &blank, why);
	for (size_t i = 0; o == DONE && i < works.n; i++) {
		bool wanted = order_work_is_live(&works.v[i]);
		if (wanted)
			o = change(g, &works.v[i], why);
		n += wanted;
	}
	if (o == DONE && n == 0 && (others == 0 || change != accept_one))
		return fail(why, REFUSED,
		        "mail %lld holds no work: ignore it, or split its files into a work",
		        (long long)mail.id);
	if (o == DONE)
		o = order_change_mail(g, &mail, STATE_FILED, why);
	if (o == DONE && !g->result->changes.n)
		return fail(why, REFUSED, "mail %lld is filed already", (long long)mail.id);
	order_say(g, "mail %lld: %s, %zu works", (long long)mail.id, done, n);
	return o;
}

static enum outcome change_either(
        struct ordering *g, change_one *change, const char *done, bool live, struct reason *why)
{
	struct stored_work w;
	enum outcome o = store_find_work(g->tools->sql, g->order->target, g->arena, &w, why);
	if (o != DONE)
		return o;
	return w.id ? change_work(g, change, done, live, why) : change_mail(g, change, done, why);
}

enum outcome order_accept(struct ordering *g, struct reason *why)
{
	return change_either(g, accept_one, "accepted as it is", false, why);
}

enum outcome order_reject(struct ordering *g, struct reason *why)
{
	return change_either(g, reject_one, "rejected", true, why);
}

enum outcome order_withdraw(struct ordering *g, struct reason *why)
{
	return change_either(g, withdraw_one, "withdrawn", true, why);
}

/* Changes nothing: its notice is what the sender asked for. */
enum outcome order_query(struct ordering *g, struct reason *why)
{
	struct stored_work w;
	enum outcome o = order_find_work(g, g->order->target, false, &w, why);
	if (o == DONE)
		order_say(g, "the sender is told what has become of %s", w.receipt);
	return o;
}
