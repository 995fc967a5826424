/* New passwords for a mailbox that is configured already: an authorization code has run out, or was made anew. */
#include "daemon/ctl/ctl.h"
#include "daemon/ctl/setup.h"

#include <stdio.h>

static void tell_next(const struct setup *s, bool sealed)
{
	setup_tell_sealed(s, sealed);
	if (s->unit)
		printf("%s\n  systemctl restart %s.service\n",
		        ask_say(&s->ask, "To put them in force:", "使新密码生效："), s->unit);
}

/* They are tried first: a wrong one must not take the place of one that works. --force writes them untried, for
 * servers that cannot be reached now. */
enum outcome ctl_password(struct ctl *ctl, struct reason *why)
{
	struct setup s = {0};
	bool sealed = false;
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = setup_open(ctl, &s, why);
	if (o != DONE)
		return o;
	s.profile = profile_of_host(ctl->config->imap.host);
	o = setup_ask_passwords(&s, why);
	if (o == DONE)
		o = ask_finish(&s.ask, why);
	if (o == DONE && !ctl->force) {
		struct reason untried;
		o = ctl_run_probe(ctl, s.imap_password, s.smtp_password, &untried);
		if (o != DONE)
			return fail(why, o, "nothing was changed: %s; --force stores them all the same",
			        untried.text);
	}
	if (o == DONE)
		o = setup_write_secrets(&s, &sealed, why);
	if (o == DONE)
		tell_next(&s, sealed);
	return o;
}
