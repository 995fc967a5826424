/* Giving orders to keep: for the commands that correct, for review and for import. */
#ifndef CTL_ORDER_H
#define CTL_ORDER_H

#include "daemon/ctl/ctl.h"
#include "daemon/keep/view/views_order.h"

/* As root: the owner of this folder from now on, so that nothing in it ever belongs to anybody else. */
MUST_USE enum outcome ctl_become_owner(const char *folder, struct reason *why);

/* ctl_open for who gives orders: as root it becomes the service's user first, so that nothing in its folders ever
 * belongs to anybody else. */
MUST_USE enum outcome ctl_open_as_owner(struct ctl *ctl, struct reason *why);

/* An order of whoever runs this program, with what was said on the command line. */
struct order ctl_new_order(struct ctl *ctl, const char *verb);

/* Inserts it, waits until the service has executed it, or executes it here where no service is at work. REFUSED:
 * with the sentence of the refusal; LATER: it stays in force, but nobody has taken it up yet. */
MUST_USE enum outcome ctl_give_order(
        struct ctl *ctl, const struct order *order, struct view_order *v_r, struct reason *why);
/* What it would do, undone again. */
MUST_USE enum outcome ctl_try_order(
        struct ctl *ctl, const struct order *order, struct view_order *v_r, struct reason *why);

MUST_USE enum outcome ctl_wait_for_order(struct ctl *ctl, int64_t id, struct reason *why);
/* Settles the mails that wait, through the jail, where no service is at work that does it. */
MUST_USE enum outcome ctl_settle_here(struct ctl *ctl, struct reason *why);

void ctl_print_change(const struct order_change *c);
json_t *ctl_json_order(const struct view_order *v);

#endif
