#include "daemon/keep/thread/mail_command.h"

#include "daemon/keep/store/store_order.h"
#include "daemon/keep/view/views.h"

#include <string.h>
#include <strings.h>

static enum outcome doubt_of(struct sql *s, const struct claims *c, const char *receipt, struct arena *a,
        const char **doubt_r, struct reason *why)
{
	struct stored_work w;
	struct view_mail mail;
	enum outcome o = store_find_work(s, receipt, a, &w, why);
	if (o == DONE && !w.id) {
		*doubt_r = "it names a receipt number that no work has";
		return DONE;
	}
	if (o == DONE)
		o = views_find_mail(s, arena_printf(a, "%lld", (long long)w.mail), a, &mail, why);
	if (o == DONE && strcasecmp(mail.sender, c->from_address) != 0)
		*doubt_r = "it is about a work that another address sent";
	else if (o == DONE && c->command == COMMAND_WITHDRAW && strcmp(w.state, "complete") != 0 &&
	         strcmp(w.state, "open") != 0)
		*doubt_r = "it takes back a work that has come to its end already";
	return o;
}

enum outcome mail_command_doubt(
        struct sql *s, const struct claims *c, struct arena *a, const char **doubt_r, struct reason *why)
{
	enum outcome o = DONE;
	*doubt_r = NULL;
	for (size_t i = 0; o == DONE && !*doubt_r && i < c->receipts.n; i++)
		o = doubt_of(s, c, c->receipts.v[i], a, doubt_r, why);
	return o;
}

enum outcome mail_command_order(
        struct sql *s, const struct claims *c, int64_t mail, int64_t now, struct arena *a, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < c->receipts.n; i++) {
		int64_t id;
		const struct order order = {.given = now,
		        .who = "sender",
		        .why = arena_printf(a, "mail %lld", (long long)mail),
		        .verb = c->command == COMMAND_WITHDRAW ? "withdraw" : "query",
		        .target = c->receipts.v[i],
		        .argument = "",
		        .value = "",
		        .say = "",
		        .tell = true};
		o = store_order_add(s, &order, &id, why);
	}
	return o;
}
