/* Settlement by xuanwangctl, where no service is at work: what an order left to be read, through the same jail and by
 * the same modules. */
#include "daemon/keep/settle.h"
#include "daemon/ctl/order.h"
#include "daemon/keep/reply/shipped.h"
#include "schema/limits.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

static enum outcome settle_all(struct settle *s, struct examiner *e, struct reason *why)
{
	enum outcome o = settle_advance(s, why);
	while (o == DONE && !settle_is_empty(s)) {
		struct pollfd fd = {examiner_fd(e), POLLIN, 0};
		if (poll(&fd, 1, settle_patience(s)) < 0)
			return fail_errno(why, BROKEN, "cannot wait for the parser");
		o = settle_collect(s, time(NULL), why);
		if (o == DONE)
			o = settle_advance(s, why);
	}
	return o;
}

/* A mail that was read once more may have left orders to be carried out again. */
static enum outcome order_again(struct ctl *ctl, const struct render *render, struct reason *why)
{
	const struct tools tools = {ctl->config, ctl->campaign, &ctl->folders, ctl->sql, render};
	bool reads_again = false;
	return orders_advance(&tools, time(NULL), LIMIT_ORDERS_AGAIN, &reads_again, why);
}

static enum outcome settle_locked(struct ctl *ctl, struct reason *why)
{
	struct render *render = NULL;
	struct examiner *examiner = NULL;
	enum outcome o =
	        render_load(shipped_templates(ctl->arena), ctl->config->templates_folder, &render, why);
	if (o == DONE)
		o = ctl_spawn_examiner(ctl, &examiner, why);
	if (o == DONE) {
		const struct settle_tools tools = {
		        ctl->config, ctl->campaign, &ctl->folders, ctl->sql, render, examiner};
		struct settle *s = settle_new(&tools);
		o = settle_all(s, examiner, why);
		settle_close(&s);
	}
	if (o == DONE)
		o = order_again(ctl, render, why);
	examiner_close(&examiner);
	render_close(&render);
	return o;
}

enum outcome ctl_settle_here(struct ctl *ctl, struct reason *why)
{
	int lock = -1;
	if (folders_is_locked(&ctl->folders) || folders_lock(&ctl->folders, &lock, why) != DONE)
		return DONE; /* the service does it */
	enum outcome o = settle_locked(ctl, why);
	close(lock);
	return o;
}
