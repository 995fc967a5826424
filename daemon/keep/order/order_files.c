/* Orders that move files between works: merge, split. */
#include "daemon/keep/file/filing.h"
#include "daemon/keep/file/moves.h"
#include "daemon/keep/file/names.h"
#include "daemon/keep/order/order-internal.h"
#include "schema/receipt.h"

#include <string.h>
#include <strings.h>

/* --- files --- */

static bool holds(const stored_names *n, const char *name)
{
	for (size_t i = 0; i < n->n; i++)
		if (strcasecmp(n->v[i], name) == 0)
			return true;
	return strcasecmp(name, FOLDERS_RAW_NAME) == 0;
}

static enum outcome move_file(struct ordering *g, int64_t mail, const char *receipt, const char *from,
        const char *stored, const char *to, stored_names *there, struct reason *why)
{
	struct sql *s = g->tools->sql;
	const char *name = stored;
	for (unsigned n = 2; holds(there, name); n++)
		name = names_numbered(g->arena, stored, n);
	*list_add(g->arena, there) = name;
	const char *old = arena_printf(g->arena, "%s/%s", from, stored);
	const char *new = arena_printf(g->arena, "%s/%s", to, name);
	order_note(g, mail, receipt, "file", old, new);
	enum outcome o = store_move_file(s, from, stored, to, name, why);
	return o == DONE ? moves_add_move(s, old, new, why) : o;
}

/* --- merge --- */

/* What the work that stays lacks, it takes from the other. */
static void fill_gaps(struct stored_work *to, const struct stored_work *from)
{
	for (unsigned label = 0; label < LABEL_COUNT; label++)
		if (!*to->values[label])
			to->values[label] = from->values[label];
	if (!*to->sub_project)
		to->sub_project = from->sub_project;
	to->lacks_files = to->lacks_files && from->lacks_files;
}

/* The files first, into the folder as it is; then that folder goes where its labels put it. */
static enum outcome merge_files(
        struct ordering *g, const struct stored_work *to, const struct stored_work *from, struct reason *why)
{
	stored_names moving = {0}, there = {0};
	enum outcome o = store_names_in(g->tools->sql, from->folder, g->arena, &moving, why);
	if (o == DONE)
		o = store_names_in(g->tools->sql, to->folder, g->arena, &there, why);
	for (size_t i = 0; o == DONE && i < moving.n; i++)
		o = move_file(
		        g, from->mail, from->receipt, from->folder, moving.v[i], to->folder, &there, why);
	return o == DONE ? moves_add_remove(g->tools->sql, from->folder, why) : o;
}

enum outcome order_merge(struct ordering *g, struct reason *why)
{
	struct stored_work to, from, whole, gone;
	enum outcome o = order_find_work(g, g->order->target, true, &to, why);
	if (o == DONE)
		o = order_find_work(g, g->order->argument, true, &from, why);
	if (o == DONE && to.id == from.id)
		return fail(why, REFUSED, "%s cannot be merged with itself", to.receipt);
	if (o == DONE)
		o = merge_files(g, &to, &from, why);
	if (o != DONE)
		return o;
	whole = to;
	fill_gaps(&whole, &from);
	order_judge_work(g, &whole);
	o = order_change_work(g, &to, &whole, why);
	gone = from;
	gone.state = "merged";
	gone.accepted = false;
	gone.merged_into = to.id;
	gone.folder = whole.folder;
	if (o == DONE)
		o = order_change_work(g, &from, &gone, why);
	if (o == DONE)
		o = store_follow_merge(g->tools->sql, from.id, to.id, whole.folder, why);
	if (o == DONE)
		o = order_judge_mail(g, whole.mail, false, why);
	if (o == DONE && from.mail != to.mail)
		o = order_judge_mail(g, from.mail, true, why);
	order_say(g, "%s: %s was merged into it; it is %s and lies in %s", whole.receipt, from.receipt,
	        whole.state, whole.folder);
	return o;
}

/* --- split --- */

