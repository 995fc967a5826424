/* A walk through what waits for a person: the evidence, a proposal, one key. Each key is an order as if it had been given
 * on the command line. */
#include "daemon/ctl/letter.h"
#include "daemon/ctl/order.h"
#include "daemon/ctl/terminal.h"
#include "daemon/keep/view/views.h"
#include "daemon/keep/view/views_waiting.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400, LETTER_LINES = 12 };

struct choice {
	char key;
	const char *verb, *help;
	enum { ASKS_NOTHING, ASKS_LABEL, ASKS_SUB_PROJECT } asks; /* what must be typed besides */
	bool mail; /* about the whole mail, also where one work waits */
};

static const struct choice choices[] = {
        {'a', "accept", "accept as it is", ASKS_NOTHING, false},
        {'i', "ignore", "ignore", ASKS_NOTHING, true},
        {'x', "reject", "reject", ASKS_NOTHING, false},
        {'w', "withdraw", "withdrawn", ASKS_NOTHING, false},
        {'s', "set", "set a label", ASKS_LABEL, false},
        {'f', "refile", "other sub-project", ASKS_SUB_PROJECT, false},
        {'r', "reprocess", "read again", ASKS_NOTHING, true},
        {'g', "send-again", "answer again", ASKS_NOTHING, true},
};

static const struct choice *find_choice(int key)
{
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (choices[i].key == key)
			return &choices[i];
	return NULL;
}

static const char *reason_of(const struct view_waiting *w)
{
	switch (w->kind) {
	case WAITING_STAFF:
		return "a person must look at this mail";
	case WAITING_QUARANTINED:
		return "this mail could not be read";
	case WAITING_UNSENT:
		return "its answer did not go out";
	case WAITING_OPEN:
		return "its sender was asked and has not answered";
	default:
		return "";
	}
}

/* What is likely right; the person decides. 'n': leave it for now. */
static int proposal(const struct view_waiting *w)
{
	if (w->kind == WAITING_UNSENT)
		return 'g';
	if (w->kind == WAITING_QUARANTINED)
		return w->has_raw ? 'r' : 'i';
	if (w->kind == WAITING_OPEN || w->open_works)
		return 'n';
	return w->things ? 'a' : 'i';
}

static int64_t overdue_moment(void)
{
	return time(NULL) - LIMIT_OVERDUE_DAYS * DAY;
}

static void print_head(struct ctl *ctl, const struct view_waiting *w, size_t i, size_t n)
{
	int64_t days = (time(NULL) - w->since) / DAY;
	printf("\n──── %zu of %zu: %s, since %s (%lld days) ────\n", i + 1, n, reason_of(w),
	        ctl_time(ctl, w->since), (long long)days);
}

static void print_keys(int proposed)
{
	const struct choice *c = find_choice(proposed);
	printf("\nEnter: %s\n", c ? c->help : "leave it for now");
	/* Two lines that no terminal breaks. */
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		printf("%c %s%s", choices[i].key, choices[i].help, i % 4 == 3 ? "\n" : "   ");
	printf("d details   n next   q quit\n> ");
}

static const char *ask(struct ctl *ctl, const char *what)
{
	char line[LIMIT_VALUE_BYTES + 1];
	printf("%s: ", what);
	terminal_read_line(line, sizeof line);
	return arena_strdup(ctl->arena, line);
}

/* The first thing that a work lacks: what is most likely to be set. "" where it lacks nothing. */
static const char *first_missing(struct ctl *ctl, int64_t mail, const char *receipt)
{
	view_works works;
	struct reason why;
	if (views_works(ctl->sql, mail, ctl->arena, &works, &why) != DONE)
		return "";
	for (size_t i = 0; i < works.n; i++)
		if (strcmp(works.v[i].receipt, receipt) == 0)
			return arena_strndup(
			        ctl->arena, works.v[i].missing, strcspn(works.v[i].missing, ","));
	return "";
}

static const char *ask_label(struct ctl *ctl, int64_t mail, const char *receipt)
{
	const char *missing = first_missing(ctl, mail, receipt);
	const char *what =
	        *missing ? arena_printf(ctl->arena, "label (unit, name, contact, title; Enter: %s)", missing)
	                 : "label (unit, name, contact, title)";
	const char *label = ask(ctl, what);
	return *label ? label : missing;
}

static const char *ask_sub_project(struct ctl *ctl)
{
	struct buf what = BUF_INIT(4096);
	for (size_t i = 0; i < ctl->campaign->sub_projects.n; i++) {
		const struct sub_project *p = &ctl->campaign->sub_projects.v[i];
		buf_printf(&what, "%s%s %s", i ? ", " : "sub-project (", p->id, p->short_name);
	}
	buf_puts(&what, ")");
	const char *id = ask(ctl, buf_str(&what));
	buf_free(&what);
	return id;
}

