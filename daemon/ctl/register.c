/* Writes the register page anew, for the impatient and after changes by hand. The service does so by itself. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/view/page.h"

#include <stdio.h>
#include <unistd.h>

enum outcome ctl_register(struct ctl *ctl, struct reason *why)
{
	int64_t now;
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = ctl_moment(ctl, &now, why);
	if (o != DONE)
		return o;
	const char *temporary = arena_printf(ctl->arena, "." PAGE_NAME ".%ld", (long)getpid());
	o = page_replace(ctl->sql, &ctl->folders, ctl->campaign, temporary, now, why);
	if (o == DONE)
		printf("%s/%s\n", ctl->config->archive_folder, PAGE_NAME);
	return o;
}
