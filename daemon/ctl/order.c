/* The commands that put something right: each is one order to keep. */
#include "daemon/ctl/order.h"
#include "daemon/keep/order/reread.h"
#include "daemon/keep/reply/shipped.h"
#include "daemon/keep/store/store_order.h"
#include "daemon/keep/view/views.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_SECONDS = 60, LOOK_MICROSECONDS = 50000, ORDERS_AT_ONCE = 1000 };

/* --- who --- */

enum outcome ctl_become_owner(const char *folder, struct reason *why)
{
	struct stat st;
	if (stat(folder, &st) != 0)
		return fail_errno(why, REFUSED, "cannot look at the folder %s", folder);
	if (geteuid() != 0 || st.st_uid == 0)
		return DONE;
	if (setgroups(0, NULL) != 0 || setresgid(st.st_gid, st.st_gid, st.st_gid) != 0 ||
	        setresuid(st.st_uid, st.st_uid, st.st_uid) != 0)
		return fail_errno(why, LATER, "cannot become the user of the service");
	return DONE;
}

enum outcome ctl_open_as_owner(struct ctl *ctl, struct reason *why)
{
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = ctl_become_owner(ctl->config->state_folder, why);
	return o == DONE ? ctl_open(ctl, SQL_READ, why) : o;
}

/* Behind sudo the person, not root and not the service's user. Whoever may write the database could forge it anyhow. */
static const char *who_runs_this(struct arena *a)
{
	const char *sudo = getenv("SUDO_USER");
	const struct passwd *user;
	if (sudo && *sudo && getpwnam(sudo))
		return arena_strdup(a, sudo);
	user = getpwuid(getuid());
	return user ? arena_strdup(a, user->pw_name) : arena_printf(a, "uid %u", (unsigned)getuid());
}

struct order ctl_new_order(struct ctl *ctl, const char *verb)
{
	return (struct order){.given = time(NULL),
	        .who = ctl->who ? ctl->who : (ctl->who = who_runs_this(ctl->arena)),
	        .why = ctl->because ? ctl->because : "",
	        .verb = verb,
	        .target = "",
	        .argument = "",
	        .value = "",
	        .say = ctl->say ? ctl->say : "",
	        .tell = ctl->tell || ctl->say};
}

/* --- execution --- */

static enum outcome advance_here(struct ctl *ctl, struct reason *why)
{
	struct render *render = NULL;
	bool reads_again = false;
	enum outcome o =
	        render_load(shipped_templates(ctl->arena), ctl->config->templates_folder, &render, why);
	const struct tools tools = {ctl->config, ctl->campaign, &ctl->folders, ctl->sql, render};
	if (o == DONE)
		o = orders_advance(&tools, time(NULL), ORDERS_AT_ONCE, &reads_again, why);
	render_close(&render);
	return o;
}

/* Executes what waits where nobody else does. */
static enum outcome stand_in(struct ctl *ctl, struct reason *why)
{
	int lock = -1;
	if (folders_is_locked(&ctl->folders))
		return DONE;
	if (folders_lock(&ctl->folders, &lock, why) != DONE)
		return DONE; /* somebody was faster */
	enum outcome o = advance_here(ctl, why);
	close(lock);
	return o;
}

enum outcome ctl_wait_for_order(struct ctl *ctl, int64_t id, struct reason *why)
{
	const char *state = "", *result = "";
	for (time_t end = time(NULL) + WAIT_SECONDS; time(NULL) < end; usleep(LOOK_MICROSECONDS)) {
		enum outcome o = stand_in(ctl, why);
		if (o == DONE)
			o = store_order_fate(ctl->sql, id, ctl->arena, &state, &result, why);
		if (o != DONE || strcmp(state, "done") == 0)
			return o;
		if (strcmp(state, "refused") == 0)
			return fail(why, REFUSED, "%s", result);
	}
	return fail(
	        why, LATER, "the service has not taken up order %lld yet; it stays in force", (long long)id);
}

