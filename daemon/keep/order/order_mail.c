/* Orders about a whole mail: ignore, fetched, reprocess, send-again, import. */
#include "daemon/keep/order/order-internal.h"
#include "daemon/keep/order/reread.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum outcome order_ignore(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	stored_works works = {0};
	int64_t others = 0, blank = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = store_works_of(g->tools->sql, mail.id, g->arena, &works, why);
	if (o == DONE)
		o = store_count_others(g->tools->sql, mail.id, &others, &blank, why);
	for (size_t i = 0; o == DONE && i < works.n; i++)
		if (order_work_is_live(&works.v[i]))
			return fail(why, REFUSED,
			        "mail %lld holds the work %s: reject or withdraw that instead",
			        (long long)mail.id, works.v[i].receipt);
	if (o == DONE && others)
		return fail(why, REFUSED, "mail %lld holds statistics or a report, which are filed",
		        (long long)mail.id);
	if (o == DONE)
		o = order_change_mail(g, &mail, STATE_IGNORED, why);
	if (o == DONE && !g->result->changes.n)
		return fail(why, REFUSED, "mail %lld is ignored already", (long long)mail.id);
	order_say(g, "mail %lld: ignored", (long long)mail.id);
	return o;
}

/* A person fetched what a link led to: the staff are not reminded of it any more. */
enum outcome order_fetched(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	struct stored_work w = {0};
	view_pending_files files = {0};
	size_t n = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = store_find_work(g->tools->sql, g->order->target, g->arena, &w, why);
	if (o == DONE)
		o = views_pending_files(g->tools->sql, mail.id, g->arena, &files, why);
	for (size_t i = 0; o == DONE && i < files.n; i++) {
		const struct view_pending_file *f = &files.v[i];
		bool named = !*g->order->argument || strcmp(f->name, g->order->argument) == 0;
		if (!named || strcmp(f->state, "pending") != 0 ||
		        (w.id && strcmp(f->receipt, w.receipt) != 0))
			continue;
		o = store_link_fetched(g->tools->sql, f->id, g->now, why);
		order_note(g, mail.id, f->receipt, *f->name ? f->name : "link", "pending", "fetched");
		n++;
	}
	if (o == DONE && n == 0)
		return fail(why, REFUSED, "no such link waits to be fetched");
	order_say(g, "mail %lld: %zu links fetched", (long long)mail.id, n);
	return o;
}

/* The settlement comes later, through the jail; it writes the rest of the trail. */
enum outcome order_reprocess(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	const char *obstacle = "";
	bool quiet = strcmp(g->order->argument, "answer") != 0;
	bool keeps_orders = strcmp(g->order->argument, REREAD_KEEP_ORDERS) == 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE && !mail.has_raw)
		return fail(why, REFUSED, "mail %lld was too large and is not here", (long long)mail.id);
	if (o == DONE)
		o = reread_obstacle(g->tools->sql, mail.id, keeps_orders, g->arena, &obstacle, why);
	if (o == DONE && *obstacle)
		return fail(why, REFUSED, "%s: a new reading would undo that; %sset, refile or split instead",
		        obstacle, keeps_orders ? "" : "--keep-orders gives orders about works again, or ");
	if (o == DONE)
		o = reread_park(g->tools->sql, mail.id, g->order->id, quiet, g->arena, why);
	order_note(g, mail.id, "", "mail-state", mail.state, "waiting");
	order_say(g, "mail %lld: is read once more", (long long)mail.id);
	g->result->reads_again = true;
	return o;
}

/* Under the same Message-ID: who has it already sees one answer, not two. */
enum outcome order_send_again(struct ordering *g, struct reason *why)
{
	struct view_mail mail;
	int64_t answer = 0;
	enum outcome o = order_find_mail(g, g->order->target, &mail, why);
	if (o == DONE)
		o = store_queue_again(g->tools->sql, mail.id, g->now, &answer, why);
	if (o == DONE && !answer)
		return fail(why, REFUSED, "mail %lld was never answered: reprocess it with --answer",
		        (long long)mail.id);
	order_note(g, mail.id, "", "answer", "", "queued again");
	order_say(g, "mail %lld: its answer is queued again", (long long)mail.id);
	return o;
}

static bool read_hash(const char *hex, struct hash *hash_r)
{
	static const char digits[] = "0123456789abcdef";
	if (strlen(hex) != HASH_HEX_SIZE - 1 || strspn(hex, digits) != HASH_HEX_SIZE - 1)
		return false;
	for (size_t i = 0; i < HASH_SIZE; i++)
		hash_r->bytes[i] = (uint8_t)((strchr(digits, hex[2 * i]) - digits) << 4 |
		                             (strchr(digits, hex[2 * i + 1]) - digits));
	return true;
}

enum outcome order_import(struct ordering *g, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	struct hash raw;
	struct stat st;
	int64_t mail = 0;
	bool new = false, quiet = strcmp(g->order->value, "answer") != 0;
	if (!read_hash(g->order->target, &raw))
		return fail(why, REFUSED, "%s is no hash", g->order->target);
	folders_stored_name(&raw, name);
	if (fstatat(g->tools->folders->mail, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return fail(why, REFUSED, "the message %s is not stored", name);
	enum outcome o = store_import(g->tools->sql, &raw, st.st_size, (int64_t)atoll(g->order->argument),
	        quiet, g->now, &mail, &new, why);
	if (new)
		order_note(g, mail, "", "imported", "", g->order->argument);
	order_say(g, new ? "mail %lld: imported" : "mail %lld: known already", (long long)mail);
	return o;
}