/* Whence files are taken: a work's folder, or what of a mail belongs to none. */
struct source {
	int64_t mail;
	struct stored_work work; /* id 0: none */
	struct hash raw;
	const char *folder;
};

static enum outcome find_source(struct ordering *g, struct source *s_r, struct reason *why)
{
	struct view_mail mail;
	*s_r = (struct source){0};
	enum outcome o = store_find_work(g->tools->sql, g->order->target, g->arena, &s_r->work, why);
	if (o == DONE && s_r->work.id)
		o = order_find_work(g, g->order->target, true, &s_r->work, why);
	if (o == DONE)
		o = order_find_mail(g, g->order->target, &mail, why);
	if (o != DONE)
		return o;
	s_r->mail = mail.id;
	s_r->raw = mail.raw;
	s_r->folder = s_r->work.id ? s_r->work.folder : mail.folder;
	if (!*s_r->folder)
		return fail(
		        why, REFUSED, "mail %lld has no files that belong to no work", (long long)mail.id);
	return DONE;
}

static enum outcome new_work(
        struct ordering *g, const struct source *source, struct stored_work *w, struct reason *why)
{
	const struct campaign *c = g->tools->campaign;
	int64_t serial = 0;
	*w = source->work;
	if (!w->id)
		*w = (struct stored_work){.sub_project = "", .values = {"", "", "", ""}};
	enum outcome o = store_take_serial(g->tools->sql, c->receipt_prefix, &serial, why);
	w->mail = source->mail;
	w->campaign = c->id;
	w->receipt = receipt_make(g->arena, c->receipt_prefix, serial);
	w->accepted = w->lacks_files = false;
	w->values[LABEL_TITLE] = g->order->value;
	order_judge_work(g, w);
	return o == DONE ? store_add_work(g->tools->sql, w, why) : o;
}

static enum outcome move_chosen(struct ordering *g, const struct source *source, const struct stored_work *w,
        size_t *left_r, struct reason *why)
{
	stored_names there = {0}, in = {0};
	enum outcome o = store_names_in(g->tools->sql, source->folder, g->arena, &in, why);
	size_t moved = 0;
	for (const char *at = g->order->argument; o == DONE && *at;) {
		size_t len = strcspn(at, "\n");
		const char *name = arena_strndup(g->arena, at, len), *stored = NULL;
		for (size_t i = 0; i < in.n; i++)
			if (strcmp(in.v[i], name) == 0)
				stored = in.v[i];
		if (!stored)
			return fail(why, REFUSED, "%s holds no file %s", source->folder, name);
		o = move_file(g, w->mail, w->receipt, source->folder, stored, w->folder, &there, why);
		moved++;
		at += len + (at[len] == '\n');
	}
	if (o == DONE && moved == 0)
		return fail(why, REFUSED, "name the files that become a work of their own");
	*left_r = in.n > moved ? in.n - moved : 0;
	return o;
}

enum outcome order_split(struct ordering *g, struct reason *why)
{
	struct source source;
	struct stored_work w;
	size_t left = 0;
	struct sql *s = g->tools->sql;
	enum outcome o = find_source(g, &source, why);
	if (o == DONE)
		o = new_work(g, &source, &w, why);
	if (o == DONE)
		o = moves_add_link(s, &source.raw, w.folder, why);
	if (o == DONE)
		o = move_chosen(g, &source, &w, &left, why);
	if (o == DONE && left == 0 && source.work.id)
		return fail(why, REFUSED, "%s would be left without a file", source.work.receipt);
	if (o == DONE && left == 0)
		o = store_change_rest_folder(s, source.mail, "", why);
	if (o == DONE && left == 0)
		o = moves_add_remove(s, source.folder, why);
	if (o != DONE)
		return o;
	order_note(g, w.mail, w.receipt, "state", "", w.state);
	o = order_judge_mail(g, w.mail, false, why);
	order_say(g, "%s: a new work of mail %lld, %s%s%s; it lies in %s", w.receipt, (long long)w.mail,
	        w.state, *w.missing ? ", missing " : "", w.missing, w.folder);
	return o;
}