enum outcome ctl_give_order(
        struct ctl *ctl, const struct order *order, struct view_order *v_r, struct reason *why)
{
	int64_t id = 0;
	enum outcome o = sql_begin(ctl->sql, why);
	if (o == DONE)
		o = store_order_add(ctl->sql, order, &id, why);
	if (o == DONE)
		o = sql_commit(ctl->sql, why);
	if (o != DONE)
		sql_rollback(ctl->sql);
	if (o == DONE)
		o = ctl_wait_for_order(ctl, id, why);
	return o == DONE ? views_order(ctl->sql, id, ctl->arena, v_r, why) : o;
}

enum outcome ctl_try_order(
        struct ctl *ctl, const struct order *order, struct view_order *v_r, struct reason *why)
{
	struct order tried = *order;
	struct order_result r = {0};
	struct render *render = NULL;
	enum outcome o =
	        render_load(shipped_templates(ctl->arena), ctl->config->templates_folder, &render, why);
	const struct tools tools = {ctl->config, ctl->campaign, &ctl->folders, ctl->sql, render};
	if (o == DONE)
		o = sql_begin(ctl->sql, why);
	if (o == DONE)
		o = store_order_add(ctl->sql, order, &tried.id, why);
	if (o == DONE)
		o = order_execute(&tools, &tried, order->given, ctl->arena, &r, why);
	if (o == DONE)
		o = views_order(ctl->sql, tried.id, ctl->arena, v_r, why);
	sql_rollback(ctl->sql);
	render_close(&render);
	return o;
}

/* --- printing --- */

static void print_value(const char *value)
{
	for (const char *c = value; *c; c++)
		fputs(*c == '\n' ? ", " : (char[]){*c, '\0'}, stdout);
	if (!*value)
		putchar('-');
}

void ctl_print_change(const struct order_change *c)
{
	printf("  %s %s: ", *c->receipt ? c->receipt : "mail", c->field);
	print_value(c->old);
	fputs(" -> ", stdout);
	print_value(c->new);
	putchar('\n');
}

json_t *ctl_json_order(const struct view_order *v)
{
	json_t *changes = json_array();
	for (size_t i = 0; i < v->changes.n; i++) {
		const struct order_change *c = &v->changes.v[i];
		json_array_append_new(changes,
		        json_pack("{s:I, s:s, s:s, s:s, s:s}", "mail", (json_int_t)c->mail, "receipt",
		                c->receipt, "field", c->field, "old", c->old, "new", c->new));
	}
	return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "order",
	        (json_int_t)v->order.id, "given", (json_int_t)v->order.given, "who", v->order.who, "why",
	        v->order.why, "verb", v->order.verb, "target", v->order.target, "argument", v->order.argument,
	        "value", v->order.value, "state", v->state, "result", v->result, "tell", v->order.tell,
	        "changes", changes);
}

static void print_order(const struct ctl *ctl, const struct view_order *v)
{
	if (ctl->json) {
		ctl_print_json(ctl_json_order(v));
		return;
	}
	printf(ctl->dry_run ? "would be done: %s\n" : "%s\n", v->result);
	for (size_t i = 0; i < v->changes.n; i++)
		ctl_print_change(&v->changes.v[i]);
	if (!ctl->dry_run)
		printf("order %lld\n", (long long)v->order.id);
}

/* --- the commands --- */

/* The order is done when the mail waits again; people want to see what it came to. */
static enum outcome read_once_more(struct ctl *ctl, struct view_order *v, struct reason *why)
{
	const char *mail = arena_printf(ctl->arena, "%lld", (long long)v->changes.v[0].mail);
	struct view_mail m = {0};
	enum outcome o = ctl_settle_here(ctl, why);
	for (time_t end = time(NULL) + WAIT_SECONDS; o == DONE && !m.is_settled && time(NULL) < end;
	        usleep(LOOK_MICROSECONDS))
		o = views_find_mail(ctl->sql, mail, ctl->arena, &m, why);
	if (o == DONE && !m.is_settled)
		return fail(why, LATER, "mail %s waits and has not been read yet", mail);
	return o == DONE ? views_order(ctl->sql, v->order.id, ctl->arena, v, why) : o;
}