static const char *target_of(struct ctl *ctl, const struct view_waiting *w, const struct choice *c)
{
	const char *mail = arena_printf(ctl->arena, "%lld", (long long)w->mail);
	bool one_work = strcmp(c->verb, "set") == 0 || strcmp(c->verb, "refile") == 0;
	if (c->mail)
		return mail;
	if (*w->receipt)
		return w->receipt;
	return one_work ? ask(ctl, "work (receipt number)") : mail;
}

static bool is_still_waiting(struct ctl *ctl, const struct view_waiting *w)
{
	view_waitings items;
	struct reason why;
	if (views_waiting(ctl->sql, overdue_moment(), ctl->arena, &items, &why) != DONE)
		return true;
	for (size_t i = 0; i < items.n; i++)
		if (items.v[i].mail == w->mail && strcmp(items.v[i].receipt, w->receipt) == 0)
			return true;
	return false;
}

static void ask_all(
        struct ctl *ctl, const struct view_waiting *w, const struct choice *c, struct order *order)
{
	printf("%s\n", c->help);
	order->target = target_of(ctl, w, c);
	if (c->asks == ASKS_LABEL) {
		order->argument = ask_label(ctl, w->mail, order->target);
		order->value = ask(ctl, "value");
	} else if (c->asks == ASKS_SUB_PROJECT) {
		order->argument = ask_sub_project(ctl);
	}
}

/* Whether the item is settled and the next one comes. */
static bool follow(struct ctl *ctl, const struct view_waiting *w, const struct choice *c, struct reason *why)
{
	struct view_order v = {0};
	struct order order = ctl_new_order(ctl, c->verb);
	ask_all(ctl, w, c, &order);
	enum outcome o =
	        ctl->dry_run ? ctl_try_order(ctl, &order, &v, why) : ctl_give_order(ctl, &order, &v, why);
	if (o == DONE && !ctl->dry_run)
		o = ctl_settle_here(ctl, why);
	if (o != DONE) {
		printf("! %s\n", why->text);
		return false;
	}
	printf(ctl->dry_run ? "would be done: %s\n" : "%s\n", v.result);
	return c->asks == ASKS_NOTHING || !is_still_waiting(ctl, w);
}

enum went { WENT_ON, WENT_AWAY };

/* The letter itself is what a person decides by; in full with all the rest. */
static enum outcome show_item(
        struct ctl *ctl, struct examiner *e, const struct view_waiting *w, bool all, struct reason *why)
{
	const char *key_of_mail = arena_printf(ctl->arena, "%lld", (long long)w->mail);
	enum outcome o = ctl_show_mail(ctl, key_of_mail, all, why);
	if (o == DONE && w->has_raw && (all || w->kind == WAITING_STAFF || w->kind == WAITING_OPEN))
		o = ctl_print_letter(ctl, e, w->mail, all ? SIZE_MAX : LETTER_LINES, why);
	return o;
}

static enum outcome review_one(struct ctl *ctl, struct examiner *e, const struct view_waiting *w,
        enum went *went_r, struct reason *why)
{
	int proposed = proposal(w);
	enum outcome o = show_item(ctl, e, w, false, why);
	while (o == DONE) {
		print_keys(proposed);
		int key = terminal_read_key();
		key = key == '\n' ? proposed : key;
		const struct choice *c = find_choice(key);
		*went_r = key == 'q' ? WENT_AWAY : WENT_ON;
		if (key == 'q' || key == 'n' || (c && follow(ctl, w, c, why)))
			return DONE;
		if (key == 'd' || c)
			o = show_item(ctl, e, w, key == 'd', why);
	}
	return o;
}

enum outcome ctl_review(struct ctl *ctl, struct reason *why)
{
	view_waitings items = {0};
	struct examiner *e = NULL;
	enum went went = WENT_ON;
	enum outcome o = ctl_open_as_owner(ctl, why);
	if (o == DONE)
		o = views_waiting(ctl->sql, overdue_moment(), ctl->arena, &items, why);
	if (o == DONE && items.n)
		o = ctl_spawn_examiner(ctl, &e, why);
	for (size_t i = 0; o == DONE && went == WENT_ON && i < items.n; i++) {
		print_head(ctl, &items.v[i], i, items.n);
		o = review_one(ctl, e, &items.v[i], &went, why);
	}
	examiner_close(&e);
	if (o == DONE)
		puts(items.n == 0 ? "nothing waits for a person" : went == WENT_ON ? "that was all" : "");
	return o;
}
