/* A walk through what waits for a person: the evidence, a proposal, one key. Each key is an order as if it had been given
 * on the command line. */
#include "daemon/ctl/order.h"
#include "daemon/ctl/terminal.h"
#include "daemon/keep/views_waiting.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400 };

struct choice {
	char key;
	const char *verb, *help;
	const char *asks[2]; /* what must be typed besides: argument and value; NULL: nothing */
	bool mail;           /* about the whole mail, also where one work waits */
};

static const struct choice choices[] = {
        {'a', "accept", "accept as it is", {NULL}, false},
        {'i', "ignore", "ignore", {NULL}, true},
        {'x', "reject", "reject", {NULL}, false},
        {'w', "withdraw", "withdrawn by its sender", {NULL}, false},
        {'s', "set", "set a label", {"label (unit, name, contact, title)", "value"}, false},
        {'f', "refile", "file under another sub-project", {"sub-project", NULL}, false},
        {'r', "reprocess", "read again", {NULL}, true},
        {'g', "send-again", "send the answer again", {NULL}, true},
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
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		printf("%c %s   ", choices[i].key, choices[i].help);
	printf("d details   n next   q quit\n> ");
}

static const char *ask(struct ctl *ctl, const char *what)
{
	char line[LIMIT_VALUE_BYTES + 1];
	if (!what)
		return "";
	printf("%s: ", what);
	terminal_read_line(line, sizeof line);
	return arena_strdup(ctl->arena, line);
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

/* Whether the item is settled and the next one comes. */
static bool follow(struct ctl *ctl, const struct view_waiting *w, const struct choice *c, struct reason *why)
{
	struct view_order v = {0};
	struct order order = ctl_new_order(ctl, c->verb);
	printf("%s\n", c->help);
	order.target = target_of(ctl, w, c);
	order.argument = ask(ctl, c->asks[0]);
	order.value = ask(ctl, c->asks[1]);
	enum outcome o =
	        ctl->dry_run ? ctl_try_order(ctl, &order, &v, why) : ctl_give_order(ctl, &order, &v, why);
	if (o == DONE && !ctl->dry_run)
		o = ctl_settle_here(ctl, why);
	if (o != DONE) {
		printf("! %s\n", why->text);
		return false;
	}
	printf(ctl->dry_run ? "would be done: %s\n" : "%s\n", v.result);
	return !c->asks[0];
}

enum went { WENT_ON, WENT_AWAY };

static enum outcome review_one(
        struct ctl *ctl, const struct view_waiting *w, enum went *went_r, struct reason *why)
{
	const char *key_of_mail = arena_printf(ctl->arena, "%lld", (long long)w->mail);
	int proposed = proposal(w);
	enum outcome o = ctl_show_mail(ctl, key_of_mail, false, why);
	while (o == DONE) {
		print_keys(proposed);
		int key = terminal_read_key();
		key = key == '\n' ? proposed : key;
		const struct choice *c = find_choice(key);
		*went_r = key == 'q' ? WENT_AWAY : WENT_ON;
		if (key == 'q' || key == 'n' || (c && follow(ctl, w, c, why)))
			return DONE;
		if (key == 'd' || c)
			o = ctl_show_mail(ctl, key_of_mail, key == 'd', why);
	}
	return o;
}

enum outcome ctl_review(struct ctl *ctl, struct reason *why)
{
	view_waitings items = {0};
	enum went went = WENT_ON;
	enum outcome o = ctl_open_as_owner(ctl, why);
	if (o == DONE)
		o = views_waiting(ctl->sql, time(NULL) - LIMIT_OVERDUE_DAYS * DAY, ctl->arena, &items, why);
	for (size_t i = 0; o == DONE && went == WENT_ON && i < items.n; i++) {
		print_head(ctl, &items.v[i], i, items.n);
		o = review_one(ctl, &items.v[i], &went, why);
	}
	if (o == DONE)
		puts(items.n == 0 ? "nothing waits for a person" : went == WENT_ON ? "that was all" : "");
	return o;
}