/* A dry run of reading once more: what this mail would come to by itself. */
static enum outcome foresee(struct ctl *ctl, const struct view_order *v, struct reason *why)
{
	struct view_mail m = {0};
	char name[FOLDERS_STORED_NAME_SIZE];
	const char *key = arena_printf(ctl->arena, "%lld", (long long)v->changes.v[0].mail);
	enum outcome o = views_find_mail(ctl->sql, key, ctl->arena, &m, why);
	if (o != DONE || ctl->json)
		return o;
	folders_stored_name(&m.raw, name);
	int mail = openat(ctl->folders.mail, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (mail < 0)
		return fail_errno(why, LATER, "cannot open the stored message of mail %s", key);
	puts("it would be read as:");
	o = ctl_inspect_file(ctl, mail, m.internal_date, why);
	close(mail);
	return o;
}

static const char *lines_of(struct ctl *ctl, char **v, int n)
{
	struct buf lines = BUF_INIT(1 << 20);
	for (int i = 0; i < n; i++)
		buf_printf(&lines, "%s%s", i ? "\n" : "", v[i]);
	const char *text = arena_strdup(ctl->arena, buf_str(&lines));
	buf_free(&lines);
	return text;
}

static enum outcome run_order(struct ctl *ctl, const struct order *order, struct reason *why)
{
	struct view_order v = {0};
	enum outcome o = ctl_open_as_owner(ctl, why);
	if (o == DONE)
		o = ctl->dry_run ? ctl_try_order(ctl, order, &v, why) : ctl_give_order(ctl, order, &v, why);
	if (o == DONE && strcmp(order->verb, "reprocess") == 0 && !ctl->dry_run)
		o = read_once_more(ctl, &v, why);
	if (o == DONE)
		print_order(ctl, &v);
	if (o == DONE && strcmp(order->verb, "reprocess") == 0 && ctl->dry_run)
		o = foresee(ctl, &v, why);
	return o;
}

enum outcome ctl_order(struct ctl *ctl, struct reason *why)
{
	/* The answer would be written before the orders are carried out again. */
	if (ctl->answer && ctl->keep_orders)
		return fail(why, REFUSED,
		        "--answer or --keep-orders: send-again or --tell comes after the orders");
	struct order order = ctl_new_order(ctl, ctl->command);
	order.target = ctl->operands[0];
	if (strcmp(order.verb, "split") == 0) {
		order.argument = lines_of(ctl, ctl->operands + 1, ctl->n_operands - 1);
		order.value = ctl->title ? ctl->title : "";
	} else {
		order.argument = ctl->n_operands > 1 ? ctl->operands[1]
		                 : ctl->answer       ? "answer"
		                 : ctl->keep_orders  ? REREAD_KEEP_ORDERS
		                                     : "";
		order.value = ctl->n_operands > 2 ? ctl->operands[2] : "";
	}
	return run_order(ctl, &order, why);
}

enum outcome ctl_orders(struct ctl *ctl, struct reason *why)
{
	view_orders orders = {0};
	json_t *list = json_array();
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = views_all_orders(ctl->sql, ctl->arena, &orders, why);
	for (size_t i = 0; o == DONE && i < orders.n; i++) {
		const struct view_order *v = &orders.v[i];
		if (ctl->json)
			json_array_append_new(list, ctl_json_order(v));
		else
			printf("%5lld  %s  %-8s  %s %s  %s: %s%s%s\n", (long long)v->order.id,
			        ctl_time(ctl, v->order.given), v->order.who, v->order.verb, v->order.target,
			        v->state, v->result, *v->order.why ? "; why: " : "", v->order.why);
	}
	if (o == DONE && ctl->json)
		ctl_print_json(list);
	else
		json_decref(list);
	return o;
}
