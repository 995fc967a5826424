/* Mails that were exported from a client or another server, the same way as from the mailbox: durable first, then
 * admitted by keep, once. */
#include "daemon/ctl/mailfiles.h"
#include "daemon/ctl/order.h"
#include "daemon/keep/store/store_order.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct importing {
	struct ctl *ctl;
	struct order batch[LIMIT_IMPORT_BATCH];
	size_t n;
	int64_t read, new, known, refused, passed_over;
	bool shows; /* progress, to a person */
};

static void show(const struct importing *i, const char *end)
{
	if (i->shows)
		fprintf(stderr, "\r%lld read, %lld new, %lld known%s", (long long)i->read, (long long)i->new,
		        (long long)i->known, end);
}

/* Durable before keep hears of them: a row always points to a message that is there. */
static enum outcome give_orders(struct importing *i, int64_t *first_r, int64_t *last_r, struct reason *why)
{
	enum outcome o = syncfs(i->ctl->folders.state) == 0
	                         ? DONE
	                         : fail_errno(why, LATER, "cannot sync the state folder");
	if (o == DONE)
		o = sql_begin(i->ctl->sql, why);
	for (size_t k = 0; o == DONE && k < i->n; k++) {
		o = store_order_add(i->ctl->sql, &i->batch[k], last_r, why);
		if (k == 0)
			*first_r = *last_r;
	}
	if (o == DONE)
		o = sql_commit(i->ctl->sql, why);
	if (o != DONE)
		sql_rollback(i->ctl->sql);
	return o;
}

static enum outcome import_batch(struct importing *i, struct reason *why)
{
	int64_t first = 0, last = 0, new = 0, known = 0;
	if (i->n == 0)
		return DONE;
	enum outcome o = give_orders(i, &first, &last, why);
	if (o == DONE)
		o = ctl_wait_for_order(i->ctl, last, why);
	if (o == DONE || o == REFUSED)
		o = store_count_imported(i->ctl->sql, first, last, &new, &known, why);
	if (o != DONE)
		return o;
	i->new += new;
	i->known += known;
	i->refused += (int64_t)i->n - new - known;
	i->n = 0;
	show(i, "");
	return DONE;
}

static enum outcome take(void *context, const struct hash *hash, int64_t date, struct reason *why)
{
	struct importing *i = context;
	char hex[HASH_HEX_SIZE];
	struct order *order = &i->batch[i->n++];
	hash_to_hex(hash, hex);
	*order = ctl_new_order(i->ctl, "import");
	order->target = arena_strdup(i->ctl->arena, hex);
	order->argument = arena_printf(i->ctl->arena, "%lld", (long long)date);
	order->value = i->ctl->answer ? "answer" : "";
	i->read++;
	return i->n == LIMIT_IMPORT_BATCH ? import_batch(i, why) : DONE;
}

static void pass_over(void *context, const char *path, const char *because)
{
	struct importing *i = context;
	i->passed_over++;
	fprintf(stderr, "%s%s: %s\n", i->shows ? "\r" : "", path, because);
}

static void report(const struct importing *i)
{
	if (i->ctl->json)
		ctl_print_json(json_pack("{s:I, s:I, s:I, s:I, s:I}", "read", (json_int_t)i->read, "new",
		        (json_int_t)i->new, "known", (json_int_t)i->known, "refused", (json_int_t)i->refused,
		        "passed_over", (json_int_t)i->passed_over));
	else
		printf("%lld mails read: %lld new, %lld known already; %lld files passed over\n",
		        (long long)i->read, (long long)i->new, (long long)i->known,
		        (long long)i->passed_over);
}

enum outcome ctl_import(struct ctl *ctl, struct reason *why)
{
	struct importing i = {.ctl = ctl, .shows = isatty(STDERR_FILENO) && !ctl->json};
	const struct mailfiles files = {&ctl->folders, take, pass_over, &i};
	enum outcome o = ctl_open_as_owner(ctl, why);
	for (int k = 0; o == DONE && k < ctl->n_operands; k++)
		o = mailfiles_walk(&files, ctl->operands[k], why);
	if (o == DONE)
		o = import_batch(&i, why);
	show(&i, "\n");
	if (o == DONE)
		o = ctl_settle_here(ctl, why);
	report(&i);
	if (o == DONE && (i.passed_over || i.refused))
		return fail(why, REFUSED, "%lld files or mails were not taken, see above",
		        (long long)(i.passed_over + i.refused));
	return o;
}
